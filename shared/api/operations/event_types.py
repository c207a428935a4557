"""The operations of event types."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic.json_schema import WithJsonSchema

from shared.api.operations.operation import Operation, Tag
from shared.api.responses.base import Result
from shared.api.responses.event_types import EventType, ImportReport, Verdict
from shared.event_types.definitions import Definition

TYPES = "/api/event-types"
TYPE = f"{TYPES}/{{name}}"

_PartOfEnvelope = Annotated[
    dict[str, Any],
    WithJsonSchema(
        {
            "type": "object",
            "required": ["event"],
            "properties": {"event": {}},
            "description": "An envelope as for POST /api/events; event_type may be left out.",
        }
    ),
]

_OpenApiDocument = Annotated[
    dict[str, Any],
    WithJsonSchema(
        {
            "type": "object",
            "required": ["openapi", "webhooks"],
            "properties": {
                "openapi": {"type": "string", "pattern": "^3\\.1\\."},
                "webhooks": {"type": "object", "minProperties": 1},
                "components": {"type": "object"},
            },
        }
    ),
]

OPERATIONS = (
    Operation(
        "GET",
        TYPES,
        "list_event_types",
        Tag.EVENT_TYPES,
        "The event types, own ones last",
        list[EventType],
    ),
    Operation(
        "GET",
        TYPE,
        "get_event_type",
        Tag.EVENT_TYPES,
        "An event type",
        EventType,
        not_found=True,
    ),
    Operation(
        "PUT",
        TYPE,
        "put_event_type",
        Tag.EVENT_TYPES,
        "Define an own event type, or change it",
        EventType,
        body=Definition,
        otherwise={201: EventType},
    ),
    Operation(
        "DELETE",
        TYPE,
        "delete_event_type",
        Tag.EVENT_TYPES,
        "Delete an own event type; with force=true though webhooks subscribe to it",
        Result,
        query={"force": bool},
        not_found=True,
    ),
    Operation(
        "POST",
        f"{TYPES}/import",
        "import_event_types",
        Tag.EVENT_TYPES,
        "Define the event types that the webhooks of an OpenAPI 3.1 document describe, or none",
        ImportReport,
        body=_OpenApiDocument,
        query={"dry_run": bool, "breaking": bool},
    ),
    Operation(
        "POST",
        f"{TYPE}/validate",
        "validate_event",
        Tag.EVENT_TYPES,
        "Say whether an event of this type would be accepted; nothing is stored",
        Verdict,
        body=_PartOfEnvelope,
        not_found=True,
    ),
)
