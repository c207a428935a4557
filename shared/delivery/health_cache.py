"""What this process knows about the webhooks that have pending deliveries or are slow.

A healthy delivery must not pay a read for the failing ones, so it looks at a list that is seconds
old. Before a delivery is held because of that list, the webhook's row is read.
"""

from __future__ import annotations

from collections.abc import Callable

from shared.cache import Cache
from shared.model import Health
from shared.store.health import HealthStore

LONGEST_CACHED = 5.0
"""Seconds. Longer, and a success would not be known to close a breaker."""


class HealthCache:
    """The health of all webhooks that have a health row, at most *cache_seconds* old."""

    def __init__(
        self, rows: HealthStore, *, cache_seconds: float, clock: Callable[[], float]
    ) -> None:
        self._rows = rows
        self._cache = Cache(self._load, seconds=min(cache_seconds, LONGEST_CACHED), clock=clock)

    def get(self, uid: str) -> Health | None:
        """Return the cached health; None for a webhook without pending deliveries."""
        return self._cache.get().get(uid)

    def is_slow(self, uid: str, now: float) -> bool:
        """Return whether some process has seen lately that the webhook's attempts take long."""
        health = self.get(uid)
        return health is not None and health.slow_until > now

    def belongs_in_slow_lane(self, uid: str, now: float) -> bool:
        """Return whether the webhook is slow, failing or paused."""
        return self.is_slow(uid, now) or _blocks(self.get(uid), now)

    def blocking(self, uid: str, now: float) -> Health | None:
        """Return the webhook's health if, read again, nothing should be sent to it *now*."""
        if not _blocks(self.get(uid), now):
            return None
        confirmed = self._rows.get(uid)
        if _blocks(confirmed, now):
            return confirmed
        self.invalidate()
        return None

    def invalidate(self) -> None:
        """Read the list again at the next look."""
        self._cache.invalidate()

    def _load(self) -> dict[str, Health]:
        return {health.uid: health for health in self._rows.snapshot().webhooks}


def _blocks(health: Health | None, now: float) -> bool:
    return health is not None and (health.breaker.open or health.paused_until > now)
