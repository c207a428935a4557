"""Every rule of filters, with its source, and the cases that show it.

The rules are Event Grid's as far as its documentation says them. Where it says nothing, or one page
contradicts another, the source is `Source.OURS`, and the rule says what was decided.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from typing import Any


class Source(Enum):
    """A page of Microsoft's documentation: its title and its address."""

    FILTERING = (
        "Understand event filtering for Event Grid subscriptions",
        "https://learn.microsoft.com/en-us/azure/event-grid/event-filtering",
    )
    EDGE = (
        "Advanced filtering - Azure Event Grid IoT Edge",
        "https://docs.microsoft.com/en-us/azure/event-grid/edge/advanced-filtering",
    )
    POWERSHELL = (
        "New-AzEventGridSubscription",
        "https://learn.microsoft.com/en-us/powershell/module/az.eventgrid/new-azeventgridsubscription",
    )
    OURS = ("ours", "")


@dataclass(frozen=True)
class Case:
    """A filter, the data of an event, and whether the filter wants the event.

    ``reason`` is what decided about the last condition that was looked at.
    """

    filter: Mapping[str, Any]
    data: Any
    wanted: bool
    reason: str = "value"


@dataclass(frozen=True)
class Rule:
    """A rule in words, where it comes from, and cases."""

    text: str
    source: Source
    cases: Sequence[Case] = field(repr=False)


def advanced(*filters: Mapping[str, Any], on_arrays: bool = False) -> dict[str, Any]:
    found: dict[str, Any] = {"advancedFilters": list(filters)}
    return found | {"enableAdvancedFilteringOnArrays": True} if on_arrays else found


def one(operator: str, *values: Any, key: str = "data.key1", on_arrays: bool = False) -> Any:
    """A filter with one advanced filter; what it compares with is put where it belongs."""
    given: dict[str, Any] = {"operatorType": operator, "key": key}
    if operator in SINGLE:
        [given["value"]] = values
    elif values:
        given["values"] = list(values)
    return advanced(given, on_arrays=on_arrays)


SINGLE = frozenset(
    {
        "NumberLessThan",
        "NumberGreaterThan",
        "NumberLessThanOrEquals",
        "NumberGreaterThanOrEquals",
        "BoolEquals",
    }
)

EXAMPLES: Mapping[str, tuple[Any, ...]] = {
    "NumberIn": (5, 1),
    "NumberNotIn": (41, 0),
    "NumberLessThan": (100,),
    "NumberGreaterThan": (20,),
    "NumberLessThanOrEquals": (100,),
    "NumberGreaterThanOrEquals": (30,),
    "NumberInRange": ([3.14159, 999.95], [3000, 4000]),
    "NumberNotInRange": ([3.14159, 999.95], [3000, 4000]),
    "BoolEquals": (True,),
    "StringContains": ("contoso", "grid"),
    "StringNotContains": ("contoso", "grid"),
    "StringBeginsWith": ("event", "message"),
    "StringNotBeginsWith": ("event", "message"),
    "StringEndsWith": (".jpg", ".png"),
    "StringNotEndsWith": (".jpg", ".png"),
    "StringIn": ("exact", "other"),
    "StringNotIn": ("exact", "other"),
    "IsNullOrUndefined": (),
    "IsNotNull": (),
}
"""Each operator with something to compare with."""


def operator(name: str, text: str, matching: Any, other: Any) -> Rule:
    """The rule of one operator, with a value under the key that matches, and one that does not."""
    given = one(name, *EXAMPLES[name])
    cases = [
        Case(given, {"key1": matching}, wanted=True),
        Case(given, {"key1": other}, wanted=False, reason="null" if other is None else "value"),
    ]
    if matching is None:
        cases[0] = Case(given, {"key1": None}, wanted=True, reason="null")
    return Rule(f"`{name}`: {text}", Source.FILTERING, cases)


