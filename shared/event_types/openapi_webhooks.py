"""Reads definitions of event types from the ``webhooks`` of an OpenAPI 3.1 document.

The name of a webhook becomes the name of the type, and the schema of its request body the schema of
the payload. The schemas of ``components`` that it refers to are put into its ``$defs``.
"""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

from shared.errors import FieldError, InvalidInput
from shared.event_types.definitions import LONGEST_DESCRIPTION, LONGEST_GROUP, Definition
from shared.event_types.dialects import Dialect, subschemas
from shared.event_types.references import unescaped
from shared.events.validation import field_errors

MOST_WEBHOOKS = 200
MOST_BYTES_TOGETHER = 1024 * 1024
"""Of all schemas with what each refers to, which may be the same for many of them."""

_DIALECTS = ("https://spec.openapis.org/oas/3.1/dialect/base", Dialect.DRAFT_2020_12.value)
_METHODS = ("post", "put", "patch", "get", "delete")
_COMPONENTS = "#/components/schemas/"


@dataclass(frozen=True, slots=True)
class DescribedType:
    """The event type that one webhook of a document describes, or what is wrong with it."""

    name: str
    definition: Definition | None = None
    faults: tuple[FieldError, ...] = ()


class _Fault(Exception):
    """What is wrong with one webhook."""


def described_types(document: Mapping[str, Any], *, breaking: bool) -> Iterator[DescribedType]:
    """Yield a type for each webhook of *document*. Raises InvalidInput for another document."""
    found = _checked(document)
    reader = _Reader(document)
    size = 0
    lower_names: set[str] = set()
    for name, item in found.items():
        try:
            if name.lower() in lower_names:
                raise _Fault("differs from another one in upper and lower case alone")
            lower_names.add(name.lower())
            members = reader.members(name, item)
            size += len(json.dumps(members.get("schema")))
            if size > MOST_BYTES_TOGETHER:
                raise _refused("webhooks", f"have more than {MOST_BYTES_TOGETHER} bytes of schemas")
            definition = Definition.model_validate(members | {"breaking": breaking})
        except _Fault as fault:
            yield DescribedType(name, faults=(FieldError("", str(fault)),))
        except ValidationError as error:
            yield DescribedType(name, faults=field_errors(error))
        else:
            yield DescribedType(name, definition)


