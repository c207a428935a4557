"""Which JSON Schemas an own type may have, and what is said of those that it may not."""

from __future__ import annotations

import json
import time
from typing import Any

import pytest

from shared.event_types import costs, validator
from shared.event_types.dialects import Dialect, shown
from shared.event_types.judge import validator_of
from shared.event_types.references import Document
from shared.event_types.schemas import MOST_BYTES, MOST_LEVELS, SchemaFault, checked
from shared.events.reader import MAX_DEPTH, MAX_VALUES

DRAFT_7 = {"$schema": Dialect.DRAFT_7.value}


def nested(levels: int) -> dict[str, Any]:
    schema: dict[str, Any] = {}
    for _ in range(levels - 1):
        schema = {"not": schema}
    return schema


def faults(schema: dict[str, Any]) -> dict[str, str]:
    try:
        checked(schema)
    except SchemaFault as fault:
        return {shown(at): message for at, message in fault.faults}
    return {}


@pytest.mark.parametrize(
    "schema",
    [
        {},
        {"$schema": "https://json-schema.org/draft/2020-12/schema"},
        {"$schema": "https://json-schema.org/draft/2020-12/schema#"},
        {"$schema": "http://json-schema.org/draft-07/schema#"},
        {"$id": "https://example.com/order.schema.json", "type": "object"},
        {"$id": "https://json-schema.org/draft/2020-12/schema", "type": "object"},
        {"$ref": "#/$defs/a~1b%20c", "$defs": {"a/b c": {"type": "string"}}},
        {"definitions": {"a": {}}, "properties": {"b": {"$ref": "#/definitions/a"}}},
        {"properties": {"a": {"items": {"$ref": "#/properties/a"}}}},
        {"prefixItems": [{}, {"$ref": "#/prefixItems/0"}]},
        {"x-ours": {"$ref": "https://example.com/"}, "enum": [{"$ref": "elsewhere", "$id": 1}]},
        {"properties": {"$ref": {"type": "string"}, "$id": {}, "$anchor": {"const": 1}}},
        {"pattern": "^\\d{3}-[a-zà-ü]+\\.\\w*$", "patternProperties": {"^x-": {}}},
        {"pattern": "^[\\p{L} '-]{1,20}$"},
        DRAFT_7 | {"$ref": "#/definitions/a", "definitions": {"a": {}}, "title": "x"},
        DRAFT_7 | {"items": [{"type": "string"}], "dependencies": {"a": ["b"], "b": {}}},
        DRAFT_7 | {"prefixItems": 5, "$defs": 7},
        {"format": "no-such-format"},
        nested(MOST_LEVELS),
    ],
)
def test_schemas_that_are_accepted(schema: dict[str, Any]) -> None:
    assert faults(schema) == {}


@pytest.mark.parametrize(
    ("schema", "place"),
    [
        ({"type": "strin"}, "#/type"),
        ({"properties": {"a/b": {"type": 5}}}, "#/properties/a~1b/type"),
        ({"items": [{}]}, "#/items"),
        ({"required": "a"}, "#/required"),
        ({"minLength": -1}, "#/minLength"),
        ({"enum": 1}, "#/enum"),
        (DRAFT_7 | {"dependencies": 5}, "#/dependencies"),
        ({"$schema": "http://json-schema.org/draft-04/schema#"}, "#/$schema"),
        ({"$schema": "https://json-schema.org/draft/2019-09/schema"}, "#/$schema"),
        ({"$schema": "https://example.com/own"}, "#/$schema"),
        ({"$schema": 5}, "#/$schema"),
        ({"$schema": ["a"]}, "#/$schema"),
        ({"properties": {"a": {"$schema": Dialect.DRAFT_7.value}}}, "#/properties/a/$schema"),
        ({"$defs": {"a": {"$id": "https://example.com/a"}}}, "#/$defs/a/$id"),
        ({"$anchor": "a"}, "#/$anchor"),
        ({"$dynamicAnchor": "a"}, "#/$dynamicAnchor"),
        ({"items": {"$dynamicRef": "#a"}}, "#/items/$dynamicRef"),
        ({"$vocabulary": {}}, "#/$vocabulary"),
        ({"$ref": "https://example.com/schema.json"}, "#/$ref"),
        ({"$ref": "file:///etc/passwd"}, "#/$ref"),
        ({"$ref": "other.json#/a"}, "#/$ref"),
        ({"$ref": "//example.com"}, "#/$ref"),
        ({"$ref": ""}, "#/$ref"),
        ({"dependencies": {"a": {"$ref": "https://example.com/"}}}, "#/dependencies/a/$ref"),
        ({"$id": "https://e.com/a", "$ref": "https://e.com/a#/not", "not": {}}, "#/$ref"),
        ({"$ref": "#a"}, "#/$ref"),
        ({"$ref": "#/$defs/a"}, "#/$ref"),
        ({"$ref": "#/enum/0", "enum": [{"type": "string"}]}, "#/$ref"),
        ({"x": {"type": "string"}, "$ref": "#/x"}, "#/$ref"),
        (DRAFT_7 | {"$ref": "#/definitions/a", "definitions": {"a": {}}, "type": "null"}, "#/$ref"),
        (DRAFT_7 | {"$ref": "#/$defs/a", "$defs": {"a": {}}}, "#/$ref"),
        ({"pattern": "(?=a)b"}, "#/pattern"),
        ({"pattern": "(?!a)b"}, "#/pattern"),
        ({"pattern": "(?<=a)b"}, "#/pattern"),
        ({"pattern": "(a)\\1"}, "#/pattern"),
        ({"pattern": "(?<n>a)\\k<n>"}, "#/pattern"),
        ({"pattern": "("}, "#/pattern"),
        ({"pattern": "((a{1,100}){1,100}){1,100}"}, "#/pattern"),
        ({"items": {"patternProperties": {"(?!a)/": {}}}}, "#/items/patternProperties/(?!a)~1"),
        ({"$ref": "#"}, "#"),
        ({"allOf": [{"$ref": "#"}]}, "#"),
        ({"$defs": {"a": {"not": {"$ref": "#/$defs/a"}}}, "$ref": "#/$defs/a"}, "#/$defs/a"),
        ({"const": "\ud800"}, "#"),
        ({"enum": [float("inf")]}, "#"),
        ({"title": "x" * MOST_BYTES}, "#"),
        (nested(MOST_LEVELS + 1), "#"),
    ],
)  # fmt: skip
def test_schemas_that_are_refused_by_their_place(schema: dict[str, Any], place: str) -> None:
    assert list(faults(schema)) == [place]


