"""Which keywords of JSON Schema hold schemas, in each dialect that an own type may use."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

Schema = Mapping[str, Any] | bool
Pointer = tuple[str, ...]
"""A place in a schema, such as ``("properties", "a")`` or ``("anyOf", "0")``."""


class Dialect(StrEnum):
    """A dialect by its ``$schema``, without an empty fragment."""

    DRAFT_2020_12 = "https://json-schema.org/draft/2020-12/schema"
    DRAFT_7 = "http://json-schema.org/draft-07/schema"


class Use(StrEnum):
    """What a schema within a schema is applied to."""

    SAME_VALUE = "same_value"
    CHILD = "child"
    NOTHING = "nothing"
    """It is only referred to."""


@dataclass(frozen=True, slots=True)
class Subschema:
    """A schema directly within another one: by which keyword, and its place below that."""

    keyword: str
    rest: Pointer
    use: Use
    schema: Schema

    @property
    def of_items(self) -> bool:
        """Whether it is applied to items of arrays, and not to properties of objects."""
        return self.keyword in _OF_ITEMS

    @property
    def label(self) -> str | None:
        """The one property or index that it is applied to; None where it may be any."""
        named = self.keyword in {"properties", "prefixItems"} or (
            self.keyword == "items" and bool(self.rest)
        )
        return self.rest[0] if named else None


_OF_ITEMS = frozenset({"items", "prefixItems", "additionalItems", "contains", "unevaluatedItems"})

_BOTH: Mapping[str, Use] = {
    **dict.fromkeys(("allOf", "anyOf", "oneOf", "not", "if", "then", "else"), Use.SAME_VALUE),
    **dict.fromkeys(("properties", "patternProperties"), Use.CHILD),
    **dict.fromkeys(("additionalProperties", "propertyNames"), Use.CHILD),
    **dict.fromkeys(("contains", "items"), Use.CHILD),
    "dependencies": Use.SAME_VALUE,
    "definitions": Use.NOTHING,
}
"""Draft 2020-12 no longer has ``dependencies``, but jsonschema-rs applies it there as well."""

_KEYWORDS: Mapping[Dialect, Mapping[str, Use]] = {
    Dialect.DRAFT_2020_12: {
        **_BOTH,
        "dependentSchemas": Use.SAME_VALUE,
        **dict.fromkeys(("prefixItems", "unevaluatedItems", "unevaluatedProperties"), Use.CHILD),
        **dict.fromkeys(("$defs", "contentSchema"), Use.NOTHING),
    },
    Dialect.DRAFT_7: {**_BOTH, "additionalItems": Use.CHILD},
}
_MAPS = frozenset(
    {
        *("properties", "patternProperties", "dependentSchemas", "dependencies"),
        *("$defs", "definitions"),
    }
)
"""Keywords whose value is an object of schemas; a list there is no schema (``dependencies``)."""


def dialect_of(schema: Mapping[str, Any]) -> Dialect | None:
    """Return the dialect that *schema* names, 2020-12 where it names none; None for another."""
    named = schema.get("$schema", Dialect.DRAFT_2020_12)
    if not isinstance(named, str):
        return None
    try:
        return Dialect(named.removesuffix("#"))
    except ValueError:
        return None


def subschemas(schema: Schema, dialect: Dialect) -> Iterator[Subschema]:
    """Yield the schemas directly within *schema*; a value that is no schema is left out."""
    if isinstance(schema, bool):
        return
    for keyword, use in _KEYWORDS[dialect].items():
        if keyword in schema:
            for rest, part in _parts(keyword, schema[keyword]):
                if isinstance(part, Mapping | bool):
                    yield Subschema(keyword, rest, use, part)


def _parts(keyword: str, value: Any) -> list[tuple[Pointer, Any]]:
    """Return the schemas of one keyword, with their places below it."""
    if keyword in _MAPS:
        return [((name,), part) for name, part in value.items()] if isinstance(value, dict) else []
    if isinstance(value, list):
        return [((str(index),), part) for index, part in enumerate(value)]
    return [((), value)]


def shown(pointer: Pointer) -> str:
    """Return a place in a schema as JSON Schema writes it: ``#/properties/a~1b``."""
    steps = (step.replace("~", "~0").replace("/", "~1") for step in pointer)
    return "/".join(("#", *steps))
