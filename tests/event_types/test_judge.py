"""What is said of payloads: the field, and what the schema wants, never the value."""

from __future__ import annotations

import json
import time
import tracemalloc
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from shared.event_types.dialects import Dialect
from shared.event_types.judge import validator_of
from shared.event_types.schemas import checked

DRAFT_7 = {"$schema": Dialect.DRAFT_7.value}


def said(schema: dict[str, Any], payload: Any) -> list[tuple[str, str]]:
    return [(fault.field, fault.message) for fault in validator_of(checked(schema)).faults(payload)]


NAME = "has a property whose name is not allowed"
ANY_OF = "must match one of the alternatives of anyOf"
ONE_OF = "must match exactly one of the alternatives of oneOf"
UNKNOWN = "is not a known property"
ITEMS = "has items that the schema does not allow"


@pytest.mark.parametrize(
    ("schema", "payload", "expected"),
    [
        ({"type": "string"}, 1, [("", "must be a string")]),
        ({"type": ["null", "string"]}, 1, [("", "must be null or a string")]),
        ({"enum": ["a", 1, None]}, 2, [("", "must be 'a', 1 or null")]),
        ({"const": {"a": 1}}, 2, [("", 'must be {"a": 1}')]),
        ({"minimum": 3}, 2, [("", "must be 3 or more")]),
        ({"maximum": 1.5}, 2, [("", "must be 1.5 or less")]),
        ({"exclusiveMinimum": 2}, 2, [("", "must be more than 2")]),
        ({"exclusiveMaximum": 2}, 2, [("", "must be less than 2")]),
        ({"multipleOf": 3}, 2, [("", "must be a multiple of 3")]),
        ({"minLength": 1}, "", [("", "must not be empty")]),
        ({"minLength": 2}, "ä", [("", "must have at least 2 characters")]),
        ({"maxLength": 1}, "ab", [("", "must have at most 1 characters")]),
        ({"minItems": 1}, [], [("", "must not be empty")]),
        ({"maxItems": 1}, [1, 2], [("", "must have at most 1 items")]),
        ({"minProperties": 2}, {"a": 1}, [("", "must have at least 2 properties")]),
        ({"maxProperties": 1}, {"a": 1, "b": 1}, [("", "must have at most 1 properties")]),
        ({"pattern": "^a"}, "b", [("", "must match the pattern '^a'")]),
        ({"format": "date"}, "b", [("", "must be of the format 'date'")]),
        ({"uniqueItems": True}, [1, 1], [("", "must not have equal items")]),
        ({"contains": {"const": 1}}, [2], [("", "must have items as contains describes")]),
        ({"propertyNames": {"maxLength": 1}}, {"ab": 1}, [("", NAME)]),
        ({"anyOf": [{"const": 1}, {"const": 2}]}, 3, [("", ANY_OF)]),
        ({"oneOf": [{}, {}]}, 3, [("", ONE_OF)]),
        ({"oneOf": [{"const": 1}]}, 3, [("", ONE_OF)]),
        ({"not": {"const": 3}}, 3, [("", "must not match what the schema excludes by not")]),
        ({"if": {"const": 3}, "then": {"type": "string"}}, 3, [("", "must be a string")]),
        ({"required": ["a", "b c"]}, {}, [("a", "is required"), ('["b c"]', "is required")]),
        ({"dependentRequired": {"a": ["b"]}}, {"a": 1}, [("b", "is required")]),
        ({"properties": {"b": {}}, "additionalProperties": False}, {"a": 1}, [("a", UNKNOWN)]),
        ({"additionalProperties": False}, {"a": 1}, [("", "must not have properties")]),
        ({"properties": {"a": False}}, {"a": 1}, [("a", "is not allowed")]),
        ({"unevaluatedProperties": False}, {"a": 1}, [("a", UNKNOWN)]),
        ({"prefixItems": [{}], "items": False}, [1, 2], [("[1]", "is not allowed")]),
        ({"prefixItems": [{}], "unevaluatedItems": False}, [1, 2], [("", ITEMS)]),
        (
            DRAFT_7 | {"items": [{}], "additionalItems": False},
            [1, 2],
            [("", "must have at most 1 items")],
        ),
        (DRAFT_7 | {"dependencies": {"a": ["b"]}}, {"a": 1}, [("b", "is required")]),
        (DRAFT_7 | {"contentEncoding": "base64"}, "!", [("", "does not meet contentEncoding")]),
        (
            {"properties": {"a": {"items": {"properties": {"b": {"type": "null"}}}}}},
            {"a": [{}, {"b": 1}]},
            [("a[1].b", "must be null")],
        ),
    ],
)  # fmt: skip
def test_messages(schema: dict[str, Any], payload: Any, expected: list[tuple[str, str]]) -> None:
    assert said(schema, payload) == expected


