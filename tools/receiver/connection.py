"""One connection of a client: HTTP/1.1 requests in, answers out."""

from __future__ import annotations

import asyncio
import time
from collections import deque
from collections.abc import Awaitable, Callable
from typing import cast

import httptools

from tools.receiver.answers import Answer, ReceivedRequest, Sending

Respond = Callable[[ReceivedRequest], Answer | Awaitable[Answer]]
Answered = Callable[[ReceivedRequest, Answer], None]

_CONTINUE = b"HTTP/1.1 100 Continue\r\n\r\n"
_BAD_REQUEST = Answer(400, headers={"Connection": "close"})


class Connection(asyncio.Protocol):
    """Parses requests, asks *respond* for the answer to each, and sends it.

    *answered* is called just before an answer goes out. Requests that a client sends without
    waiting are answered in their order. The connection adds itself to *open_connections* for as
    long as it is open.
    """

    def __init__(
        self, respond: Respond, answered: Answered | None, open_connections: set[Connection]
    ) -> None:
        self._respond = respond
        self._answered = answered
        self._open_connections = open_connections
        self._unanswered: deque[tuple[ReceivedRequest, bool]] = deque()
        self._answering: asyncio.Task[None] | None = None
        self._path = self._body = b""
        self._headers: list[tuple[bytes, bytes]] = []

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast(asyncio.Transport, transport)
        self._parser = httptools.HttpRequestParser(self)
        self._open_connections.add(self)

    def connection_lost(self, _error: Exception | None) -> None:
        self._open_connections.discard(self)
        if self._answering is not None:
            self._answering.cancel()

    def cut(self) -> None:
        """Close the connection, whatever has not been answered yet."""
        self._transport.abort()

    def data_received(self, data: bytes) -> None:
        try:
            self._parser.feed_data(data)
        except httptools.HttpParserCallbackError:
            raise  # what answers is at fault, and not the client: asyncio logs it and closes
        except (httptools.HttpParserError, httptools.HttpParserUpgrade):
            self._transport.write(_BAD_REQUEST.encoded)
            self._transport.close()

    def on_url(self, part: bytes) -> None:
        self._path += part

    def on_header(self, name: bytes, value: bytes) -> None:
        self._headers.append((name, value))
        if len(name) == 6 and name.lower() == b"expect":
            self._transport.write(_CONTINUE)

    def on_body(self, part: bytes) -> None:
        self._body += part

    def on_message_complete(self) -> None:
        request = ReceivedRequest(
            self._parser.get_method().decode("ascii"),
            self._path.decode("latin-1"),
            self._headers,
            self._body,
            time.time(),
        )
        self._path = self._body = b""
        self._headers = []
        keep_alive = self._parser.should_keep_alive()
        if self._answering is None:
            self._take(request, keep_alive)
        else:
            self._unanswered.append((request, keep_alive))

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


class BodyConnection(Connection):
    """Does not read the path and the headers of requests, to spare CPU time in the benchmark."""

    # The parser calls back for what is not None.
    on_url = None  # type: ignore[assignment]
    on_header = None  # type: ignore[assignment]
