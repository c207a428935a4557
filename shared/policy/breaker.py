"""When a webhook counts as failing, and which delivery probes it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from shared.model import Health, PendingDelivery
from shared.policy.evidence import against_webhook

BREAKER_FAILURES = 5
BREAKER_DELIVERIES = 2
BREAKER_SECONDS = 30.0


def failing_since(pending: Iterable[PendingDelivery], health: Health) -> float | None:
    """Return since when the webhook is failing, or None if its breaker should stay closed.

    It is failing after `BREAKER_FAILURES` failed attempts of `BREAKER_DELIVERIES` deliveries over
    `BREAKER_SECONDS`, with no success between, and since the breaker was closed.
    """
    last_alive_at = max(health.last_success_at, health.closed_at)
    times: list[float] = []
    deliveries = 0
    for delivery in pending:
        failures = [
            result.at
            for result in delivery.failures
            if result.at > last_alive_at and against_webhook(result)
        ]
        times.extend(failures)
        deliveries += bool(failures)
    if len(times) < BREAKER_FAILURES or deliveries < BREAKER_DELIVERIES:
        return None
    return min(times) if max(times) - min(times) >= BREAKER_SECONDS else None


def choose_probe(pending: Sequence[PendingDelivery], now: float) -> PendingDelivery | None:
    """Return the delivery to probe with: the newest that was not attempted since it began to wait.

    If all were attempted: of those with the fewest failures, the oldest. So events that always fail
    cannot keep the breaker of a healthy webhook open, and a probe that fails stands for all that is
    older (see `drops`).
    """
    idle = [delivery for delivery in pending if delivery.claimed_until <= now]
    untried = [delivery for delivery in idle if not delivery.failures]
    if untried:
        return max(untried, key=lambda d: d.key.received_ms)
    return min(idle, key=lambda d: (len(d.failures), d.key.received_ms), default=None)
