"""Deduplication of first messages within a process.

A first message is acted on without reading storage, so a second copy of it must be recognised here.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import Enum, auto

from shared.model import DeliveryKey

REMEMBERED = 10_000


class FirstAttempt(Enum):
    """What this process knows of a delivery's first attempt."""

    UNSEEN = auto()
    MOVED = auto()
    IN_FLIGHT = auto()
    ENDED = auto()


@dataclass(slots=True, eq=False)
class _Begun:
    state: FirstAttempt = FirstAttempt.IN_FLIGHT


class FirstAttempts:
    """The first attempts that this process has begun, the latest `REMEMBERED` of them."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._seen: OrderedDict[DeliveryKey, _Begun] = OrderedDict()

    @contextmanager
    def begin(self, key: DeliveryKey) -> Iterator[FirstAttempt]:
        """Yield what is known of the first attempt; if unseen or moved, it is now in flight."""
        with self._lock:
            seen = self._seen.get(key)
            state = FirstAttempt.UNSEEN if seen is None else seen.state
            begun = _Begun()
            if state in {FirstAttempt.UNSEEN, FirstAttempt.MOVED}:
                self._seen[key] = begun
                while len(self._seen) > REMEMBERED:
                    self._seen.popitem(last=False)
        try:
            yield state
        finally:
            begun.state = FirstAttempt.ENDED

    def move(self, key: DeliveryKey) -> None:
        """Say that an attempt that was begun is not made: the next copy of its message makes it."""
        with self._lock:
            self._seen[key] = _Begun(FirstAttempt.MOVED)