def test_what_the_schema_says_is_cut() -> None:
    [(_, of_enum)] = said({"enum": ["x" * 150] * 3 + ["y"]}, 1)
    [(_, of_const)] = said({"const": "x" * 5000}, 1)
    assert max(len(of_enum), len(of_const)) < 500
    assert of_enum.endswith(" or others")


SECRET = "s3cr3t-value"
KEYWORDS: list[dict[str, Any]] = [
    {"type": "object"},
    {"enum": [1]},
    {"const": 1},
    {"maxLength": 1},
    {"pattern": "^x"},
    {"format": "uuid"},
    {"anyOf": [{"type": "null"}, {"maxLength": 2}]},
    {"oneOf": [{"maxLength": 2}]},
    {"not": {"type": "string"}},
]


@pytest.mark.parametrize("schema", KEYWORDS)
def test_no_value_is_repeated(schema: dict[str, Any]) -> None:
    found = validator_of(checked({"items": schema})).faults([SECRET])
    assert len(found) == 1
    assert SECRET not in repr(found)


def test_halves_of_surrogate_pairs_are_judged_as_characters() -> None:
    assert said({"type": "string", "maxLength": 2}, "\ud800a") == []
    assert said({"maxLength": 1}, "\ud800a") == [("", "must have at most 1 characters")]
    assert said({"additionalProperties": {"type": "null"}}, {"\ud800": "a"}) == [
        ('["?"]', "must be null")
    ]
    assert said({"items": {"type": "object"}}, [{"\udfff": 1}, 2]) == [("[1]", "must be an object")]


NUMBERS: list[float] = [10**4300, -(10**400), 1e308, 5e-324, float("inf"), 2**64, 1.0]


@pytest.mark.parametrize(
    "number", NUMBERS, ids=["longest", "long", "large", "small", "infinite", "65 bits", "whole"]
)
def test_numbers_beyond_64_bits_are_judged(number: float) -> None:
    assert said({"type": "number"}, number) == []
    assert said({"type": ["null", "string"]}, number) == [("", "must be null or a string")]
    is_integer = isinstance(number, int) or number.is_integer()
    assert (said({"type": "integer"}, number) == []) == is_integer
    assert len(said({"maximum": -1e300}, number)) == (number > -1e300)


@pytest.mark.parametrize("constant", [{"enum": list(range(9000))}, {"const": "x" * 60_000}])
def test_the_constants_of_a_schema_are_not_copied_without_end(constant: dict[str, Any]) -> None:
    judge = validator_of(checked({"items": constant}))
    assert len(judge.faults([-1] * 50)) == 50
    tracemalloc.start()
    try:
        found = judge.faults([-1] * 1000)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert [fault.field for fault in found] == ["[0]"]
    assert peak < 32 * 1024 * 1024


