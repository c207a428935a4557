"""``GET /api/openapi.json``: the API as an OpenAPI 3.1 document.

Bodies are described by the models that validate them, so the two cannot drift apart; a test
holds the operations against the functions of the app.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from http import HTTPStatus
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import JsonSchemaMode, models_json_schema

from shared import __version__
from shared.api import request_models
from shared.api.http import JSON, PROBLEM, Request, Response, answer
from shared.app import App
from shared.events import validation
from shared.events.catalogue import EVENT_TYPES, EventType
from shared.events.envelope_model import EventEnvelope
from shared.events.fields import UUID_PATTERN
from shared.history.delivery_history import STATES

_REFERENCE = "#/components/schemas/{model}"

Schema = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Operation:
    """One method of one path. ``body`` is a model, or a schema; ``result`` a schema.

    ``query`` has parameters that may be left out unless ``required`` names them; ``otherwise`` what
    other statuses come with, beside the problem that an error may always be.
    """

    method: str
    path: str
    summary: str
    result: Schema
    status: int = 200
    body: type[BaseModel] | Schema | None = None
    query: Mapping[str, Schema] | None = None
    required: Sequence[str] = ()
    otherwise: Mapping[int, Schema] = field(default_factory=dict)
    anonymous: bool = False
    not_found: bool = False


def _object(*required: str, **properties: Schema) -> Schema:
    return {"type": "object", "properties": properties, "required": list(required)}


def _array(items: Schema) -> Schema:
    return {"type": "array", "items": items}


_STRING: Schema = {"type": "string"}
_INTEGER: Schema = {"type": "integer"}
_BOOLEAN: Schema = {"type": "boolean"}
_TIME: Schema = {"type": "string", "format": "date-time"}

_ENVELOPE: Schema = {"$ref": _REFERENCE.format(model="Envelope")}
_WEBHOOK = _object(
    "webhook_id",
    "name",
    "url",
    "event_types",
    "message_format",
    "enabled",
    "created_at",
    "has_secret",
    "signing",
    webhook_id=_STRING,
    name=_STRING,
    url=_STRING,
    event_types=_array(_STRING),
    message_format=_STRING,
    enabled=_BOOLEAN,
    disabled_reason=_STRING,
    created_at=_TIME,
    has_secret=_BOOLEAN,
    secrets_unreadable=_BOOLEAN,
    signing=_STRING,
    public_key=_STRING,
    previous_secret_until=_TIME,
    headers=_array(_STRING),
    max_in_flight=_INTEGER,
    rate_per_second={"type": "number"},
    secret_token={"type": "string", "description": "a generated one, in this answer alone"},
)
_ATTEMPT = _object(
    "at",
    "duration_ms",
    at=_TIME,
    duration_ms=_INTEGER,
    status=_INTEGER,
    error=_STRING,
    detail=_STRING,
    answer=_STRING,
)
_STATUS: dict[str, Schema] = {
    "event_id": _STRING,
    "event_type": _STRING,
    "state": {"enum": list(STATES)},
    "attempts": _INTEGER,
    "received_at": _TIME,
    "ended_at": _TIME,
    "reason": _STRING,
    "held": _BOOLEAN,
    "next_attempt_at": _TIME,
    "last_attempt": _ATTEMPT,
}
_REQUIRED_STATUS = ("event_id", "event_type", "state", "attempts", "received_at")
_DELIVERY = _object(*_REQUIRED_STATUS, **_STATUS)
_EXTRAS: dict[str, Schema] = {
    "instance_id": _STRING,
    "instance_name": _STRING,
    "created_at": _STRING,
    "version": _STRING,
    "sas_url": _STRING,
    "expires_on": {"type": ["string", "null"]},
}
_OUTCOME = _object(
    "webhook_id",
    *_REQUIRED_STATUS,
    webhook_id={"type": ["string", "null"], "description": "null once the webhook is deleted"},
    **_STATUS,
)
_EVENT = _object(
    "event_id",
    "event_type",
    "received_at",
    "deliveries",
    "event",
    event_id=_STRING,
    event_type=_STRING,
    received_at=_TIME,
    **_EXTRAS,
    deliveries=_array(_OUTCOME),
    event={},
)
_ACCEPTED = _object(
    "event_id", "deliveries", event_id=_STRING, deliveries=_INTEGER, repeated=_BOOLEAN
)
_RESULT = _object("result", result=_BOOLEAN)
_PING = _object("ping_id", ping_id=_STRING)
_EVENT_TYPE = _object("name", name=_STRING, description=_STRING, schema={}, example={})
_HEALTH = _object(
    "status",
    "storage",
    status={"enum": ["ok", "degraded", "error"]},
    storage=_STRING,
    last_tick_age_seconds={"type": ["number", "null"]},
    queues={"type": "object", "additionalProperties": _INTEGER},
    failing_webhooks=_INTEGER,
    webhooks_in_trouble=_INTEGER,
)
_SINGULARITY_WEBHOOK = _object(
    "id", "uri", "type", id=_STRING, uri=_STRING, type=_STRING, timestamp=_INTEGER, user=_STRING
)
_LOG_MEMBERS: dict[str, Schema] = {
    "event_id": _STRING,
    "event_type": _STRING,
    "event": {},
    "instance_id": _STRING,
    "instance_name": _STRING,
    "webhook_id": _STRING,
    "state": {"enum": ["queued", "retrying", "succeeded", "failed"]},
    "try_count": _INTEGER,
}
_LOG = _object(*_LOG_MEMBERS, **_LOG_MEMBERS)
_ONE_OR_MANY_WEBHOOKS: Schema = {"anyOf": [_WEBHOOK, _array(_WEBHOOK)]}

_ONE = "/api/webhooks/{webhook_id}"
_DELIVERIES = f"{_ONE}/deliveries"
_SINGULARITY = "/singularity/api/webhooks"

OPERATIONS: Sequence[Operation] = (
    Operation(
        "POST",
        "/api/events",
        "Accept an event, or an array of up to 100",
        {"anyOf": [_ACCEPTED, _array(_ACCEPTED)]},
        status=202,
        body={"anyOf": [_ENVELOPE, {**_array(_ENVELOPE), "minItems": 1, "maxItems": 100}]},
    ),
    Operation(
        "GET",
        "/api/events/{event_id}",
        "An event, and what became of it at each webhook",
        _EVENT,
        not_found=True,
    ),
    Operation("GET", "/api/event-types", "The event types", _array(_EVENT_TYPE)),
    Operation(
        "GET",
        "/api/webhooks",
        "All webhooks, or the one that is named",
        _ONE_OR_MANY_WEBHOOKS,
        query={"webhook_id": _STRING},
    ),
    Operation("POST", "/api/webhooks", "Make a webhook", _WEBHOOK, body=request_models.NewWebhook),
    Operation(
        "PATCH",
        "/api/webhooks",
        "Change a webhook",
        _WEBHOOK,
        body=request_models.ReferredWebhookChange,
    ),
    Operation(
        "DELETE",
        "/api/webhooks",
        "Delete a webhook",
        _RESULT,
        query={"webhook_id": _STRING},
        required=["webhook_id"],
    ),
    Operation(
        "POST",
        "/api/webhooks/ping",
        "Send a ping event",
        _PING,
        body=request_models.OneWebhookReference,
    ),
    Operation(
        "POST",
        "/api/webhooks/logs",
        "The recent deliveries, as OneFuzz's client models them",
        _array(_LOG),
        body=request_models.OneWebhookReference,
    ),
    Operation("GET", _ONE, "A webhook", _WEBHOOK, not_found=True),
    Operation(
        "PATCH",
        _ONE,
        "Change a webhook",
        _WEBHOOK,
        body=request_models.WebhookChange,
        not_found=True,
    ),
    Operation("DELETE", _ONE, "Delete a webhook", _RESULT, not_found=True),
    Operation("POST", f"{_ONE}/ping", "Send a ping event", _PING, not_found=True),
    Operation("POST", f"{_ONE}/enable", "Deliver to it again", _WEBHOOK, not_found=True),
    Operation("POST", f"{_ONE}/disable", "Stop delivering to it", _WEBHOOK, not_found=True),
    Operation(
        "POST",
        f"{_ONE}/rotate-secret",
        "Give it a new secret; the old one signs alongside for a while",
        _WEBHOOK,
        body=request_models.SecretRotation,
        not_found=True,
    ),
    Operation(
        "POST",
        f"{_ONE}/recover",
        "Send again what was given up in a time range, or (dry_run) count it",
        _object("recovered", "more", recovered=_INTEGER, more=_BOOLEAN),
        status=202,
        otherwise={200: _object("matching", "more", matching=_INTEGER, more=_BOOLEAN)},
        body=request_models.Recovery,
        not_found=True,
    ),
    Operation(
        "GET",
        _DELIVERIES,
        "Deliveries, newest first",
        _object(
            "deliveries",
            deliveries=_array(_DELIVERY),
            cursor=_STRING,
        ),
        query={
            "state": {"enum": list(STATES)},
            "event_type": {"enum": list(EVENT_TYPES)},
            "limit": {"type": "integer", "minimum": 1, "maximum": 1000},
            "cursor": _STRING,
        },
        not_found=True,
    ),
    Operation(
        "GET",
        f"{_DELIVERIES}/{{event_id}}",
        "A delivery: the event and every recorded attempt",
        _object(
            *_REQUIRED_STATUS,
            "webhook_id",
            "results",
            "event",
            **_STATUS,
            **_EXTRAS,
            webhook_id=_STRING,
            results=_array(_ATTEMPT),
            event={},
        ),
        not_found=True,
    ),
    Operation(
        "POST",
        f"{_DELIVERIES}/{{event_id}}/resend",
        "Attempt it anew",
        _RESULT,
        status=202,
        not_found=True,
    ),
    Operation("GET", _SINGULARITY, "Singularity's webhooks", _array(_SINGULARITY_WEBHOOK)),
    Operation(
        "POST",
        _SINGULARITY,
        "Add a Singularity webhook",
        {"enum": ["CREATED", "EXISTED"]},
        body=request_models.SingularityWebhook,
    ),
    Operation(
        "DELETE",
        _SINGULARITY,
        "Remove a Singularity webhook",
        {"enum": ["DELETED", "DIDNT_EXIST"]},
        query={"webhookId": _STRING},
        required=["webhookId"],
    ),
    Operation(
        "DELETE",
        f"{_SINGULARITY}/{{name}}",
        "Remove a Singularity webhook",
        {"enum": ["DELETED", "DIDNT_EXIST"]},
    ),
    Operation(
        "GET",
        f"{_SINGULARITY}/{{name}}",
        "summary: the webhooks and how much waits; request, deploy, task: what waits for one",
        _array({}),
        query={"webhookId": _STRING},
        not_found=True,
    ),
    Operation(
        "GET",
        f"{_SINGULARITY}/{{kind}}/{{webhook_id}}",
        "What waits for one webhook: its payloads, oldest first",
        _array({}),
        not_found=True,
    ),
    Operation(
        "GET",
        "/api/health",
        "How the relay is doing",
        _HEALTH,
        otherwise={503: _HEALTH},
        anonymous=True,
    ),
    Operation("GET", "/api/openapi.json", "This document", {"type": "object"}),
)


def get(_relay: App, request: Request) -> Response:
    request.parameters()
    return answer(document())


@cache
def document() -> dict[str, Any]:
    """The whole document. Not to be changed."""
    taken = {operation.body for operation in OPERATIONS if isinstance(operation.body, type)}
    models = sorted(taken, key=lambda model: model.__name__)
    models += [event_type.model for event_type in EVENT_TYPES.values()]
    mode: JsonSchemaMode = "validation"
    references, definitions = models_json_schema(
        [(model, mode) for model in models], ref_template=_REFERENCE
    )
    envelopes = [
        _envelope(event_type, references[event_type.model, mode])
        for event_type in EVENT_TYPES.values()
    ]
    schemas = {**definitions["$defs"], "Envelope": {"anyOf": envelopes}, "Problem": _PROBLEM}
    paths: dict[str, dict[str, Any]] = {}
    for operation in OPERATIONS:
        paths.setdefault(operation.path, {})[operation.method.lower()] = _described(operation)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Webhook Relay",
            "version": __version__,
            "description": "Hand an event over once; every subscriber gets it, "
            "or the relay can say why not.",
        },
        "paths": paths,
        "components": {
            "schemas": schemas,
            "securitySchemes": {
                "key": {"type": "apiKey", "in": "header", "name": "x-functions-key"}
            },
        },
    }


_PROBLEM = _object(
    "title",
    "status",
    "detail",
    type=_STRING,
    title=_STRING,
    status=_INTEGER,
    detail=_STRING,
    errors=_array(_object("field", "message", field=_STRING, message=_STRING)),
)


def _envelope(event_type: EventType, payload: Schema) -> Schema:
    """The envelope of one type's events."""
    envelope = validation.json_schema(EventEnvelope)
    own = {"event_type": {"const": event_type.name}, "event": payload}
    if event_type.family == "onefuzz":
        own["event_id"] = {"type": "string", "format": "uuid", "pattern": UUID_PATTERN}
    return {
        **envelope,
        "title": event_type.name,
        "description": event_type.description,
        "properties": {**envelope["properties"], **own},
    }