OPERATORS: Sequence[Rule] = [
    operator("NumberIn", "the number is one of `values`", 1, 2),
    operator("NumberNotIn", "the number is none of `values`", 40, 41),
    operator("NumberLessThan", "the number is less than `value`", 99.9, 100),
    operator("NumberGreaterThan", "the number is greater than `value`", 20.1, 20),
    operator("NumberLessThanOrEquals", "the number is `value` or less", 100, 100.5),
    operator("NumberGreaterThanOrEquals", "the number is `value` or more", 30, 29),
    operator("NumberInRange", "the number is in one of the ranges, ends included", 4000, 4000.1),
    operator("NumberNotInRange", "the number is in none of the ranges", 2999, 3000),
    operator("BoolEquals", "the boolean is `value`", True, False),
    operator("StringContains", "one of `values` is in the string", "on Event Grid", "event-hub"),
    operator("StringNotContains", "none of `values` is in the string", "hub", "my contoso"),
    operator("StringBeginsWith", "the string begins with one of `values`", "events", "an event"),
    operator("StringNotBeginsWith", "the string begins with none of `values`", "an event", "event"),
    operator("StringEndsWith", "the string ends with one of `values`", "a.png", "a.png.txt"),
    operator("StringNotEndsWith", "the string ends with none of `values`", "a.txt", "a.jpg"),
    operator("StringIn", "the string is one of `values`", "exact", "exactly"),
    operator("StringNotIn", "the string is none of `values`", "exactly", "exact"),
    operator("IsNullOrUndefined", "the value is null or missing", None, 0),
    operator("IsNotNull", "the value is neither null nor missing", 0, None),
]

_MATCH_MISSING = ("NumberNotIn", "StringNotIn")
_SILENT = ("NumberInRange", "NumberNotInRange")
_NULL = ("IsNullOrUndefined", "IsNotNull")
_NEGATED = tuple(name for name in EXAMPLES if "Not" in name and name not in _NULL)
_COMPARING = tuple(name for name in EXAMPLES if name not in _NULL)
_OTHER_KIND: Mapping[str, Any] = {"Number": "5", "String": 5, "Bool": "true"}


def _other_kind(name: str) -> Any:
    """A value of another type than that of the operator, which looks like one that it takes."""
    return next(value for start, value in _OTHER_KIND.items() if name.startswith(start))


MISSING: Sequence[Rule] = [
    Rule(
        "The key is missing: `NumberNotIn` and `StringNotIn` match, and no other operator does "
        "that compares, not even `StringNotContains`, `StringNotBeginsWith` and "
        "`StringNotEndsWith`",
        Source.FILTERING,
        [
            Case(one(name, *EXAMPLES[name]), {}, name in _MATCH_MISSING, "missing")
            for name in _COMPARING
            if name not in _SILENT
        ],
    ),
    Rule(
        "The key is missing: `NumberNotInRange` matches, as `NumberNotIn` does, and "
        "`NumberInRange` does not",
        Source.OURS,
        [
            Case(one(name, *EXAMPLES[name]), {}, name == "NumberNotInRange", "missing")
            for name in _SILENT
        ],
    ),
    Rule(
        "The key is missing: `IsNullOrUndefined` matches, `IsNotNull` does not",
        Source.FILTERING,
        [
            Case(one("IsNullOrUndefined"), {"key2": 5}, wanted=True, reason="missing"),
            Case(one("IsNotNull"), {"key2": 5}, wanted=False, reason="missing"),
        ],
    ),
    Rule(
        "The value is null: as if the key were missing, for every operator",
        Source.OURS,
        [
            Case(
                one(name, *EXAMPLES[name]),
                {"key1": None},
                name in (*_MATCH_MISSING, "NumberNotInRange", "IsNullOrUndefined"),
                "null",
            )
            for name in EXAMPLES
        ],
    ),
]

