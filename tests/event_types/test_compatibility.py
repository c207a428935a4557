"""Which changes of a schema are accepted, and that none of them refuses what was valid."""

from __future__ import annotations

import copy
import random
import time
from collections.abc import Iterator
from typing import Any

import pytest

from shared.event_types.compatibility import reasons_against
from shared.event_types.dialects import Dialect, shown
from shared.event_types.references import Document
from shared.event_types.schemas import SchemaFault, checked, compiled

Schema = dict[str, Any]

OPEN: Schema = {"type": "object", "properties": {"a": {"type": "integer"}}}
CLOSED: Schema = OPEN | {"additionalProperties": False}


def tagged(*kinds: str) -> Schema:
    """A union whose alternatives a constant tells apart."""
    return {
        "oneOf": [
            {"type": "object", "properties": {"kind": {"const": kind}}, "required": ["kind"]}
            for kind in kinds
        ]
    }


def tree(leaf: Schema) -> Schema:
    return {
        "$ref": "#/$defs/node",
        "$defs": {
            "node": {
                "type": "object",
                "properties": {"left": {"$ref": "#/$defs/node"}, "leaf": leaf},
            }
        },
    }


def places(old: Schema, new: Schema, dialect: Dialect = Dialect.DRAFT_2020_12) -> list[str]:
    return [shown(at) for at, _ in reasons_against(Document(old, dialect), Document(new, dialect))]


ACCEPTED: list[tuple[Schema, Schema]] = [
    (OPEN, {}),
    (CLOSED, OPEN),
    (OPEN, OPEN | {"title": "An order", "description": "x", "x-ours": 1, "examples": [{}]}),
    # Properties
    (CLOSED, {**CLOSED, "properties": {"a": {"type": "integer"}, "b": {"type": "string"}}}),
    (CLOSED, CLOSED | {"properties": {"a": {"type": "number"}}}),
    (OPEN | {"required": ["a", "b"]}, OPEN | {"required": ["b"]}),
    (OPEN | {"additionalProperties": {"type": "integer"}}, {"type": "object"}),
    (
        CLOSED | {"patternProperties": {"^x": {"type": "integer"}}},
        OPEN | {"patternProperties": {"^x": {"type": "number"}}},
    ),
    (CLOSED, {"type": "object", "additionalProperties": {"type": "integer"}}),
    ({"required": ["a"]}, {"minProperties": 1}),
    ({"propertyNames": {"maxLength": 3}}, {"propertyNames": {"maxLength": 4}}),
    ({"required": ["b"]}, {"dependentRequired": {"a": ["b"]}}),
    # Types and values
    ({"type": "integer"}, {"type": ["number", "null"]}),
    ({"enum": [1, 2]}, {"enum": [3, 2.0, 1]}),
    ({"const": "a"}, {"enum": ["b", "a"]}),
    ({"const": "a"}, {"type": "string"}),
    ({"type": "integer"}, {"type": "integer", "minLength": 3}),
    # Limits
    ({"minimum": 5}, {"minimum": 4}),
    ({"exclusiveMinimum": 5}, {"minimum": 5}),
    ({"maximum": 5}, {"exclusiveMaximum": 6}),
    ({"minLength": 2, "maxLength": 4}, {"minLength": 1, "maxLength": 5}),
    ({"multipleOf": 6}, {"multipleOf": 3}),
    ({"maxItems": 3, "uniqueItems": True}, {"maxItems": 4}),
    ({"pattern": "^a", "format": "date"}, {"pattern": "^a"}),
    # Arrays
    ({"items": {"minimum": 5}}, {"items": {"minimum": 4}}),
    ({"prefixItems": [{"type": "string"}], "items": False}, {"prefixItems": [{}], "items": True}),
    ({"prefixItems": [{}], "maxItems": 1}, {"prefixItems": [{}], "items": {"type": "string"}}),
    ({"contains": {"const": 1}, "minContains": 2}, {"contains": {"enum": [1, 2]}}),
    # Alternatives
    ({"anyOf": [{"const": 1}, {"const": 2}]}, {"anyOf": [{"const": n} for n in (3, 2, 1)]}),
    ({"anyOf": [{"type": "string"}, {"type": "null"}]}, {"type": ["string", "null", "object"]}),
    (tagged("a", "b"), tagged("b", "c", "a")),
    ({"oneOf": [{"minimum": 1}, {"maximum": 1}]}, {"oneOf": [{"maximum": 1}, {"minimum": 1}]}),
    ({"not": {"type": "string"}}, {"not": {"const": "a"}}),
    ({"allOf": [{"minimum": 5}, {"type": "integer"}]}, {"minimum": 4, "type": "number"}),
    ({"minimum": 5}, {"allOf": [{"minimum": 4}, {"minimum": 3}]}),
    ({"if": {"const": 1}, "then": {"minimum": 2}}, {"if": {"const": 1}, "then": {"minimum": 1}}),
    # References
    (tree({"type": "integer"}), tree({"type": "number"})),
    (tree({"minimum": 1}), tree({})),
    (
        {"$ref": "#/$defs/a", "$defs": {"a": {"type": "string"}}},
        {"$ref": "#/$defs/b", "$defs": {"b": {"type": "string"}}},
    ),
    ({"$ref": "#/$defs/a", "$defs": {"a": {"const": "x"}}}, {"type": "string"}),
    (
        OPEN | {"unevaluatedProperties": False},
        OPEN | {"unevaluatedProperties": False, "title": "x"},
    ),
]

