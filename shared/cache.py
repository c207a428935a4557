"""A cache of one value that is read often, changes seldom, and may be some seconds old."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Generic, TypeVar

T = TypeVar("T")


class Cache(Generic[T]):
    """The value that *load* returned at most *seconds* ago. Loaded by one thread at a time."""

    def __init__(
        self, load: Callable[[], T], *, seconds: float, clock: Callable[[], float]
    ) -> None:
        self._load = load
        self._seconds = seconds
        self._clock = clock
        self._loading = threading.Lock()
        self._kept: tuple[T, float] | None = None
        self._invalidations = 0

    def get(self) -> T:
        """Return the kept value, or load it."""
        kept = self._fresh()
        if kept is None:
            with self._loading:
                kept = self._fresh() or (self.reload(), 0.0)
        return kept[0]

    def recent(self, seconds: float) -> T | None:
        """Return the kept value if it was loaded at most *seconds* ago."""
        kept = self._kept
        return kept[0] if kept and self._clock() - kept[1] <= seconds else None

    def reload(self) -> T:
        """Load the value now, and keep it."""
        invalidations, at = self._invalidations, self._clock()
        value = self._load()
        if invalidations == self._invalidations:
            self._kept = value, at
        return value

    def invalidate(self) -> None:
        """Let the next `get` load the value, even if another thread is loading it now."""
        self._invalidations += 1
        self._kept = None

    def _fresh(self) -> tuple[T, float] | None:
        kept = self._kept
        return kept if kept and self._clock() - kept[1] < self._seconds else None
