"""Event Grid's 19 operators: what each takes, and how it decides.

An operator is given what is of its type under a key: the value, or those in it if it is an array.
What is of another type is left out. A negated operator matches if none of them is found; the others
match if one is.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from shared.filters.text import fold
from shared.filters.view import Kind

Test = Callable[[list[Any]], bool]
"""Whether one of the elements, of which there is at least one, is what a filter looks for."""


class Takes(StrEnum):
    """What a filter has besides its operator and its key."""

    VALUE = "value"
    VALUES = "values"
    RANGES = "ranges"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Operator:
    """``matches_missing``: what it says of a key that the event does not have, or that is null.

    ``kind`` is None for the two operators that compare nothing.
    """

    name: str
    kind: Kind | None
    takes: Takes
    test: Callable[[Sequence[Any]], Test]
    negated: bool = False
    matches_missing: bool = False


def _never(_: Sequence[Any]) -> Test:
    return lambda _elements: False


def _greater(values: Sequence[Any]) -> Test:
    return lambda elements: max(elements) > values[0]


def _greater_or_equal(values: Sequence[Any]) -> Test:
    return lambda elements: max(elements) >= values[0]


def _less(values: Sequence[Any]) -> Test:
    return lambda elements: min(elements) < values[0]


def _less_or_equal(values: Sequence[Any]) -> Test:
    return lambda elements: min(elements) <= values[0]


def _one_of(values: Sequence[Any]) -> Test:
    wanted = frozenset(values)
    return lambda elements: not wanted.isdisjoint(elements)


def _in_range(ranges: Sequence[Any]) -> Test:
    return lambda elements: any(low <= n <= high for low, high in ranges for n in elements)


def _one_of_strings(values: Sequence[Any]) -> Test:
    return _one_of(tuple(map(fold, values)))


def _contains(values: Sequence[Any]) -> Test:
    wanted = tuple(map(fold, values))

    def test(texts: list[Any]) -> bool:
        text = texts[0] if len(texts) == 1 else _NOT_IN_VALUES.join(texts)
        return any(part in text for part in wanted)

    return test


_NOT_IN_VALUES = "\ud800"
"""Half of a surrogate pair, which no value has. It joins the strings of an array to one long text,
in which Python searches in linear time."""


def _begins(values: Sequence[Any]) -> Test:
    wanted = tuple(map(fold, values))
    return lambda elements: any(text.startswith(wanted) for text in elements)


def _ends(values: Sequence[Any]) -> Test:
    wanted = tuple(map(fold, values))
    return lambda elements: any(text.endswith(wanted) for text in elements)


def _numbers() -> list[Operator]:
    kind, value, values, ranges = Kind.NUMBER, Takes.VALUE, Takes.VALUES, Takes.RANGES
    return [
        Operator("NumberIn", kind, values, _one_of),
        Operator("NumberNotIn", kind, values, _one_of, negated=True, matches_missing=True),
        Operator("NumberLessThan", kind, value, _less),
        Operator("NumberGreaterThan", kind, value, _greater),
        Operator("NumberLessThanOrEquals", kind, value, _less_or_equal),
        Operator("NumberGreaterThanOrEquals", kind, value, _greater_or_equal),
        Operator("NumberInRange", kind, ranges, _in_range),
        Operator("NumberNotInRange", kind, ranges, _in_range, negated=True, matches_missing=True),
    ]


def _strings() -> list[Operator]:
    kind, values = Kind.STRING, Takes.VALUES
    return [
        Operator("StringContains", kind, values, _contains),
        Operator("StringNotContains", kind, values, _contains, negated=True),
        Operator("StringBeginsWith", kind, values, _begins),
        Operator("StringNotBeginsWith", kind, values, _begins, negated=True),
        Operator("StringEndsWith", kind, values, _ends),
        Operator("StringNotEndsWith", kind, values, _ends, negated=True),
        Operator("StringIn", kind, values, _one_of_strings),
        Operator("StringNotIn", kind, values, _one_of_strings, negated=True, matches_missing=True),
    ]


OPERATORS: Mapping[str, Operator] = {
    operator.name: operator
    for operator in [
        *_numbers(),
        Operator("BoolEquals", Kind.BOOLEAN, Takes.VALUE, _one_of),
        *_strings(),
        Operator("IsNullOrUndefined", None, Takes.NOTHING, _never, matches_missing=True),
        Operator("IsNotNull", None, Takes.NOTHING, _never, negated=True),
    ]
}
"""All operators by their names, in the order of Event Grid's page."""