REFUSED: list[tuple[Schema, Schema, list[str]]] = [
    ({}, {"type": "object"}, ["#/type"]),
    (OPEN, CLOSED, ["#/additionalProperties"]),
    (OPEN, OPEN | {"required": ["a"]}, ["#/required/0"]),
    (
        OPEN,
        {"type": "object", "properties": {"a": {"type": "integer"}, "b": {"type": "string"}}},
        ["#/properties/b"],
    ),
    (OPEN, {"type": "object", "properties": {"a": {"minimum": 1}}}, ["#/properties/a/minimum"]),
    (CLOSED, CLOSED | {"properties": {}}, ["#/additionalProperties"]),
    (
        CLOSED | {"patternProperties": {"^x": {}}},
        CLOSED | {"patternProperties": {"^y": {}}},
        ["#/additionalProperties"],
    ),
    ({"type": ["string", "null"]}, {"type": "string"}, ["#/type"]),
    ({"type": "number"}, {"type": "integer"}, ["#/type"]),
    ({"enum": [1, 2]}, {"enum": [1]}, ["#/enum"]),
    ({"enum": [True]}, {"enum": [1]}, ["#/enum"]),
    ({"const": True}, {"const": True, "enum": [1, False]}, ["#/enum"]),
    ({"minimum": 4}, {"minimum": 5}, ["#/minimum"]),
    ({"minimum": 5}, {"exclusiveMinimum": 5}, ["#/exclusiveMinimum"]),
    ({"maxLength": 5}, {"maxLength": 4}, ["#/maxLength"]),
    ({"multipleOf": 3}, {"multipleOf": 6}, ["#/multipleOf"]),
    ({"pattern": "^a"}, {"pattern": "^b"}, ["#/pattern"]),
    ({}, {"format": "date"}, ["#/format"]),
    ({"items": {"type": "number"}}, {"items": {"type": "integer"}}, ["#/items/type"]),
    ({"prefixItems": [{}]}, {"prefixItems": [{"type": "null"}]}, ["#/prefixItems/0/type"]),
    ({}, {"contains": {"const": 1}}, ["#/contains"]),
    ({"anyOf": [{"const": 1}, {"const": 2}]}, {"anyOf": [{"const": 1}]}, ["#/anyOf"]),
    (tagged("a", "b"), tagged("a"), ["#/oneOf"]),
    ({"oneOf": [{"minimum": 5}]}, {"oneOf": [{"minimum": 5}, {"minimum": 6}]}, ["#/oneOf"]),
    ({"not": {"const": "a"}}, {"not": {"type": "string"}}, ["#/not"]),
    ({"if": {"const": 1}, "then": {}}, {"if": {"const": 2}, "then": {"minimum": 3}}, ["#/if"]),
    (tree({"type": "number"}), tree({"type": "integer"}), ["#/$defs/node/properties/leaf/type"]),
    (
        OPEN | {"unevaluatedProperties": False},
        {"unevaluatedProperties": False},
        ["#/unevaluatedProperties"],
    ),
]


