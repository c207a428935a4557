"""The operations of events."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import Field
from pydantic.json_schema import WithJsonSchema

from shared.api.operations.operation import EventTypeName, Limit, Moment, Operation, Tag
from shared.api.responses.events import Accepted, Event, EventList, Refused
from shared.api.responses.filters import Planned
from shared.ingest.incoming import IDEMPOTENCY_KEY

Envelope = Annotated[dict[str, Any], WithJsonSchema({"$ref": "#/components/schemas/Envelope"})]

DryRun = Annotated[bool, Field(description="say what would be delivered, and store nothing")]

IdempotencyKey = Annotated[
    str,
    Field(description="the event_id of a single event, where the body has none", max_length=130),
]

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
        otherwise={200: Planned | list[Planned | Refused]},
        body=Envelope | _Envelopes,
        query={"dry_run": DryRun},
        headers={IDEMPOTENCY_KEY: IdempotencyKey},
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
)
