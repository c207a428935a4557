"""A value that is read often, changes seldom, and may be some seconds old."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Generic, TypeVar

T = TypeVar("T")


class Cache(Generic[T]):
    """What *load* returned at most *seconds* ago. Loaded by one thread at a time."""

    def __init__(
        self, load: Callable[[], T], *, seconds: float, clock: Callable[[], float]
    ) -> None:
        self._load = load
        self._seconds = seconds
        self._clock = clock
        self._loading = threading.Lock()
        self._kept: tuple[T, float] | None = None
        self._forgotten = 0

    def get(self) -> T:
        kept = self._fresh()
        if kept is None:
            with self._loading:
                kept = self._fresh() or (self.load(), 0.0)
        return kept[0]

    def load(self) -> T:
        """The value as it is now."""
        forgotten, at = self._forgotten, self._clock()
        value = self._load()
        if forgotten == self._forgotten:
            self._kept = value, at
        return value

    def forget(self) -> None:
        """Call this after a change: the next `get` loads, whatever is being loaded now."""
        self._forgotten += 1
        self._kept = None

    def _fresh(self) -> tuple[T, float] | None:
        kept = self._kept
        return kept if kept and self._clock() - kept[1] < self._seconds else None
