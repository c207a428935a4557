"""``--isolate``: runs each function group in a process of its own, as Flex Consumption does.

All HTTP functions are one group; each queue function and each timer function is another. They
share no memory. A supervisor starts the processes, restarts those that die, and passes calls by
``/admin/functions`` on. It is connected with each by a socket pair that carries one JSON object per
line. When the supervisor dies the socket pair closes, and the child ends at once.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import logging
import os
import signal
import socket
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from devhost.host import GRACE_SECONDS, HTTP_GROUP, App, Host, group_of
from devhost.http import LARGEST_BODY

_logger = logging.getLogger("devhost")

_RESTART_SECONDS = 1.0

_LONGEST_LINE = 8 * LARGEST_BODY
"""In bytes: JSON writes one byte of a request's body as six at most."""


async def supervise(
    app: App, options: argparse.Namespace, listening: socket.socket, ready: Callable[[], None]
) -> int:
    """Run every group until SIGINT or SIGTERM and return the exit code.

    *ready* is called when all groups run.
    """
    Host(app, app.functions)  # What is wrong with the app is said once, not by every child.
    supervisor = _Supervisor(app, options, listening)
    return await supervisor.run(ready)


def run_group(app: App, options: argparse.Namespace) -> int:
    """Run one group, in a child of the supervisor, and return the exit code."""
    return asyncio.run(_run_group(app, options))


class _Supervisor:
    def __init__(self, app: App, options: argparse.Namespace, listening: socket.socket) -> None:
        self._app = app
        self._options = options
        self._listening = listening
        self._groups = {function.name: group_of(function) for function in app.functions}
        self._controls: dict[str, asyncio.StreamWriter] = {}
        self._processes: dict[str, asyncio.subprocess.Process] = {}
        self._stop = asyncio.Event()
        self._exit_code = 0

    async def run(self, ready: Callable[[], None]) -> int:
        loop = asyncio.get_running_loop()
        for number in (signal.SIGINT, signal.SIGTERM):
            loop.add_signal_handler(number, self._stop.set)
        groups = set(self._groups.values())
        waiting = set(groups)

        def is_ready(group: str) -> None:
            if group in waiting:
                waiting.remove(group)
                if not waiting:
                    ready()

        keepers = [asyncio.create_task(self._keep(group, is_ready)) for group in groups]
        await self._stop.wait()
        for process in self._processes.values():
            process.terminate()
        _, late = await asyncio.wait(keepers, timeout=GRACE_SECONDS + 5)
        if late:
            for process in self._processes.values():
                process.kill()
            await asyncio.wait(late)
        return self._exit_code

    async def _keep(self, group: str, is_ready: Callable[[str], None]) -> None:
        """Run the process of *group*, again and again, until told to stop."""
        while not self._stop.is_set():
            was_ready = await self._run_child(group, is_ready)
            if self._stop.is_set():
                return
            if not was_ready:
                # It has said why.
                self._exit_code = 1
                self._stop.set()
                return
            _logger.warning("the process of %s died; starting it anew", group)
            await asyncio.sleep(_RESTART_SECONDS)

    async def _run_child(self, group: str, is_ready: Callable[[str], None]) -> bool:
        """Start the process and wait for its end; return whether it ever was ready."""
        ours, theirs = socket.socketpair()
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            *("-m", "devhost", "--group", group),
            *("--control", str(theirs.fileno()), "--socket", str(self._listening.fileno())),
            *("--app", str(Path.cwd()), "--lease", str(self._options.lease)),
            *(("--settings", str(self._options.settings)) if self._options.settings else ()),
            *(("--auth", str(self._options.auth)) if self._options.auth else ()),
            cwd=Path(__file__).parent.parent,
            pass_fds=(theirs.fileno(), self._listening.fileno()),
            # A Ctrl-C in the terminal is ours to pass on.
            start_new_session=True,
        )
        theirs.close()
        reader, writer = await asyncio.open_connection(sock=ours, limit=_LONGEST_LINE)
        self._processes[group] = process
        self._controls[group] = writer
        if self._stop.is_set():
            process.terminate()
        was_ready = False
        while line := await _read_line(reader):
            if "ready" in line:
                was_ready = True
                is_ready(group)
            else:
                self._pass_on(line)
        writer.close()
        await process.wait()
        del self._processes[group]
        del self._controls[group]
        return was_ready

    def _pass_on(self, fire: dict[str, Any]) -> None:
        control = self._controls.get(self._groups[fire["function"]])
        if control is not None:
            _write_line(control, fire)


async def _run_group(app: App, options: argparse.Namespace) -> int:
    control = socket.socket(fileno=options.control)
    reader, writer = await asyncio.open_connection(sock=control, limit=_LONGEST_LINE)

    def elsewhere(name: str, text: str, invocation_id: str) -> None:
        _write_line(writer, {"function": name, "text": text, "id": invocation_id})

    host = Host(app, app.group(options.group), elsewhere)

    async def obey() -> None:
        while fire := await _read_line(reader):
            host.fire(fire["function"], fire["text"], fire["id"])
        # The supervisor is gone, without a word: so are we.
        os._exit(1)

    obeying = asyncio.create_task(obey())
    listening = socket.socket(fileno=options.socket) if options.group == HTTP_GROUP else None
    await host.run(listening, lambda: _write_line(writer, {"ready": True}))
    obeying.cancel()
    return 0


async def _read_line(reader: asyncio.StreamReader) -> dict[str, Any] | None:
    try:
        line = await reader.readline()
    except ConnectionError:
        return None
    document: dict[str, Any] | None = json.loads(line) if line.endswith(b"\n") else None
    return document


def _write_line(writer: asyncio.StreamWriter, document: dict[str, Any]) -> None:
    writer.write(json.dumps(document).encode() + b"\n")