def test_a_long_string_is_not_copied_into_each_fault() -> None:
    required = [f"a{number}" for number in range(200)]
    judge = validator_of(checked({"required": required}))
    assert len(judge.faults({"note": "x" * 20_000})) == 100
    tracemalloc.start()
    try:
        found = judge.faults({"note": "x" * 250_000})
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert [fault.field for fault in found] == ["a0"]
    assert peak < 8 * 1024 * 1024


@pytest.mark.parametrize(
    "schema",
    [
        {"anyOf": [{"type": "string"}, {"items": {"type": "string"}}]},
        {"oneOf": [{"$ref": "#/$defs/a"}, False], "$defs": {"a": {"items": {"type": "string"}}}},
        {"anyOf": [{"type": "array", "minItems": 13_000}, *[{"type": "string"}] * 64]},
    ],
)
def test_no_fault_holds_those_of_a_large_payload(schema: dict[str, Any]) -> None:
    judge = validator_of(checked(schema))
    assert "of the alternatives" in judge.faults([1] * 10)[0].message
    tracemalloc.start()
    try:
        found = judge.faults([1] * 12_000)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert [(fault.field, fault.message) for fault in found] == [
        ("", "does not match the schema, and is too large to say where")
    ]
    assert peak < 2 * 1024 * 1024
    assert judge.faults(["\ud800"] * 13_000) == ()


def test_alternatives_of_one_value_leave_the_first_fault_of_a_large_payload() -> None:
    judge = validator_of(checked({"items": {"anyOf": [{"type": "string"}, {"type": "null"}]}}))
    assert [fault.field for fault in judge.faults([None, 1] * 12_000)] == ["[1]"]


def test_at_most_a_hundred_faults_are_reported() -> None:
    assert len(said({"items": {"type": "string"}}, [1] * 1000)) == 100
    assert (
        len(
            said(
                {"additionalProperties": False, "properties": {"a": {}}},
                dict.fromkeys(map(str, range(999)), 1),
            )
        )
        == 100
    )


JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-3, 9)
    | st.floats(allow_nan=False)
    | st.text(max_size=4),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from("abc"), inner),
    max_leaves=12,
)
TYPICAL = {
    "type": ["object", "array"],
    "properties": {
        "a": {"type": "integer", "minimum": 0},
        "b": {"anyOf": [{"type": "string", "minLength": 1}, {"$ref": "#"}]},
    },
    "required": ["a"],
    "items": {"$ref": "#/properties/b"},
    "maxItems": 3,
    "unevaluatedProperties": False,
}


@given(JSON)
def test_verdicts_are_those_of_another_implementation(payload: Any) -> None:
    assert bool(JUDGE.faults(payload)) != ORACLE.is_valid(payload)


JUDGE, ORACLE = validator_of(checked(TYPICAL)), Draft202012Validator(TYPICAL)


def test_a_payload_of_1_kb_takes_little_time() -> None:
    line = {"sku": "abc-123", "count": 3, "price": 12.5, "note": "n" * 40}
    payload = {"number": 17, "placed_at": "2026-11-27T12:00:00Z", "lines": [line] * 10}
    assert 900 < len(json.dumps(payload)) < 1200
    schema = {
        "type": "object",
        "properties": {
            "number": {"type": "integer"},
            "placed_at": {"type": "string", "format": "date-time"},
            "lines": {
                "type": "array",
                "items": {
                    "type": "object",
                    "properties": {
                        "sku": {"type": "string", "pattern": "^[a-z]+-[0-9]+$"},
                        "count": {"type": "integer", "minimum": 1},
                        "price": {"type": "number"},
                        "note": {"type": "string", "maxLength": 80},
                    },
                    "required": ["sku", "count"],
                    "additionalProperties": False,
                },
            },
        },
        "required": ["number", "lines"],
    }
    judge = validator_of(checked(schema))
    assert judge.faults(payload) == ()
    best = float("inf")
    for _ in range(200):
        began = time.perf_counter()
        judge.faults(payload)
        best = min(best, time.perf_counter() - began)
    assert best < 0.0001
