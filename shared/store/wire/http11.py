"""One HTTP/1.1 connection to storage: sends a request and reads its response."""

from __future__ import annotations

import socket
import ssl
import time
from dataclasses import dataclass
from http import HTTPStatus

import httptools

_RECEIVED_AT_ONCE = 64 * 1024


class NoResponse(Exception):
    """The connection gave no complete and well-formed response."""


@dataclass(frozen=True, slots=True)
class Reply:
    """A complete response; the names of ``headers`` are in lower case."""

    status: int
    headers: dict[str, str]
    body: bytes
    keep_alive: bool


class HttpConnection:
    """A connected socket, with TLS or without. For one thread at a time."""

    def __init__(self, sock: socket.socket) -> None:
        self._sock = sock

    def exchange(self, request: bytes, seconds: float) -> Reply:
        """Send *request* and return the response, all within *seconds*.

        Raises OSError, of which TimeoutError is one, or NoResponse.
        """
        deadline = time.monotonic() + seconds
        self._sock.settimeout(seconds)
        self._sock.sendall(request)
        message = _Message()
        while not message.complete:
            self._sock.settimeout(max(deadline - time.monotonic(), 0.001))
            data = self._sock.recv(_RECEIVED_AT_ONCE)
            if data:
                message.feed(data)
            else:
                message.end()
        return message.reply()

    def is_idle(self) -> bool:
        """Return whether the connection is open, and nothing that nobody asked for has arrived."""
        self._sock.settimeout(0)
        try:
            self._sock.recv(1)
        except (BlockingIOError, ssl.SSLWantReadError):
            return True
        except OSError:
            return False
        return False

    def close(self) -> None:
        """Close the socket."""
        self._sock.close()

    __del__ = close


class _Message:
    """What httptools reports while it parses a response, informational ones before it skipped."""

    def __init__(self) -> None:
        self._parser = httptools.HttpResponseParser(self)
        self._headers: dict[str, str] = {}
        self._body: list[bytes] = []
        self._status = 0
        self._keep_alive = False
        self._surplus = False
        self.complete = False

    def feed(self, data: bytes) -> None:
        """Parse the next bytes. Raises NoResponse."""
        try:
            self._parser.feed_data(data)
        except httptools.HttpParserError as error:
            if not self.complete:
                raise NoResponse("malformed response") from error
            self._surplus = True

    def end(self) -> None:
        """Note the end of the stream, which ends a body without a length. Raises NoResponse."""
        delimited = self._headers.keys() & {"content-length", "transfer-encoding"}
        if self._status < HTTPStatus.OK or delimited:
            raise NoResponse("connection closed before the end of the response")
        self.complete = True

    def reply(self) -> Reply:
        """Return the complete response."""
        keep_alive = self._keep_alive and not self._surplus
        return Reply(self._status, self._headers, b"".join(self._body), keep_alive)

    def on_message_begin(self) -> None:
        """Begin a response; a second one after the complete one is a surplus."""
        self._surplus = self.complete
        if not self.complete:
            self._headers = {}

    def on_header(self, name: bytes, value: bytes) -> None:
        """Take a header."""
        if not self.complete:
            self._headers[name.decode("latin-1").lower()] = value.decode("latin-1")

    def on_headers_complete(self) -> None:
        """Take the status, and whether the connection may be used again."""
        if not self.complete:
            self._status = self._parser.get_status_code()
            self._keep_alive = self._parser.should_keep_alive()

    def on_body(self, body: bytes) -> None:
        """Take a part of the body."""
        if not self.complete:
            self._body.append(body)

    def on_message_complete(self) -> None:
        """Take the end of the response; informational ones are followed by another."""
        self.complete = self._status >= HTTPStatus.OK
