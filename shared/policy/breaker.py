"""When a webhook counts as failing, and which delivery probes it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from shared.model import Attempt, PendingDelivery

BREAKER_FAILURES = 5
BREAKER_DELIVERIES = 2
BREAKER_SECONDS = 30.0

_REFUSALS_OF_THE_EVENT = frozenset({400, 409, 413, 415, 422})


def counts_against_webhook(attempt: Attempt) -> bool:
    """Return whether a failed attempt is evidence against the webhook, not against the event.

    A receiver that answers 400 or 422 is alive and refuses this one event: that event is retried
    alone, and the others go on.
    """
    return not attempt.ok and attempt.status not in _REFUSALS_OF_THE_EVENT


def failing_since(pending: Iterable[PendingDelivery], last_success_at: float) -> float | None:
    """Return since when the webhook is failing, or None if its breaker should stay closed.

    It is failing after `BREAKER_FAILURES` failed attempts of `BREAKER_DELIVERIES` deliveries over
    `BREAKER_SECONDS`, with no success between.
    """
    times: list[float] = []
    deliveries = 0
    for delivery in pending:
        failures = [
            result.at
            for result in delivery.failures
            if result.at > last_success_at and counts_against_webhook(result)
        ]
        times.extend(failures)
        deliveries += bool(failures)
    if len(times) < BREAKER_FAILURES or deliveries < BREAKER_DELIVERIES:
        return None
    return min(times) if max(times) - min(times) >= BREAKER_SECONDS else None


def choose_probe(pending: Sequence[PendingDelivery], now: float) -> PendingDelivery | None:
    """Return the delivery to probe with: of those with the fewest failures, the oldest.

    Otherwise one event that always fails would keep the breaker of a healthy webhook open.
    """
    idle = [delivery for delivery in pending if delivery.claimed_until <= now]
    return min(idle, key=lambda d: (len(d.failures), d.key.received_ms), default=None)
