"""An operation of the API: what it takes and returns, as types that describe themselves."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Annotated, Any

from pydantic import Field
from pydantic.json_schema import WithJsonSchema

from shared.api.parameters import MAX_LIMIT
from shared.event_types.names import NAME_PATTERN
from shared.events.catalogue import EVENT_TYPES

Type = Any
"""Anything that pydantic makes a JSON Schema of: a model, a union, a list, an enum."""


class Tag(StrEnum):
    """A part of the API."""

    EVENTS = "events"
    EVENT_TYPES = "event-types"
    WEBHOOKS = "webhooks"
    ONEFUZZ = "onefuzz"
    DELIVERIES = "deliveries"
    SINGULARITY = "singularity"
    RELAY = "relay"


TAGS: Mapping[Tag, str] = {
    Tag.EVENTS: "Events, and what became of them",
    Tag.EVENT_TYPES: "Event types, and the definition of own ones",
    Tag.WEBHOOKS: "Webhooks, one by its id in the path",
    Tag.ONEFUZZ: "Webhooks as OneFuzz's client manages them, with parameters in the body",
    Tag.DELIVERIES: "What was sent to a webhook, and sending it again",
    Tag.SINGULARITY: "Singularity's API for its webhooks",
    Tag.RELAY: "The relay itself",
}


@dataclass(frozen=True, slots=True)
class Operation:
    """One method of one path, and the types of its body and its responses.

    ``query`` has parameters that may be left out unless ``required`` names them, ``headers`` those
    that may be left out. ``otherwise`` maps further statuses to what comes with them, besides the
    problem that an error may always be. ``media_type`` is that of ``result``.
    """

    method: str
    path: str
    operation_id: str
    tag: Tag
    summary: str
    result: Type
    status: int = 200
    body: Type = None
    query: Mapping[str, Type] = field(default_factory=dict)
    headers: Mapping[str, Type] = field(default_factory=dict)
    required: Sequence[str] = ()
    otherwise: Mapping[int, Type] = field(default_factory=dict)
    anonymous: bool = False
    not_found: bool = False
    media_type: str = "application/json"


EventTypeName = Annotated[
    str,
    WithJsonSchema(
        {
            "type": "string",
            "examples": [*EVENT_TYPES][:1],
            "pattern": f"^$|{NAME_PATTERN}",  # the host leaves out an empty parameter
        }
    ),
]

Moment = Annotated[str, Field(description="a time with an offset, such as 2026-01-31T12:00:00Z")]

StatusCode = Annotated[int, Field(ge=100, le=999)]

Limit = Annotated[int, Field(ge=1, le=MAX_LIMIT)]

WEBHOOKS = "/api/webhooks"

WEBHOOK = f"{WEBHOOKS}/{{webhook_id}}"