TYPES: Sequence[Rule] = [
    Rule(
        "A value of another type than the operator's is left out: a negated operator matches, and "
        "no other does. A number is no string, a string of digits no number, and neither is a "
        "boolean",
        Source.OURS,
        [
            Case(one(name, *EXAMPLES[name]), {"key1": _other_kind(name)}, name in _NEGATED, "type")
            for name in _COMPARING
        ],
    ),
    Rule(
        "A boolean is no number: `true` is not 1, and `false` is not 0",
        Source.OURS,
        [
            Case(one("NumberIn", 0, 1), {"key1": True}, wanted=False, reason="type"),
            Case(one("NumberNotIn", 0, 1), {"key1": False}, wanted=True, reason="type"),
            Case(one("NumberLessThan", 2), {"key1": True}, wanted=False, reason="type"),
            Case(one("BoolEquals", True), {"key1": 1}, wanted=False, reason="type"),
            Case(one("BoolEquals", False), {"key1": 0}, wanted=False, reason="type"),
        ],
    ),
    Rule(
        "A number is no string: the page's example of `StringBeginsWith` with an attribute of "
        "CloudEvents whose value is 5 contradicts its rule of types, and is not followed",
        Source.OURS,
        [Case(one("StringBeginsWith", "5", "1"), {"key1": 5}, wanted=False, reason="type")],
    ),
    Rule(
        "An object is of no operator's type, except that it is not null",
        Source.OURS,
        [
            Case(one("StringIn", "{}"), {"key1": {"a": 1}}, wanted=False, reason="type"),
            Case(one("StringNotIn", "{}"), {"key1": {"a": 1}}, wanted=True, reason="type"),
            Case(one("IsNotNull"), {"key1": {}}, wanted=True),
            Case(one("IsNullOrUndefined"), {"key1": {}}, wanted=False),
        ],
    ),
]

NUMBERS: Sequence[Rule] = [
    Rule(
        "Numbers are not rounded: integers are compared exactly, however long they are",
        Source.EDGE,
        [
            Case(one("NumberIn", 9007199254740993), {"key1": 9007199254740993}, wanted=True),
            Case(one("NumberIn", 9007199254740993), {"key1": 9007199254740992}, wanted=False),
            Case(one("NumberGreaterThan", 1), {"key1": 10**400}, wanted=True),
            Case(one("NumberLessThan", 1), {"key1": -(10**400)}, wanted=True),
        ],
    ),
    Rule(
        "Numbers with a fraction or an exponent are doubles, not .NET's decimals: `0.1` equals "
        "`0.1`, and digits after the 17th do not count",
        Source.OURS,
        [
            Case(one("NumberIn", 0.1), {"key1": 0.1}, wanted=True),
            Case(one("NumberIn", 1), {"key1": 1.0}, wanted=True),
            Case(one("NumberIn", 0.3), {"key1": 0.1 + 0.2}, wanted=False),
            Case(one("NumberInRange", [0, 0.0]), {"key1": -0.0}, wanted=True),
        ],
    ),
]

TEXT: Sequence[Rule] = [
    Rule(
        "Strings are compared without regard to case",
        Source.FILTERING,
        [
            Case(one("StringIn", "EXACT"), {"key1": "exact"}, wanted=True),
            Case(one("StringNotIn", "EXACT"), {"key1": "exact"}, wanted=False),
            Case(one("StringContains", "GRID"), {"key1": "Event grid!"}, wanted=True),
            Case(one("StringBeginsWith", "eVENT"), {"key1": "Event grid!"}, wanted=True),
            Case(one("StringEndsWith", "GRID!"), {"key1": "Event grid!"}, wanted=True),
            Case(one("StringContains", "ÉTÉ"), {"key1": "un été"}, wanted=True),
            Case(one("StringIn", "ΣΊΣΥΦΟΣ"), {"key1": "σίσυφος"}, wanted=True),
        ],
    ),
    Rule(
        "Case is that of .NET's `OrdinalIgnoreCase`: one character against one, whatever the "
        "language. `ß` is not `ss`, `İ` and `ı` are not `i`",
        Source.OURS,
        [
            Case(one("StringIn", "STRASSE"), {"key1": "straße"}, wanted=False),
            Case(one("StringIn", "STRAßE"), {"key1": "straße"}, wanted=True),
            Case(one("StringIn", "istanbul"), {"key1": "İSTANBUL"}, wanted=False),
            Case(one("StringIn", "İstanbul"), {"key1": "İSTANBUL"}, wanted=True),
            Case(one("StringIn", "i"), {"key1": "ı"}, wanted=False),
            Case(one("StringIn", "I"), {"key1": "i"}, wanted=True),
            Case(one("StringIn", "k"), {"key1": "\u212a"}, wanted=False),
            Case(one("StringContains", "fi"), {"key1": "ﬁ"}, wanted=False),
        ],
    ),
    Rule(
        "Characters are compared as they are written: `é` is not `e` and an accent",
        Source.OURS,
        [Case(one("StringIn", "\u00e9"), {"key1": "e\u0301"}, wanted=False)],
    ),
    Rule(
        "The empty string is in every string, and is equal to itself alone",
        Source.OURS,
        [
            Case(one("StringContains", ""), {"key1": "a"}, wanted=True),
            Case(one("StringBeginsWith", ""), {"key1": ""}, wanted=True),
            Case(one("StringIn", ""), {"key1": ""}, wanted=True),
            Case(one("StringIn", ""), {"key1": "a"}, wanted=False),
            Case(one("StringNotEndsWith", ""), {"key1": "a"}, wanted=False),
        ],
    ),
]

