"""Attempts and pending deliveries for the tests of rules."""

from __future__ import annotations

from shared.model import Attempt, DeliveryKey, PendingDelivery


def failure(at: float, status: int | None = 500) -> Attempt:
    error = "timeout" if status is None else None
    return Attempt(at, status, error, detail="", duration_ms=1, answer="")


def waiting(
    number: int,
    *failures: Attempt,
    since: float = 0.0,
    due: float = 0.0,
    claimed_until: float = 0.0,
) -> PendingDelivery:
    ref = DeliveryKey("u" * 32, 1000 + number, f"event-{number}")
    return PendingDelivery(ref, "ping", len(failures), due, since, claimed_until, failures)
