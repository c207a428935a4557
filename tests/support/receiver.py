"""A webhook receiver: a real HTTP server that records what it gets and answers as told."""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Self

from tests.support.waiting import wait_until


@dataclass(frozen=True)
class ReceivedRequest:
    """One request. ``headers`` have lower-case names; ``time`` is ``time.time()`` on arrival."""

    method: str
    path: str
    headers: Mapping[str, str]
    body: bytes
    time: float


@dataclass(frozen=True)
class Answer:
    """What to answer, *delay* seconds after the request is read."""

    status: int = 200
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)
    delay: float = 0.0


class Receiver:
    """Listens on a port of 127.0.0.1 of its own.

    *answer* is an :class:`Answer`, a status, or a callable from request to one of them;
    :meth:`answer_next` puts answers before it.
    """

    def __init__(
        self, answer: Answer | int | Callable[[ReceivedRequest], Answer | int] = 200
    ) -> None:
        self.answer = answer
        self._next: deque[Answer | int] = deque()
        self._requests: list[ReceivedRequest] = []
        self._lock = threading.Lock()
        self._closing = threading.Event()
        self._server: _Server | None = None
        self._port = 0
        self.up()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._port}/hook"

    @property
    def requests(self) -> list[ReceivedRequest]:
        """Everything received up to now."""
        with self._lock:
            return list(self._requests)

    def answer_next(self, *answers: Answer | int) -> None:
        """Give these answers first, one for each request."""
        with self._lock:
            self._next.extend(answers)

    def wait_for(self, count: int, timeout: float = 20.0) -> list[ReceivedRequest]:
        """Wait until *count* requests have arrived, and return all there are."""
        wait_until(
            lambda: len(self.requests) >= count,
            timeout,
            lambda: f"{count} requests; there are {len(self.requests)}",
        )
        return self.requests

    def clear(self) -> None:
        """Forget what was received."""
        with self._lock:
            self._requests.clear()

    def up(self) -> None:
        """Listen, after :meth:`down` on the same port as before."""
        if self._server is None:
            self._closing.clear()
            self._server = _Server(("127.0.0.1", self._port), _Handler, self)
            self._port = self._server.server_address[1]
            threading.Thread(
                target=self._server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True
            ).start()

    def down(self) -> None:
        """Listen no more: connections are refused, those that are open are cut."""
        if self._server is not None:
            self._closing.set()
            self._server.shutdown()
            self._server.server_close()
            self._server.cut_connections()
            self._server = None

    def stop(self) -> None:
        self.down()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def take(self, request: ReceivedRequest) -> Answer:
        """Record *request* and decide on the answer."""
        with self._lock:
            self._requests.append(request)
            answer = self._next.popleft() if self._next else None
        if answer is None:
            answer = self.answer(request) if callable(self.answer) else self.answer
        return Answer(answer) if isinstance(answer, int) else answer

    def sleep(self, seconds: float) -> None:
        """Wait, but not longer than until the server goes down."""
        self._closing.wait(seconds)


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    allow_reuse_address = True
    request_queue_size = 256

    def __init__(self, address: tuple[str, int], handler: Any, receiver: Receiver) -> None:
        super().__init__(address, handler)
        self.receiver = receiver
        self._connections: set[Any] = set()
        self._lock = threading.Lock()

    def process_request(self, request: Any, client_address: Any) -> None:
        with self._lock:
            self._connections.add(request)
        super().process_request(request, client_address)

    def shutdown_request(self, request: Any) -> None:
        with self._lock:
            self._connections.discard(request)
        super().shutdown_request(request)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that hangs up is nothing to report."""

    def cut_connections(self) -> None:
        with self._lock:
            connections = list(self._connections)
        for connection in connections:
            self.shutdown_request(connection)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    # Headers and body in one segment: else Nagle and delayed acknowledgement cost 40 ms.
    wbufsize = -1
    server: _Server

    def handle_one_request(self) -> None:
        try:
            super().handle_one_request()
        except OSError:
            self.close_connection = True

    def _answer(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        headers = {name.lower(): value for name, value in self.headers.items()}
        receiver = self.server.receiver
        request = ReceivedRequest(self.command, self.path, headers, body, time.time())
        answer = receiver.take(request)
        if answer.delay:
            receiver.sleep(answer.delay)
        self.send_response(answer.status)
        for name, value in answer.headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(answer.body)))
        self.end_headers()
        self.wfile.write(answer.body)

    do_GET = do_POST = do_PUT = do_DELETE = do_PATCH = _answer  # noqa: N815

    def log_message(self, *_: object) -> None:
        """Nothing: pytest's output is no place for an access log."""


def bodies(requests: Iterable[ReceivedRequest]) -> list[bytes]:
    return [request.body for request in requests]