COMBINED: Sequence[Rule] = [
    Rule(
        "The values of one filter are alternatives; for a negated operator none of them may be "
        "found",
        Source.FILTERING,
        [
            Case(one("StringContains", "a", "b"), {"key1": "b"}, wanted=True),
            Case(one("StringNotIn", "a", "b"), {"key1": "b"}, wanted=False),
            Case(one("NumberNotIn", 1, 2), {"key1": 3}, wanted=True),
        ],
    ),
    Rule(
        "All advanced filters must match, and the same key may be in several",
        Source.FILTERING,
        [
            Case(
                advanced(
                    {"operatorType": "NumberGreaterThan", "key": "data.key1", "value": 1},
                    {"operatorType": "NumberLessThan", "key": "data.key1", "value": 9},
                ),
                {"key1": value},
                wanted,
            )
            for value, wanted in ((5, True), (1, False), (9, False))
        ],
    ),
    Rule(
        "A filter without conditions wants every event",
        Source.FILTERING,
        [
            Case({}, {"key1": 1}, wanted=True),
            Case({"advancedFilters": []}, {"key1": 1}, wanted=True),
            Case({"subjectBeginsWith": "", "subjectEndsWith": ""}, {"key1": 1}, wanted=True),
        ],
    ),
]

ARRAYS: Sequence[Rule] = [
    Rule(
        "An array matches no operator that compares, unless `enableAdvancedFilteringOnArrays` is "
        "true; not even a negated one",
        Source.EDGE,
        [
            Case(one(name, *EXAMPLES[name]), {"key1": ["a", 1, True]}, wanted=False, reason="array")
            for name in _COMPARING
        ],
    ),
    Rule(
        "With it, one of the array's values must be what is looked for; for a negated operator "
        "none may be",
        Source.FILTERING,
        [
            Case(one("NumberIn", 5, 1, on_arrays=True), {"key1": [9, 1]}, wanted=True),
            Case(one("NumberNotIn", 5, 1, on_arrays=True), {"key1": [9, 1]}, wanted=False),
            Case(one("NumberNotIn", 5, 1, on_arrays=True), {"key1": [9, 8]}, wanted=True),
            Case(one("NumberLessThan", 3, on_arrays=True), {"key1": [9, 1]}, wanted=True),
            Case(one("NumberGreaterThan", 9, on_arrays=True), {"key1": [9, 1]}, wanted=False),
            Case(one("NumberInRange", [2, 3], on_arrays=True), {"key1": [1, 3]}, wanted=True),
            Case(one("NumberNotInRange", [2, 3], on_arrays=True), {"key1": [1, 3]}, wanted=False),
            Case(one("BoolEquals", True, on_arrays=True), {"key1": [False, True]}, wanted=True),
            Case(one("BoolEquals", True, on_arrays=True), {"key1": [False]}, wanted=False),
            Case(one("StringContains", "b", on_arrays=True), {"key1": ["a", "abc"]}, wanted=True),
            Case(one("StringNotContains", "b", on_arrays=True), {"key1": ["abc"]}, wanted=False),
            Case(one("StringNotContains", "b", on_arrays=True), {"key1": ["a", "c"]}, wanted=True),
            Case(one("StringBeginsWith", "b", on_arrays=True), {"key1": ["a", "ba"]}, wanted=True),
            Case(one("StringEndsWith", "b", on_arrays=True), {"key1": ["a", "ba"]}, wanted=False),
            Case(one("StringIn", "a", on_arrays=True), {"key1": ["b", "A"]}, wanted=True),
            Case(one("StringNotIn", "a", on_arrays=True), {"key1": ["b", "A"]}, wanted=False),
        ],
    ),
    Rule(
        "Values in an array that are of another type are ignored",
        Source.FILTERING,
        [
            Case(one("NumberIn", 1, on_arrays=True), {"key1": ["1", True, 1]}, wanted=True),
            Case(one("NumberIn", 1, on_arrays=True), {"key1": ["1", True]}, False, "type"),
            Case(one("StringNotIn", "1", on_arrays=True), {"key1": [1, 2]}, True, "type"),
            Case(one("StringIn", "1", on_arrays=True), {"key1": [None, {}, "1"]}, wanted=True),
        ],
    ),
    Rule(
        "An empty array has no value: a negated operator matches, and no other that compares",
        Source.OURS,
        [
            Case(one(name, *EXAMPLES[name], on_arrays=True), {"key1": []}, name in _NEGATED, "type")
            for name in _COMPARING
        ],
    ),
    Rule(
        "An array of objects has no value that can be compared, and no key leads into one",
        Source.FILTERING,
        [
            Case(one("StringIn", "a", on_arrays=True), {"key1": [{"x": "a"}]}, False, "type"),
            Case(
                one("StringIn", "a", key="data.key1.x", on_arrays=True),
                {"key1": [{"x": "a"}]},
                wanted=False,
                reason="missing",
            ),
        ],
    ),
    Rule(
        "An array within an array is not looked into, and a number in a key is a name like others",
        Source.OURS,
        [
            Case(one("StringIn", "a", on_arrays=True), {"key1": [["a"]]}, False, "type"),
            Case(one("StringIn", "a", key="data.key1.0"), {"key1": {"0": "a"}}, wanted=True),
            Case(
                one("StringIn", "a", key="data.key1.0", on_arrays=True),
                {"key1": ["a"]},
                wanted=False,
                reason="missing",
            ),
        ],
    ),
    Rule(
        "An array is not null, whatever is in it",
        Source.OURS,
        [
            Case(one("IsNotNull", on_arrays=on), {"key1": value}, wanted=True)
            for on in (False, True)
            for value in ([], [None], [1])
        ],
    ),
    Rule(
        "A single value is compared as without `enableAdvancedFilteringOnArrays`",
        Source.OURS,
        [Case(one("StringIn", "a", on_arrays=True), {"key1": "a"}, wanted=True)],
    ),
]