@pytest.mark.parametrize(("old", "new"), ACCEPTED)
def test_changes_that_are_compatible(old: Schema, new: Schema) -> None:
    assert places(old, new) == []


@pytest.mark.parametrize(("old", "new", "expected"), REFUSED)
def test_changes_that_may_break_something(old: Schema, new: Schema, expected: list[str]) -> None:
    assert places(old, new) == expected


@pytest.mark.parametrize("schema", [old for old, _ in ACCEPTED] + [old for old, *_ in REFUSED])
def test_no_change_is_compatible(schema: Schema) -> None:
    assert places(schema, copy.deepcopy(schema)) == []


@pytest.mark.slow
@pytest.mark.parametrize(
    ("old", "new"),
    [
        (
            {"anyOf": [{"const": n} for n in range(900)]},
            {"anyOf": [{"minimum": n} for n in range(900)]},
        ),
        ({"enum": [*range(5000)]}, {"anyOf": [{"enum": [n]} for n in range(900)]}),
        (
            {"properties": {f"a{n}": {"$ref": "#"} for n in range(2500)}},
            {"properties": {f"a{n}": {"$ref": "#"} for n in range(2500)}, "maxProperties": 3},
        ),
        ({"prefixItems": [{"minimum": 1}] * 2500}, {"prefixItems": [{"minimum": 2}] * 2500}),
        (tagged(*map(str, range(149))), tagged(*map(str, range(150)))),
    ],
    ids=["alternatives", "values", "references", "items", "tags"],
)
def test_the_dearest_comparisons_end(old: Schema, new: Schema) -> None:
    began = time.process_time()
    assert len(places(old, new)) < 100
    assert time.process_time() - began < 20


@pytest.mark.parametrize("dialect", Dialect)
@pytest.mark.parametrize(
    ("keyword", "value", "refused"),
    [
        ("dependencies", {"a": ["b"]}, {"a": 1}),
        ("dependencies", {"a": False}, {"a": 1}),
        ("dependentRequired", {"a": ["b"]}, {"a": 1}),
        ("dependentSchemas", {"a": False}, {"a": 1}),
        ("additionalItems", False, [1]),
        ("prefixItems", [False], [1]),
        ("unevaluatedItems", False, [1]),
        ("unevaluatedProperties", False, {"a": 1}),
        ("contentEncoding", "base64", "%"),
        ("contentMediaType", "application/json", "{"),
        ("contentSchema", {"type": "null"}, "1"),
        ("divisibleBy", 2, 3),
        ("disallow", "integer", 1),
        ("extends", {"type": "null"}, 1),
        ("nullable", False, None),
    ],
)
def test_what_the_library_applies_is_compared_whichever_draft_has_it(
    dialect: Dialect, keyword: str, value: Any, refused: Any
) -> None:
    schema = {keyword: value}
    applied = not compiled(Document(schema, dialect)).is_valid(refused)
    assert (places({}, schema, dialect) != []) == applied


def test_draft_7_has_its_own_keywords() -> None:
    draft_7 = Dialect.DRAFT_7
    first = {"items": [{"type": "integer"}], "additionalItems": False}
    assert places(first, {"items": [{"type": "number"}]}, draft_7) == []
    assert places({"items": [{}]}, first, draft_7) == ["#/items/0/type", "#/additionalItems"]
    assert places({}, {"dependencies": {"a": ["b"]}}, draft_7) == ["#/dependencies/a"]
    assert places({"dependencies": {"a": ["b"]}}, {"dependencies": {"a": ["b"]}}, draft_7) == []
    assert places({"minContains": 0, "contains": {}}, {"contains": {}}, draft_7) == []
    assert places({"dependentRequired": {"a": ["b"]}}, {"minProperties": 0}, draft_7) == []


