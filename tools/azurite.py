"""Runs Azurite, the emulator of Azure Storage, as a child process.

``.venv/bin/python -m tools.azurite`` runs it alone, for use with ``func start``.
"""

from __future__ import annotations

import fcntl
import http.client
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import BinaryIO

from tools import interruptible, node, ports

ROOT = Path(__file__).parent.parent
ENTRY = node.PACKAGES / "node_modules" / "azurite" / "dist" / "src" / "azurite.js"
SERVICES = ("blob", "queue", "table")
START_SECONDS = 60.0
STOP_SECONDS = 30.0
_KEEP_ALIVE_SECONDS = 120
"""Azurite's default of 5 s ends a connection just as a busy client takes it up again; Azure's
services keep theirs for minutes."""

DEVELOPMENT_ACCOUNT = "devstoreaccount1"
# The emulator's published key, the same on every machine.
DEVELOPMENT_KEY = (
    "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw=="
)


class AzuriteError(RuntimeError):
    """Azurite cannot be started; the message says why."""


class Azurite:
    """One Azurite process on ``127.0.0.1``; blob, queue and table on *ports*.

    It stores its data in *data_dir*. *accounts* (name to key, in base64) replace the development
    account. Azurite writes to disk every five seconds and when it is told to stop, so what it has
    acknowledged before :meth:`stop` is there again after :meth:`start`.
    """

    def __init__(
        self,
        data_dir: Path,
        ports: tuple[int, ...],
        accounts: dict[str, str] | None = None,
        *,
        in_memory: bool = False,
        access_log: bool = False,
    ) -> None:
        """*in_memory*: keep nothing on disk, which avoids the pauses for writing.

        *access_log*: write a line for each request into ``log``.
        """
        self.data_dir = data_dir
        self.log = data_dir / "azurite.log"
        self.ports = ports
        self._accounts = accounts or {DEVELOPMENT_ACCOUNT: DEVELOPMENT_KEY}
        self._options = ["--inMemoryPersistence"] if in_memory else ["--location", str(data_dir)]
        if not access_log:
            self._options.append("--silent")
        self._process: subprocess.Popen[bytes] | None = None
        self._lock: BinaryIO | None = None

    def __str__(self) -> str:
        return f"ports {self.ports[0]} to {self.ports[2]}, data in {self.data_dir}"

    def connection_string(self, account: str | None = None) -> str:
        """Return the connection string of *account*, by default the first."""
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
    def pid(self) -> int:
        """The process, which must be running."""
        assert self._process is not None
        return self._process.pid

    @property
    def is_running(self) -> bool:
        return self._process is not None and self._process.poll() is None

    def start(self) -> None:
        """Start, and return once every service answers. Raises AzuriteError."""
        command = [str(_node()), str(ENTRY), *self._options]
        self.data_dir.mkdir(parents=True, exist_ok=True)
        self._lock = _locked(self.data_dir)
        command += ["--skipApiVersionCheck", "--disableTelemetry"]
        for service, port in zip(SERVICES, self.ports, strict=True):
            command += [f"--{service}Port", str(port)]
            command += [f"--{service}KeepAliveTimeout", str(_KEEP_ALIVE_SECONDS)]
        accounts = ";".join(f"{name}:{key}" for name, key in self._accounts.items())
        with self.log.open("wb") as output:
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
            self._wait_until_it_answers(self._process)
        except BaseException:
            self.stop()
            raise

    def wait(self) -> None:
        """Wait until the process ends by itself."""
        if self._process is not None:
            self._process.wait()

    def stop(self) -> None:
        """Stop with SIGINT, on which Azurite writes what it holds in memory."""
        if self._process is None:
            return
        self._process.send_signal(signal.SIGINT)
        try:
            self._process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._process = None
        if self._lock is not None:
            self._lock.close()

    def _wait_until_it_answers(self, process: subprocess.Popen[bytes]) -> None:
        deadline = time.monotonic() + START_SECONDS
        waiting = set(self.ports)
        while waiting:
            if process.poll() is not None:
                said = self.log.read_text(errors="replace").strip()
                raise AzuriteError(f"Azurite stopped while starting: {said}")
            if time.monotonic() > deadline:
                raise AzuriteError(f"Azurite did not answer within {START_SECONDS:.0f} s")
            waiting = {port for port in waiting if not _answers(port)}
            if waiting:
                time.sleep(0.05)


def from_environment() -> Azurite:
    """Return an Azurite for ``STORAGE_PORT`` (10000) and the next two ports, and ``DATA_DIR``.

    Raises PortError where a port is taken.
    """
    first = ports.from_environment("STORAGE_PORT", 10000)
    ports.check_free(range(first, first + 3), "STORAGE_PORT", "Azurite")
    data_dir = Path(os.environ.get("DATA_DIR") or ROOT / ".local" / "azurite")
    return Azurite(data_dir, (first, first + 1, first + 2))


def _node() -> Path:
    """Return the Node that runs Azurite. Raises AzuriteError where either is missing."""
    if not ENTRY.exists():
        raise AzuriteError("Azurite is not installed; run `make setup`")
    try:
        return node.find().program
    except node.NodeError as error:
        raise AzuriteError(str(error)) from None


def _locked(data_dir: Path) -> BinaryIO:
    """Lock *data_dir*: two Azurites on the same data would overwrite each other's."""
    lock = (data_dir / "lock").open("wb")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        lock.close()
        raise AzuriteError(
            f"{data_dir} is in use by another Azurite; choose another with DATA_DIR=…"
        ) from None
    return lock


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


def main() -> int:
    """Run Azurite until Ctrl-C or SIGTERM."""
    interruptible.install()
    try:
        azurite = from_environment()
        try:
            azurite.start()
            print(f"Azurite: {azurite}. Ctrl-C stops it.", flush=True)
            azurite.wait()
        finally:
            azurite.stop()
    except (ports.PortError, AzuriteError) as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 0
    print("Azurite ended by itself", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
