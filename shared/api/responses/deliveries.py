"""Deliveries, their attempts, and redelivery."""

from __future__ import annotations

from typing import Annotated, Any, Literal, Self

from pydantic import Field

from shared import model
from shared.api.responses.base import ResponseModel, Time, given, optional_time
from shared.api.responses.envelope import WithEnvelope
from shared.api.responses.webhooks import WebhookStatus
from shared.delivery.preview import ShownRequest
from shared.events.fields import optional
from shared.history.delivery_filter import DeliveryState, Status
from shared.history.delivery_summary import Bucket, Durations
from shared.history.delivery_summary import DeliverySummary as Summary
from shared.history.wording import explained
from shared.times import iso8601


class Attempt(ResponseModel):
    """One POST to the receiver: its status, or the error that kept it from answering."""

    at: Time
    duration_ms: int
    status: int = optional()
    error: str = optional()
    error_text: Annotated[str, Field(description="the error, or the status, in words")] = optional()
    detail: str = optional()
    answer: str = optional()

    @classmethod
    def of(cls, attempt: model.Attempt) -> Self:
        return cls(
            at=iso8601(attempt.at),
            duration_ms=attempt.duration_ms,
            error_text=explained(attempt.summary),
            **given(
                status=attempt.status,
                error=attempt.error,
                detail=attempt.detail or None,
                answer=attempt.answer or None,
            ),
        )


class Header(ResponseModel):
    """A header of a request; ``masked``: its value, or a part of it, is a secret and not shown."""

    name: str
    value: str
    masked: bool = optional()


class SentRequest(ResponseModel):
    """What an attempt sends. The URL is shown without its query, which may hold a secret."""

    method: Literal["POST"]
    url: str
    headers: list[Header]
    body: str
    body_bytes: int

    @classmethod
    def of(cls, request: ShownRequest) -> Self:
        return cls(
            method="POST",
            url=request.url,
            headers=[
                Header(name=h.name, value=h.value, **given(masked=h.masked or None))
                for h in request.headers
            ],
            body=request.body.decode(),
            body_bytes=len(request.body),
        )


class TrialResult(ResponseModel):
    """The attempt that was made at once, and what it sent. It is stored nowhere."""

    attempt: Attempt
    request: SentRequest


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
    """A part of a webhook's deliveries, the newest first; ``cursor`` continues it.

    ``status``, with ``with_status=true`` only, counts what waits as the latest round saw it, up to
    10 s ago, and knows the last success if the webhook has failed lately, or if it is listed and
    neither ``cursor`` nor a condition but ``since`` and ``state`` leaves out later deliveries.
    """

    deliveries: list[Delivery]
    cursor: str = optional()
    status: WebhookStatus = optional()


class DeliveryDetail(WithEnvelope, Delivery):
    """A delivery with every recorded attempt, and the event."""

    webhook_id: str
    results: list[Attempt]


class DeliveryBucket(ResponseModel):
    """The deliveries of the events received in ``seconds`` from ``at`` on, by state.

    ``p50_ms`` and ``p95_ms`` are durations of their latest attempts, whatever came of these.
    """

    at: Time
    seconds: int
    delivered: int
    dropped: int
    waiting: int
    queued: int
    p50_ms: int = optional()
    p95_ms: int = optional()

    @classmethod
    def of(cls, bucket: Bucket) -> Self:
        counts = {state.value: bucket.counts[state] for state in DeliveryState}
        return cls(
            at=iso8601(bucket.at),
            seconds=bucket.seconds,
            **counts,
            **_durations(bucket.durations),
        )


class ResultCount(ResponseModel):
    """How many latest attempts ended so: a status such as 503, or an error such as timeout.

    ``unknown`` is what an earlier release has not recorded in the way that is read here.
    """

    result: str
    text: Annotated[str, Field(description="the same in words")]
    count: int


class DeliverySummary(ResponseModel):
    """The latest deliveries of a webhook, up to 1,000, over time.

    ``more``: there are earlier ones, and ``since`` is when the earliest of these was received. With
    ``status_code`` or the states queued and waiting, those of the latest 1,000 are summed up.
    """

    deliveries: int
    more: bool
    since: Time
    until: Time
    p50_ms: int = optional()
    p95_ms: int = optional()
    buckets: list[DeliveryBucket]
    results: list[ResultCount]

    @classmethod
    def of(cls, summary: Summary) -> Self:
        return cls(
            deliveries=summary.deliveries,
            more=summary.more,
            since=iso8601(summary.since),
            until=iso8601(summary.until),
            buckets=[DeliveryBucket.of(bucket) for bucket in summary.buckets],
            results=[
                ResultCount(
                    result=result or "unknown",
                    text=explained(result) if result else "an earlier release recorded it",
                    count=count,
                )
                for result, count in summary.results
            ],
            **_durations(summary.durations),
        )


def _durations(durations: Durations) -> dict[str, int]:
    return given(p50_ms=durations.p50_ms, p95_ms=durations.p95_ms)


class Matching(ResponseModel):
    """How many deliveries would be sent again. ``more``: there are more than were counted."""

    matching: int
    more: bool


class Recovered(ResponseModel):
    """How many deliveries were taken up. ``more``: the limit of one call was reached."""

    recovered: int
    more: bool


class Resent(ResponseModel):
    """How many deliveries will be attempted again.

    ``more``: go on with the ``cursor``. What others change at the same moment is not counted.
    """

    resent: int
    more: bool
    cursor: str = optional()
