"""Checks a filter as it is given over the API: its shape, its types and its limits."""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from shared.filters import keys
from shared.filters.operators import OPERATORS, Operator, Takes
from shared.filters.view import Kind

MAX_FILTERS = 25
MAX_VALUES = 25
"""Values of all advanced filters together; a range counts as one."""
MAX_CHARACTERS = 512
"""Characters of each string."""
MAX_JSON_CHARACTERS = 30_000
"""UTF-16 units of the filter as JSON, by which storage counts: a property holds 32,768."""

Place = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class FilterFault:
    """One thing wrong with a filter. ``place`` is as ``("advancedFilters", 3, "key")``."""

    place: Place
    message: str


Faults = Iterator[FilterFault]


def faults(value: object) -> list[FilterFault]:
    """Return what is wrong with *value*, parsed JSON, as a filter; nothing if it is valid."""
    if not isinstance(value, dict):
        return [FilterFault((), "must be an object")]
    found = [fault for name, member in value.items() for fault in _member(name, member)]
    return found or list(_limits(value))


def without_nulls(given: Mapping[str, Any]) -> dict[str, Any]:
    """Return a valid filter without the members that are null, which stand for nothing."""
    return {name: member for name, member in given.items() if member is not None}


def to_json(given: Mapping[str, Any]) -> str:
    """Return a valid filter as the text in which it is stored."""
    return json.dumps(given, ensure_ascii=False, separators=(",", ":"))


def _member(name: str, value: object) -> Faults:
    check = _MEMBERS.get(name)
    if check is None:
        yield FilterFault((name,), "is not a known property")
    elif value is not None:
        yield from check((name,), value)


def _boolean(place: Place, value: object) -> Faults:
    if not isinstance(value, bool):
        yield FilterFault(place, "must be true or false")


def _string(place: Place, value: object) -> Faults:
    if not isinstance(value, str):
        yield FilterFault(place, "must be a string")
    elif len(value) > MAX_CHARACTERS:
        yield FilterFault(place, f"must have at most {MAX_CHARACTERS} characters")
    elif not value.isascii() and value.encode(errors="replace").decode() != value:
        yield FilterFault(place, "must be valid Unicode")


def _number(place: Place, value: object) -> Faults:
    if isinstance(value, bool) or not isinstance(value, int | float):
        yield FilterFault(place, "must be a number")
        return
    try:
        finite = math.isfinite(value)
    except OverflowError:
        finite = False
    if not finite:
        yield FilterFault(place, "must be a number below 1.8e308")


def _range(place: Place, value: object) -> Faults:
    if not isinstance(value, list) or len(value) != 2:
        yield FilterFault(place, "must be an array of two numbers, the lower one first")
        return
    found = [fault for index in (0, 1) for fault in _number((*place, index), value[index])]
    yield from found
    if not found and value[0] > value[1]:
        yield FilterFault(place, "must have the lower number first")


def _event_types(place: Place, _value: object) -> Faults:
    yield FilterFault(place, "belongs into event_types of the webhook")


def _advanced_filters(place: Place, value: object) -> Faults:
    if not isinstance(value, list):
        yield FilterFault(place, "must be an array")
        return
    if len(value) > MAX_FILTERS:
        yield FilterFault(place, f"must have at most {MAX_FILTERS} items")
        return
    for index, one in enumerate(value):
        yield from _advanced_filter((*place, index), one)


def _advanced_filter(place: Place, value: object) -> Faults:
    if not isinstance(value, dict):
        yield FilterFault(place, "must be an object")
        return
    name = value.get("operatorType")
    operator = OPERATORS.get(name) if isinstance(name, str) else None
    if operator is None:
        message = (
            "must be one of " + ", ".join(OPERATORS) if "operatorType" in value else "is required"
        )
        yield FilterFault((*place, "operatorType"), message)
    yield from _key((*place, "key"), value)
    if operator is not None:
        yield from _operand(place, value, operator)


def _key(place: Place, given: Mapping[str, Any]) -> Faults:
    if "key" not in given:
        yield FilterFault(place, "is required")
        return
    found = list(_string(place, given["key"]))
    yield from found
    if not found and (message := keys.fault(given["key"])):
        yield FilterFault(place, message)


def _operand(place: Place, given: Mapping[str, Any], operator: Operator) -> Faults:
    name = _OPERAND[operator.takes]
    for other in given.keys() - {"operatorType", "key", name}:
        instead = f"; {operator.name} has {name}" if name else ""
        yield FilterFault((*place, other), f"is not a property of {operator.name}{instead}")
    if not name:
        return
    if name not in given:
        yield FilterFault((*place, name), "is required")
        return
    check = _range if operator.takes is Takes.RANGES else _OF_KIND[operator.kind]
    if operator.takes is Takes.VALUE:
        yield from check((*place, name), given[name])
    else:
        yield from _list((*place, name), given[name], check)


def _list(place: Place, value: object, check: Callable[[Place, object], Faults]) -> Faults:
    if not isinstance(value, list):
        yield FilterFault(place, "must be an array")
    elif not value:
        yield FilterFault(place, "must not be empty")
    elif len(value) > MAX_VALUES:
        yield FilterFault(place, f"must have at most {MAX_VALUES} items")
    else:
        for index, one in enumerate(value):
            yield from check((*place, index), one)


def _limits(given: Mapping[str, Any]) -> Faults:
    """Yield what is too much in a filter whose members are valid by themselves."""
    advanced = given.get("advancedFilters") or []
    count = sum(len(one["values"]) if "values" in one else "value" in one for one in advanced)
    if count > MAX_VALUES:
        message = f"must have at most {MAX_VALUES} values in all, and has {count}"
        yield FilterFault(("advancedFilters",), message)
    elif len(to_json(given).encode("utf-16-le")) > 2 * MAX_JSON_CHARACTERS:
        yield FilterFault((), f"must have at most {MAX_JSON_CHARACTERS} characters as JSON")


_MEMBERS: Mapping[str, Callable[[Place, object], Faults]] = {
    "subjectBeginsWith": _string,
    "subjectEndsWith": _string,
    "isSubjectCaseSensitive": _boolean,
    "includedEventTypes": _event_types,
    "advancedFilters": _advanced_filters,
    "enableAdvancedFilteringOnArrays": _boolean,
}

_OPERAND: Mapping[Takes, str] = {
    Takes.VALUE: "value",
    Takes.VALUES: "values",
    Takes.RANGES: "values",
    Takes.NOTHING: "",
}

_OF_KIND: Mapping[Kind | None, Callable[[Place, object], Faults]] = {
    Kind.NUMBER: _number,
    Kind.STRING: _string,
    Kind.BOOLEAN: _boolean,
}
