"""Creates and drops the day tables, and removes what has expired, once an hour."""

from __future__ import annotations

from datetime import timedelta

from shared import log
from shared.model import day_of
from shared.policy import retention
from shared.store import Store
from shared.summary import hour_of
from shared.webhooks.registry import WebhookRegistry
from shared.webhooks.secrets import WebhookSecrets

INTERVAL = 3600.0
HOURS_KEPT = 24
"""Hours of which it is kept what became of the deliveries, beside the present one."""


class Housekeeping:
    """Keeps the tables of *keep_days* days; older ones are dropped whole."""

    def __init__(
        self, store: Store, registry: WebhookRegistry, secrets: WebhookSecrets, keep_days: int
    ) -> None:
        self._store = store
        self._registry = registry
        self._secrets = secrets
        self._keep_days = keep_days
        self._done_at = float("-inf")

    def run_if_due(self, now: float) -> None:
        """Create the tables of today and tomorrow; remove expired tables, secrets and webhooks."""
        if now - self._done_at < INTERVAL:
            return
        today = day_of(round(now * 1000))
        self._store.make_day(today)
        self._store.make_day(today + timedelta(days=1))
        dropped = self._store.drop_days_before(retention.first_kept(self._keep_days, now))
        if dropped:
            log.info("days_dropped", tables=dropped)
        self._store.counters.forget_before(now - INTERVAL)
        self._store.activity.forget_before(hour_of(now) - HOURS_KEPT)
        self._registry.forget_deleted_before(retention.earliest(self._keep_days, now))
        self._registry.change_every(lambda webhook: self._secrets.tidied(webhook, now))
        self._done_at = now