def _described(operation: Operation) -> dict[str, Any]:
    names = [part[1:-1] for part in operation.path.split("/") if part.startswith("{")]
    parameters: list[dict[str, Any]] = [
        {"name": name, "in": "path", "required": True, "schema": _STRING} for name in names
    ]
    parameters += [
        {"name": name, "in": "query", "required": name in operation.required, "schema": schema}
        for name, schema in (operation.query or {}).items()
    ]
    described: dict[str, Any] = {
        "summary": operation.summary,
        "parameters": parameters,
        "responses": _responses(operation),
    }
    if operation.body is not None:
        described["requestBody"] = {
            "required": _is_required(operation.body),
            "content": {JSON: {"schema": _schema(operation.body)}},
        }
    if not operation.anonymous:
        described["security"] = [{"key": []}]
    return described


def _schema(body: type[BaseModel] | Schema) -> Schema:
    if isinstance(body, type):
        return {"$ref": _REFERENCE.format(model=body.__name__)}
    return body


def _is_required(body: type[BaseModel] | Schema) -> bool:
    """Whether the body may not be left out: nothing is required of an empty one."""
    if isinstance(body, type):
        return any(field.is_required() for field in body.model_fields.values())
    return True


def _responses(operation: Operation) -> dict[str, Any]:
    problem = {"content": {PROBLEM: {"schema": {"$ref": _REFERENCE.format(model="Problem")}}}}
    responses: dict[str, Any] = {
        **{
            str(status): _response(status, result, problem)
            for status, result in {
                operation.status: operation.result,
                **operation.otherwise,
            }.items()
        },
        "4XX": {"description": "The request is at fault", **problem},
        "5XX": {"description": "The relay, or what it needs, is at fault", **problem},
    }
    if not operation.anonymous:
        responses["401"] = {
            "description": "The key is missing or wrong: the host's answer, without a body. "
            "With a body (problem details): X-Onefuzz-Digest is."
        }
    if operation.not_found:
        responses["404"] = {"description": "There is no such thing", **problem}
    return responses


def _response(status: int, result: Schema, problem: Schema) -> dict[str, Any]:
    content = {JSON: {"schema": result}}
    if status >= HTTPStatus.BAD_REQUEST:
        content |= problem["content"]
    return {"description": HTTPStatus(status).phrase, "content": content}
