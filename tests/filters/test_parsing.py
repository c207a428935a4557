"""What is refused as a filter, and where the fault is said to be."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from shared.filters.operators import OPERATORS, Takes
from shared.filters.parsing import MAX_JSON_CHARACTERS, faults, to_json, without_nulls
from tests.filters.rules import EXAMPLES, advanced, one

LONG = "x" * 512


def refused(value: object) -> list[tuple[tuple[str | int, ...], str]]:
    return [(fault.place, fault.message) for fault in faults(value)]


def place_of(value: object) -> tuple[str | int, ...]:
    [(place, _)] = refused(value)
    return place


@pytest.mark.parametrize("value", [None, [], "StringIn", 1, True])
def test_a_filter_is_an_object(value: object) -> None:
    assert refused(value) == [((), "must be an object")]


def test_null_members_are_as_if_they_were_missing() -> None:
    given = dict.fromkeys(
        [
            "subjectBeginsWith",
            "subjectEndsWith",
            "isSubjectCaseSensitive",
            "includedEventTypes",
            "advancedFilters",
            "enableAdvancedFilteringOnArrays",
        ]
    )

    assert refused(given) == []
    assert without_nulls(given) == {}


@pytest.mark.parametrize(
    ("given", "place", "message"),
    [
        ({"x": 1}, ("x",), "is not a known property"),
        ({"subjectBeginsWith": 1}, ("subjectBeginsWith",), "must be a string"),
        ({"subjectEndsWith": LONG + "x"}, ("subjectEndsWith",), "at most 512 characters"),
        ({"isSubjectCaseSensitive": "true"}, ("isSubjectCaseSensitive",), "true or false"),
        ({"enableAdvancedFilteringOnArrays": 1}, ("enableAdvancedFilteringOnArrays",), "true or"),
        ({"includedEventTypes": ["ping"]}, ("includedEventTypes",), "event_types of the webhook"),
        ({"advancedFilters": {}}, ("advancedFilters",), "must be an array"),
        ({"advancedFilters": [1]}, ("advancedFilters", 0), "must be an object"),
    ],
)
def test_a_member_that_is_wrong_is_named(
    given: Mapping[str, Any], place: tuple[str, ...], message: str
) -> None:
    [(found, text)] = refused(given)
    assert found == place
    assert message in text


@pytest.mark.parametrize(
    ("changes", "place", "message"),
    [
        ({"operatorType": "stringin"}, "operatorType", "must be one of NumberIn, NumberNotIn"),
        ({"operatorType": ["StringIn"]}, "operatorType", "must be one of"),
        ({"operatorType": None}, "operatorType", "must be one of"),
        ({"key": 1}, "key", "must be a string"),
        ({"key": ""}, "key", "must be id, topic"),
        ({"key": "eventTime"}, "key", "must be id, topic"),
        ({"key": "instance_name"}, "key", "must be id, topic"),
        ({"key": "subject.x"}, "key", "must be id, topic"),
        ({"key": "database"}, "key", "must be id, topic"),
        ({"key": "data."}, "key", "two dots in a row"),
        ({"key": "data..x"}, "key", "two dots in a row"),
        ({"key": ".data"}, "key", "must be id, topic"),
        ({"key": "data." + LONG}, "key", "at most 512 characters"),
        ({"key": "data.\ud800"}, "key", "must be valid Unicode"),
        ({"value": "a"}, "value", "is not a property of StringIn; StringIn has values"),
        ({"x": "a"}, "x", "is not a property of StringIn"),
        ({"values": "a"}, "values", "must be an array"),
        ({"values": None}, "values", "must be an array"),
        ({"values": []}, "values", "must not be empty"),
        ({"values": ["a"] * 26}, "values", "at most 25 items"),
    ],
)
def test_a_fault_of_an_advanced_filter_is_named(
    changes: Mapping[str, Any], place: str, message: str
) -> None:
    good = {"operatorType": "StringIn", "key": "data.a", "values": ["a"]}
    [(found, text)] = refused(advanced(good, {**good, **changes}))
    assert found == ("advancedFilters", 1, place)
    assert message in text


@pytest.mark.parametrize("name", ["operatorType", "key", "values"])
def test_a_member_that_is_required_is_named(name: str) -> None:
    given = {"operatorType": "StringIn", "key": "data.a", "values": ["a"]}
    del given[name]
    assert refused(advanced(given))[0] == (("advancedFilters", 0, name), "is required")


@pytest.mark.parametrize(
    ("operator", "value", "message"),
    [
        ("NumberLessThan", "5", "must be a number"),
        ("NumberLessThan", True, "must be a number"),
        ("NumberLessThan", None, "must be a number"),
        ("NumberLessThan", [5], "must be a number"),
        ("NumberLessThan", float("inf"), "must be a number below"),
        ("NumberLessThan", float("nan"), "must be a number below"),
        ("NumberLessThan", 10**309, "must be a number below"),
        ("BoolEquals", 1, "must be true or false"),
        ("BoolEquals", "true", "must be true or false"),
        ("BoolEquals", None, "must be true or false"),
    ],
)
def test_a_value_has_the_type_of_the_operator(operator: str, value: object, message: str) -> None:
    [(found, text)] = refused(one(operator, value))
    assert found == ("advancedFilters", 0, "value")
    assert message in text


def test_a_number_of_many_digits_is_refused() -> None:
    assert place_of(one("NumberIn", -(10**5000))) == ("advancedFilters", 0, "values", 0)


@pytest.mark.parametrize(
    ("operator", "values", "place", "message"),
    [
        ("NumberIn", [1, "2"], (1,), "must be a number"),
        ("NumberNotIn", [False], (0,), "must be a number"),
        ("StringIn", ["a", 2], (1,), "must be a string"),
        ("StringContains", [LONG + "x"], (0,), "at most 512 characters"),
        ("StringContains", ["\udfff"], (0,), "must be valid Unicode"),
        ("NumberInRange", [1, 2], (0,), "must be an array of two numbers"),
        ("NumberInRange", [[1]], (0,), "must be an array of two numbers"),
        ("NumberInRange", [[1, 2, 3]], (0,), "must be an array of two numbers"),
        ("NumberInRange", [[1, 2], [3, "4"]], (1, 1), "must be a number"),
        ("NumberNotInRange", [[2, 1]], (0,), "must have the lower number first"),
    ],
)
def test_each_of_the_values_has_the_type_of_the_operator(
    operator: str, values: list[Any], place: tuple[int, ...], message: str
) -> None:
    found = refused(one(operator, *values))[0]
    assert found[0] == ("advancedFilters", 0, "values", *place)
    assert message in found[1]


@pytest.mark.parametrize("name", [n for n, o in OPERATORS.items() if o.takes is Takes.NOTHING])
def test_an_operator_that_compares_nothing_takes_no_values(name: str) -> None:
    assert place_of(one(name, 1)) == ("advancedFilters", 0, "values")


def test_all_faults_are_listed() -> None:
    bad = {"operatorType": "x", "key": "y"}
    found = [place for place, _ in refused({"a": 1, **advanced(bad, bad)})]
    assert found == [
        ("a",),
        ("advancedFilters", 0, "operatorType"),
        ("advancedFilters", 0, "key"),
        ("advancedFilters", 1, "operatorType"),
        ("advancedFilters", 1, "key"),
    ]


class TestLimits:
    def test_25_filters(self) -> None:
        condition = {"operatorType": "IsNotNull", "key": "data.a"}
        assert refused(advanced(*[condition] * 25)) == []
        assert place_of(advanced(*[condition] * 26)) == ("advancedFilters",)

    def test_25_values_of_all_filters_together(self) -> None:
        strings = {"operatorType": "StringIn", "key": "data.a", "values": ["a"] * 12}
        single = {"operatorType": "BoolEquals", "key": "data.a", "value": True}
        assert refused(advanced(strings, strings, single)) == []
        [(place, message)] = refused(advanced(strings, strings, single, single))
        assert place == ("advancedFilters",)
        assert message == "must have at most 25 values in all, and has 26"

    def test_a_range_is_one_value(self) -> None:
        ranges = {"operatorType": "NumberInRange", "key": "data.a", "values": [[1, 2]] * 25}
        assert refused(advanced(ranges)) == []

    def test_512_characters_of_each_string(self) -> None:
        assert refused(one("StringIn", LONG, key="data." + "x" * 507)) == []
        assert refused({"subjectBeginsWith": LONG, "subjectEndsWith": "😀" * 512}) == []

    def test_the_largest_filter_fits_into_a_property(self) -> None:
        conditions = [
            {
                "operatorType": "StringNotBeginsWith",
                "key": f"data.{LONG[5:]}",
                "values": ["é" * 512],
            }
        ] * 25
        largest = {
            "subjectBeginsWith": LONG,
            "subjectEndsWith": LONG,
            "isSubjectCaseSensitive": False,
            **advanced(*conditions, on_arrays=True),
        }
        assert refused(largest) == []
        assert len(to_json(largest)) < MAX_JSON_CHARACTERS

    def test_what_takes_more_room_as_json_is_refused(self) -> None:
        conditions = [
            {"operatorType": "StringIn", "key": "data.a", "values": ["\x00" * 512]}
            for _ in range(12)
        ]
        [(place, message)] = refused(advanced(*conditions))
        assert place == ()
        assert "30000 characters as JSON" in message


def test_every_example_is_valid() -> None:
    assert [name for name in EXAMPLES if refused(one(name, *EXAMPLES[name]))] == []
