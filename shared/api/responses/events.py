"""Accepted events, events and event types."""

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
from shared.events import onefuzz_8
from shared.events.catalogue import EventType as CatalogueEntry
from shared.events.catalogue import Version
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


class EventTypeVersion(ResponseModel):
    """What one release of OneFuzz says of a type's payloads.

    ``has_instance_id``: it judges the events whose envelope has an ``instance_id``, or the others.
    """

    version: str
    has_instance_id: bool
    payload_schema: Annotated[dict[str, Any], WithJsonSchema({})] = Field(alias="schema")
    example: Annotated[dict[str, Any], WithJsonSchema({})]

    @classmethod
    def of(cls, version: Version) -> Self:
        return cls(
            version=version.name,
            has_instance_id=version.name == onefuzz_8.VERSION,
            schema=version.json_schema(),
            example=version.example,
        )


class EventType(ResponseModel):
    """A type of event: the JSON Schema of its payloads, and an example.

    OneFuzz's types have ``versions``, oldest first; ``schema`` and ``example`` are the first one's.
    """

    name: str
    description: str
    payload_schema: Annotated[dict[str, Any], WithJsonSchema({})] = Field(alias="schema")
    example: Annotated[dict[str, Any], WithJsonSchema({})]
    versions: list[EventTypeVersion] = optional()

    @classmethod
    def of(cls, entry: CatalogueEntry) -> Self:
        versions = [EventTypeVersion.of(version) for version in entry.versions]
        return cls(
            name=entry.name,
            description=entry.description,
            schema=entry.json_schema(),
            example=entry.example,
            **given(versions=versions if entry.family == "onefuzz" else None),
        )


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
    deliveries: list[Outcome]

    @classmethod
    def of(cls, event: model.Event, outcomes: list[Outcome]) -> Self:
        return cls(
            event_id=event.event_id,
            event_type=event.event_type,
            received_at=iso8601(event.received_ms / 1000),
            deliveries=outcomes,
            **given(filtered=event.filtered or None),
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
