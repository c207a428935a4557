"""Any filter on any event: what is evaluated is what the documentation's pseudo code says.

The oracle loops over the values of the filter and over those of the event, as the page does, and
shares no code with what it judges.
"""

from __future__ import annotations

import json
import operator
from collections.abc import Callable, Mapping
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from shared.filters.evaluation import CompiledFilter
from shared.filters.explanation import explain, matches
from shared.filters.parsing import faults, without_nulls
from shared.filters.schema import filter_schema
from shared.filters.view import EventView
from shared.model import Event
from tests.filters.rules import SINGLE

pytestmark = pytest.mark.slow  # thousands of examples

NAMES = st.sampled_from(["a", "A", "b", "a.b", "ß", "Ab", "aB", "0", ""])
TEXTS = st.sampled_from(["", "a", "A", "ab", "BA", "ß", "ss", "1", "true", "\ud800"]) | st.text(
    max_size=3
)
NUMBERS = st.sampled_from([0, 1, 1.0, -1, 2.5, 10**20, -(10**400), 1e300]) | st.integers(-2, 2)
SCALARS = st.none() | st.booleans() | NUMBERS | TEXTS
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(NAMES, inner, max_size=4),
    max_leaves=12,
)
KEYS = st.sampled_from(
    [
        "data",
        "data.a",
        "data.A",
        "data.a.b",
        "data.b",
        "Data.ß",
        "data.a.0",
        "data.ab",
        "subject",
        "topic",
    ]
)
GOOD_TEXTS = TEXTS.filter(lambda text: text.isascii() or "\ud800" not in text).filter(
    lambda text: not any(0xD800 <= ord(c) <= 0xDFFF for c in text)
)
GOOD_NUMBERS = NUMBERS.filter(lambda number: abs(number) < 1e308)

COMPARE: Mapping[str, Callable[[Any, Any], bool]] = {
    "NumberIn": operator.eq,
    "NumberLessThan": operator.lt,
    "NumberGreaterThan": operator.gt,
    "NumberLessThanOrEquals": operator.le,
    "NumberGreaterThanOrEquals": operator.ge,
    "NumberInRange": lambda key, ends: ends[0] <= key <= ends[1],
    "BoolEquals": operator.eq,
    "StringContains": lambda key, value: value in key,
    "StringBeginsWith": lambda key, value: key.startswith(value),
    "StringEndsWith": lambda key, value: key.endswith(value),
    "StringIn": operator.eq,
}
POSITIVE = {
    "NumberNotIn": "NumberIn",
    "NumberNotInRange": "NumberInRange",
    "StringNotContains": "StringContains",
    "StringNotBeginsWith": "StringBeginsWith",
    "StringNotEndsWith": "StringEndsWith",
    "StringNotIn": "StringIn",
}
MATCH_IF_MISSING = {"NumberNotIn", "NumberNotInRange", "StringNotIn", "IsNullOrUndefined"}
GONE = object()


@st.composite
def conditions(draw: st.DrawFn) -> dict[str, Any]:
    name = draw(st.sampled_from([*COMPARE, *POSITIVE, "IsNullOrUndefined", "IsNotNull"]))
    condition = {"operatorType": name, "key": draw(KEYS)}
    if name in {"IsNullOrUndefined", "IsNotNull"}:
        return condition
    one: Any = GOOD_NUMBERS if name.startswith("Number") else GOOD_TEXTS
    if name == "BoolEquals":
        one = st.booleans()
    if name.endswith("Range"):
        one = st.tuples(GOOD_NUMBERS, GOOD_NUMBERS).map(sorted)
    if name in SINGLE:
        return {**condition, "value": draw(one)}
    return {**condition, "values": draw(st.lists(one, min_size=1, max_size=4))}


FILTERS = st.fixed_dictionaries(
    {"advancedFilters": st.lists(conditions(), max_size=3)},
    optional={
        "enableAdvancedFilteringOnArrays": st.booleans(),
        "subjectBeginsWith": GOOD_TEXTS,
        "isSubjectCaseSensitive": st.booleans() | st.none(),
    },
)


def event_of(data: Any) -> Event:
    return Event("id", "ping", 0, json.dumps(data), '{"instance_name": "Ab"}')


