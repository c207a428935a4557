"""Deduplication of first messages within a process.

A first message is acted on without reading storage, so a second copy of it must be recognised here.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Iterator
from contextlib import contextmanager
from enum import Enum, auto

from shared.model import DeliveryKey

REMEMBERED = 10_000


class FirstAttempt(Enum):
    """What this process knows of a delivery's first attempt."""

    UNSEEN = auto()
    IN_FLIGHT = auto()
    ENDED = auto()


class FirstAttempts:
    """The first attempts that this process has begun, the latest `REMEMBERED` of them."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._seen: OrderedDict[DeliveryKey, FirstAttempt] = OrderedDict()

    @contextmanager
    def begin(self, key: DeliveryKey) -> Iterator[FirstAttempt]:
        """Yield what is known of the first attempt, which is in flight until the end if unseen."""
        with self._lock:
            state = self._seen.get(key, FirstAttempt.UNSEEN)
            if state is FirstAttempt.UNSEEN:
                self._seen[key] = FirstAttempt.IN_FLIGHT
                while len(self._seen) > REMEMBERED:
                    self._seen.popitem(last=False)
        try:
            yield state
        finally:
            if state is FirstAttempt.UNSEEN:
                with self._lock:
                    self._seen[key] = FirstAttempt.ENDED
