"""Deliveries, their attempts, and redelivery."""

from __future__ import annotations

from typing import Any, Self

from shared import model
from shared.api.responses.base import ResponseModel, Time, given, optional_time
from shared.api.responses.envelope import WithEnvelope
from shared.events.fields import optional
from shared.history.delivery_history import DeliveryState, Status
from shared.times import iso8601


class Attempt(ResponseModel):
    """One POST to the receiver: its status, or the error that kept it from answering."""

    at: Time
    duration_ms: int
    status: int = optional()
    error: str = optional()
    detail: str = optional()
    answer: str = optional()

    @classmethod
    def of(cls, attempt: model.Attempt) -> Self:
        return cls(
            at=iso8601(attempt.at),
            duration_ms=attempt.duration_ms,
            **given(
                status=attempt.status,
                error=attempt.error,
                detail=attempt.detail or None,
                answer=attempt.answer or None,
            ),
        )


class Delivery(ResponseModel):
    """A delivery of an event to a webhook, without the event."""

    event_id: str
    event_type: str
    state: DeliveryState
    attempts: int
    received_at: Time
    ended_at: Time = optional()
    reason: str = optional()
    held: bool = optional()
    next_attempt_at: Time = optional()
    last_attempt: Attempt = optional()

    @classmethod
    def of(cls, status: Status, **more: Any) -> Self:
        """*more* are the members that a subclass adds."""
        record, pending = status.delivery, status.waiting
        if record.ended:
            pending = None
        return cls(
            event_id=record.key.event_id,
            event_type=record.event_type,
            state=status.state,
            attempts=status.attempts,
            received_at=iso8601(record.key.received_ms / 1000),
            **given(
                ended_at=optional_time(record.ended_at) if record.ended else None,
                reason=record.reason or None if record.ended else None,
                held=pending.attempts == 0 if pending else None,
                next_attempt_at=optional_time(pending.next_attempt_at or None) if pending else None,
                last_attempt=Attempt.of(status.results[-1]) if status.results else None,
            ),
            **more,
        )


class DeliveryList(ResponseModel):
    """A part of a webhook's deliveries, the newest first; ``cursor`` continues it."""

    deliveries: list[Delivery]
    cursor: str = optional()


class DeliveryDetail(WithEnvelope, Delivery):
    """A delivery with every recorded attempt, and the event."""

    webhook_id: str
    results: list[Attempt]


class Matching(ResponseModel):
    """How many deliveries a recovery would take up. ``more``: there are more than were counted."""

    matching: int
    more: bool


class Recovered(ResponseModel):
    """How many deliveries were taken up. ``more``: the limit of one call was reached."""

    recovered: int
    more: bool
