"""Every operation of the API: what it takes and returns, as types that describe themselves.

A test holds this list against the functions of the app.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Annotated, Any

from pydantic import Field
from pydantic.json_schema import WithJsonSchema

from shared.api import request_models
from shared.api.parameters import MAX_LIMIT
from shared.api.response_models import (
    Accepted,
    DeliveryDetail,
    DeliveryList,
    Event,
    EventList,
    EventType,
    Health,
    LogEntry,
    Matching,
    Ping,
    Recovered,
    Refused,
    Result,
    SingularitySummary,
    SingularityWebhook,
    Webhook,
    WebhookList,
)
from shared.events.catalogue import EVENT_TYPES
from shared.history.delivery_history import DeliveryState
from shared.history.webhook_status import WebhookState
from shared.webhooks import requests
from shared.webhooks.singularity import AddResult, RemoveResult

Type = Any
"""Anything that pydantic makes a JSON Schema of: a model, a union, a list, an enum."""


class Tag(StrEnum):
    """A part of the API."""

    EVENTS = "events"
    WEBHOOKS = "webhooks"
    ONEFUZZ = "onefuzz"
    DELIVERIES = "deliveries"
    SINGULARITY = "singularity"
    RELAY = "relay"


TAGS: Mapping[Tag, str] = {
    Tag.EVENTS: "Events, and what became of them",
    Tag.WEBHOOKS: "Webhooks, one by its id in the path",
    Tag.ONEFUZZ: "Webhooks as OneFuzz's client manages them, with parameters in the body",
    Tag.DELIVERIES: "What was sent to a webhook, and sending it again",
    Tag.SINGULARITY: "Singularity's API for its webhooks",
    Tag.RELAY: "The relay itself",
}


@dataclass(frozen=True, slots=True)
class Operation:
    """One method of one path, and the types of its body and its responses.

    ``query`` has parameters that may be left out unless ``required`` names them. ``otherwise``
    maps further statuses to what comes with them, besides the problem that an error may always be.
    ``media_type`` is that of ``result``.
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
    required: Sequence[str] = ()
    otherwise: Mapping[int, Type] = field(default_factory=dict)
    anonymous: bool = False
    not_found: bool = False
    media_type: str = "application/json"


Envelope = Annotated[dict[str, Any], WithJsonSchema({"$ref": "#/components/schemas/Envelope"})]
_Envelopes = Annotated[list[Envelope], Field(min_length=1, max_length=100)]
_AnyArray = Annotated[list[Any], WithJsonSchema({"type": "array", "items": {}})]
_AnyObject = Annotated[dict[str, Any], WithJsonSchema({"type": "object"})]
_EventTypeName = Annotated[str, WithJsonSchema({"enum": list(EVENT_TYPES)})]
_Moment = Annotated[str, Field(description="a time with an offset, such as 2026-01-31T12:00:00Z")]
_StatusCode = Annotated[int, Field(ge=100, le=999)]
_Limit = Annotated[int, Field(ge=1, le=MAX_LIMIT)]

_COLLECTION = "/api/webhooks"
_ONE = f"{_COLLECTION}/{{webhook_id}}"
_DELIVERIES = f"{_ONE}/deliveries"
_SINGULARITY = "/singularity/api/webhooks"