def test_every_pattern_and_reference_that_is_wrong_is_named() -> None:
    found = faults({"properties": {"a": {"pattern": "(?=a)"}, "b": {"pattern": "(a)\\1"}}})
    assert list(found) == ["#/properties/a/pattern", "#/properties/b/pattern"]
    assert all("linear time" in message for message in found.values())


def test_a_schema_refers_to_at_most_so_many_bytes_of_patterns() -> None:
    many = {"anyOf": [{"pattern": f"\\p{{L}}{{{n % 9 + 10}}}{n}"} for n in range(1000)]}
    assert "32768 bytes" in next(iter(faults(many).values()))
    few = {"anyOf": many["anyOf"][:2]}
    assert faults(few) == {}


class TestWork:
    """What one value of a payload may cost."""

    @staticmethod
    def work(schema: dict[str, Any]) -> int:
        return costs.work_per_value(Document(schema, Dialect.DRAFT_2020_12))

    def test_grows_with_what_is_applied_to_the_same_value(self) -> None:
        assert self.work({}) == 1
        assert self.work({"allOf": [{}, {"anyOf": [{}, {}]}]}) == 5
        assert self.work({"properties": {"a": {}, "b": {"allOf": [{}, {}]}}}) == 3
        assert self.work({"properties": {"a": {}}, "patternProperties": {"b": {}, "c": {}}}) == 11
        assert self.work({"unevaluatedProperties": False, "allOf": [{}]}) == 3
        assert self.work({"enum": [{}, []]}) == 21

    def test_of_a_list_or_a_tree_does_not_grow_with_its_levels(self) -> None:
        assert self.work({"properties": {"next": {"$ref": "#"}}}) == 2
        tree = {"properties": {"left": {"$ref": "#"}, "right": {"$ref": "#"}}}
        assert self.work(tree) == 2
        expression = {
            "oneOf": [
                {"properties": {"op": {"const": "not"}, "operand": {"$ref": "#"}}},
                {"properties": {"op": {"const": "and"}, "left": {"$ref": "#"}}},
                {"properties": {"value": {}}},
            ]
        }
        assert self.work(expression) == 5

    @pytest.mark.parametrize(
        "schema",
        [
            {"anyOf": [{"items": {"$ref": "#"}}, {"items": {"$ref": "#"}}]},
            {"properties": {"a": {"$ref": "#"}}, "allOf": [{"properties": {"a": {"$ref": "#"}}}]},
            {"additionalProperties": {"$ref": "#"}, "patternProperties": {"a": {"$ref": "#"}}},
            {"items": {"allOf": [{"$ref": "#"}, {"$ref": "#"}]}},
            {"dependencies": {"a": {"items": {"$ref": "#"}}}, "items": {"$ref": "#"}},
            {"items": {"unevaluatedProperties": False, "allOf": [{"$ref": "#"}]}},
            {"allOf": [{}] * 1000},
            {"items": {"enum": [[n] for n in range(101)]}},
            {
                "$ref": "#/$defs/0",
                "$defs": {
                    **{str(n): {"allOf": [{"$ref": f"#/$defs/{n + 1}"}] * 2} for n in range(40)},
                    "40": {},
                },
            },
        ],
    )  # fmt: skip
    def test_that_multiplies_is_refused(self, schema: dict[str, Any]) -> None:
        [message] = faults(schema).values()
        assert f"more than {costs.MOST_WORK} steps" in message

    @pytest.mark.slow
    def test_is_counted_in_bounded_time(self) -> None:
        ring = {
            "$ref": "#/$defs/0",
            "$defs": {
                str(n): {"items": {"$ref": f"#/$defs/{(n + 1) % 1200}"}} for n in range(1200)
            },
        }
        every = {"properties": {f"a{n}": {"$ref": "#"} for n in range(2500)}}
        mixed = {"properties": {f"a{n}": {"allOf": [{"$ref": "#"}, {}]} for n in range(1200)}}
        for schema in (ring, every, mixed):
            began = time.process_time()
            checked_or_refused = faults(schema)
            assert time.process_time() - began < 10
            assert set(checked_or_refused) <= {"#"}


