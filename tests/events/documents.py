"""OneFuzz's "Webhook Events" page of two releases as data, and the verdict of its JSON Schemas.

``data/onefuzz/`` and ``data/onefuzz_8/`` hold the pages' JSON blocks as they stand there.
"""

from __future__ import annotations

import json
import re
from datetime import datetime
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator, FormatChecker

_DATA = Path(__file__).parent / "data"


class Document:
    """One release's page."""

    def __init__(self, folder: str) -> None:
        self._folder = _DATA / folder
        self.full_event_schema: dict[str, Any] = self.load("full_event.schema")
        self.payload_example: dict[str, Any] = self.load("payload.example")
        self.names: list[str] = sorted(self.full_event_schema["definitions"]["EventType"]["enum"])
        self.examples: dict[str, dict[str, Any]] = self._load_all("example")
        self.schemas: dict[str, dict[str, Any]] = self._load_all("schema")

    def _load_all(self, kind: str) -> Any:
        return {name: self.load(f"{name}.{kind}") for name in self.names}

    def load(self, name: str) -> Any:
        """A block of the page, such as ``ping.example``."""
        return json.loads((self._folder / f"{name}.json").read_text(encoding="utf-8"))

    def complete(self, name: str) -> Any:
        """A payload of the type *name* that has every property."""
        return complete(self.schemas[name], self.schemas[name])


ONEFUZZ_1 = Document("onefuzz")
ONEFUZZ_8 = Document("onefuzz_8")

FULL_EVENT_SCHEMA = ONEFUZZ_1.full_event_schema
PAYLOAD_EXAMPLE = ONEFUZZ_1.payload_example
PAGES = {"onefuzz-1": ONEFUZZ_1, "onefuzz-8": ONEFUZZ_8}
"""Each page by the name of the version of an event type."""

NAMES = ONEFUZZ_1.names
EXAMPLES = ONEFUZZ_1.examples
SCHEMAS = ONEFUZZ_1.schemas

_UUID = re.compile(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
_DATE_TIME = re.compile(
    r"\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(\.\d+)?([Zz]|[+-]([01]\d|2[0-3]):[0-5]\d)", re.ASCII
)
_strict_formats = FormatChecker()


# The library's own check also takes dashes, braces and underscores in places where no UUID has
# them ("…-", "…}"), since Python's UUID class strips them.
@_strict_formats.checks("uuid")
def _is_uuid(value: object) -> bool:
    return not isinstance(value, str) or _UUID.fullmatch(value) is not None


# The library checks this format only where another package is installed.
@_strict_formats.checks("date-time")
def _is_date_time(value: object) -> bool:
    """By RFC 3339, but for leap seconds and the year 0, which Python's datetime does not have."""
    if not isinstance(value, str):
        return True
    if not _DATE_TIME.fullmatch(value):
        return False
    try:
        datetime.fromisoformat(value[:19])
    except ValueError:
        return False
    return True


FORMATS = frozenset(_strict_formats.checkers)
"""Of strings, which the oracles check."""


def oracle(schema: dict[str, Any]) -> Draft202012Validator:
    """What *schema* says, with UUIDs as RFC 9562 writes them, and times as RFC 3339 does."""
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


_TEXTS = {
    None: "some text",
    "uuid": "01234567-89ab-cdef-0123-456789abcdef",
    "date-time": "2026-11-21T19:00:00.5+01:00",
}


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
            return _TEXTS[schema.get("format")]
        case "integer":
            return 7
        case "boolean":
            return True
        case other:
            raise NotImplementedError(other)
