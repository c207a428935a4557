"""Which pending deliveries are given up: too many for one webhook, or pending for too long."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from shared.model import Health, PendingDelivery


def overflow(
    pending: Sequence[PendingDelivery], health: Health, limit: int | None, now: float
) -> list[PendingDelivery]:
    """Return what is dropped because more than *limit* are pending: the oldest that had a chance.

    A delivery had its chance when it has failed twice; or, while the breaker is open, when it has
    failed or was held before the last probe failed, since that probe stood for it. So what a short
    failure has swept together is tried again before any of it is dropped.
    """
    if limit is None or len(pending) <= limit:
        return []
    had_their_chance = [
        delivery
        for delivery in pending
        if delivery.claimed_until <= now
        and (
            len(delivery.failures) >= 2
            or (health.breaker.open and delivery.since < health.last_probe_failed_at)
        )
    ]
    return had_their_chance[: len(pending) - limit]


def expired(
    pending: Iterable[PendingDelivery], health: Health, limit: float | None
) -> list[PendingDelivery]:
    """Return what was pending for longer than *limit* when it, or a probe for it, last failed."""
    if limit is None:
        return []
    probed_at = health.last_probe_failed_at if health.breaker.open else 0.0
    return [
        delivery
        for delivery in pending
        if delivery.since + limit < max(delivery.last.at if delivery.last else 0.0, probed_at)
    ]


def has_expired(delivery: PendingDelivery, limit: float | None, now: float) -> bool:
    """Return whether a delivery that has just failed was pending for longer than *limit*."""
    return limit is not None and now - delivery.since > limit
