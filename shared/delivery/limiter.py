"""How much of this process one webhook may use: a share, ``max_in_flight``, ``rate_per_second``.

What exceeds a limit is moved or held, and occupies no thread, with two exceptions. A burst to a
healthy webhook exceeds what may be in flight for milliseconds at a time, so its messages wait for a
moment. In the slow lane one message of each webhook waits for seconds: a place that a slow webhook
leaves would otherwise be empty until its next message comes.
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

NEXT_IN_LINE = 3.0
"""Seconds that one attempt of each webhook waits, in the slow lane: less than `CHECK_MARGIN`."""


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
    somebody_waits: bool = False
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
    def admit(self, webhook: Webhook, *, in_line: bool = False) -> Iterator[HoldReason | None]:
        """Yield None while the webhook's next attempt may run, or the limit that is reached.

        *in_line*: the first that finds no room waits for it up to `NEXT_IN_LINE`.
        """
        usage = self._usage_of(webhook)
        exceeded = self._enter(usage, webhook, in_line=in_line)
        began = time.monotonic()
        try:
            yield exceeded
        finally:
            if exceeded is None:
                self._leave(usage, time.monotonic() - began)

    def _enter(self, usage: _Usage, webhook: Webhook, *, in_line: bool) -> HoldReason | None:
        own = webhook.max_in_flight or self._share
        most = min(own, self._share)
        with usage.changed:
            if not self._wait(usage, most, in_line=in_line):
                usage.quick = False
                return HoldReason.MAX_IN_FLIGHT if own < self._share else HoldReason.SHARE
            rate = webhook.rate_per_second
            if rate and not usage.bucket.take(rate, self._clock()):
                usage.changed.notify()  # the place is still free, for one that gets a token
                return HoldReason.RATE
            usage.in_flight += 1
            return None

    def _wait(self, usage: _Usage, most: int, *, in_line: bool) -> bool:
        """Wait for less than *most* attempts to be in flight; False if there are still as many."""
        is_next = in_line and not usage.somebody_waits
        patience = NEXT_IN_LINE if is_next else PATIENCE if usage.quick else 0.0
        usage.somebody_waits = usage.somebody_waits or is_next
        try:
            return usage.changed.wait_for(lambda: usage.in_flight < most, patience)
        finally:
            usage.somebody_waits = usage.somebody_waits and not is_next

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
