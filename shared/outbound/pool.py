"""Connections kept open between two requests."""

from __future__ import annotations

import threading
import time

from shared.outbound.connection import Connection

MAX_AGE = 60.0
"""Seconds after which a connection is not used again, so that a changed name is followed."""

MAX_IDLE = 4.0
"""Seconds of rest after which a connection is not used again.

Common servers hang up after 5 s (Node.js, Apache, uvicorn). A request that crosses the hang-up on
its way is lost without a word about whether it was read, and must not be sent again unasked.
"""


class Pool:
    """At most *size* idle connections, whatever the number of hosts. Safe between threads."""

    def __init__(self, size: int) -> None:
        self._size = size
        self._idle: list[Connection] = []  # the longest idle first
        self._closed = False
        self._lock = threading.Lock()

    def take(self, origin: tuple[str, str, int]) -> Connection | None:
        """An idle connection to *origin* that is neither old nor hung up, if there is one."""
        while (connection := self._pop(origin)) is not None:
            now = time.monotonic()
            young = now - connection.made_at < MAX_AGE and now - connection.idle_since < MAX_IDLE
            if young and connection.is_connected:
                return connection
            connection.close()
        return None

    def give(self, connection: Connection) -> None:
        now = connection.idle_since = time.monotonic()
        surplus = []
        with self._lock:
            self._idle.append(connection)
            size = 0 if self._closed else self._size
            while self._idle and (
                len(self._idle) > size or now - self._idle[0].idle_since >= MAX_IDLE
            ):
                surplus.append(self._idle.pop(0))
        for idle in surplus:
            idle.close()

    def close(self) -> None:
        """Close what is idle, and from now on whatever is given."""
        with self._lock:
            self._closed = True
            idle, self._idle = self._idle, []
        for connection in idle:
            connection.close()

    def _pop(self, origin: tuple[str, str, int]) -> Connection | None:
        with self._lock:
            for position in range(len(self._idle) - 1, -1, -1):
                if self._idle[position].origin == origin:
                    return self._idle.pop(position)
        return None
