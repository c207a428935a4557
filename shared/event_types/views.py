"""Looks at the schemas of two documents side by side: what they demand, and whether it is the same.

A *place* is a schema of one of the documents. A value that meets a schema meets what that refers to
and each part of its ``allOf`` as well: these are its *conjuncts*.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Any, NamedTuple

from shared.event_types.dialects import Dialect, Pointer, Subschema
from shared.event_types.references import Document

MOST_CONJUNCTS = 200

_BOTH = frozenset(
    {
        *("$ref", "type", "enum", "const", "minimum", "maximum", "exclusiveMinimum"),
        *("exclusiveMaximum", "multipleOf", "minLength", "maxLength", "pattern", "format"),
        *("minItems", "maxItems", "uniqueItems", "items", "contains", "minProperties"),
        *("maxProperties", "required", "properties", "patternProperties", "additionalProperties"),
        *("propertyNames", "allOf", "anyOf", "oneOf", "not", "if", "then", "else"),
    }
)
_DEMANDS: Mapping[Dialect, frozenset[str]] = {
    Dialect.DRAFT_2020_12: _BOTH
    | {
        *("prefixItems", "minContains", "maxContains", "dependentRequired", "dependentSchemas"),
        *("unevaluatedItems", "unevaluatedProperties"),
    },
    Dialect.DRAFT_7: _BOTH
    | {"additionalItems", "dependencies", "contentEncoding", "contentMediaType"},
}
"""The keywords that a value can fail. All others describe, or are ignored."""

TYPES = frozenset({"null", "boolean", "object", "array", "string", "integer", "fraction"})
"""JSON's types, with numbers divided into integers and others."""

_OF_TYPE: Mapping[str, frozenset[str]] = {
    **{name: frozenset({name}) for name in TYPES - {"fraction"}},
    "number": frozenset({"integer", "fraction"}),
}


class Place(NamedTuple):
    """A schema, by the number of its document and its place there."""

    document: int
    at: Pointer


OLD, NEW = Place(0, ()), Place(1, ())

Conjuncts = tuple[Place, ...]


class TooMuch(Exception):
    """The comparison would take too long."""


class Items(NamedTuple):
    """The schemas of an array: of its first items, and of the rest if it has one."""

    first: tuple[Place, ...]
    rest: Place | None


