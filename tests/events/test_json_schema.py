"""The faults of a value by a JSON Schema: their words, and how many are told."""

from __future__ import annotations

from typing import Any

import pytest

from shared.errors import FieldError
from shared.events.json_schema import SchemaValidator, compiled
from shared.events.validation import MAX_ERRORS

SECRET = "s3cr3t"
HALF = "\ud800"


def faults(schema: dict[str, Any], value: object, **options: Any) -> list[tuple[str, str]]:
    found = SchemaValidator(compiled(schema), **options).faults(value)
    assert SECRET not in str(found)
    for fault in found:
        (fault.field + fault.message).encode()
    return [(fault.field, fault.message) for fault in found]


@pytest.mark.parametrize(
    ("schema", "value", "message"),
    [
        ({"type": "integer"}, SECRET, "must be an integer"),
        ({"type": ["string", "null"]}, 1, "must be null or a string"),
        ({"enum": ["a", "b", 3]}, SECRET, "must be 'a', 'b' or 3"),
        ({"enum": ["a"]}, SECRET, "must be 'a'"),
        ({"enum": [None, True, {"a": 1}]}, SECRET, 'must be null, true or {"a": 1}'),
        ({"enum": ["é", "it's"]}, SECRET, """must be 'é' or "it's\""""),
        ({"const": "a"}, SECRET, "must be 'a'"),
        ({"minimum": 1}, 0, "must be 1 or more"),
        ({"maximum": 1.5}, 2, "must be 1.5 or less"),
        ({"exclusiveMinimum": 1}, 1, "must be more than 1"),
        ({"exclusiveMaximum": 1}, 1, "must be less than 1"),
        ({"multipleOf": 2}, 3, "must be a multiple of 2"),
        ({"minLength": 1}, "", "must not be empty"),
        ({"minLength": 9}, SECRET, "must have at least 9 characters"),
        ({"maxLength": 2}, SECRET, "must have at most 2 characters"),
        ({"minItems": 1}, [], "must not be empty"),
        ({"maxItems": 1}, [SECRET, 2], "must have at most 1 items"),
        ({"minProperties": 2}, {SECRET: 1}, "must have at least 2 properties"),
        ({"maxProperties": 0}, {SECRET: 1}, "must have at most 0 properties"),
        ({"pattern": "^a"}, SECRET, "must match the pattern '^a'"),
        ({"format": "uuid"}, SECRET, "must be a UUID: 8-4-4-4-12 hexadecimal digits"),
        ({"format": "email"}, SECRET, "must be of the format 'email'"),
        ({"uniqueItems": True}, [SECRET] * 2, "must not have equal items"),
        ({"contains": {"type": "null"}}, [SECRET], "must have items as contains describes"),
        ({"propertyNames": {"maxLength": 1}}, {SECRET: 1}, "has a property whose name is not"),
        ({"anyOf": [{"type": "null"}, {"const": 1}]}, SECRET, "must match one of the alternatives"),
        ({"oneOf": [{}, {}]}, SECRET, "must match exactly one of the alternatives of oneOf"),
        ({"not": {}}, SECRET, "must not match what the schema excludes by not"),
    ],
)
def test_words(schema: dict[str, Any], value: object, message: str) -> None:
    [(field, words)] = faults({"properties": {"a": schema}}, {"a": value})
    assert field == "a"
    assert words.startswith(message)


def test_properties_that_lack_or_are_too_many() -> None:
    schema = {"required": ["b", "c"], "properties": {"a": {}}, "additionalProperties": False}
    assert sorted(faults(schema, {"a": 1, "x": SECRET, "a b": 1})) == [
        ('["a b"]', "is not a known property"),
        ("b", "is required"),
        ("c", "is required"),
        ("x", "is not a known property"),
    ]


def test_an_enumeration_of_nothing_allows_nothing() -> None:
    assert faults({"enum": []}, SECRET) == [("", "is not allowed")]
    assert faults({"properties": {"a": {"enum": []}}}, {"a": 1}) == [("a", "is not allowed")]


def test_a_long_enumeration_is_cut() -> None:
    [(_, message)] = faults({"enum": [f"value {n}" for n in range(1000)]}, SECRET)
    assert message.startswith("must be 'value 0', 'value 1'")
    assert message.endswith("or others")
    assert len(message) < 400
    [(_, message)] = faults({"const": "x" * 10_000}, SECRET)
    assert len(message) < 400


@pytest.mark.parametrize(
    ("value", "fields"),
    [
        ({"a": HALF}, ["a"]),
        ({HALF: 1}, []),
        ({"a": 1, HALF: HALF, "b": HALF}, ["a"]),
        ({"b": 1, "a": HALF}, ["a", "b"]),
    ],
)
def test_half_of_a_surrogate_pair_is_a_character(value: object, fields: list[str]) -> None:
    schema = {"properties": {"a": {"type": "string", "format": "uuid"}, "b": {"type": "string"}}}
    assert sorted(field for field, _ in faults(schema, value)) == fields


def test_only_the_first_fault_of_a_large_value_is_told() -> None:
    schema = {"items": {"type": "string"}}
    assert len(faults(schema, [0] * 99)) == 99
    assert len(faults(schema, [0] * 4_000)) == MAX_ERRORS
    assert faults(schema, [0] * 5_001) == [("[0]", "must be a string")]
    assert faults(schema, [HALF] * 5_001) == []
    assert len(faults(schema, [0] * 9, most_values=lambda: 10)) == 9
    assert faults(schema, [0] * 10, most_values=lambda: 10) == [("[0]", "must be a string")]


def test_a_valid_value_has_none() -> None:
    assert SchemaValidator(compiled({})).faults({"any": [1]}) == ()
    assert SchemaValidator(compiled({"type": "null"})).faults(1) == (
        FieldError("", "must be null"),
    )
