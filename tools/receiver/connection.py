"""One connection of a client: HTTP/1.1 requests in, answers out."""

from __future__ import annotations

import asyncio
import re
import time
from collections import deque
from collections.abc import Awaitable, Callable
from typing import cast

from tools.receiver.answers import Answer, ReceivedRequest, Sending

Respond = Callable[[ReceivedRequest], Answer | Awaitable[Answer]]
Answered = Callable[[ReceivedRequest, Answer], None]

_CONTINUE = b"HTTP/1.1 100 Continue\r\n\r\n"
_BAD_REQUEST = Answer(400, headers={"Connection": "close"})
_REQUEST_LINE = re.compile(rb"[A-Z]+ [^ \r]+ HTTP/1\.[01](?:\r|$)")


class Connection(asyncio.BufferedProtocol):
    """Parses requests, asks *respond* for the answer to each, and sends it.

    *answered* is called just before an answer goes out. Requests that a client sends without
    waiting are answered in their order. The connection adds itself to *open_connections* for as
    long as it is open, and reads into *buffer*, which all connections of one event loop may share.
    """

    def __init__(
        self,
        respond: Respond,
        answered: Answered | None,
        open_connections: set[Connection],
        buffer: memoryview,
    ) -> None:
        self._respond = respond
        self._answered = answered
        self._open_connections = open_connections
        self._buffer = buffer
        self._received = b""
        self._head: bytes | None = None
        self._body_length: int | None = 0  # None: in chunks
        self._keep_alive = True
        self._unanswered: deque[tuple[ReceivedRequest, bool]] = deque()
        self._answering: asyncio.Task[None] | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast(asyncio.Transport, transport)
        self._open_connections.add(self)

    def connection_lost(self, _error: Exception | None) -> None:
        self._open_connections.discard(self)
        if self._answering is not None:
            self._answering.cancel()

    def cut(self) -> None:
        """Close the connection, whatever has not been answered yet."""
        self._transport.abort()

    def get_buffer(self, _sizehint: int) -> memoryview:
        return self._buffer

    def buffer_updated(self, size: int) -> None:
        self._received += self._buffer[:size]
        try:
            while not self._transport.is_closing() and (request := self._next_request()):
                if self._answering is None:
                    self._take(request, self._keep_alive)
                else:
                    self._unanswered.append((request, self._keep_alive))
        except _RefusedError:
            self._transport.write(_BAD_REQUEST.encoded)
            self._transport.close()

    def _next_request(self) -> ReceivedRequest | None:
        """Take the next request, if it is there in full, from what was received.

        Raises _RefusedError.
        """
        if self._head is None:
            head, blank_line, rest = self._received.partition(b"\r\n\r\n")
            if not blank_line:
                return None
            self._read_framing(head)
            self._head, self._received = head, rest
        if self._body_length is None:
            found = _read_chunks(self._received)
        else:
            found = self._received[: self._body_length], self._received[self._body_length :]
            if len(found[0]) < self._body_length:
                return None
        if found is None:
            return None
        body, self._received = found
        request = ReceivedRequest(self._head, body, time.time())
        self._head = None
        return request

    def _read_framing(self, head: bytes) -> None:
        """Read how long the body is, and whether another request may follow.

        Raises _RefusedError. All other headers are parsed only if somebody asks for them, which
        the benchmark does not.
        """
        if not _REQUEST_LINE.match(head):
            raise _RefusedError
        lower = head.lower()
        _, given, rest = lower.partition(b"\r\ncontent-length:")
        length = rest.partition(b"\r\n")[0].strip() if given else b"0"
        if not length.isdigit():
            raise _RefusedError
        is_chunked = b"\r\ntransfer-encoding: chunked" in lower
        self._body_length = None if is_chunked else int(length)
        self._keep_alive = b"\r\nconnection: close" not in lower and b" http/1.0" not in lower
        if b"\r\nexpect: 100-continue" in lower:
            self._transport.write(_CONTINUE)

    def _take(self, request: ReceivedRequest, keep_alive: bool) -> None:
        answer = self._respond(request)
        if isinstance(answer, Answer) and answer.is_immediate:
            self._send(request, answer, keep_alive)
            return
        self._answering = asyncio.create_task(self._answer(request, answer, keep_alive))

    async def _answer(
        self, request: ReceivedRequest, answer: Answer | Awaitable[Answer], keep_alive: bool
    ) -> None:
        if not isinstance(answer, Answer):
            try:
                answer = await answer
            except Exception as error:  # noqa: BLE001 - what answers may raise anything
                asyncio.get_running_loop().call_exception_handler(
                    {"message": "No answer could be made", "exception": error}
                )
                self._transport.close()
                return
        await asyncio.sleep(answer.delay)
        match answer.sending:
            case Sending.WHOLE:
                self._send(request, answer, keep_alive)
            case Sending.DRIP:
                await self._drip(request, answer)
                self._transport.close()
            case Sending.CUT:
                self._transport.close()
            case Sending.HANG:
                return  # and answer nothing that follows on this connection
        self._answering = None
        while self._unanswered and not self._answering and not self._transport.is_closing():
            self._take(*self._unanswered.popleft())

    def _send(self, request: ReceivedRequest, answer: Answer, keep_alive: bool) -> None:
        if self._answered is not None:
            self._answered(request, answer)
        self._transport.write(answer.encoded)
        if not keep_alive:
            self._transport.close()

    async def _drip(self, request: ReceivedRequest, answer: Answer) -> None:
        for number, byte in enumerate(answer.encoded):
            if number:
                await asyncio.sleep(answer.pause)
            self._transport.write(bytes([byte]))
        if self._answered is not None:
            self._answered(request, answer)


class _RefusedError(Exception):
    """What was received is not an HTTP/1.1 request."""


def _read_chunks(received: bytes) -> tuple[bytes, bytes] | None:
    """Return a chunked body and what follows it, or None where its end is missing.

    Raises _RefusedError.
    """
    chunks: list[bytes] = []
    position = 0
    while (end := received.find(b"\r\n", position)) >= 0:
        try:
            size = int(received[position:end].partition(b";")[0], 16)
        except ValueError:
            raise _RefusedError from None
        if size == 0:
            body_end = received.find(b"\r\n\r\n", end)  # after the trailers
            return (b"".join(chunks), received[body_end + 4 :]) if body_end >= 0 else None
        position = end + 2 + size + 2
        if len(received) < position:
            return None
        chunks.append(received[end + 2 : position - 2])
    return None
