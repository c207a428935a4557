"""Accepted events, and events."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Any, Self

from pydantic import ConfigDict, Field, TypeAdapter
from pydantic.json_schema import WithJsonSchema

from shared import model
from shared.api.responses.base import ResponseModel, Time, given
from shared.api.responses.deliveries import Delivery
from shared.api.responses.envelope import WithEnvelope, raw_members
from shared.api.responses.problem import Problem
from shared.events.fields import optional
from shared.ingest.event_ingest import AcceptedEvent
from shared.store.events import EventHead as StoredEventHead
from shared.times import iso8601


class Accepted(ResponseModel):
    """An event that is stored and will be delivered. ``repeated``: it was accepted before.

    ``filtered`` counts the webhooks whose filters did not want it.
    """

    event_id: str
    deliveries: int
    repeated: bool = optional()
    filtered: int = optional()

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
    members: dict[str, Any] = {
        "event_id": accepted.event_id,
        "deliveries": accepted.deliveries,
    }
    if accepted.repeated:
        members["repeated"] = True
    if accepted.filtered:
        members["filtered"] = accepted.filtered
    return members


class Outcome(Delivery):
    """What became of an event at one webhook."""

    webhook_id: Annotated[
        str | None,
        WithJsonSchema(
            {"type": ["string", "null"], "description": "null where it is not known any more"}
        ),
    ]


class Event(WithEnvelope):
    """An event, and what became of it at each webhook.

    ``filtered`` counts the webhooks whose filters did not want it.
    """

    event_id: str
    event_type: str
    received_at: Time
    filtered: int = optional()
    type_version: Annotated[
        int, Field(description="of an own type: the version of its schema that accepted the event")
    ] = optional()
    deliveries: list[Outcome]

    @classmethod
    def of(cls, event: model.Event, outcomes: list[Outcome]) -> Self:
        return cls(
            event_id=event.event_id,
            event_type=event.event_type,
            received_at=iso8601(event.received_ms / 1000),
            deliveries=outcomes,
            **given(filtered=event.filtered or None, type_version=event.type_version or None),
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
