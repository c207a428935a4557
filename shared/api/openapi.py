"""``GET /api/openapi.json``: the API as an OpenAPI 3.1 document.

All schemas are generated from the models that parse requests and make responses; each model is
one component.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from functools import cache
from http import HTTPStatus
from typing import Any

from pydantic import BaseModel, TypeAdapter, ValidationError
from pydantic.json_schema import JsonSchemaMode

from shared import __version__
from shared.api.http import JSON, PROBLEM, Request, Response
from shared.api.operations import OPERATIONS
from shared.api.operations.operation import TAGS, Operation, Type
from shared.api.responses.problem import Problem
from shared.app import App
from shared.event_types.names import NAME_PATTERN
from shared.events import onefuzz_8, validation
from shared.events.catalogue import EVENT_TYPES, EventType, ModelVersion, Version
from shared.events.envelope_model import EventEnvelope, OpenEnvelope
from shared.events.fields import UUID_PATTERN
from shared.filters.schema import filter_schema

_REFERENCE = "#/components/schemas/{model}"
_ONEFUZZ_8 = _REFERENCE.format(model="OneFuzz8")
_MODE: JsonSchemaMode = "validation"

Schema = Mapping[str, Any]


def get(_app: App, request: Request) -> Response:
    """Respond with the document."""
    request.parameters()
    return Response(HTTPStatus.OK, json.dumps(document()).encode())


@cache
def document() -> dict[str, Any]:
    """Return the whole document. Callers share it, and must not change it."""
    schemas = _Schemas()
    paths: dict[str, dict[str, Any]] = {}
    for operation in OPERATIONS:
        paths.setdefault(operation.path, {})[operation.method.lower()] = _described(
            operation, schemas
        )
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Webhook Relay",
            "version": __version__,
            "description": "Hand an event over once; every subscriber gets it, "
            "or the relay can say why not.",
        },
        "tags": [{"name": tag, "description": text} for tag, text in TAGS.items()],
        "paths": paths,
        "components": {
            "schemas": schemas.components,
            "securitySchemes": {
                "key": {"type": "apiKey", "in": "header", "name": "x-functions-key"}
            },
        },
    }


class _Schemas:
    """The schema of each type that an operation names, and the components they refer to."""

    def __init__(self) -> None:
        payloads = [v.model for _, v in _versions() if isinstance(v, ModelVersion)]
        adapters: dict[str, TypeAdapter[Any]] = {}
        for kind in [*_types(), Problem, *payloads]:
            adapters.setdefault(_key(kind), TypeAdapter(kind))
        self._schemas, generated = TypeAdapter.json_schemas(
            [(key, _MODE, adapter) for key, adapter in adapters.items()],
            ref_template=_REFERENCE,
        )
        envelopes = [_envelope(entry, v, self._payload(entry, v)) for entry, v in _versions()]
        envelopes.append(_own_envelope())
        self.components: dict[str, Schema] = {
            **generated["$defs"],
            **_definitions_of_onefuzz_8(),
            "Envelope": {"anyOf": envelopes},
            "Filter": filter_schema(),
            "Trial": {"anyOf": [*map(_trial, envelopes), _trial(_STORED_EVENT)]},
        }

    def of(self, kind: Type) -> Schema:
        """Return the schema of *kind*: a reference, where it is a model or an enum."""
        return self._schemas[_key(kind), _MODE]

    def _payload(self, event_type: EventType, version: Version) -> Schema:
        if isinstance(version, ModelVersion):
            return self.of(version.model)
        return {"$ref": _ONEFUZZ_8 + onefuzz_8.definition(event_type.name)}


def _key(kind: Type) -> str:
    """Types such as unions are made anew wherever they are written down; their text is not."""
    return repr(kind)


def _types() -> Iterator[Type]:
    for operation in OPERATIONS:
        yield operation.result
        yield from operation.otherwise.values()
        yield from operation.query.values()
        yield from operation.headers.values()
        if operation.body is not None:
            yield operation.body


def _versions() -> list[tuple[EventType, Version]]:
    return [(entry, version) for entry in EVENT_TYPES.values() for version in entry.versions]


def _definitions_of_onefuzz_8() -> dict[str, Schema]:
    """Return the definitions of OneFuzz 8's page, which has names in common with other models."""
    text = json.dumps(onefuzz_8.definitions()).replace(f'"{onefuzz_8.REFERENCE}', f'"{_ONEFUZZ_8}')
    prefix = _ONEFUZZ_8.rpartition("/")[2]
    return {f"{prefix}{name}": schema for name, schema in json.loads(text).items()}


