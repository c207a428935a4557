"""Runs triggers, listeners and the HTTP server in one process, until told to stop."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import os
import signal
import socket
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import uvicorn

from devhost.errors import StartError
from devhost.http import HttpFrontEnd
from devhost.indexing import Function, index
from devhost.keys import KeyRing, read_key_ring
from devhost.queues import QueueListener, Storage
from devhost.routing import Route, Router, parse_route, refuse_hidden
from devhost.settings import HostOptions, read_app_settings, read_host_options
from devhost.timers import Timer
from devhost.worker import Worker

_logger = logging.getLogger("devhost")

HTTP_GROUP = "http"
GRACE_SECONDS = 30
_KEEP_ALIVE_SECONDS = 130  # Kestrel's default


@dataclass(frozen=True, slots=True)
class App:
    """An app that has been read and indexed, with the options to run it."""

    options: HostOptions
    functions: Sequence[Function]
    routes: Mapping[str, Route]
    keys: KeyRing | None
    lease_seconds: int

    def group(self, name: str) -> list[Function]:
        """Return the functions of one group, see :func:`group_of`."""
        return [function for function in self.functions if group_of(function) == name]


def group_of(function: Function) -> str:
    """Return the name of the functions that run together with *function* on Flex Consumption."""
    return HTTP_GROUP if function.kind == "httpTrigger" else f"function:{function.name}"


def load(
    app_dir: Path, settings_file: Path | None, keys_file: Path | None, lease_seconds: int
) -> App:
    """Read and index the app of *app_dir*; its settings become environment variables.

    Raises StartError.
    """
    options = read_host_options(app_dir)
    for name, value in read_app_settings(app_dir, settings_file).items():
        os.environ.setdefault(name, value)
    functions = index(app_dir, os.environ)
    http = [function for function in functions if function.kind == "httpTrigger"]
    routes = {
        function.name: parse_route(
            function.name,
            f"{options.route_prefix}/{function.trigger.get('route') or function.name}",
            function.trigger.get("methods") or (),
        )
        for function in http
    }
    refuse_hidden(routes.values())
    keys = read_key_ring(keys_file, [function.name for function in http]) if keys_file else None
    return App(options, functions, routes, keys, lease_seconds)


class Host:
    """Runs *functions*, all or some of the app's.

    *elsewhere* passes calls by ``/admin/functions`` on to functions that run in another process.
    """

    def __init__(
        self,
        app: App,
        functions: Sequence[Function],
        elsewhere: Callable[[str, str, str], None] | None = None,
    ) -> None:
        self._app = app
        self._worker = Worker()
        self._storage = Storage(os.environ.get)
        self._elsewhere = elsewhere
        self._stop = asyncio.Event()
        self._fired: set[asyncio.Task[None]] = set()
        self._timers: dict[str, Timer] = {}
        self._listeners: dict[str, QueueListener] = {}
        for function in functions:
            if function.kind == "timerTrigger":
                self._timers[function.name] = Timer(function, self._worker)
            elif function.kind == "queueTrigger":
                self._listeners[function.name] = QueueListener(
                    function, self._worker, app.options.queues, self._storage, app.lease_seconds
                )

    def fire(self, name: str, text: str, invocation_id: str) -> bool:
        """Begin to run the function *name*; return whether there is one that can be called so."""
        if name in self._timers:
            work = self._timers[name].fire("Called by the admin API", invocation_id)
        elif name in self._listeners:
            work = self._listeners[name].fire(text, invocation_id)
        elif self._elsewhere and any(
            function.name == name and function.kind != "httpTrigger"
            for function in self._app.functions
        ):
            self._elsewhere(name, text, invocation_id)
            return True
        else:
            return False
        task = asyncio.create_task(work)
        self._fired.add(task)
        task.add_done_callback(self._fired.discard)
        return True

    def stop(self) -> None:
        """Make :meth:`run` begin nothing new, finish what has begun, and return."""
        self._stop.set()

    async def run(
        self, listening: socket.socket | None, ready: Callable[[], None] = lambda: None
    ) -> None:
        """Run until :meth:`stop`, SIGINT or SIGTERM; serve HTTP if *listening* is given."""
        loop = asyncio.get_running_loop()
        for number in (signal.SIGINT, signal.SIGTERM):
            loop.add_signal_handler(number, self.stop)
        parts: list[Timer | QueueListener] = [*self._timers.values(), *self._listeners.values()]
        running = [asyncio.create_task(part.run(self._stop)) for part in parts]
        if listening is not None:
            running.append(asyncio.create_task(self._serve(listening, ready)))
        else:
            ready()
        stopping = asyncio.create_task(self._stop.wait())
        # A part that ends before it is told to has failed.
        await asyncio.wait([stopping, *running], return_when=asyncio.FIRST_COMPLETED)
        self.stop()
        left = [*running, *self._fired]
        done, late = await asyncio.wait(left, timeout=GRACE_SECONDS) if left else (set(), set())
        if late:
            _logger.warning("not everything had ended after %d s", GRACE_SECONDS)
        self._worker.close()
        self._storage.close()
        for task in done:
            task.result()

    async def _serve(self, listening: socket.socket, ready: Callable[[], None]) -> None:
        front_end = HttpFrontEnd(
            self._app.group(HTTP_GROUP),
            Router(self._app.routes.values()),
            self._worker,
            self.fire,
            self._app.keys,
        )
        config = uvicorn.Config(
            front_end,
            http="httptools",
            ws="none",
            loop="asyncio",
            lifespan="off",
            log_config=None,
            log_level=logging.WARNING,
            access_log=False,
            proxy_headers=False,
            server_header=False,
            timeout_keep_alive=_KEEP_ALIVE_SECONDS,
            timeout_graceful_shutdown=GRACE_SECONDS,
        )
        server = _Server(config)
        serving = asyncio.create_task(server.serve(sockets=[listening]))
        ready()
        stopping = asyncio.create_task(self._stop.wait())
        await asyncio.wait([serving, stopping], return_when=asyncio.FIRST_COMPLETED)
        server.should_exit = True
        await serving


class _Server(uvicorn.Server):
    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Leave the signals to :meth:`Host.run`, which has more to stop than HTTP."""
        yield


def listen(port: int) -> socket.socket:
    """Return a socket that listens on *port* of this machine only. Raises StartError."""
    # asyncio sets TCP_NODELAY only on the connections of a socket that names its protocol.
    listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind(("127.0.0.1", port))
        listening.listen(2048)
    except OSError as error:
        listening.close()
        raise StartError(f"port {port}: {error.strerror}") from None
    except OverflowError:
        listening.close()
        raise StartError(f"port {port}: a port is 0 to 65535") from None
    listening.set_inheritable(True)
    return listening