KEYS: Sequence[Rule] = [
    Rule(
        "The key is `id`, `topic`, `subject`, `eventType`, `dataVersion`, or a path in `data`, in "
        "either case",
        Source.FILTERING,
        [
            Case(one("StringIn", "ping", key="eventType"), {}, wanted=True),
            Case(one("StringIn", "ping", key="EventType"), {}, wanted=True),
            Case(one("StringBeginsWith", "3f9c", key="ID"), {}, wanted=True),
            Case(one("StringIn", "factory", key="Subject"), {}, wanted=True),
            Case(one("StringIn", "1.0.0", key="DataVersion"), {}, wanted=True),
            Case(one("NumberIn", 1, key="Data.Key1"), {"Key1": 1}, wanted=True),
        ],
    ),
    Rule(
        "The relay gives its Event Grid events no `topic`: it is always missing",
        Source.OURS,
        [
            Case(one("IsNullOrUndefined", key="topic"), {}, wanted=True, reason="missing"),
            Case(one("StringContains", "/", key="Topic"), {}, wanted=False, reason="missing"),
        ],
    ),
    Rule(
        "A dot in the key steps into an object, to any depth",
        Source.EDGE,
        [
            Case(one("NumberIn", 1, key="data.a.b.c.d.e"), _nested, wanted=True)
            for _nested in [{"a": {"b": {"c": {"d": {"e": 1}}}}}]
        ],
    ),
    Rule(
        "A name that has a dot in it cannot be reached: there is no escape",
        Source.FILTERING,
        [
            Case(one("NumberIn", 1, key="data.a.b"), {"a.b": 1}, wanted=False, reason="missing"),
            Case(one("NumberIn", 1, key="data.a\\.b"), {"a.b": 1}, wanted=False, reason="missing"),
        ],
    ),
    Rule(
        "Names in `data` are found in either case as well; one that is written as in the key goes "
        "before, and then the first",
        Source.OURS,
        [
            Case(one("NumberIn", 1, key="data.KEY1"), {"key1": 1}, wanted=True),
            Case(one("NumberIn", 1, key="data.key1"), {"KEY1": 2, "key1": 1}, wanted=True),
            Case(one("NumberIn", 1, key="data.key1"), {"KEY1": 1, "Key1": 2}, wanted=True),
            Case(one("NumberIn", 1, key="data.ſ"), {"s": 1}, wanted=False, reason="missing"),
        ],
    ),
    Rule(
        "`data` alone is the payload itself",
        Source.OURS,
        [
            Case(one("IsNotNull", key="data"), {}, wanted=True),
            Case(one("NumberIn", 3, key="data"), 3, wanted=True),
            Case(one("StringIn", "a", key="data", on_arrays=True), ["a"], wanted=True),
        ],
    ),
    Rule(
        "A path through a value that is no object is missing",
        Source.OURS,
        [
            Case(one("IsNotNull", key="data.key1.x"), {"key1": value}, False, "missing")
            for value in ("text", 1, True, None, [1])
        ],
    ),
    Rule(
        "`$` has no meaning of its own in a key",
        Source.EDGE,
        [Case(one("IsNotNull", key="data.$"), {"$": 1}, wanted=True)],
    ),
    Rule(
        "Neither have brackets, nor names such as `__class__` and `keys`",
        Source.OURS,
        [
            Case(one("IsNotNull", key="data.key1[0]"), {"key1": [1]}, False, "missing"),
            Case(one("IsNotNull", key="data.__class__"), {}, wanted=False, reason="missing"),
            Case(one("IsNotNull", key="data.keys"), {}, wanted=False, reason="missing"),
            Case(one("IsNotNull", key="data.__class__"), {"__class__": 1}, wanted=True),
        ],
    ),
]

