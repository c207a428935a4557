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
        "dependencies",
    }
)
_DEMANDS: Mapping[Dialect, frozenset[str]] = {
    Dialect.DRAFT_2020_12: _BOTH
    | {
        *("prefixItems", "minContains", "maxContains", "dependentRequired", "dependentSchemas"),
        *("unevaluatedItems", "unevaluatedProperties"),
    },
    Dialect.DRAFT_7: _BOTH | {"additionalItems", "contentEncoding", "contentMediaType"},
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


class _Listed(NamedTuple):
    """The values of an ``enum``."""

    identities: frozenset[str]
    types: frozenset[str]

    @classmethod
    def of(cls, values: list[Any]) -> _Listed:
        return cls(frozenset(map(identity, values)), frozenset(map(type_of, values)))


class Views:
    """The schemas of two documents of one dialect."""

    def __init__(self, old: Document, new: Document) -> None:
        self._documents = (old, new)
        self._normal: dict[Place, str] = {}
        self._named: dict[tuple[Place, str], Mapping[str, Place]] = {}
        self._by_text: dict[tuple[Place, str], Mapping[str, Place]] = {}
        self._alternatives: dict[tuple[Place, str], frozenset[Place]] = {}
        self._values: dict[tuple[Place, str], _Listed | None] = {}
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

    def named(self, place: Place, keyword: str) -> Mapping[str, Place]:
        """Return the schemas that a keyword has by name, such as those of ``properties``."""
        known = self._named.get((place, keyword))
        if known is None:
            known = self._named[place, keyword] = {
                part.rest[0]: Place(place.document, at)
                for at, part in self._within(place)
                if part.keyword == keyword and part.rest
            }
        return known

    def listed(self, place: Place, keyword: str) -> list[Place]:
        """Return the schemas of a list such as ``anyOf``."""
        return list(self.named(place, keyword).values())

    def has_same(self, place: Place, keyword: str, conjuncts: Conjuncts) -> bool:
        """Whether one of the schemas of a list is the same as one of *conjuncts*."""
        known = self._by_text.get((place, keyword))
        if known is None:
            known = {self._text(one): one for one in self.listed(place, keyword)}
            self._by_text[place, keyword] = known
        found = ((known.get(self._text(one)), one) for one in conjuncts)
        return any(mine is not None and self.same(mine, one) for mine, one in found)

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

    def alternatives(self, conjuncts: Conjuncts) -> Iterator[Iterator[Conjuncts]]:
        """Yield, for each list of alternatives, the conjuncts that there are with each of them."""
        for place in conjuncts:
            for keyword in ("anyOf", "oneOf"):
                options = self._options(place, keyword)
                if options and options.isdisjoint(conjuncts):
                    listed = self.listed(place, keyword)
                    yield (self.conjuncts(*conjuncts, option) for option in listed)

    def values(self, conjuncts: Conjuncts) -> frozenset[str] | None:
        """Return the identities of the values of which a value must be one; None if of any."""
        for place in conjuncts:
            listed = self._listed_values(place)
            if listed is not None:
                return listed.identities
        return None

    def types(self, conjuncts: Conjuncts) -> frozenset[str]:
        """Return the types that a value may have."""
        types = TYPES
        for place in conjuncts:
            named = self.of(place).get("type")
            if named is not None:
                types &= types_of(named)
            listed = self._listed_values(place)
            if listed is not None:
                types &= listed.types
        return types

    def identities(self, place: Place, keyword: str) -> frozenset[str]:
        """Return the identities of the values that ``const`` or ``enum`` lists."""
        listed = self._values_of(place, keyword)
        return frozenset() if listed is None else listed.identities

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

    def _options(self, place: Place, keyword: str) -> frozenset[Place]:
        """Return the schemas of ``anyOf`` or ``oneOf``."""
        known = self._alternatives.get((place, keyword))
        if known is None:
            known = frozenset(self.listed(place, keyword))
            self._alternatives[place, keyword] = known
        return known

    def _listed_values(self, place: Place) -> _Listed | None:
        """Return the values of ``const``, or else those of ``enum``."""
        return self._values_of(place, "const") or self._values_of(place, "enum")

    def _values_of(self, place: Place, keyword: str) -> _Listed | None:
        """Return the values that a keyword lists, for which all are gone through once."""
        if (place, keyword) not in self._values:
            demands = self.of(place)
            listed = None
            if keyword in demands:
                value = demands[keyword]
                listed = _Listed.of([value] if keyword == "const" else value)
            self._values[place, keyword] = listed
        return self._values[place, keyword]

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
