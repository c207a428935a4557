"""A relay with storage of its own for one command, with data that are thrown away."""

from __future__ import annotations

import contextlib
import http.client
import json
import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tools import ports
from tools.azurite import Azurite

ROOT = Path(__file__).parent.parent
GIVE_UP_SECONDS = 45.0

_LISTENING = re.compile(r"Listening on http://localhost:(\d+)")


class RelayError(Exception):
    """The message says what did not work."""


@dataclass
class RelayClient:
    """Calls the API of a relay, whose storage is *connection_string*."""

    port: int
    connection_string: str

    @property
    def url(self) -> str:
        return f"http://localhost:{self.port}"

    def call(self, method: str, path: str, body: object = None) -> Any:
        """What the relay answers; raises RelayError unless it is 2xx."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            headers = {"Content-Type": "application/json"}
            text = None if body is None else json.dumps(body)
            connection.request(method, path, text, headers)
            answer = connection.getresponse()
            content = answer.read().decode()
        finally:
            connection.close()
        if answer.status >= 300:
            raise RelayError(f"{method} {path} was answered with {answer.status}: {content}")
        return json.loads(content)

    def deliveries(self, webhook_id: str) -> list[dict[str, Any]]:
        listing = self.call("GET", f"/api/webhooks/{webhook_id}/deliveries?limit=100")
        return list(listing["deliveries"])


@contextlib.contextmanager
def running_relay(folder: Path, settings: Mapping[str, str]) -> Iterator[RelayClient]:
    """Azurite, and the relay on it with *settings*; both stopped at the end."""
    azurite = Azurite(folder / "storage", ports.free(3), in_memory=True)
    azurite.start()
    try:
        log = folder / "relay.log"
        with log.open("wb") as output:
            process = subprocess.Popen(
                [
                    *(sys.executable, "-m", "devhost", "--port", "0"),
                    *("--settings", "local.settings.example.json"),
                ],
                cwd=ROOT,
                env={
                    **os.environ,
                    **settings,
                    "AzureWebJobsStorage": azurite.connection_string(),
                },
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                # A Ctrl-C in the terminal is ours to pass on, so that storage goes last.
                start_new_session=True,
            )
        try:
            yield RelayClient(_port_of(process, log), azurite.connection_string())
        finally:
            process.terminate()
            try:
                process.wait(30)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
    finally:
        azurite.stop()


def _port_of(process: subprocess.Popen[bytes], log: Path) -> int:
    deadline = time.monotonic() + GIVE_UP_SECONDS
    while not (match := _LISTENING.search(log.read_text(errors="replace"))):
        if process.poll() is not None or time.monotonic() > deadline:
            raise RelayError(f"the relay did not start:\n{log.read_text(errors='replace')}")
        time.sleep(0.05)
    return int(match[1])
