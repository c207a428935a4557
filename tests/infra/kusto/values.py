"""Kusto's scalar values as Python's, and its operators and functions on them.

A datetime is an aware datetime, a timespan a timedelta, a dynamic value what JSON gives, and null
is None. A string is never null: it is empty.
"""

from __future__ import annotations

import json
import math
import operator
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any, Final

Row = Mapping[str, Any]
"""The values of a row by the names of its columns."""

EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)


class NotKnown(Exception):
    """Something that the interpreter does not know, or that Kusto's documentation leaves open."""


# Operators


def compare(symbol: str, left: Any, right: Any) -> bool | None:
    """Compare two values; with a null the answer is null, which no ``where`` lets through."""
    if left is None or right is None:
        if symbol == "!=":
            raise NotKnown("null != value")
        return None
    if isinstance(left, bool) != isinstance(right, bool) or (
        isinstance(left, str) != isinstance(right, str)
    ):
        raise NotKnown(f"{left!r} {symbol} {right!r}")
    result: bool = _COMPARISONS[symbol](left, right)
    return result


_COMPARISONS: Final[Mapping[str, Callable[[Any, Any], bool]]] = {
    "==": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}


def starts_with(text: str, beginning: str) -> bool:
    """Do what ``startswith`` does, which ignores case."""
    return text.lower().startswith(beginning.lower())


def calculate(symbol: str, left: Any, right: Any) -> Any:
    """Add, subtract, multiply or divide; whole numbers divide to whole numbers."""
    if left is None or right is None:
        return None
    if any(isinstance(value, bool | str) for value in (left, right)):
        raise NotKnown(f"{left!r} {symbol} {right!r}")
    if symbol == "/":
        return _divide(left, right)
    return _CALCULATIONS[symbol](left, right)


_CALCULATIONS: Final[Mapping[str, Callable[[Any, Any], Any]]] = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
}


def _divide(left: Any, right: Any) -> Any:
    if not right:
        raise NotKnown("a division by zero")
    if isinstance(left, int) and isinstance(right, int):
        return int(left / right)
    return left / right


def is_comparison(symbol: str) -> bool:
    return symbol in _COMPARISONS


def is_calculation(symbol: str) -> bool:
    return symbol in _CALCULATIONS or symbol == "/"


def both(left: bool | None, right: bool | None) -> bool | None:
    if left is False or right is False:
        return False
    return None if left is None or right is None else True


def either(left: bool | None, right: bool | None) -> bool | None:
    if left or right:
        return True
    return None if left is None or right is None else False


def member(value: Any, name: str) -> Any:
    """Return a member of a dynamic value; of what is no object it is null."""
    return value.get(name) if isinstance(value, dict) else None


# Functions


def parse_json(text: Any) -> Any:
    """Return the JSON in a text; what is none stays the text."""
    try:
        return json.loads(text)
    except ValueError:
        return text


def to_string(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return repr(value)
    raise NotKnown(f"tostring({value!r})")


def to_whole(value: Any) -> int | None:
    number = to_real(value)
    return None if number is None else int(number)


def to_real(value: Any) -> float | None:
    """Return the number that a number or a text is; null for a text that is none."""
    if value is None or isinstance(value, dict | list):
        return None
    if isinstance(value, bool):
        raise NotKnown(f"the number of {value}")
    try:
        return float(value)
    except ValueError:
        return None


def round_to(value: float | None, digits: int = 0) -> float | None:
    """Round half away from zero."""
    if value is None:
        return None
    scale = 10.0**digits
    rounded = math.floor(abs(value) * scale + 0.5) / scale
    return math.copysign(rounded, value)


def coalesce(*values: Any) -> Any:
    """Return the first value that is not null, of strings the first that is not empty."""
    return next((value for value in values if value is not None and value != ""), values[-1])


def case(*arguments: Any) -> Any:
    *pairs, otherwise = arguments
    for condition, value in zip(pairs[::2], pairs[1::2], strict=True):
        if condition:
            return value
    return otherwise


def bin_of(value: Any, size: Any) -> Any:
    """Round down to a multiple; of a time since the year one, so of parts of a day only."""
    if value is None:
        return None
    if isinstance(value, datetime):
        if timedelta(days=1) % size:
            raise NotKnown(f"bin() by {size}")
        return EPOCH + (value - EPOCH) // size * size
    return value // size * size


def seconds_to_time(seconds: float | None) -> datetime | None:
    return None if seconds is None else EPOCH + timedelta(seconds=seconds)


def iff(condition: bool | None, then: Any, otherwise: Any) -> Any:
    return then if condition else otherwise


FUNCTIONS: Final[Mapping[str, Callable[..., Any]]] = {
    "bin": bin_of,
    "case": case,
    "coalesce": coalesce,
    "iff": iff,
    "isnull": lambda value: value is None,
    "parse_json": parse_json,
    "round": round_to,
    "strcat": lambda *texts: "".join(to_string(text) for text in texts),
    "todouble": to_real,
    "toint": to_whole,
    "tolong": to_whole,
    "tostring": to_string,
    "unixtime_seconds_todatetime": seconds_to_time,
}


_UNITS: Final = {"ms": 1e-3, "d": 86400.0, "h": 3600.0, "m": 60.0, "s": 1.0}


def timespan(text: str) -> timedelta:
    """Return the value of a literal such as ``15m``."""
    for unit, seconds in _UNITS.items():
        number = text.removesuffix(unit)
        if number != text and number.replace(".", "", 1).isdigit():
            return timedelta(seconds=float(number) * seconds)
    raise NotKnown(f"the timespan {text}")
