"""How much of this process one webhook may take: what exceeds it waits, and holds no thread.

Save for a moment: a burst to a healthy webhook exceeds its share for milliseconds at a time, and
what is held waits for a round of upkeep, which is seconds away.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from shared.model import Webhook

SHARE, MAX_IN_FLIGHT, RATE = "share", "max_in_flight", "rate"

PATIENCE = 0.1
"""Seconds that an attempt may wait for one of its webhook's attempts to end."""


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


class Limits:
    """Per process: on Azure each instance has its own, and the limits multiply by instances."""

    def __init__(self, *, share: int, clock: Callable[[], float]) -> None:
        self._share = share
        self._clock = clock
        self._lock = threading.Lock()
        self._shares: dict[str, threading.Semaphore] = {}
        self._in_flight: dict[str, int] = {}
        self._buckets: dict[str, _Bucket] = {}

    @contextmanager
    def admitted(self, webhook: Webhook) -> Iterator[str | None]:
        """Yields None where the webhook's next attempt may run, else which limit is reached."""
        exceeded = self._enter(webhook)
        try:
            yield exceeded
        finally:
            if exceeded is None:
                self._leave(webhook.uid)

    def _enter(self, webhook: Webhook) -> str | None:
        share = self._share_of(webhook.uid)
        if not share.acquire(timeout=PATIENCE):
            return SHARE
        exceeded = self._enter_within_share(webhook)
        if exceeded is not None:
            share.release()
        return exceeded

    def _enter_within_share(self, webhook: Webhook) -> str | None:
        with self._lock:
            in_flight = self._in_flight.get(webhook.uid, 0)
            if webhook.max_in_flight and in_flight >= webhook.max_in_flight:
                return MAX_IN_FLIGHT
            if webhook.rate_per_second and not self._bucket(webhook).take(
                webhook.rate_per_second, self._clock()
            ):
                return RATE
            self._in_flight[webhook.uid] = in_flight + 1
            return None

    def _share_of(self, uid: str) -> threading.Semaphore:
        with self._lock:
            share = self._shares.get(uid)
            if share is None:
                share = self._shares[uid] = threading.Semaphore(self._share)
            return share

    def _bucket(self, webhook: Webhook) -> _Bucket:
        full = _Bucket(max(1.0, webhook.rate_per_second), self._clock())
        return self._buckets.setdefault(webhook.uid, full)

    def _leave(self, uid: str) -> None:
        with self._lock:
            left = self._in_flight[uid] - 1
            if left:
                self._in_flight[uid] = left
            else:
                del self._in_flight[uid]
            self._shares[uid].release()