class Views:
    """The schemas of two documents of one dialect."""

    def __init__(self, old: Document, new: Document) -> None:
        self._documents = (old, new)
        self._normal: dict[Place, str] = {}
        self._assumed: set[tuple[Place, Place]] = set()

    @cached_property
    def dialect(self) -> Dialect:
        """The dialect of both."""
        return self._documents[0].dialect

    def of(self, place: Place) -> Mapping[str, Any]:
        """Return what the schema demands; nothing, if it is true or false."""
        schema = self._documents[place.document].schemas[place.at]
        if isinstance(schema, bool):
            return {}
        demands = _DEMANDS[self.dialect]
        return {name: value for name, value in schema.items() if name in demands}

    def refuses_all(self, place: Place) -> bool:
        """Whether the schema is false."""
        return self._documents[place.document].schemas[place.at] is False

    def accepts_all(self, place: Place) -> bool:
        """Whether the schema demands nothing, as far as is seen at once."""
        return not self.refuses_all(place) and not self.of(place)

    def below(self, place: Place, *steps: str) -> Place:
        """Return the schema at *steps* within the one at *place*."""
        return Place(place.document, (*place.at, *steps))

    def named(self, place: Place, keyword: str) -> dict[str, Place]:
        """Return the schemas that a keyword has by name, such as those of ``properties``."""
        return {
            part.rest[0]: Place(place.document, at)
            for at, part in self._within(place)
            if part.keyword == keyword and part.rest
        }

    def listed(self, place: Place, keyword: str) -> list[Place]:
        """Return the schemas of a list such as ``anyOf``."""
        return list(self.named(place, keyword).values())

    def single(self, place: Place, keyword: str) -> Place | None:
        """Return the one schema of a keyword such as ``not``; None without it."""
        found = self.below(place, keyword)
        return found if found.at in self._documents[place.document].schemas else None

    def referred(self, place: Place) -> Place | None:
        """Return what the schema refers to."""
        target = self._documents[place.document].referred(place.at)
        return None if target is None else Place(place.document, target)

    def items(self, place: Place) -> Items:
        """Return the schemas of an array's items."""
        if isinstance(self.of(place).get("items"), list):
            first = self.listed(place, "items")
            return Items(tuple(first), self.single(place, "additionalItems"))
        return Items(tuple(self.listed(place, "prefixItems")), self.single(place, "items"))

    def conjuncts(self, *places: Place) -> Conjuncts:
        """Return *places*, and all that a value meets which meets these. Raises TooMuch."""
        found: dict[Place, None] = {}
        waiting = list(places)
        while waiting:
            place = waiting.pop(0)
            if place in found:
                continue
            found[place] = None
            if len(found) > MOST_CONJUNCTS:
                raise TooMuch
            referred = self.referred(place)
            waiting += self.listed(place, "allOf") + ([referred] if referred else [])
        return tuple(found)

    def alternatives(self, conjuncts: Conjuncts) -> Iterator[list[Conjuncts]]:
        """Yield, for each list of alternatives, the conjuncts that there are with each of them."""
        for place in conjuncts:
            for keyword in ("anyOf", "oneOf"):
                options = self.listed(place, keyword)
                if options and not set(options) & set(conjuncts):
                    yield [self.conjuncts(*conjuncts, option) for option in options]

    def values(self, conjuncts: Conjuncts) -> list[Any] | None:
        """Return the values of which a value must be one; None if it may be any."""
        for place in conjuncts:
            demands = self.of(place)
            if "const" in demands:
                return [demands["const"]]
            if "enum" in demands:
                return list(demands["enum"])
        return None

    def types(self, conjuncts: Conjuncts) -> frozenset[str]:
        """Return the types that a value may have."""
        types = TYPES
        for place in conjuncts:
            named = self.of(place).get("type")
            if named is not None:
                types &= types_of(named)
        values = self.values(conjuncts)
        return types if values is None else types & {type_of(value) for value in values}

    def required(self, conjuncts: Conjuncts) -> set[str]:
        """Return the properties that an object must have."""
        return {name for place in conjuncts for name in self.of(place).get("required", [])}

    def demanded(self, conjuncts: Conjuncts, keyword: str) -> list[Any]:
        """Return the values of a keyword in all *conjuncts* that have it."""
        return [self.of(place)[keyword] for place in conjuncts if keyword in self.of(place)]

    def same(self, one: Place, other: Place) -> bool:
        """Whether the two schemas demand the same in the same words, references included."""
        if one == other or (one, other) in self._assumed:
            return True
        if self._text(one) != self._text(other):
            return False
        pair = one, other
        self._assumed.add(pair)
        if all(self.same(a, b) for a, b in zip(self._targets(one), self._targets(other))):  # noqa: B905 - the texts are equal
            return True
        self._assumed.clear()  # others may have been found the same because of this pair
        return False

    def _within(self, place: Place) -> list[tuple[Pointer, Subschema]]:
        return self._documents[place.document].within[place.at]

    def _targets(self, place: Place) -> list[Place]:
        """Return what the schema and those within it refer to, in the order of their text."""
        found: list[Place] = []
        waiting = [place]
        while waiting:
            at = waiting.pop()
            referred = self.referred(at)
            found += [referred] if referred else []
            demands = self.of(at)
            inner = [(n, p) for n, p in self._within(at) if p.keyword in demands]
            inner.sort(key=lambda one: (one[1].keyword, one[1].rest), reverse=True)
            waiting += [Place(at.document, pointer) for pointer, _ in inner]
        return found

    def _text(self, place: Place) -> str:
        """Return the demands of the schema and of those within it as canonical text."""
        known = self._normal.get(place)
        if known is None:
            known = self._normal[place] = self._made_text(place)
        return known

    def _made_text(self, place: Place) -> str:
        if self.refuses_all(place):
            return "false"
        demands = dict(self.of(place))
        inner = [(at, part) for at, part in self._within(place) if part.keyword in demands]
        texts: dict[str, Any] = {}
        for at, part in inner:
            text = self._text(Place(place.document, at))
            if part.rest:
                texts.setdefault(part.keyword, {})[part.rest[0]] = text
            else:
                texts[part.keyword] = text
        for keyword, value in texts.items():
            demands[keyword] = (
                value | _lists(demands[keyword]) if isinstance(value, dict) else value
            )
        return json.dumps(demands, sort_keys=True)


def _lists(value: Any) -> dict[str, Any]:
    """Return the lists of names in ``dependencies``, which are no schemas."""
    if not isinstance(value, Mapping):
        return {}
    return {name: part for name, part in value.items() if isinstance(part, list)}


def types_of(named: str | list[str]) -> frozenset[str]:
    """Return the types that the value of ``type`` allows."""
    names = [named] if isinstance(named, str) else named
    return frozenset().union(*(_OF_TYPE[name] for name in names))


_BY_CLASS: tuple[tuple[type | tuple[type, ...], str], ...] = (
    (bool, "boolean"),
    (int, "integer"),
    (str, "string"),
    (list, "array"),
    (dict, "object"),
)


def type_of(value: object) -> str:
    """Return the type of a JSON value."""
    if value is None:
        return "null"
    if isinstance(value, float):
        return "integer" if value.is_integer() else "fraction"
    return next(name for kind, name in _BY_CLASS if isinstance(value, kind))


def identity(value: Any) -> str:
    """Return a text that two JSON values share if JSON Schema takes them for equal."""
    return json.dumps(_with_integers(value), sort_keys=True)


def _with_integers(value: Any) -> Any:
    match value:
        case float() if value.is_integer():
            return int(value)
        case list():
            return [_with_integers(item) for item in value]
        case dict():
            return {name: _with_integers(item) for name, item in value.items()}
    return value