@settings(max_examples=250)
@given(FILTERS, VALUES)
def test_it_says_what_the_pseudo_code_says(given_: dict[str, Any], data: Any) -> None:
    assert faults(given_) == []
    given_ = without_nulls(given_)
    compiled, view = CompiledFilter(given_), EventView(event_of(data))
    on_arrays = given_.get("enableAdvancedFilteringOnArrays", False)

    begin = given_.get("subjectBeginsWith", "")
    respects_case = given_.get("isSubjectCaseSensitive", False)
    subject = "Ab" if respects_case else upper("Ab")
    expected = subject.startswith(begin if respects_case else upper(begin))
    for condition in given_["advancedFilters"]:
        expected &= by_the_page(condition, data, on_arrays=on_arrays)

    assert compiled.wants(view) is expected
    assert matches(explain(compiled, view)) is expected
    assert matches(explain(compiled, EventView(event_of(data)))) is expected


def by_the_page(condition: Mapping[str, Any], data: Any, *, on_arrays: bool) -> bool:
    name = condition["operatorType"]
    key = looked_up(condition["key"], data)
    if key is GONE or key is None:
        return name in MATCH_IF_MISSING
    if name in {"IsNullOrUndefined", "IsNotNull"}:
        return bool(name == "IsNotNull")
    if isinstance(key, list) and not on_arrays:
        return False
    values = condition.get("values", [condition.get("value")])
    compare = COMPARE[POSITIVE.get(name, name)]
    for value in values:
        for one in key if isinstance(key, list) else [key]:
            if same_type(name, one) and compare(comparable(one), comparable(value)):
                return name not in POSITIVE
    return name in POSITIVE


def looked_up(key: str, data: Any) -> Any:
    first, *names = key.split(".")
    if first == "subject":
        return "Ab"
    if first == "topic":
        return GONE
    for name in names:
        if not isinstance(data, dict):
            return GONE
        exact = [value for other, value in data.items() if other == name]
        alike = [value for other, value in data.items() if upper(other) == upper(name)]
        if not alike:
            return GONE
        data = (exact or alike)[0]
    return data


def same_type(name: str, value: Any) -> bool:
    if name.startswith("Number"):
        return isinstance(value, int | float) and not isinstance(value, bool)
    return isinstance(value, bool if name == "BoolEquals" else str)


def comparable(value: Any) -> Any:
    return upper(value) if isinstance(value, str) else value


def upper(text: str) -> str:
    """One character for one, as in .NET."""
    return "".join(
        c.upper() if len(c.upper()) == 1 and c not in "ıſ" else c.title() if one(c) else c
        for c in text
    )


def one(character: str) -> bool:
    return len(character.title()) == 1 and character not in "ıſ"


ANY = st.recursive(
    st.none() | st.booleans() | NUMBERS | TEXTS | st.floats(),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                [
                    "operatorType",
                    "key",
                    "value",
                    "values",
                    "advancedFilters",
                    "subjectEndsWith",
                    "isSubjectCaseSensitive",
                    "x",
                ]
            ),
            inner,
            max_size=4,
        )
    ),
    max_leaves=10,
)

VALIDATOR = Draft202012Validator(filter_schema())


@settings(max_examples=250)
@given(ANY | st.builds(dict, advancedFilters=st.lists(conditions() | ANY, max_size=3)))
def test_anything_is_refused_or_can_be_compiled(value: Any) -> None:
    found = faults(value)
    if not found:
        assert isinstance(value, dict)
        compiled = CompiledFilter(without_nulls(value))
        compiled.wants(EventView(event_of({"a": value})))
        assert VALIDATOR.is_valid(value)
    else:
        assert all(fault.message for fault in found)


@settings(max_examples=200)
@given(FILTERS)
def test_the_schema_allows_what_is_accepted(given_: dict[str, Any]) -> None:
    assert faults(given_) == []
    assert VALIDATOR.is_valid(given_)


@settings(max_examples=200)
@given(conditions(), st.sampled_from(["operatorType", "key", "value", "values"]), ANY)
def test_the_schema_refuses_what_is_refused(
    condition: dict[str, Any], name: str, value: Any
) -> None:
    """Except for what no schema can say: order, Unicode, and numbers that JSON does not have."""
    changed = {"advancedFilters": [{**condition, name: value}]}
    found = faults(changed)
    unsaid = ("lower number first", "valid Unicode", "below 1.8e308")
    if found and not any(text in fault.message for fault in found for text in unsaid):
        assert not VALIDATOR.is_valid(changed), found
