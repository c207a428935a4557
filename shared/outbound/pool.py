"""Keeps idle connections for the next request to the same origin."""

from __future__ import annotations

import threading
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from shared.outbound.connection import Connection

MAX_AGE = 60.0
"""Seconds after which a connection is not reused, so that changes in DNS take effect."""

MAX_IDLE = 4.0
"""Seconds of idleness after which a connection is not reused.

Common servers close after 5 s (Node.js, Apache, uvicorn). Of a request that is sent while the
server closes, nobody knows whether it was read, so it cannot be repeated safely.
"""


class Pool:
    """Holds at most *size* idle connections over all hosts. Safe between threads."""

    def __init__(self, size: int) -> None:
        self._size = size
        self._idle: list[Connection] = []  # the longest idle first
        self._closed = False
        self._lock = threading.Lock()

    def take(self, origin: tuple[str, str, int]) -> Connection | None:
        """Return an idle connection to *origin* that is young enough and still open, if any."""
        while (connection := self._pop(origin)) is not None:
            now = time.monotonic()
            young = now - connection.made_at < MAX_AGE and now - connection.idle_since < MAX_IDLE
            if young and connection.is_connected:
                return connection
            connection.close()
        return None

    def give(self, connection: Connection) -> None:
        """Keep *connection* for reuse; closes connections that are too many or too long idle."""
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
        """Close all idle connections, and those that are given from now on."""
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
