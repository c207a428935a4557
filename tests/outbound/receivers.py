"""Real receivers that misbehave on purpose: a TCP (or TLS) server that plays a script.

A script is called with each accepted connection, in a thread of its own, and may do with it as it
likes; the connection is closed when it returns.
"""

from __future__ import annotations

import contextlib
import socket
import ssl
import struct
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import TypeVar

T = TypeVar("T")
Script = Callable[[socket.socket], object]

OK = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"


@dataclass
class Request:
    line: str
    headers: list[tuple[str, str]]
    body: bytes

    def header(self, name: str) -> str | None:
        """The header's value; fails when there are two."""
        values = [value for key, value in self.headers if key.lower() == name.lower()]
        assert len(values) < 2
        return values[0] if values else None


@dataclass
class Receiver:
    """What a receiver has seen so far."""

    host: str
    port: int
    connections: int = 0
    requests: list[Request] = field(default_factory=list)
    server_names: list[str | None] = field(default_factory=list)

    def url(self, path: str = "/hook", *, scheme: str = "http", host: str | None = None) -> str:
        return f"{scheme}://{host or self.host}:{self.port}{path}"

    def read_request(self, connection: socket.socket) -> Request | None:
        """The next request on *connection*; None when there is no further one."""
        data = b""
        while b"\r\n\r\n" not in data:
            part = connection.recv(65536)
            if not part:
                return None
            data += part
        head, _, body = data.partition(b"\r\n\r\n")
        line, *lines = head.decode("latin-1").split("\r\n")
        headers = [(name, value.strip()) for name, _, value in (h.partition(":") for h in lines)]
        request = Request(line, headers, b"")
        length = int(request.header("Content-Length") or 0)
        while len(body) < length:
            part = connection.recv(65536)
            if not part:
                return None
            body += part
        request.body = body
        self.requests.append(request)
        return request


@contextlib.contextmanager
def receiver(
    answer: bytes | Callable[[Receiver, socket.socket], object] = OK,
    *,
    tls: ssl.SSLContext | None = None,
    host: str = "127.0.0.1",
    port: int = 0,
) -> Iterator[Receiver]:
    """Listen on *host*, and answer every request with *answer*, or have it play as a script."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.create_server((host, port), family=family)
    seen = Receiver(host, listener.getsockname()[1])
    stopping = threading.Event()
    open_now: set[socket.socket] = set()

    def answering(connection: socket.socket) -> None:
        assert isinstance(answer, bytes)
        while seen.read_request(connection) is not None:
            connection.sendall(answer)

    def serve(connection: socket.socket) -> None:
        # A client that hangs up is what these tests are about.
        with contextlib.suppress(OSError):
            if tls is not None:
                tls.sni_callback = lambda _sock, name, _context: seen.server_names.append(name)
                connection = tls.wrap_socket(connection, server_side=True)
            with connection:
                if isinstance(answer, bytes):
                    answering(connection)
                else:
                    answer(seen, connection)
        connection.close()
        open_now.discard(connection)

    def accept() -> None:
        while not stopping.is_set():
            try:
                connection, _ = listener.accept()
            except OSError:
                return
            if stopping.is_set():
                connection.close()
                return
            seen.connections += 1
            open_now.add(connection)
            threading.Thread(target=serve, args=(connection,), daemon=True).start()

    thread = threading.Thread(target=accept, daemon=True)
    thread.start()
    try:
        yield seen
    finally:
        stopping.set()
        with contextlib.suppress(OSError), socket.create_connection((host, seen.port), timeout=5):
            pass
        thread.join(5)
        listener.close()
        for connection in list(open_now):
            with contextlib.suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)


class ServerTLS:
    """The server's end of TLS on *connection*, which sends when it is told to."""

    def __init__(self, connection: socket.socket, context: ssl.SSLContext) -> None:
        self._connection = connection
        self._incoming, self._outgoing = ssl.MemoryBIO(), ssl.MemoryBIO()
        self.tls = context.wrap_bio(self._incoming, self._outgoing, server_side=True)

    def done(self, step: Callable[[], T]) -> T:
        """What *step* comes to, with all that it wants of the other side."""
        while True:
            try:
                return step()
            except ssl.SSLWantReadError:
                self.flush()
                self._incoming.write(self._connection.recv(65536))

    def flush(self) -> None:
        self._connection.sendall(self.take())

    def take(self) -> bytes:
        """Return what is to be sent, encrypted, and send none of it."""
        return self._outgoing.read()


def reset(connection: socket.socket) -> None:
    """Close *connection* with RST instead of FIN."""
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    connection.close()


def drip(connection: socket.socket, data: bytes, pause: float = 0.05) -> None:
    """Send *data* byte by byte, then its last byte for as long as anybody listens."""
    for byte in data:
        connection.sendall(bytes([byte]))
        time.sleep(pause)
    while True:
        connection.sendall(data[-1:])
        time.sleep(pause)


def hang(connection: socket.socket) -> None:
    """Do nothing until the other side gives up."""
    connection.settimeout(30)
    while connection.recv(65536):
        pass


def wait_until(condition: Callable[[], bool], seconds: float = 10) -> None:
    """Poll *condition*; fails when it does not come true."""
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "it did not come true in time"
        time.sleep(0.01)
