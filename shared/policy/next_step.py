"""What a message still asks for, given what storage says about its delivery."""

from __future__ import annotations

from enum import Enum, auto

from shared.model import DeliveryRecord, PendingDelivery


class NextStep(Enum):
    """What to do about a message that may be a repeat or may have been overtaken."""

    ATTEMPT = auto()
    DROP_EXPIRED = auto()
    """The record's day is gone with its table; only the pending row is left."""

    DELETE_PENDING = auto()
    """The delivery has ended, and its pending row was left behind."""

    LEAVE_PENDING = auto()
    """Another attempt comes first; the scheduler must know that the delivery is pending."""

    NOTHING = auto()


def next_step(
    attempt: int, record: DeliveryRecord | None, pending: PendingDelivery | None, now: float
) -> NextStep:
    """Decide about a message for attempt number *attempt* (from 1)."""
    if record is None:
        return NextStep.NOTHING if pending is None else NextStep.DROP_EXPIRED
    if record.ended:
        return NextStep.NOTHING if pending is None else NextStep.DELETE_PENDING
    if pending is None:
        return NextStep.ATTEMPT if attempt == 1 else NextStep.NOTHING
    if attempt != pending.attempts + 1 or pending.claimed_until > now:
        return NextStep.LEAVE_PENDING
    return NextStep.ATTEMPT
