"""A filter that is compiled, and what it says of an event."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from enum import StrEnum
from typing import Any, NamedTuple, Protocol

from shared.filters import keys
from shared.filters.keys import Key
from shared.filters.operators import OPERATORS, Operator, Takes
from shared.filters.text import fold
from shared.filters.view import MISSING, EventView, Kind


class Reason(StrEnum):
    """What decided about a condition."""

    MISSING = "missing"
    NULL = "null"
    ARRAY = "array"
    TYPE = "type"
    VALUE = "value"


class Verdict(NamedTuple):
    """Whether a condition is met, and what decided it."""

    matched: bool
    reason: Reason


# These are made once: making a verdict takes as long as all else about a condition.
_MET = Verdict(True, Reason.VALUE)
_UNMET = Verdict(False, Reason.VALUE)
_IS_ARRAY = Verdict(False, Reason.ARRAY)


class Condition(Protocol):
    """A part of a filter. ``place`` is its path in the filter, such as ``advancedFilters[3]``."""

    place: str
    key: Key
    operator: str

    def judge(self, view: EventView) -> Verdict:
        """Return what the condition says of an event."""


class CompiledFilter:
    """A filter, ready to be evaluated. Thread-safe."""

    def __init__(self, given: Mapping[str, Any]) -> None:
        """*given* is a filter that `shared.filters.parsing` has checked."""
        self.conditions: tuple[Condition, ...] = tuple(_conditions(given))

    def wants(self, view: EventView) -> bool:
        """Whether the event meets all conditions."""
        matched = True
        for condition in self.conditions:  # a generator would cost a third of the time
            matched = condition.judge(view).matched
            if not matched:
                break
        return matched


def _conditions(given: Mapping[str, Any]) -> Iterator[Condition]:
    respects_case = given.get("isSubjectCaseSensitive", False)
    if begin := given.get("subjectBeginsWith"):
        yield _Subject("subjectBeginsWith", begin, str.startswith, respects_case=respects_case)
    if end := given.get("subjectEndsWith"):
        yield _Subject("subjectEndsWith", end, str.endswith, respects_case=respects_case)
    on_arrays = given.get("enableAdvancedFilteringOnArrays", False)
    for index, one in enumerate(given.get("advancedFilters", ())):
        yield _Advanced(f"advancedFilters[{index}]", one, on_arrays=on_arrays)


class _Subject:
    """``subjectBeginsWith`` or ``subjectEndsWith``."""

    key = keys.SUBJECT

    def __init__(
        self,
        name: str,
        wanted: str,
        compare: Callable[[str, str], bool],
        *,
        respects_case: bool,
    ) -> None:
        self.place = self.operator = name
        self._wanted = wanted if respects_case else fold(wanted)
        self._compare = compare
        self._respects_case = respects_case

    def judge(self, view: EventView) -> Verdict:
        if self._respects_case:
            text = view.value(self.key)
        else:
            [text] = view.elements(view.value(self.key), Kind.STRING)
        return _MET if self._compare(text, self._wanted) else _UNMET


class _Advanced:
    """One of ``advancedFilters``."""

    def __init__(self, place: str, given: Mapping[str, Any], *, on_arrays: bool) -> None:
        operator = OPERATORS[given["operatorType"]]
        self.place = place
        self.key = keys.parse(given["key"])
        self.operator = operator.name
        self._kind = operator.kind
        self._negated = operator.negated
        self._test = operator.test(_values(operator, given))
        self._if_missing = Verdict(operator.matches_missing, Reason.MISSING)
        self._if_null = Verdict(operator.matches_missing, Reason.NULL)
        self._if_other_type = Verdict(operator.negated, Reason.TYPE)
        self._on_arrays = on_arrays

    def judge(self, view: EventView) -> Verdict:
        value = view.value(self.key)
        if value is MISSING:
            return self._if_missing
        if value is None:
            return self._if_null
        kind = self._kind
        if kind is None:
            return _MET if self._negated else _UNMET
        if type(value) is list and not self._on_arrays:
            return _IS_ARRAY
        elements = view.elements(value, kind)
        if not elements:
            return self._if_other_type
        return _UNMET if self._test(elements) is self._negated else _MET


def _values(operator: Operator, given: Mapping[str, Any]) -> tuple[Any, ...]:
    if operator.takes is Takes.NOTHING:
        return ()
    return (given["value"],) if operator.takes is Takes.VALUE else tuple(given["values"])
