"""How much of this process one webhook may take: what exceeds it waits, and holds no thread."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from shared.model import Webhook

SHARE, MAX_IN_FLIGHT, RATE = "share", "max_in_flight", "rate"


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
        with self._lock:
            in_flight = self._in_flight.get(webhook.uid, 0)
            if in_flight >= self._share:
                return SHARE
            if webhook.max_in_flight and in_flight >= webhook.max_in_flight:
                return MAX_IN_FLIGHT
            if webhook.rate_per_second and not self._bucket(webhook).take(
                webhook.rate_per_second, self._clock()
            ):
                return RATE
            self._in_flight[webhook.uid] = in_flight + 1
            return None

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
