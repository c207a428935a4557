"""What a message still asks for, given what storage says about its delivery."""

from __future__ import annotations

from dataclasses import replace

import pytest

from shared.model import DeliveryRecord, PendingDelivery, RecordState
from shared.policy.next_step import NextStep, next_step
from tests.policy.deliveries import failure, waiting

NOW = 1000.0
FAILED_ONCE = waiting(1, failure(900))
CLAIMED = waiting(1, failure(900), claimed_until=NOW + 1)
LAPSED_CLAIM = waiting(1, failure(900), claimed_until=NOW)
QUEUED = DeliveryRecord(FAILED_ONCE.key, "ping", RecordState.QUEUED, 0, None, None, (), "")
DELIVERED = replace(QUEUED, state=RecordState.DELIVERED)
DROPPED = replace(QUEUED, state=RecordState.DROPPED)


@pytest.mark.parametrize(
    ("attempt", "record", "pending", "step"),
    [
        (1, QUEUED, None, NextStep.ATTEMPT),
        (2, QUEUED, None, NextStep.NOTHING),
        (2, QUEUED, FAILED_ONCE, NextStep.ATTEMPT),
        (2, QUEUED, LAPSED_CLAIM, NextStep.ATTEMPT),
        (2, QUEUED, CLAIMED, NextStep.LEAVE_PENDING),
        (1, QUEUED, FAILED_ONCE, NextStep.LEAVE_PENDING),
        (3, QUEUED, FAILED_ONCE, NextStep.LEAVE_PENDING),
        (1, DELIVERED, None, NextStep.NOTHING),
        (2, DELIVERED, FAILED_ONCE, NextStep.DELETE_PENDING),
        (2, DROPPED, FAILED_ONCE, NextStep.DELETE_PENDING),
        (1, None, None, NextStep.NOTHING),
        (2, None, FAILED_ONCE, NextStep.DROP_EXPIRED),
    ],
)
def test_a_message(
    attempt: int,
    record: DeliveryRecord | None,
    pending: PendingDelivery | None,
    step: NextStep,
) -> None:
    assert next_step(attempt, record, pending, NOW) is step
