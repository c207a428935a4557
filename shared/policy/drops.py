"""Which pending deliveries are given up: too many for one webhook, or pending for too long.

No delivery is given up for the failures of others alone. It is dropped only after an attempt of its
own has failed; or, while the breaker is open, after a probe failed that was the first attempt of a
delivery at least as new, and was made after it began to wait. What a person has had sent again is
attempted before it counts.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from shared.model import Health, PendingDelivery


def overflow(
    pending: Sequence[PendingDelivery], health: Health, limit: int | None, now: float
) -> list[PendingDelivery]:
    """Return what is dropped because more than *limit* are pending: the oldest that had a chance.

    With a closed breaker a delivery must have failed twice, so that what a short failure has swept
    together is tried again before any of it is dropped.
    """
    if limit is None:
        return []
    counted = [delivery for delivery in pending if not delivery.redelivery]
    had_a_chance = [
        delivery
        for delivery in counted
        if delivery.claimed_until <= now
        and (len(delivery.failures) >= 2 or _probe_stands_for(delivery, health))
    ]
    return had_a_chance[: max(0, len(counted) - limit)]


def expired(
    pending: Iterable[PendingDelivery], health: Health, limit: float | None
) -> list[PendingDelivery]:
    """Return what was pending for longer than *limit* when it, or a probe for it, last failed."""
    if limit is None:
        return []
    return [
        delivery
        for delivery in pending
        if delivery.since + limit < _last_chance(delivery, health) and not delivery.redelivery
    ]


def has_expired(delivery: PendingDelivery, limit: float | None, now: float) -> bool:
    """Return whether a delivery that has just failed was pending for longer than *limit*."""
    return limit is not None and now - delivery.since > limit


def _last_chance(delivery: PendingDelivery, health: Health) -> float:
    """Return when the delivery, or a probe that stands for it, was last attempted; 0 for never."""
    own = delivery.last.at if delivery.last else 0.0
    probe = health.last_probe_failed_at if _probe_stands_for(delivery, health) else 0.0
    return max(own, probe)


def _probe_stands_for(delivery: PendingDelivery, health: Health) -> bool:
    """Return whether the failure of the last probe says that this delivery would fail, too."""
    if not health.breaker.open or delivery.since >= health.last_probe_failed_at:
        return False
    return bool(delivery.failures) or delivery.key.received_at <= health.probed_received_at
