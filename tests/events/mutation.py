"""Every way to spoil a JSON value in one place."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

NIL = "00000000-0000-0000-0000-000000000000"

_HALF, _OTHER_HALF = "\ud800", chr(0xD801)  # of surrogate pairs

REPLACEMENTS: list[Any] = [
    None,
    True,
    False,
    0,
    1,
    -1,
    450,
    466,
    168,
    169,
    1000,
    1001,
    2**31,
    -(2**63) - 1,
    2**64,
    10**400,
    0.0,
    -0.0,
    1.0,
    24.0,
    472.0,
    1e2,
    1e300,
    float("inf"),
    24.5,
    24.000000000000004,
    1e-300,
    "",
    " ",
    "24",
    "1",
    "true",
    "null",
    "text",
    "\ud800",
    "\udfff\ud800",
    "\x00",
    "é" * 3,
    "x" * 1000,
    [],
    [None],
    [[]],
    ["text"],
    [NIL],
    [{}],
    {},
    {"": ""},
    {"a": None},
    {"a": "text"},
    {"\ud800": "text"},
    {_HALF: 1, _OTHER_HALF: "text", "?": "text"},
    {_HALF: "text", _OTHER_HALF: 1, "?": "text"},
    NIL,
    "ABCDEFAB-CDEF-ABCD-EFAB-CDEFABCDEFAB",
    "abcdefab-cdef-abcd-efab-cdefabcdefaB",
    NIL.replace("-", ""),
    NIL + "-",
    NIL + "\n",
    " " + NIL,
    "{" + NIL + "}",
    NIL + "}",
    "urn:uuid:" + NIL,
    NIL[:-1],
    NIL[:-1] + "g",
    NIL[:-1] + "_",
    NIL[:-1] + "\ud800",
    "٠" * 8 + NIL[8:],
    "0000-00000000-0000-0000-000000000000",
    "2026-11-21T19:00:00Z",
    "2026-11-21T19:00:00",
]

ADDED_NAMES = ["unknown", "", "Job_Id", "model_config", "__class__", "\ud800", "?", "x" * 1000]


def mutations(value: Any) -> Iterator[Any]:
    """*value* with one thing replaced, dropped, added, or put in another case."""
    yield from REPLACEMENTS
    yield from _other_cases(value)
    if isinstance(value, dict):
        yield from _object_mutations(value)
    elif isinstance(value, list):
        yield from _array_mutations(value)


def _object_mutations(value: dict[str, Any]) -> Iterator[Any]:
    for name, item in value.items():
        others = {n: v for n, v in value.items() if n != name}
        yield others
        yield from (others | {other_case: item} for other_case in _other_cases(name))
        yield from (value | {name: mutated} for mutated in mutations(item))
    for name in ADDED_NAMES:
        yield from (value | {name: item} for item in ("text", 1, None))


def _array_mutations(value: list[Any]) -> Iterator[Any]:
    for index, item in enumerate(value):
        before, after = value[:index], value[index + 1 :]
        yield before + after
        yield from ([*before, mutated, *after] for mutated in mutations(item))
    yield value * 50
    yield from ([*value, added] for added in REPLACEMENTS)


def _other_cases(value: Any) -> Iterator[Any]:
    if isinstance(value, str):
        yield from {value.upper(), value.lower(), value.capitalize(), value.swapcase()} - {value}
