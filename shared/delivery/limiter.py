"""How much of this process one webhook may take: what exceeds it waits, and holds no thread.

Save for a moment: a burst to a healthy webhook exceeds what it may have in flight for milliseconds
at a time, and what is held waits for a round of upkeep, which is seconds away.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from shared.model import Webhook

SHARE, MAX_IN_FLIGHT, RATE = "share", "max_in_flight", "rate"

PATIENCE = 0.1
"""Seconds that an attempt may wait for another of its webhook to end, if those end quickly."""


@dataclass(slots=True)
class _Bucket:
    """A token bucket of one second's worth, at least one token."""

    tokens: float
    filled_at: float

    def take(self, rate: float, now: float) -> bool:
        size = max(1.0, rate)
        self.tokens = min(size, self.tokens + (now - self.filled_at) * rate)
        self.filled_at = now
        if self.tokens < 1.0:
            return False
        self.tokens -= 1.0
        return True


@dataclass(slots=True)
class _Use:
    """What one webhook has of this process. ``quick`` until an attempt keeps others waiting."""

    bucket: _Bucket
    changed: threading.Condition = field(default_factory=threading.Condition)
    in_flight: int = 0
    quick: bool = True


class Limiter:
    """Per process: on Azure each instance has its own, and the limits multiply by instances."""

    def __init__(self, *, share: int, clock: Callable[[], float]) -> None:
        self._share = share
        self._clock = clock
        self._lock = threading.Lock()
        self._uses: dict[str, _Use] = {}

    @contextmanager
    def admitted(self, webhook: Webhook) -> Iterator[str | None]:
        """Yields None where the webhook's next attempt may run, else which limit is reached."""
        use = self._use_of(webhook)
        exceeded = self._enter(use, webhook)
        began = time.monotonic()
        try:
            yield exceeded
        finally:
            if exceeded is None:
                self._leave(use, time.monotonic() - began)

    def _enter(self, use: _Use, webhook: Webhook) -> str | None:
        own = webhook.max_in_flight or self._share
        most = min(own, self._share)
        with use.changed:
            patience = PATIENCE if use.quick else 0
            if not use.changed.wait_for(lambda: use.in_flight < most, patience):
                use.quick = False
                return MAX_IN_FLIGHT if own < self._share else SHARE
            rate = webhook.rate_per_second
            if rate and not use.bucket.take(rate, self._clock()):
                use.changed.notify()  # the room is still there, for who may have a token
                return RATE
            use.in_flight += 1
            return None

    def _leave(self, use: _Use, seconds: float) -> None:
        with use.changed:
            use.in_flight -= 1
            use.quick = seconds < PATIENCE
            use.changed.notify()

    def _use_of(self, webhook: Webhook) -> _Use:
        with self._lock:
            use = self._uses.get(webhook.uid)
            if use is None:
                bucket = _Bucket(max(1.0, webhook.rate_per_second), self._clock())
                use = self._uses[webhook.uid] = _Use(bucket)
            return use
