"""How much of this process one webhook may use: a share, ``max_in_flight``, ``rate_per_second``.

What exceeds a limit is held, and occupies no thread. Except for a moment: a burst to a healthy
webhook exceeds what may be in flight for milliseconds at a time, and a held delivery waits for a
round, which is seconds away.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from shared.model import HoldReason, Webhook

PATIENCE = 0.1
"""Seconds that an attempt waits for another of its webhook to end, if those end quickly."""


@dataclass(slots=True)
class _TokenBucket:
    """One second's worth of attempts, at least one."""

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
class _Usage:
    """What one webhook uses of this process. ``quick`` while its attempts end within `PATIENCE`."""

    bucket: _TokenBucket
    changed: threading.Condition = field(default_factory=threading.Condition)
    in_flight: int = 0
    quick: bool = True


class Limiter:
    """The limits of one process: on Azure each instance has its own, and they add up."""

    def __init__(self, *, share: int, clock: Callable[[], float]) -> None:
        """*share* is how many attempts of one webhook may be in flight in this process."""
        self._share = share
        self._clock = clock
        self._lock = threading.Lock()
        self._usages: dict[str, _Usage] = {}

    @contextmanager
    def admit(self, webhook: Webhook) -> Iterator[HoldReason | None]:
        """Yield None while the webhook's next attempt may run, or the limit that is reached."""
        usage = self._usage_of(webhook)
        exceeded = self._enter(usage, webhook)
        began = time.monotonic()
        try:
            yield exceeded
        finally:
            if exceeded is None:
                self._leave(usage, time.monotonic() - began)

    def _enter(self, usage: _Usage, webhook: Webhook) -> HoldReason | None:
        own = webhook.max_in_flight or self._share
        most = min(own, self._share)
        with usage.changed:
            patience = PATIENCE if usage.quick else 0
            if not usage.changed.wait_for(lambda: usage.in_flight < most, patience):
                usage.quick = False
                return HoldReason.MAX_IN_FLIGHT if own < self._share else HoldReason.SHARE
            rate = webhook.rate_per_second
            if rate and not usage.bucket.take(rate, self._clock()):
                usage.changed.notify()  # the place is still free, for one that gets a token
                return HoldReason.RATE
            usage.in_flight += 1
            return None

    def _leave(self, usage: _Usage, seconds: float) -> None:
        with usage.changed:
            usage.in_flight -= 1
            usage.quick = seconds < PATIENCE
            usage.changed.notify()

    def _usage_of(self, webhook: Webhook) -> _Usage:
        with self._lock:
            usage = self._usages.get(webhook.uid)
            if usage is None:
                bucket = _TokenBucket(max(1.0, webhook.rate_per_second), self._clock())
                usage = self._usages[webhook.uid] = _Usage(bucket)
            return usage
