"""The bodies of responses, as models from which the OpenAPI document is generated as well.

A member that is not given to a model's constructor is left out of the JSON. Members declared as
`RawJson` and the like hold JSON text, which goes into the response as it is: payloads of events
keep their spelling. Times are ISO 8601 in UTC.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import cache
from typing import Annotated, Any, Literal, Self
from urllib.parse import urlsplit, urlunsplit

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter
from pydantic.json_schema import WithJsonSchema

from shared import model
from shared.events.catalogue import EventType as CatalogueEntry
from shared.events.fields import optional
from shared.history.delivery_history import DeliveryState, Status
from shared.history.webhook_status import WebhookState, explained
from shared.history.webhook_status import WebhookStatus as StatusOfWebhook
from shared.ingest.event_ingest import AcceptedEvent
from shared.json_text import with_members
from shared.status import StatusReport
from shared.store.events import EventHead as StoredEventHead
from shared.times import iso8601
from shared.webhooks.requests import SigningMethod
from shared.webhooks.secrets import Disclosed
from shared.webhooks.singularity import update_type

Time = Annotated[str, WithJsonSchema({"type": "string", "format": "date-time"})]
RawJson = Annotated[str, Field(exclude=True), WithJsonSchema({})]
RawString = Annotated[str, Field(exclude=True), WithJsonSchema({"type": "string"})]
RawStringOrNull = Annotated[str, Field(exclude=True), WithJsonSchema({"type": ["string", "null"]})]

OneFuzzState = Literal["queued", "retrying", "succeeded", "failed"]


class ResponseModel(BaseModel):
    """Base of all response models. Clients must expect later versions to add members."""

    model_config = ConfigDict(
        extra="forbid",
        frozen=True,
        defer_build=True,  # a process needs few of the models, and each takes milliseconds
        json_schema_extra=lambda schema: schema.pop("additionalProperties", None),
    )

    def to_json(self) -> str:
        """Return the members that were given, as a JSON object."""
        # model_dump_json() does the same in nearly twice the time, and every event pays for it.
        return self.__pydantic_serializer__.to_json(
            self, exclude_unset=True, by_alias=True
        ).decode()


class SplicedModel(ResponseModel):
    """A model with members that are JSON text. They come last, in the order of declaration."""

    def to_json(self) -> str:
        """Return the members that were given, as a JSON object, with JSON text as it is."""
        raw = {
            name: getattr(self, name)
            for name in _raw_members(type(self))
            if name in self.model_fields_set
        }
        return with_members(super().to_json(), raw)


@cache
def _raw_members(of: type[SplicedModel]) -> tuple[str, ...]:
    return tuple(name for name, field in of.model_fields.items() if field.exclude)


class FieldProblem(ResponseModel):
    """One thing wrong with the request: where, and what."""

    field: str
    message: str

    @classmethod
    def of(cls, field: str, message: str) -> Self:
        return cls(field=_encodable(field), message=_encodable(message))


class Problem(ResponseModel):
    """Problem details (RFC 9457)."""

    type: str = optional()
    title: str
    status: int
    detail: str
    errors: list[FieldProblem] = optional()

    @classmethod
    def of(cls, *, status: int, title: str, detail: str, errors: Sequence[FieldProblem]) -> Self:
        return cls(
            type="about:blank",
            title=title,
            status=status,
            detail=_encodable(detail),
            **given(errors=list(errors) or None),
        )


class Accepted(ResponseModel):
    """An event that is stored and will be delivered. ``repeated``: it was accepted before."""

    event_id: str
    deliveries: int
    repeated: bool = optional()

    @classmethod
    def of(cls, accepted: AcceptedEvent) -> Self:
        return cls(**_accepted(accepted))

    @classmethod
    def array_of(cls, accepted: Sequence[AcceptedEvent]) -> str:
        """Return a JSON array, made at once: a hundred models one by one take twice the time."""
        models = _ACCEPTED_ARRAY.validate_python([_accepted(one) for one in accepted])
        return _ACCEPTED_ARRAY.dump_json(models, exclude_unset=True).decode()


class Refused(ResponseModel):
    """An event of an array whose ``event_id`` was accepted with another body."""

    event_id: str
    error: Problem


_ACCEPTED_ARRAY = TypeAdapter(list[Accepted], config=ConfigDict(defer_build=True))


def _accepted(accepted: AcceptedEvent) -> dict[str, Any]:
    members = {"event_id": accepted.event_id, "deliveries": accepted.deliveries}
    return members | {"repeated": True} if accepted.repeated else members


class EventType(ResponseModel):
    """A type of event: the JSON Schema of its payloads, and an example."""

    name: str
    description: str
    payload_schema: Annotated[dict[str, Any], WithJsonSchema({})] = Field(alias="schema")
    example: Annotated[dict[str, Any], WithJsonSchema({})]

    @classmethod
    def of(cls, entry: CatalogueEntry) -> Self:
        return cls(
            name=entry.name,
            description=entry.description,
            schema=entry.json_schema(),
            example=entry.example,
        )


class WebhookStatus(ResponseModel):
    """How a webhook is doing. What is not known, or does not apply, is left out.

    ``waiting`` is counted up to 1,000; ``waiting_is_capped``: there may be more. A list leaves out
    the count where too much waits for its webhooks together, and knows the last success of those
    alone that have failed lately.
    """

    state: WebhookState
    waiting: int = optional()
    waiting_is_capped: bool = optional()
    oldest_waiting_at: Time = optional()
    next_attempt_at: Time = optional()
    failing_since: Time = optional()
    last_failure_at: Time = optional()
    last_error: Annotated[
        str, Field(description="a code such as timeout, or a status such as HTTP 503")
    ] = optional()
    last_error_text: Annotated[str, Field(description="the same in words")] = optional()
    last_success_at: Time = optional()
    paused_until: Time = optional()

    @classmethod
    def of(cls, status: StatusOfWebhook, *, now: float) -> Self:
        health, backlog = status.health, status.backlog
        error = health.last_error if health else ""
        failing = health is not None and health.breaker.open
        paused = health is not None and health.paused_until > now
        waiting = backlog is not None and backlog.count > 0
        return cls(
            state=status.state,
            **given(
                waiting=backlog.count if backlog else None,
                waiting_is_capped=True if backlog and backlog.capped else None,
                oldest_waiting_at=_time(backlog.oldest_ms / 1000 if backlog and waiting else None),
                next_attempt_at=_time(status.next_attempt_at),
                failing_since=_time(health.breaker.failing_since if health and failing else None),
                last_failure_at=_time((health and health.last_failure_at) or None),
                last_error=error or None,
                last_error_text=explained(error) if error else None,
                last_success_at=_time(status.last_success_at or None),
                paused_until=_time(health.paused_until if health and paused else None),
            ),
        )


class Webhook(ResponseModel):
    """A webhook without its secrets. The URL is shown without its query, which may hold one."""

    webhook_id: str
    name: str
    url: str
    event_types: list[str]
    message_format: model.MessageFormat
    enabled: bool
    created_at: Time
    has_secret: bool
    signing: SigningMethod
    disabled_reason: str = optional()
    disabled_at: Time = optional()
    previous_secret_until: Time = optional()
    public_key: str = optional()
    headers: list[str] = optional()
    secrets_unreadable: bool = optional()
    max_in_flight: int = optional()
    rate_per_second: float = optional()
    status: WebhookStatus = optional()
    secret_token: Annotated[
        str, Field(repr=False, description="a generated one, in this answer alone")
    ] = optional()

    @classmethod
    def of(
        cls,
        webhook: model.Webhook,
        disclosed: Disclosed | None,
        status: StatusOfWebhook | None,
        *,
        now: float,
        generated_secret: str | None = None,
    ) -> Self:
        """*disclosed* is None where no key decrypts the secrets, *status* where it is not known."""
        until = max(webhook.previous_secrets.values(), default=0.0)
        method = SigningMethod.ASYMMETRIC if webhook.asymmetric else SigningMethod.SYMMETRIC
        return cls(
            webhook_id=webhook.webhook_id,
            name=webhook.name,
            url=urlunsplit(urlsplit(webhook.url)._replace(query="", fragment="")),
            event_types=list(webhook.event_types),
            message_format=model.MessageFormat(webhook.message_format),
            enabled=webhook.enabled,
            created_at=iso8601(webhook.created_at),
            has_secret=bool(webhook.secret),
            signing=method,
            **given(
                disabled_reason=webhook.disabled_reason or None,
                disabled_at=_time(webhook.disabled_at or None),
                previous_secret_until=iso8601(until) if until > now else None,
                public_key=disclosed.public_key if disclosed else None,
                headers=disclosed.header_names if disclosed else None,
                secrets_unreadable=None if disclosed else True,
                max_in_flight=webhook.max_in_flight or None,
                rate_per_second=webhook.rate_per_second or None,
                status=WebhookStatus.of(status, now=now) if status else None,
                secret_token=generated_secret,
            ),
        )


class WebhookList(ResponseModel):
    """A page of the webhooks, the oldest first; ``cursor`` continues it."""

    webhooks: list[Webhook]
    cursor: str = optional()


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
                ended_at=_time(record.ended_at) if record.ended else None,
                reason=record.reason or None if record.ended else None,
                held=pending.attempts == 0 if pending else None,
                next_attempt_at=_time(pending.next_attempt_at or None) if pending else None,
                last_attempt=Attempt.of(status.results[-1]) if status.results else None,
            ),
            **more,
        )


class DeliveryList(ResponseModel):
    """A part of a webhook's deliveries, the newest first; ``cursor`` continues it."""

    deliveries: list[Delivery]
    cursor: str = optional()


