"""A write that is made in the background, some seconds after it was first asked for."""

from __future__ import annotations

import threading
from collections.abc import Callable

INTERVAL = 15.0
"""Seconds from the first change that is not written yet to the write."""


class LaterWrite:
    """Calls *write* once for all who asked in the meantime. Thread-safe."""

    def __init__(self, write: Callable[[], None]) -> None:
        self._write = write
        self._lock = threading.Lock()
        self._timer: threading.Timer | None = None

    @property
    def is_due(self) -> bool:
        """Whether somebody asked since the last write began."""
        return self._timer is not None

    def ask(self) -> None:
        """Have the write made `INTERVAL` from now, unless it will be made sooner."""
        with self._lock:
            if self._timer is None:
                self._timer = _start(self._write)

    def begin(self) -> None:
        """Say that a write begins now: who asks from here on is left to the next one."""
        with self._lock:
            if self._timer is not None:
                self._timer.cancel()
            self._timer = None


def _start(write: Callable[[], None]) -> threading.Timer:
    timer = threading.Timer(INTERVAL, write)
    timer.daemon = True
    timer.start()
    return timer
