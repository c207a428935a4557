"""Azurite, the emulator of Azure Storage, as a child process."""

from __future__ import annotations

import contextlib
import http.client
import os
import signal
import socket
import subprocess
import time
from collections.abc import Iterable
from pathlib import Path

from tools import node

ENTRY = node.PACKAGES / "node_modules" / "azurite" / "dist" / "src" / "azurite.js"
SERVICES = ("blob", "queue", "table")
START_SECONDS = 60.0
STOP_SECONDS = 30.0

DEVELOPMENT_ACCOUNT = "devstoreaccount1"
# The emulator's published key, the same on every machine.
DEVELOPMENT_KEY = (
    "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw=="
)


class AzuriteError(RuntimeError):
    """Azurite cannot be started; the message says why."""


class Azurite:
    """One Azurite process on ``127.0.0.1``; blob, queue and table on *ports*.

    Its data lie in *data_dir*. *accounts* (name to key, in base64) replace the well-known one.
    Azurite writes to disk every five seconds and when it is stopped, so :meth:`stop` is gentle:
    what was acknowledged is there again after :meth:`start`.
    """

    def __init__(
        self,
        data_dir: Path,
        ports: tuple[int, int, int],
        accounts: dict[str, str] | None = None,
        *,
        in_memory: bool = False,
    ) -> None:
        """*in_memory*: keep nothing on disk, and be spared the pauses for writing it."""
        self.data_dir = data_dir
        self.ports = ports
        self._accounts = accounts or {DEVELOPMENT_ACCOUNT: DEVELOPMENT_KEY}
        self._where = ["--inMemoryPersistence"] if in_memory else ["--location", str(data_dir)]
        self._process: subprocess.Popen[bytes] | None = None

    def connection_string(self, account: str | None = None) -> str:
        """How to reach *account*, by default the first."""
        account = account or next(iter(self._accounts))
        endpoints = "".join(
            f"{service.title()}Endpoint=http://127.0.0.1:{port}/{account};"
            for service, port in zip(SERVICES, self.ports, strict=True)
        )
        return (
            f"DefaultEndpointsProtocol=http;AccountName={account};"
            f"AccountKey={self._accounts[account]};{endpoints}"
        )

    @property
    def is_running(self) -> bool:
        return self._process is not None and self._process.poll() is None

    def start(self) -> None:
        """Start, and return once every service answers."""
        self.data_dir.mkdir(parents=True, exist_ok=True)
        log = self.data_dir / "azurite.log"
        command = [
            str(node.find().program),
            str(ENTRY),
            *self._where,
            "--silent",
        ]
        command += ["--skipApiVersionCheck", "--disableTelemetry"]
        for service, port in zip(SERVICES, self.ports, strict=True):
            command += [f"--{service}Port", str(port)]
        accounts = ";".join(f"{name}:{key}" for name, key in self._accounts.items())
        with log.open("wb") as output:
            self._process = subprocess.Popen(
                command,
                env={**os.environ, "AZURITE_ACCOUNTS": accounts},
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                # A Ctrl-C in the terminal is ours to pass on, after the relay has stopped.
                start_new_session=True,
            )
        try:
            self._wait_until_it_answers(self._process, log)
        except BaseException:
            self.stop()
            raise

    def stop(self) -> None:
        """Stop gently: Azurite writes what it holds in memory."""
        if self._process is None:
            return
        self._process.send_signal(signal.SIGINT)
        try:
            self._process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._process = None

    def _wait_until_it_answers(self, process: subprocess.Popen[bytes], log: Path) -> None:
        deadline = time.monotonic() + START_SECONDS
        waiting = set(self.ports)
        while waiting:
            if process.poll() is not None:
                said = log.read_text(errors="replace").strip()
                raise AzuriteError(f"Azurite stopped while starting: {said}")
            if time.monotonic() > deadline:
                raise AzuriteError(f"Azurite did not answer within {START_SECONDS:.0f} s")
            waiting = {port for port in waiting if not _answers(port)}
            if waiting:
                time.sleep(0.05)


def first_taken(ports: Iterable[int]) -> int | None:
    """The first of *ports* that something listens on already, or None."""
    for port in ports:
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                return port
    return None


def free_ports() -> tuple[int, int, int]:
    """Three ports that are free at this moment."""
    with contextlib.ExitStack() as stack:
        probes = [stack.enter_context(socket.socket()) for _ in SERVICES]
        for probe in probes:
            probe.bind(("127.0.0.1", 0))
        blob, queue, table = (int(probe.getsockname()[1]) for probe in probes)
    return blob, queue, table


def _answers(port: int) -> bool:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        connection.request("GET", "/")
        connection.getresponse().read()
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()
    return True