SUBJECTS: Sequence[Rule] = [
    Rule(
        "`subjectBeginsWith` and `subjectEndsWith` compare the subject without regard to case",
        Source.POWERSHELL,
        [
            Case({"subjectBeginsWith": "FACT"}, {}, wanted=True),
            Case({"subjectBeginsWith": "ory"}, {}, wanted=False),
            Case({"subjectEndsWith": "Ory"}, {}, wanted=True),
            Case({"subjectEndsWith": "fact"}, {}, wanted=False),
            Case({"subjectBeginsWith": "fact", "subjectEndsWith": "ory"}, {}, wanted=True),
        ],
    ),
    Rule(
        "`isSubjectCaseSensitive` makes these two respect case, and no advanced filter",
        Source.POWERSHELL,
        [
            Case({"subjectBeginsWith": "FACT", "isSubjectCaseSensitive": True}, {}, wanted=False),
            Case({"subjectEndsWith": "ory", "isSubjectCaseSensitive": True}, {}, wanted=True),
            Case(
                {"isSubjectCaseSensitive": True, **one("StringIn", "FACTORY", key="subject")},
                {},
                wanted=True,
            ),
        ],
    ),
    Rule(
        "They have no wildcards",
        Source.POWERSHELL,
        [Case({"subjectBeginsWith": "f*"}, {}, wanted=False)],
    ),
    Rule(
        "The subject is the event's `instance_name`, or else `webhook-relay`",
        Source.OURS,
        [Case({"subjectBeginsWith": "factory", "subjectEndsWith": "factory"}, {}, wanted=True)],
    ),
]

RULES: Sequence[Rule] = [
    *OPERATORS,
    *MISSING,
    *TYPES,
    *NUMBERS,
    *TEXT,
    *COMBINED,
    *ARRAYS,
    *KEYS,
    *SUBJECTS,
]
