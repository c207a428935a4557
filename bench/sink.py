"""The receiver: answers every POST with 200, and notes which event came when.

In a process of its own, so that it takes no turn from the load generator's interpreter.
"""

from __future__ import annotations

import asyncio
import multiprocessing
import re
import threading
import time
from collections.abc import Iterable
from multiprocessing.connection import Connection
from typing import Self

import httptools

_EVENT_ID = re.compile(rb'"event_id": ?"([^"]+)"')
_ANSWER = b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"

Receipts = list[tuple[str, float]]
"""Event ids, and ``time.monotonic()`` on arrival, which on Linux is the same in all processes."""


class Sink:
    """A receiver process on ``127.0.0.1``. ``url`` takes anything, and answers in its own time."""

    def __init__(self, *, answer_seconds: float = 0.0) -> None:
        context = multiprocessing.get_context("spawn")
        self._connection, theirs = context.Pipe()
        self._process = context.Process(target=_run, args=(theirs, answer_seconds), daemon=True)
        self._process.start()
        self.url = f"http://127.0.0.1:{self._connection.recv()}"

    def count(self) -> int:
        """How many have come since the last `take`."""
        self._connection.send("count")
        return int(self._connection.recv())

    def take(self) -> Receipts:
        """All that have come since the last time."""
        self._connection.send("take")
        receipts: Receipts = self._connection.recv()
        return receipts

    def wait_for(self, count: int, seconds: float) -> Receipts:
        """Wait for *count* receipts and take them. Raises TimeoutError."""
        deadline = time.monotonic() + seconds
        while (there := self.count()) < count:
            if time.monotonic() > deadline:
                raise TimeoutError(f"{there} of {count} deliveries came within {seconds:g} s")
            time.sleep(0.05)
        return self.take()

    def wait_for_events(self, event_ids: Iterable[str], seconds: float) -> dict[str, float]:
        """When each of these events came, first, whatever else comes. Raises TimeoutError."""
        deadline = time.monotonic() + seconds
        missing, came = set(event_ids), {}
        while missing:
            for event_id, at in self.take():
                if event_id in missing:
                    missing.remove(event_id)
                    came[event_id] = at
            if time.monotonic() > deadline:
                raise TimeoutError(f"{len(missing)} events did not come within {seconds:g} s")
            time.sleep(0.05)
        return came

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._process.terminate()
        self._process.join()


class _Protocol(asyncio.Protocol):
    def __init__(self, receipts: Receipts, answer_seconds: float) -> None:
        self._receipts = receipts
        self._answer_seconds = answer_seconds
        self._body = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport
        self._parser = httptools.HttpRequestParser(self)

    def data_received(self, data: bytes) -> None:
        self._parser.feed_data(data)

    def on_body(self, part: bytes) -> None:
        self._body += part

    def on_message_complete(self) -> None:
        found = _EVENT_ID.search(self._body)
        self._receipts.append((found[1].decode() if found else "", time.monotonic()))
        self._body = b""
        if self._answer_seconds:
            loop = asyncio.get_running_loop()
            loop.call_later(self._answer_seconds, self._transport.write, _ANSWER)
        else:
            self._transport.write(_ANSWER)


def _run(connection: Connection, answer_seconds: float) -> None:
    asyncio.run(_serve(connection, answer_seconds))


async def _serve(connection: Connection, answer_seconds: float) -> None:
    receipts: Receipts = []
    loop = asyncio.get_running_loop()
    server = await loop.create_server(
        lambda: _Protocol(receipts, answer_seconds), "127.0.0.1", 0, backlog=512
    )
    connection.send(server.sockets[0].getsockname()[1])

    def control() -> None:
        while True:
            if connection.recv() == "count":
                connection.send(len(receipts))
            else:
                taken = receipts[:]
                del receipts[: len(taken)]
                connection.send(taken)

    threading.Thread(target=control, daemon=True).start()
    await server.serve_forever()