@pytest.mark.slow
class TestHostilePayloads:
    """The dearest payloads of the dearest schemas that are accepted."""

    @staticmethod
    def seconds(schema: dict[str, Any], payload: Any) -> float:
        judge = validator_of(checked(schema))
        began = time.process_time()
        judge.faults(payload)
        return time.process_time() - began

    @pytest.mark.parametrize(
        ("schema", "payload"),
        [
            ({"items": {"allOf": [{"type": "integer"}] * 990}}, [1] * MAX_VALUES),
            (
                {"items": {"oneOf": [{"properties": {"a": {"const": 2}}}] * 450}},
                [{"a": 1}] * (MAX_VALUES // 2),
            ),
            (
                {"items": {"anyOf": [{"pattern": f"^a*{n}$"} for n in range(900)]}},
                ["a" * 8] * MAX_VALUES,
            ),
            (
                {"patternProperties": {f"^a*{n}$": {} for n in range(190)}},
                {f"a{n}b": 1 for n in range(MAX_VALUES)},
            ),
            ({"items": {"enum": [{"a": n} for n in range(90)]}}, [{"a": -1}] * (MAX_VALUES // 2)),
            ({"items": {"enum": [f"v{n}" for n in range(4000)]}}, ["x"] * MAX_VALUES),
            ({"uniqueItems": True}, [{"a": n} for n in range(MAX_VALUES // 2)]),
            ({"items": {"$ref": "#"}}, json.loads("[" * MAX_DEPTH + "]" * MAX_DEPTH)),
            ({"pattern": "^[01]*1[01]{2000}$"}, "01" * 400_000),
            ({"pattern": "^(\\w+\\s?)*$"}, "aaaa " * 160_000 + "!"),
            ({"format": "email"}, "a@" * 400_000),
            ({"format": "idn-hostname"}, "ä." * 400_000),
            ({"format": "regex"}, "((a{1,100}){1,100}){1,100}"),
            ({"additionalProperties": False}, {f"a{n}": n for n in range(MAX_VALUES)}),
        ],
    )  # fmt: skip
    def test_are_judged_in_a_few_seconds(self, schema: dict[str, Any], payload: Any) -> None:
        assert self.seconds(schema, payload) < 5  # half a second on a quiet machine

    def test_have_only_their_first_fault_reported_if_all_would_cost_too_much(self) -> None:
        judge = validator_of(checked({"items": {"type": "string"}}))
        assert len(judge.faults([1] * 4000)) == 100
        assert [fault.field for fault in judge.faults([1] * 20_000)] == ["[0]"]


@pytest.mark.slow
def test_the_dearest_schemas_are_checked_in_bounded_time() -> None:
    wide = {"anyOf": [{"type": "string", "pattern": f"^a{{1,50}}{n}$"} for n in range(900)]}
    large = {"properties": {f"a{n}": {"type": "string"} for n in range(2500)}}
    for schema in (wide, large, {"enum": [str(n) for n in range(8000)]}):
        began = time.process_time()
        assert faults(schema) == {}
        assert time.process_time() - began < 10


def test_the_library_does_not_fetch() -> None:
    with pytest.raises(ValueError, match="Retrieval is disabled"):
        validator.compiled({"$ref": "http://127.0.0.1:9/"}, Dialect.DRAFT_2020_12, patterns=0)