def _envelope(event_type: EventType, version: Version, payload: Schema) -> Schema:
    """Return the schema of the envelope of one type's events that *version* judges."""
    is_open = version.name == onefuzz_8.VERSION
    envelope = validation.json_schema(OpenEnvelope if is_open else EventEnvelope)
    properties = envelope["properties"] | {
        "event_type": {"const": event_type.name},
        "event": payload,
    }
    if event_type.family == "onefuzz":
        properties["event_id"] = {"type": "string", "format": "uuid", "pattern": UUID_PATTERN}
        if not is_open:
            del properties["instance_id"]
    oldest = version is event_type.versions[0]
    return {
        **envelope,
        "title": event_type.name if oldest else f"{event_type.name} ({version.name})",
        "description": event_type.description,
        "properties": properties,
    }


def _trial(event: Schema) -> dict[str, Any]:
    """Return the schema of an event, or a reference to one, with a filter beside it."""
    either = {"anyOf": [{"$ref": "#/components/schemas/Filter"}, {"type": "null"}]}
    return {**event, "properties": {**event["properties"], "filter": either}}


_STORED_EVENT: Schema = {
    "title": "StoredEvent",
    "type": "object",
    "description": "an event that was accepted before",
    "additionalProperties": False,
    "required": ["event_id"],
    "properties": {"event_id": {"type": "string"}},
}


def _own_envelope() -> dict[str, Any]:
    """Return the schema of the envelope of an own type's events."""
    envelope = validation.json_schema(EventEnvelope)
    name = {"type": "string", "pattern": NAME_PATTERN, "not": {"enum": list(EVENT_TYPES)}}
    return {
        **envelope,
        "title": "own",
        "description": "An event of an own type; event is what its schema accepts.",
        "properties": {**envelope["properties"], "event_type": name},
    }


def _described(operation: Operation, schemas: _Schemas) -> dict[str, Any]:
    names = [part[1:-1] for part in operation.path.split("/") if part.startswith("{")]
    parameters: list[dict[str, Any]] = [
        {"name": name, "in": "path", "required": True, "schema": {"type": "string"}}
        for name in names
    ]
    parameters += [
        {
            "name": name,
            "in": "query",
            "required": name in operation.required,
            "schema": schemas.of(kind),
        }
        for name, kind in operation.query.items()
    ]
    parameters += [
        {"name": name, "in": "header", "required": False, "schema": schemas.of(kind)}
        for name, kind in operation.headers.items()
    ]
    described: dict[str, Any] = {
        "operationId": operation.operation_id,
        "tags": [operation.tag],
        "summary": operation.summary,
        "parameters": parameters,
        "responses": _responses(operation, schemas),
    }
    if operation.body is not None:
        described["requestBody"] = {
            "required": _is_required(operation.body),
            "content": {JSON: {"schema": schemas.of(operation.body)}},
        }
    if not operation.anonymous:
        described["security"] = [{"key": []}]
    return described


def _is_required(body: Type) -> bool:
    """Whether the body must not be left out: an empty one is enough for some models."""
    if not (isinstance(body, type) and issubclass(body, BaseModel)):
        return True
    try:
        body.model_validate({})
    except ValidationError:
        return True
    return False


def _responses(operation: Operation, schemas: _Schemas) -> dict[str, Any]:
    problem = {"content": {PROBLEM: {"schema": schemas.of(Problem)}}}
    results = {operation.status: operation.result, **operation.otherwise}
    responses: dict[str, Any] = {
        **{
            str(status): _response(status, schemas.of(result), problem, operation.media_type)
            for status, result in results.items()
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


def _response(status: int, result: Schema, problem: Schema, media_type: str) -> dict[str, Any]:
    content = {media_type: {"schema": result}}
    if status >= HTTPStatus.BAD_REQUEST:
        content |= problem["content"]
    return {"description": HTTPStatus(status).phrase, "content": content}