_EVENTS_OPERATIONS = (
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
            "since": _Moment,
            "until": _Moment,
            "event_type": _EventTypeName,
            "id_prefix": str,
            "limit": _Limit,
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
_ONEFUZZ_OPERATIONS = (
    Operation(
        "GET",
        _COLLECTION,
        "find_webhooks",
        Tag.ONEFUZZ,
        "All webhooks, a page of them where limit or cursor is given, or the one that is named",
        Webhook | WebhookList | list[Webhook],
        query={"webhook_id": str, "state": WebhookState, "limit": _Limit, "cursor": str},
    ),
    Operation(
        "POST",
        _COLLECTION,
        "create_webhook",
        Tag.WEBHOOKS,
        "Make a webhook",
        Webhook,
        body=requests.NewWebhook,
    ),
    Operation(
        "PATCH",
        _COLLECTION,
        "change_referred_webhook",
        Tag.ONEFUZZ,
        "Change a webhook",
        Webhook,
        body=request_models.ReferredWebhookChange,
    ),
    Operation(
        "DELETE",
        _COLLECTION,
        "delete_referred_webhook",
        Tag.ONEFUZZ,
        "Delete a webhook",
        Result,
        query={"webhook_id": str},
        required=["webhook_id"],
    ),
    Operation(
        "POST",
        f"{_COLLECTION}/ping",
        "ping_referred_webhook",
        Tag.ONEFUZZ,
        "Send a ping event",
        Ping,
        body=request_models.OneWebhookReference,
    ),
    Operation(
        "POST",
        f"{_COLLECTION}/logs",
        "list_webhook_logs",
        Tag.ONEFUZZ,
        "The recent deliveries, as OneFuzz's client models them",
        list[LogEntry],
        body=request_models.OneWebhookReference,
    ),
)
_WEBHOOK_OPERATIONS = (
    Operation("GET", _ONE, "get_webhook", Tag.WEBHOOKS, "A webhook", Webhook, not_found=True),
    Operation(
        "PATCH",
        _ONE,
        "change_webhook",
        Tag.WEBHOOKS,
        "Change a webhook",
        Webhook,
        body=requests.WebhookChange,
        not_found=True,
    ),
    Operation(
        "DELETE",
        _ONE,
        "delete_webhook",
        Tag.WEBHOOKS,
        "Delete a webhook",
        Result,
        not_found=True,
    ),
    Operation(
        "POST",
        f"{_ONE}/ping",
        "ping_webhook",
        Tag.WEBHOOKS,
        "Send a ping event",
        Ping,
        not_found=True,
    ),
    Operation(
        "POST",
        f"{_ONE}/enable",
        "enable_webhook",
        Tag.WEBHOOKS,
        "Deliver to it again",
        Webhook,
        not_found=True,
    ),
    Operation(
        "POST",
        f"{_ONE}/disable",
        "disable_webhook",
        Tag.WEBHOOKS,
        "Stop delivering to it",
        Webhook,
        not_found=True,
    ),
    Operation(
        "POST",
        f"{_ONE}/rotate-secret",
        "rotate_webhook_secret",
        Tag.WEBHOOKS,
        "Give it a new secret; the old one signs alongside for a while",
        Webhook,
        body=requests.SecretRotation,
        not_found=True,
    ),
)
_DELIVERY_OPERATIONS = (
    Operation(
        "POST",
        f"{_ONE}/recover",
        "recover_deliveries",
        Tag.DELIVERIES,
        "Send again what was given up in a time range, or (dry_run) count it",
        Recovered,
        status=202,
        otherwise={200: Matching},
        body=request_models.Recovery,
        not_found=True,
    ),
    Operation(
        "GET",
        _DELIVERIES,
        "list_deliveries",
        Tag.DELIVERIES,
        "Deliveries, newest first",
        DeliveryList,
        query={
            "state": DeliveryState,
            "event_type": _EventTypeName,
            "since": _Moment,
            "until": _Moment,
            "status_code": _StatusCode,
            "limit": _Limit,
            "cursor": str,
        },
        not_found=True,
    ),
    Operation(
        "GET",
        f"{_DELIVERIES}/{{event_id}}",
        "get_delivery",
        Tag.DELIVERIES,
        "A delivery: the event and every recorded attempt",
        DeliveryDetail,
        not_found=True,
    ),
    Operation(
        "POST",
        f"{_DELIVERIES}/{{event_id}}/resend",
        "resend_delivery",
        Tag.DELIVERIES,
        "Attempt it anew",
        Result,
        status=202,
        not_found=True,
    ),
)
_SINGULARITY_OPERATIONS = (
    Operation(
        "GET",
        _SINGULARITY,
        "list_singularity_webhooks",
        Tag.SINGULARITY,
        "Singularity's webhooks",
        list[SingularityWebhook],
    ),
    Operation(
        "POST",
        _SINGULARITY,
        "add_singularity_webhook",
        Tag.SINGULARITY,
        "Add a Singularity webhook",
        AddResult,
        body=requests.NewSingularityWebhook,
    ),
    Operation(
        "DELETE",
        _SINGULARITY,
        "remove_singularity_webhook",
        Tag.SINGULARITY,
        "Remove a Singularity webhook",
        RemoveResult,
        query={"webhookId": str},
        required=["webhookId"],
    ),
    Operation(
        "DELETE",
        f"{_SINGULARITY}/{{name}}",
        "remove_singularity_webhook_by_path",
        Tag.SINGULARITY,
        "Remove a Singularity webhook",
        RemoveResult,
    ),
    Operation(
        "GET",
        f"{_SINGULARITY}/{{name}}",
        "get_singularity_summary",
        Tag.SINGULARITY,
        "summary: the webhooks and how much waits; request, deploy, task: what waits for one",
        list[SingularitySummary] | _AnyArray,
        query={"webhookId": str},
        not_found=True,
    ),
    Operation(
        "GET",
        f"{_SINGULARITY}/{{kind}}/{{webhook_id}}",
        "list_singularity_updates",
        Tag.SINGULARITY,
        "What waits for one webhook: its payloads, oldest first",
        _AnyArray,
        not_found=True,
    ),
)
_RELAY_OPERATIONS = (
    Operation(
        "GET",
        "/api/health",
        "get_health",
        Tag.RELAY,
        "How the relay is doing",
        Health,
        otherwise={503: Health},
        anonymous=True,
    ),
    Operation(
        "GET",
        "/api/metrics",
        "get_metrics",
        Tag.RELAY,
        "Measurements, for Prometheus",
        str,
        media_type="text/plain",
    ),
    Operation(
        "GET",
        "/api/openapi.json",
        "get_openapi_document",
        Tag.RELAY,
        "This document",
        _AnyObject,
    ),
)

OPERATIONS: Sequence[Operation] = (
    *_EVENTS_OPERATIONS,
    *_ONEFUZZ_OPERATIONS,
    *_WEBHOOK_OPERATIONS,
    *_DELIVERY_OPERATIONS,
    *_SINGULARITY_OPERATIONS,
    *_RELAY_OPERATIONS,
)
