"""OneFuzz's "Webhook Events" page as data, and the verdict of its JSON Schemas.

``data/onefuzz/`` holds the page's JSON blocks as they stand there.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator, FormatChecker

_DATA = Path(__file__).parent / "data" / "onefuzz"


def _load(name: str) -> Any:
    return json.loads((_DATA / name).read_text(encoding="utf-8"))


FULL_EVENT_SCHEMA: dict[str, Any] = _load("full_event.schema.json")
PAYLOAD_EXAMPLE: dict[str, Any] = _load("payload.example.json")
NAMES: list[str] = FULL_EVENT_SCHEMA["definitions"]["EventType"]["enum"]
EXAMPLES: dict[str, dict[str, Any]] = {name: _load(f"{name}.example.json") for name in NAMES}
SCHEMAS: dict[str, dict[str, Any]] = {name: _load(f"{name}.schema.json") for name in NAMES}

_UUID = re.compile(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
_strict_formats = FormatChecker()


# The library's own check also takes dashes, braces and underscores in places where no UUID has
# them ("…-", "…}"), since Python's UUID class strips them.
@_strict_formats.checks("uuid")
def _is_uuid(value: object) -> bool:
    return not isinstance(value, str) or _UUID.fullmatch(value) is not None


FORMATS = frozenset(_strict_formats.checkers)
"""Of strings, which the oracles check."""


def oracle(schema: dict[str, Any]) -> Draft202012Validator:
    """What *schema* says, with ``format: uuid`` read as RFC 9562 writes a UUID."""
    return Draft202012Validator(schema, format_checker=_strict_formats)


def stock_oracle(schema: dict[str, Any]) -> Draft202012Validator:
    """What *schema* says, with ``format: uuid`` as the library reads it."""
    return Draft202012Validator(schema, format_checker=FormatChecker())


def resolve(schema: dict[str, Any], root: dict[str, Any]) -> dict[str, Any]:
    """*schema*, or the definition in *root* that it refers to."""
    if "$ref" not in schema:
        return schema
    target: Any = root
    for step in schema["$ref"].removeprefix("#/").split("/"):
        target = target[step]
    return resolve(target, root)


def complete(schema: dict[str, Any], root: dict[str, Any]) -> Any:
    """A value that has every property that *schema* names, and one item in every array."""
    schema = resolve(schema, root)
    if "anyOf" in schema:
        return complete(schema["anyOf"][0], root)
    if "enum" in schema:
        return schema["enum"][0]
    match schema["type"]:
        case "object":
            properties = schema.get("properties", {})
            value = {name: complete(inner, root) for name, inner in properties.items()}
            inner = schema.get("additionalProperties")
            return value | ({"any name": complete(inner, root)} if isinstance(inner, dict) else {})
        case "array":
            return [complete(schema["items"], root)]
        case "string":
            uuid = "01234567-89ab-cdef-0123-456789abcdef"
            return uuid if schema.get("format") == "uuid" else "some text"
        case "integer":
            return 7
        case "boolean":
            return True
        case other:
            raise NotImplementedError(other)