class Outcome(Delivery):
    """What became of an event at one webhook."""

    webhook_id: Annotated[
        str | None,
        WithJsonSchema(
            {"type": ["string", "null"], "description": "null where it is not known any more"}
        ),
    ]


class _WithEvent(SplicedModel):
    """What the envelope of the event had besides its id, type and payload, and the payload."""

    instance_id: RawString = optional()
    instance_name: RawString = optional()
    created_at: RawString = optional()
    version: RawString = optional()
    sas_url: RawString = optional()
    expires_on: RawStringOrNull = optional()
    event: RawJson


class Event(_WithEvent):
    """An event, and what became of it at each webhook."""

    event_id: str
    event_type: str
    received_at: Time
    deliveries: list[Outcome]

    @classmethod
    def of(cls, event: model.Event, outcomes: list[Outcome]) -> Self:
        return cls(
            event_id=event.event_id,
            event_type=event.event_type,
            received_at=iso8601(event.received_ms / 1000),
            deliveries=outcomes,
            **raw_members(event),
        )


class EventHead(ResponseModel):
    """An event without its payload."""

    event_id: str
    event_type: str
    received_at: Time

    @classmethod
    def of(cls, head: StoredEventHead) -> Self:
        return cls(
            event_id=head.event_id,
            event_type=head.event_type,
            received_at=iso8601(head.received_ms / 1000),
        )


