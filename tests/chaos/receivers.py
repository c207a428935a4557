"""Receivers that fail, hang and recover, and keep a log of what they answered with 2xx."""

from __future__ import annotations

import json
import socket
import threading
import time
from collections import defaultdict
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

WELL, SLOW, HANGS = "well", "slow", "hangs"
FAILS, BUSY, REFUSES, CUTS = "fails", "busy", "refuses", "cuts"
MODES = (WELL, SLOW, HANGS, FAILS, BUSY, REFUSES, CUTS)
"""How a receiver can behave; `WELL` is what it recovers to."""

SLOW_SECONDS = 0.5


@dataclass(frozen=True)
class Receipt:
    """A request that was answered with 2xx. Times are epoch seconds."""

    arrived: float
    answered: float


class Receivers:
    """All webhooks' receivers, on one port; the path says which."""

    def __init__(self, *, patience: float) -> None:
        """*patience*: how long the relay waits for an answer, in seconds."""
        self.modes: dict[str, str] = {}
        self.requests = 0
        self._patience = patience
        self._receipts: dict[tuple[str, str], list[Receipt]] = defaultdict(list)
        self._lock = threading.Lock()
        self._closing = threading.Event()
        self._server = _Server(("127.0.0.1", 0), _Handler)
        self._server.receivers = self
        threading.Thread(
            target=self._server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True
        ).start()

    def url(self, name: str) -> str:
        return f"http://127.0.0.1:{self._server.server_address[1]}/{name}"

    def receipts(self) -> dict[tuple[str, str], list[Receipt]]:
        """By webhook name and event id."""
        with self._lock:
            return {key: list(receipts) for key, receipts in self._receipts.items()}

    def all_well(self) -> None:
        self.modes.clear()

    def close(self) -> None:
        self._closing.set()
        self._server.shutdown()
        self._server.server_close()

    def behave(self, name: str) -> int | None:
        """What to answer, in time; None to hang up instead."""
        with self._lock:
            self.requests += 1
        match self.modes.get(name, WELL):
            case "slow":
                self._closing.wait(SLOW_SECONDS)
                return 200
            case "hangs":
                self._closing.wait(self._patience + 1)
                return None
            case "fails":
                return 500
            case "busy":
                return 503
            case "refuses":
                return 400
            case "cuts":
                return None
            case _:
                return 200

    def answered(self, name: str, body: bytes, arrived: float) -> None:
        """Write down a 2xx that is out."""
        receipt = Receipt(arrived, time.time())
        with self._lock:
            self._receipts[name, str(json.loads(body)["event_id"])].append(receipt)


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 512
    receivers: Receivers

    def handle_error(self, request: object, client_address: object) -> None:
        """A relay that was killed is nothing to report."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    wbufsize = -1
    server: _Server

    def do_POST(self) -> None:
        arrived = time.time()
        name = self.path.strip("/")
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        status = self.server.receivers.behave(name)
        if status is None:
            self.close_connection = True
            self.connection.shutdown(socket.SHUT_RDWR)
            return
        if status == 200:
            # Before it is out: of two that cross, the log must not be the later one.
            self.server.receivers.answered(name, body, arrived)
        self.send_response(status)
        if status == 503:
            self.send_header("Retry-After", "1")
        self.send_header("Content-Length", "0")
        self.end_headers()

    def handle_one_request(self) -> None:
        try:
            super().handle_one_request()
        except OSError:
            self.close_connection = True

    def log_message(self, *_: object) -> None:
        """Thousands of lines would help nobody."""
