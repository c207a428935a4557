"""The operations of events."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import Field
from pydantic.json_schema import WithJsonSchema

from shared.api.operations.operation import EventTypeName, Limit, Moment, Operation, Tag
from shared.api.responses.events import Accepted, Event, EventList, EventType, Refused

Envelope = Annotated[dict[str, Any], WithJsonSchema({"$ref": "#/components/schemas/Envelope"})]

_Envelopes = Annotated[list[Envelope], Field(min_length=1, max_length=100)]

OPERATIONS = (
    Operation(
        "POST",
        "/api/events",
        "post_events",
        Tag.EVENTS,
        "Accept an event, or an array of up to 100",
        Accepted | list[Accepted | Refused],
        status=202,
        body=Envelope | _Envelopes,
    ),
    Operation(
        "GET",
        "/api/events",
        "list_events",
        Tag.EVENTS,
        "Events without their payloads, newest first",
        EventList,
        query={
            "since": Moment,
            "until": Moment,
            "event_type": EventTypeName,
            "id_prefix": str,
            "limit": Limit,
            "cursor": str,
        },
    ),
    Operation(
        "GET",
        "/api/events/{event_id}",
        "get_event",
        Tag.EVENTS,
        "An event, and what became of it at each webhook",
        Event,
        not_found=True,
    ),
    Operation(
        "GET",
        "/api/event-types",
        "list_event_types",
        Tag.EVENTS,
        "The event types",
        list[EventType],
    ),
)
