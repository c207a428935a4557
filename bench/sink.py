"""Runs the bundled receiver in a process of its own and records which event came when.

In the load generator's process it would compete with it for the interpreter.
"""

from __future__ import annotations

import multiprocessing
import re
import time
from collections.abc import Iterable
from multiprocessing.connection import Connection
from typing import Self

from tools.receiver import Answer, ReceivedRequest, Server

_EVENT_ID = re.compile(rb'"event_id": ?"([^"]+)"')
_OK = Answer()

Receipts = list[tuple[str, float]]
"""Event ids, and ``time.monotonic()`` on arrival, which on Linux is the same in all processes."""


class Sink:
    """A process that answers every request to *url* with *answer*."""

    def __init__(self, answer: Answer = _OK) -> None:
        context = multiprocessing.get_context("spawn")
        self._connection, theirs = context.Pipe()
        self._process = context.Process(target=_run, args=(theirs, answer), daemon=True)
        self._process.start()
        self.url = str(self._connection.recv())

    def count(self) -> int:
        """Count what has come since the last `take`."""
        self._connection.send("count")
        return int(self._connection.recv())

    def take(self) -> Receipts:
        """Return, and forget, what has come since the last time."""
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
        """Wait for these events; return when each came first. Raises TimeoutError.

        Forgets whatever else comes.
        """
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


def _run(connection: Connection, answer: Answer) -> None:
    receipts: Receipts = []

    def record(request: ReceivedRequest) -> Answer:
        found = _EVENT_ID.search(request.body)
        receipts.append((found[1].decode() if found else "", time.monotonic()))
        return answer

    with Server(record) as server:
        connection.send(server.origin)
        while True:
            if connection.recv() == "count":
                connection.send(len(receipts))
            else:
                taken = receipts[:]
                del receipts[: len(taken)]
                connection.send(taken)
