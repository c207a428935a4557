"""What the delivery side knows of the webhooks in trouble.

A healthy delivery must not pay for the sick ones, so it looks at a list that is seconds old; what
the list says is confirmed by a point read before anything is held back because of it.
"""

from __future__ import annotations

from collections.abc import Callable

from shared import log
from shared.cache import Cache
from shared.model import Attempt, Health, Webhook
from shared.policy import FIRST_PACE
from shared.store.health import HealthStore

_SUCCESS_INTERVAL = 5.0
"""A webhook in trouble that succeeds often need not have each success written down."""

_LONGEST_CACHED = 5.0
"""However long the webhooks are cached: else a success would not be known to close a breaker."""


class HealthCache:
    def __init__(
        self, rows: HealthStore, *, cache_seconds: float, clock: Callable[[], float]
    ) -> None:
        self._rows = rows
        self._cached = Cache(self._load, seconds=min(cache_seconds, _LONGEST_CACHED), clock=clock)

    def blocking(self, uid: str, now: float) -> Health | None:
        """The webhook's health if, confirmed, nothing should be sent to it now."""
        if not _blocks(self._cached.get().get(uid), now):
            return None
        confirmed = self._rows.get(uid)
        if _blocks(confirmed, now):
            return confirmed
        self._cached.forget()
        return None

    def succeeded(self, webhook: Webhook, now: float) -> None:
        """A 2xx: closes the breaker, and counts against opening it."""
        health = self._cached.get().get(webhook.uid)
        if health is None:
            return
        if not health.open and now - health.last_success_at < _SUCCESS_INTERVAL:
            return
        if not health.open:
            self._rows.touch(webhook.uid, last_success_at=now)
        else:
            self._rows.touch(
                webhook.uid,
                last_success_at=now,
                closed_at=now,
                open=False,
                full=False,
                probes=0,
                pace=FIRST_PACE,
                paced_at=0.0,
            )
            log.info(
                "webhook_recovered",
                webhook_id=webhook.webhook_id,
                since=health.failing_since,
                failing_seconds=round(now - health.failing_since, 3),
            )
        self._cached.forget()

    def failed(
        self, webhook: Webhook, attempt: Attempt, *, probe: bool, paused_until: float | None
    ) -> None:
        """A failure, written down after the delivery's waiting row."""
        facts: dict[str, float | str | bool] = {
            "last_failure_at": attempt.at,
            "last_error": attempt.summary,
        }
        if probe:
            facts["last_probe_failed_at"] = attempt.at
        if paused_until is not None:
            facts["paused_until"] = paused_until
        self._rows.touch(webhook.uid, **facts)
        if paused_until is not None:
            self._cached.forget()

    def waits(self, uid: str, **facts: float) -> None:
        """Something waits for this webhook: upkeep must find it among those in trouble."""
        self._rows.touch(uid, **facts)

    def _load(self) -> dict[str, Health]:
        return {health.uid: health for health in self._rows.snapshot().webhooks}


def _blocks(health: Health | None, now: float) -> bool:
    return health is not None and (health.open or health.paused_until > now)
