"""The 27 events of OneFuzz's "Webhook Events" page, as of OneFuzz 8: its last release.

The page's JSON Schemas judge the payloads themselves. They share most of their definitions, and are
kept once, as the page's full schema has them. Nothing is read before the first such event comes.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, ClassVar

from shared.errors import FieldError
from shared.events.json_schema import SchemaValidator, compiled

VERSION = "onefuzz-8"
"""The page's name among the versions of an event type."""

INSTANCE = {"instance_id": "00000000-0000-0000-0000-000000000000", "instance_name": "example"}
"""Who sends the page's example of an envelope."""

REFERENCE = "#/definitions/"
"""What comes before the name of a definition where a schema refers to it."""

_DATA = Path(__file__).parent / "data"


@dataclass(frozen=True, slots=True)
class PayloadVersion:
    """What the page says of one type's payloads."""

    event_type: str
    name: ClassVar[str] = VERSION

    @property
    def example(self) -> dict[str, Any]:
        """The page's example. Callers share it, and must not change it."""
        return _examples()[self.event_type]

    def json_schema(self) -> dict[str, Any]:
        """Return the page's JSON Schema. Callers share it, and must not change it."""
        return _schema(self.event_type)

    def faults(self, payload: object) -> tuple[FieldError, ...]:
        """Return the faults of *payload* by the page's JSON Schema."""
        return _validator(self.event_type).faults(payload)


def definition(event_type: str) -> str:
    """Return the name of the definition of a type's payloads."""
    return f"Event{event_type.title().replace('_', '')}"


@cache
def definitions() -> dict[str, Any]:
    """Return all definitions of the page by their names. Callers must not change them."""
    return dict(_read("onefuzz_8.schema.json")["definitions"])


@cache
def _validator(event_type: str) -> SchemaValidator:
    return SchemaValidator(compiled(_schema(event_type)))


@cache
def _schema(event_type: str) -> dict[str, Any]:
    """Return the schema of one type with the definitions that it needs, as the page shows it."""
    all_definitions = definitions()
    schema = all_definitions[definition(event_type)]
    needed: dict[str, Any] = {}
    missing = _references(schema)
    while missing:
        needed |= {name: all_definitions[name] for name in missing}
        missing = _references(needed) - needed.keys()
    return {**schema, "definitions": dict(sorted(needed.items()))} if needed else schema


def _references(schema: Any) -> set[str]:
    """Return the names of the definitions that *schema* refers to."""
    if isinstance(schema, list):
        return {name for item in schema for name in _references(item)}
    if not isinstance(schema, dict):
        return set()
    if "$ref" in schema:
        return {schema["$ref"].removeprefix(REFERENCE)}
    return {name for item in schema.values() for name in _references(item)}


@cache
def _examples() -> dict[str, dict[str, Any]]:
    return dict(_read("onefuzz_8.examples.json"))


def _read(name: str) -> dict[str, Any]:
    return dict(json.loads((_DATA / name).read_text(encoding="utf-8")))