def test_another_dialect_is_not_compared() -> None:
    old, new = Document({}, Dialect.DRAFT_7), Document({}, Dialect.DRAFT_2020_12)
    assert [at for at, _ in reasons_against(old, new)] == [("$schema",)]


# Random schemas: whatever is called compatible is.

NAMES = ("a", "b", "ab")
VALUES: list[Any] = [None, True, False, 0, 1, 2, 1.5, 6, "", "a", "ab", "abc", [], {}]


def _instances() -> list[Any]:
    rng = random.Random(5)

    def value(depth: int) -> Any:
        kind = rng.random()
        if depth == 0 or kind < 0.4:
            return rng.choice(VALUES)
        if kind < 0.7:
            return [value(depth - 1) for _ in range(rng.randrange(4))]
        names = rng.sample(NAMES, rng.randrange(4))
        return {name: value(depth - 1) for name in names}

    return [*VALUES, *(value(2) for _ in range(60))]


INSTANCES = _instances()


TYPES = ("null", "boolean", "object", "array", "string", "integer", "number")
CHOICES: dict[str, list[Any]] = {
    "type": [*TYPES, ["null", "string"], ["integer", "object", "array"], ["number", "boolean"]],
    "const": VALUES,
    "multipleOf": [1, 2, 3, 0.5],
    "pattern": ["^a", "b", "^$"],
    "uniqueItems": [True, True, False],
    "dependentRequired": [{"a": ["b"]}, {"a": ["ab"]}, {"b": ["a", "ab"]}],
}
SAMPLES: dict[str, tuple[Any, ...]] = {"enum": tuple(VALUES), "required": NAMES}
FLAT = (
    *("type", "type", "enum", "const", "minimum", "maximum", "exclusiveMinimum"),
    *("exclusiveMaximum", "multipleOf", "minLength", "maxLength", "pattern", "minItems"),
    *("maxItems", "uniqueItems", "required", "required", "minProperties", "maxProperties"),
)
DEEP = (
    *("properties", "properties", "additionalProperties", "items", "patternProperties"),
    *("propertyNames", "contains", "allOf", "anyOf", "oneOf", "not", "if", "then", "else"),
    "dependencies",
)
FLAT_2020_12 = ("dependentRequired", "minContains", "maxContains")
DEEP_2020_12 = (*("prefixItems", "dependentSchemas", "unevaluatedProperties", "unevaluatedItems"),)
DEEP_DRAFT_7 = ("additionalItems",)
BY_NAME = ("properties", "patternProperties", "dependentSchemas", "$defs", "definitions")