def _checked(document: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return the ``webhooks`` of a document that can be read. Raises InvalidInput."""
    version = document.get("openapi")
    if not (isinstance(version, str) and version.startswith("3.1.")):
        raise _refused("openapi", "must be 3.1.0 or another 3.1")
    if document.get("jsonSchemaDialect", Dialect.DRAFT_2020_12.value) not in _DIALECTS:
        raise _refused("jsonSchemaDialect", f"must be {' or '.join(_DIALECTS)}")
    if not isinstance(document.get("components", {}), dict):
        raise _refused("components", "must be an object")
    found = document.get("webhooks")
    if not isinstance(found, dict) or not found:
        raise _refused("webhooks", "must be an object that is not empty")
    if len(found) > MOST_WEBHOOKS:
        raise _refused("webhooks", f"are {len(found)}, more than {MOST_WEBHOOKS}")
    return found


def _refused(field: str, message: str) -> InvalidInput:
    return InvalidInput(f"{field}: {message}", field=field)


class _Reader:
    """Reads the webhooks of a document."""

    def __init__(self, document: Mapping[str, Any]) -> None:
        self._document = document

    def members(self, name: str, item: object) -> dict[str, Any]:
        """Return the members of the definition that a webhook makes. Raises _Fault."""
        path_item = self._resolved(item, "pathItems")
        operation = next((path_item[m] for m in _METHODS if m in path_item), None)
        if not isinstance(operation, dict):
            raise _Fault("has no operation, such as post")
        body = self._resolved(operation.get("requestBody"), "requestBodies")
        media = _media_type(body)
        members: dict[str, Any] = {
            "description": _description(operation, path_item) or name,
            "deprecated": operation.get("deprecated") is True,
        }
        tags = operation.get("tags")
        if isinstance(tags, list) and tags and isinstance(tags[0], str):
            members["group"] = tags[0][:LONGEST_GROUP] or None
        if media.get("schema", True) is not True:
            members["schema"] = self._bundled(media["schema"])
        return members | self._example(media)

    def _example(self, media: Mapping[str, Any]) -> dict[str, Any]:
        if "example" in media:
            return {"example": media["example"]}
        examples = media.get("examples")
        if isinstance(examples, dict) and examples:
            first = self._resolved(next(iter(examples.values())), "examples")
            if "value" in first:
                return {"example": first["value"]}
        return {}

    def _resolved(self, value: object, kind: str) -> dict[str, Any]:
        """Return an object that may be given by a reference to a component. Raises _Fault."""
        if isinstance(value, dict) and isinstance(reference := value.get("$ref"), str):
            prefix = f"#/components/{kind}/"
            if not reference.startswith(prefix):
                raise _Fault(f"has a reference that does not begin with {prefix}")
            value = self._component(kind, unescaped(reference.removeprefix(prefix)))
        if not isinstance(value, dict):
            raise _Fault(f"has no {_NAMES[kind]}")
        return value

    def _component(self, kind: str, name: str) -> Any:
        of_kind = self._document.get("components", {}).get(kind)
        return of_kind.get(name) if isinstance(of_kind, dict) else None

    def _bundled(self, schema: object) -> Any:
        """Return the schema with all that it refers to in its ``$defs``. Raises _Fault."""
        if not isinstance(schema, dict):
            return schema
        root = copy.deepcopy(schema)
        definitions: dict[str, Any] = {}
        waiting = _localized(root)
        while waiting:
            name = waiting.pop()
            if name in definitions:
                continue
            component = self._component("schemas", name)
            if not isinstance(component, dict | bool):
                raise _Fault(f"refers to {_COMPONENTS}{name[:200]}, which is no schema")
            definitions[name] = copy.deepcopy(component)
            waiting += _localized(definitions[name])
        own = root.get("$defs", {})
        if definitions and isinstance(own, dict):
            if not own.keys().isdisjoint(definitions):
                raise _Fault("has a schema in $defs with the name of a component that it refers to")
            root["$defs"] = {**own, **definitions}
        return root


_NAMES = {
    "pathItems": "path item",
    "requestBodies": "requestBody",
    "examples": "example",
}


def _media_type(body: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return how the body is described as JSON. Raises _Fault."""
    content = body.get("content")
    if isinstance(content, dict):
        for name, media in content.items():
            plain = name.partition(";")[0].strip().lower()
            if isinstance(media, dict) and (plain == "application/json" or plain.endswith("+json")):
                return media
    raise _Fault("has no requestBody with application/json")


def _description(*places: Mapping[str, Any]) -> str:
    """Return the description, or else the summary, of the first of *places* that has one."""
    texts = (place.get(member) for place in places for member in ("description", "summary"))
    found = next((text for text in texts if isinstance(text, str) and text), "")
    return found[:LONGEST_DESCRIPTION]


def _localized(schema: Any) -> list[str]:
    """Let the references of *schema*, which is changed, lead to its ``$defs``; return their names.

    Raises _Fault for a reference to anything but a schema of the components.
    """
    names: list[str] = []
    waiting = [schema]
    while waiting:
        one = waiting.pop()
        if not isinstance(one, dict):
            continue
        waiting += [part.schema for part in subschemas(one, Dialect.DRAFT_2020_12)]
        reference = one.get("$ref")
        if not isinstance(reference, str):
            continue
        if not reference.startswith(_COMPONENTS):
            raise _Fault(f"has a $ref in its schema that does not begin with {_COMPONENTS}")
        path = reference.removeprefix(_COMPONENTS)
        names.append(unescaped(path.partition("/")[0]))
        one["$ref"] = f"#/$defs/{path}"
    return names