class EventList(ResponseModel):
    """A part of the events, the newest first; ``cursor`` continues it. It may be empty."""

    events: list[EventHead]
    cursor: str = optional()


class DeliveryDetail(_WithEvent, Delivery):
    """A delivery with every recorded attempt, and the event."""

    webhook_id: str
    results: list[Attempt]


class LogEntry(SplicedModel):
    """A delivery as OneFuzz's client models it."""

    event_id: str
    event_type: str
    instance_id: RawString
    instance_name: RawString
    webhook_id: str
    state: OneFuzzState
    try_count: int
    event: RawJson


class Result(ResponseModel):
    """The request was carried out."""

    result: bool


class Ping(ResponseModel):
    """A ping event was sent; its payload has this id."""

    ping_id: str


class Matching(ResponseModel):
    """How many deliveries a recovery would take up. ``more``: there are more than were counted."""

    matching: int
    more: bool


class Recovered(ResponseModel):
    """How many deliveries were taken up. ``more``: the limit of one call was reached."""

    recovered: int
    more: bool


class Health(ResponseModel):
    """How the relay is doing; ``storage`` says what is wrong where ``status`` is error."""

    status: Literal["ok", "degraded", "error"]
    storage: str
    last_tick_age_seconds: float | None = optional()
    queues: dict[str, int] = optional()
    failing_webhooks: int = optional()
    webhooks_in_trouble: int = optional()

    @classmethod
    def of(cls, report: StatusReport, *, healthy: bool) -> Self:
        age = report.tick_age
        return cls(
            status="ok" if healthy else "degraded",
            storage="ok",
            last_tick_age_seconds=None if age is None else round(age, 1),
            queues=dict(report.queues),
            failing_webhooks=report.failing,
            webhooks_in_trouble=report.in_trouble,
        )


class SingularityWebhook(ResponseModel):
    """A webhook as Singularity shows it; ``timestamp`` is epoch milliseconds."""

    id: str
    uri: str
    type: str
    timestamp: int = optional()
    user: str = optional()

    @classmethod
    def of(cls, webhook: model.Webhook) -> Self:
        return cls(
            id=webhook.webhook_id,
            uri=webhook.url,
            type=update_type(webhook),
            timestamp=round(webhook.created_at * 1000),
            **given(user=webhook.user or None),
        )


class SingularitySummary(ResponseModel):
    """A Singularity webhook, and how many of its updates wait to be sent again."""

    webhook: SingularityWebhook
    queue_size: int = Field(alias="queueSize")


def given(**members: Any) -> dict[str, Any]:
    """Return the *members* that are not None, for a constructor."""
    return {name: value for name, value in members.items() if value is not None}


def raw_members(event: model.Event) -> dict[str, str]:
    """Return the payload and the optional members of an event's envelope as JSON text."""
    extras = json.loads(event.extras_json)
    return {name: json.dumps(value) for name, value in extras.items()} | {"event": event.event_json}


def _time(epoch: float | None) -> str | None:
    return None if epoch is None else iso8601(epoch)


def _encodable(text: str) -> str:
    """Replace halves of surrogate pairs, which the text of an error may repeat from a request."""
    return text.encode(errors="replace").decode()