class Schemas:
    """Makes random schemas, and changes them a little."""

    def __init__(self, seed: int, dialect: Dialect) -> None:
        self._rng = random.Random(seed)
        self._dialect = dialect

    def root(self) -> Schema:
        schema = self.schema(3)
        while isinstance(schema, bool):
            schema = self.schema(3)
        holder = "$defs" if self._dialect is Dialect.DRAFT_2020_12 else "definitions"
        return {
            **schema,
            "$schema": self._dialect.value,
            holder: {"r": self.schema(2)},
        }

    def schema(self, depth: int) -> Schema | bool:
        if self._rng.random() < 0.08:
            return self._rng.random() < 0.6
        if self._rng.random() < 0.1:
            holder = "$defs" if self._dialect is Dialect.DRAFT_2020_12 else "definitions"
            return {"$ref": f"#/{holder}/r"}
        schema: Schema = {}
        for _ in range(self._rng.choice((1, 1, 2, 3))):
            keyword, value = self._keyword(depth)
            schema[keyword] = value
        return schema

    def changed(self, schema: Any) -> Any:
        """Return a copy with some small change somewhere."""
        if not isinstance(schema, dict) or not schema or self._rng.random() < 0.15:
            return self.schema(1)
        keyword = self._rng.choice([name for name in schema if name != "$schema"] or ["type"])
        match self._rng.randrange(5):
            case 0:
                return {name: value for name, value in schema.items() if name != keyword}
            case 1:
                name, value = self._keyword(1)
                return {**schema, name: value}
            case _:
                return {**schema, keyword: self._changed_value(keyword, schema.get(keyword))}

    def _changed_value(self, keyword: str, value: Any) -> Any:
        if keyword in BY_NAME:
            name = self._rng.choice([*value, "a"])
            if self._rng.random() < 0.2 and keyword[0] not in "$d":
                return {key: part for key, part in value.items() if key != name}
            return {**value, name: self.changed(value.get(name, True))}
        if keyword in ("anyOf", "oneOf", "allOf", "prefixItems") or (
            keyword == "items" and isinstance(value, list)
        ):
            return self._changed_list(value)
        if isinstance(value, dict | bool) and keyword not in {*CHOICES, "dependencies"}:
            return self.changed(value)
        return self._value(keyword, 1)

    def _changed_list(self, value: list[Any]) -> list[Any]:
        at = self._rng.randrange(len(value))
        match self._rng.randrange(3):
            case 0:
                return [*value, self.schema(1)]
            case 1 if len(value) > 1:
                return [*value[:at], *value[at + 1 :]]
            case _:
                return [*value[:at], self.changed(value[at]), *value[at + 1 :]]

    def _keyword(self, depth: int) -> tuple[str, Any]:
        names = [*FLAT, *(DEEP if depth > 0 else ())]
        if self._dialect is Dialect.DRAFT_2020_12:
            names += [*FLAT_2020_12, *(DEEP_2020_12 if depth > 0 else ())]
        elif depth > 0:
            names += DEEP_DRAFT_7
        keyword = self._rng.choice(names)
        return keyword, self._value(keyword, depth)

    def _value(self, keyword: str, depth: int) -> Any:
        if keyword in CHOICES:
            return self._rng.choice(CHOICES[keyword])
        if keyword in SAMPLES:
            return self._rng.sample(SAMPLES[keyword], self._rng.randrange(1, 4))
        if keyword[:3] in ("min", "max", "exc"):
            return self._rng.randrange(4)
        return self._schemas(keyword, depth - 1)

    def _schemas(self, keyword: str, depth: int) -> Any:
        rng = self._rng
        if keyword in ("properties", "dependentSchemas"):
            return {name: self.schema(depth) for name in rng.sample(NAMES, rng.randrange(1, 3))}
        if keyword == "patternProperties":
            return {rng.choice(["^a", "b$"]): self.schema(depth)}
        if keyword == "dependencies":
            return {"a": rng.choice([["b"], self.schema(depth)])}
        listed = keyword == "items" and self._dialect is Dialect.DRAFT_7 and rng.random() < 0.5
        if listed or keyword in ("allOf", "anyOf", "oneOf", "prefixItems"):
            return [self.schema(depth) for _ in range(rng.randrange(1, 4))]
        return self.schema(depth)


def changes(seed: int, dialect: Dialect) -> Iterator[tuple[Document, Document]]:
    """Yield a schema and what it is after one, two and three changes."""
    schemas = Schemas(seed, dialect)
    old = schemas.root()
    new: Any = old
    for _ in range(3):
        new = schemas.changed(new)
        if not isinstance(new, dict):
            return
        new = {**new, "$schema": dialect.value}
        try:
            yield checked(old), checked(new)
        except SchemaFault:
            continue


@pytest.mark.slow
@pytest.mark.parametrize("dialect", list(Dialect), ids=["2020-12", "draft 7"])
@pytest.mark.parametrize("part", range(4))
def test_whatever_is_called_compatible_refuses_nothing_that_was_valid(
    part: int, dialect: Dialect
) -> None:
    compared = accepted = 0
    for seed in range(60):
        for before, after in changes(10_000 * part + seed, dialect):
            compared += 1
            if reasons_against(before, after):
                continue
            accepted += 1
            narrow, wide = compiled(before), compiled(after)
            broken = [one for one in INSTANCES if narrow.is_valid(one) and not wide.is_valid(one)]
            assert broken == [], (before.root, after.root)
    assert compared > 50
    assert accepted > 15
