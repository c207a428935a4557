"""Runs storage and hosts as processes, and sets up webhooks that point to the receiver."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

import requests

from bench import load
from bench.environment import ROOT
from bench.sink import Sink
from tools import ports
from tools.azurite import DEVELOPMENT_KEY, Azurite

RELAY_APP = ROOT
SDK_FLOOR_APP = ROOT / "bench" / "floor_app"
WIRE_FLOOR_APP = ROOT / "bench" / "wire_floor_app"
THREADS = "176"

_STOP_SECONDS = 45
_TAIL = 60
_ACCOUNTS = 500
_TICKS_A_SECOND = os.sysconf("SC_CLK_TCK")


class Storage:
    """An Azurite, with a fresh account for whoever asks.

    *in_memory* spares it the pauses for writing large tables to disk, but not for traffic: every
    minute it then stands still for seconds, to clean up after each single queue message.
    """

    def __init__(self, *, access_log: bool = False, in_memory: bool = False) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="bench-")
        accounts = {f"bench{number:03}": DEVELOPMENT_KEY for number in range(_ACCOUNTS)}
        self._names = iter(accounts)
        self.azurite = Azurite(
            Path(self._folder.name),
            ports.free(3),
            accounts,
            in_memory=in_memory,
            access_log=access_log,
        )
        self.azurite.start()

    def account(self) -> str:
        """Return the connection string of an empty account."""
        return self.azurite.connection_string(next(self._names))

    def cpu_seconds(self) -> float:
        """Return the user and system time that the emulator has used."""
        return _cpu_seconds(self.azurite.pid)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.azurite.stop()
        self._folder.cleanup()


class Host:
    """A function app, or those of its functions that are of *kinds*, under devhost."""

    def __init__(
        self,
        app: Path,
        connection_string: str,
        settings: Mapping[str, str],
        *,
        kinds: Iterable[str] = (),
        polling: float | None = None,
        batch: int | None = None,
        isolate: bool = False,
    ) -> None:
        command = [sys.executable, "-m", "bench.serve", str(app), "--kinds", *kinds]
        if polling is not None:
            command += ["--polling", str(polling)]
        if batch is not None:
            command += ["--batch", str(batch)]
        if isolate:
            command += ["--isolate"]
        example = app / "local.settings.example.json"
        if example.exists():
            command += ["--settings", str(example)]
        self._app = app.name
        self._log = tempfile.TemporaryFile()  # noqa: SIM115 - closed in stop
        self._process = subprocess.Popen(
            command,
            cwd=ROOT,
            env={
                **os.environ,
                "PYTHONPATH": str(ROOT),
                "AzureWebJobsStorage": connection_string,
                "PYTHON_THREADPOOL_THREAD_COUNT": THREADS,
                **settings,
            },
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=self._log,
            text=True,
        )
        assert self._process.stdout is not None
        port = self._process.stdout.readline().strip()
        if not port:
            self._process.wait()
            raise RuntimeError(f"did not start:\n{self.log()}")
        self.url = f"http://127.0.0.1:{port}"

    @property
    def pid(self) -> int:
        return self._process.pid

    def cpu_seconds(self) -> float:
        """Return the user and system time that it has used."""
        return _cpu_seconds(self.pid)

    def memory_mib(self) -> float:
        """Return its resident set in MiB."""
        pages = int(Path(f"/proc/{self.pid}/statm").read_text().split()[1])
        return pages * os.sysconf("SC_PAGE_SIZE") / 2**20

    def pause(self) -> None:
        self._process.send_signal(signal.SIGSTOP)

    def resume(self) -> None:
        self._process.send_signal(signal.SIGCONT)

    def log(self) -> str:
        self._log.seek(0)
        return self._log.read().decode(errors="replace")

    def stop(self) -> None:
        self.resume()
        self._process.terminate()
        try:
            self._process.wait(_STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        assert self._process.stdout is not None
        self._process.stdout.close()
        self._log.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: object, *_: object) -> None:
        if kind is not None:
            errors = [line for line in self.log().splitlines() if " INFO " not in line]
            print(f"{self._app}:", *errors[-_TAIL:], sep="\n", file=sys.stderr)
        self.stop()


def _cpu_seconds(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / _TICKS_A_SECOND


@dataclass(frozen=True)
class Side:
    """The relay or the floor, with its own storage account, and its subscribers set up."""

    name: str
    app: Path
    connection_string: str
    settings: Mapping[str, str]

    def host(
        self,
        *kinds: str,
        polling: float | None = None,
        batch: int | None = None,
        isolate: bool = False,
    ) -> Host:
        """*polling* and *batch* stand in for what ``host.json`` says."""
        where = (self.app, self.connection_string, self.settings)
        return Host(*where, kinds=kinds, polling=polling, batch=batch, isolate=isolate)


def relay(
    storage: Storage,
    sink: Sink,
    subscribers: int,
    settings: Mapping[str, str] | None = None,
) -> Side:
    """The relay, with *subscribers* webhooks that all point to the sink."""
    targets = [(f"{sink.url}/{number}", load.EVENT_TYPE) for number in range(subscribers)]
    return relay_with(storage, targets, settings or {})


def relay_with(
    storage: Storage, targets: Iterable[tuple[str, str]], settings: Mapping[str, str]
) -> Side:
    """The relay, with a webhook for each URL and event type, signed as Standard Webhooks ask."""
    side = Side("relay", RELAY_APP, storage.account(), settings)
    with side.host("httpTrigger") as host:
        for target, event_type in targets:
            _create_webhook(host.url, target, event_type)
    return side


def floor(storage: Storage, sink: Sink, subscribers: int) -> Side:
    """The same storage operations by the SDK, and nothing else."""
    return _floor("floor", SDK_FLOOR_APP, storage, sink, subscribers)


def wire_floor(storage: Storage, sink: Sink, subscribers: int) -> Side:
    """The same requests as bytes on sockets, and nothing else."""
    return _floor("wire", WIRE_FLOOR_APP, storage, sink, subscribers)


def _floor(name: str, app: Path, storage: Storage, sink: Sink, subscribers: int) -> Side:
    targets = " ".join(f"{sink.url}/{number}" for number in range(subscribers))
    connection_string = storage.account()
    _make_floor_storage(connection_string)
    return Side(name, app, connection_string, {"FLOOR_TARGETS": targets})


def _create_webhook(url: str, target: str, event_type: str) -> None:
    body: dict[str, Any] = {
        "name": "bench",
        "url": target,
        "event_types": [event_type],
        "secret_token": "a secret of the benchmark",
    }
    answer = requests.post(f"{url}/api/webhooks", json=body, timeout=30)
    if not answer.ok:
        raise RuntimeError(f"the webhook was refused: {answer.text}")


def _make_floor_storage(connection_string: str) -> None:
    from azure.data.tables import TableServiceClient
    from azure.storage.queue import QueueServiceClient

    with TableServiceClient.from_connection_string(connection_string) as tables:
        for name in ("events", "deliveries"):
            tables.create_table(name)
    with QueueServiceClient.from_connection_string(connection_string) as queues:
        queues.create_queue("floor")


@contextmanager
def hosts(sides: Iterable[Side], *kinds: str) -> Iterator[dict[str, Host]]:
    """A host of each side, paused: resume the one that is to be measured."""
    with ExitStack() as stack:
        running = {side.name: stack.enter_context(side.host(*kinds)) for side in sides}
        for host in running.values():
            host.pause()
        yield running
