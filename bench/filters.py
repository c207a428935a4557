"""Measures filters: what one costs for an ordinary event, and the worst events and filters.

``python -m bench.filters`` takes some seconds. Nothing here uses storage; times are CPU time.
"""

from __future__ import annotations

import json
import random
import time
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from shared.filters import keys
from shared.filters.evaluation import CompiledFilter
from shared.filters.operators import OPERATORS, Takes
from shared.filters.parsing import faults
from shared.filters.view import EventView, Kind
from shared.model import Event
from shared.webhooks.subscribers import Subscribers

_ROUNDS = 7


def measure() -> dict[str, Any]:
    """Return microseconds: of each operator, of whole filters, and of the worst ones."""
    ordinary = _event(_ordinary())
    return {
        "event_bytes": ordinary.payload_bytes,
        "parse": _best(lambda: _parsed(ordinary), 2_000),
        "without_filters": _best(lambda: Subscribers(("a",), {}).narrow(ordinary), 20_000),
        "condition": {name: _condition(name, ordinary) for name in OPERATORS},
        "filter_of_1": _each_of(100, [_string("data.task.name")], ordinary),
        "filter_of_3": _each_of(
            100,
            [_string("data.task.name"), _number("data.attempts"), _string("data.missing.name")],
            ordinary,
        ),
        "filter_of_25": _each_of(100, [_number(f"data.n{n}") for n in range(25)], ordinary),
        "worst_ms": {name: _worst(*case) for name, case in _worst_cases().items()},
    }


def _condition(name: str, event: Event) -> float:
    """Microseconds of one condition that is not met by a value of its type, without the parse."""
    given: dict[str, Any] = {"operatorType": name, "key": _KEYS[OPERATORS[name].kind]}
    operand = _OPERANDS.get(OPERATORS[name].kind)
    takes = OPERATORS[name].takes
    if takes is Takes.VALUE:
        given["value"] = operand
    elif takes is not Takes.NOTHING:
        given["values"] = [[operand, operand]] if takes is Takes.RANGES else [operand]
    compiled = _compiled([given])
    views = [_parsed(event) for _ in range(1_000)]
    return _best_of_each(compiled.wants, views)


def _parsed(event: Event) -> EventView:
    """Return a view of *event* whose payload has been looked at, and so is parsed."""
    view = EventView(event)
    view.value(keys.parse("data"))
    return view


_KEYS: Mapping[Kind | None, str] = {
    Kind.NUMBER: "data.attempts",
    Kind.STRING: "data.task.name",
    Kind.BOOLEAN: "data.urgent",
    None: "data.task.name",
}
_OPERANDS: Mapping[Kind | None, Any] = {
    Kind.NUMBER: 7,
    Kind.STRING: "unlike it",
    Kind.BOOLEAN: True,
}


def _each_of(count: int, conditions: Sequence[Mapping[str, Any]], event: Event) -> float:
    """Microseconds of one of *count* webhooks' filters, the parse of the event shared by them."""
    subscribers = Subscribers(
        tuple(f"{n:032x}" for n in range(count)),
        {f"{n:032x}": _compiled(conditions) for n in range(count)},
    )
    return round(_best(lambda: subscribers.narrow(event), 100) / count, 2)


def _worst(data: Any, conditions: Sequence[Mapping[str, Any]]) -> float:
    """Milliseconds of one filter on one event, the parse included."""
    event, compiled = _event(data), _compiled(conditions)
    return round(_best(lambda: compiled.wants(EventView(event)), 1, rounds=3) / 1000, 1)


def _worst_cases() -> dict[str, tuple[Any, list[dict[str, Any]]]]:
    text = "a" * 900_000
    needle = "a" * 255 + "b" + "a" * 256
    values = [needle[n:] + "c" * n for n in range(25)]
    names = {f"name{n:05d}": n for n in range(24_000)}
    return {
        "parse_900_kb": ({"s": text}, [{"operatorType": "IsNotNull", "key": "data.s"}]),
        "contains_25_in_900_kb": ({"s": text}, [_all("StringNotContains", "data.s", values)]),
        "contains_25_in_360_strings": (
            {"s": ["a" * 2_490] * 360},
            [_all("StringNotContains", "data.s", values)],
        ),
        "contains_25_in_24000_strings": (
            {"s": ["a" * 32] * 24_000},
            [_all("StringNotContains", "data.s", [f"a{n}b" for n in range(25)])],
        ),
        "ends_25_of_24000_strings": (
            {"s": ["a" * 32] * 24_000},
            [_all("StringNotEndsWith", "data.s", [f"a{n}" for n in range(25)])],
        ),
        "in_25_of_24000_strings": (
            {"s": [f"é{n}" for n in range(24_000)]},
            [_all("StringNotIn", "data.s", [f"x{n}" for n in range(25)])],
        ),
        "ranges_25_of_24000_numbers": (
            {"s": [random.Random(n).random() for n in range(24_000)]},
            [_all("NumberNotInRange", "data.s", [[n + 2, n + 2.5] for n in range(25)])],
        ),
        "missing_25_of_24000_names": (
            names,
            [_string(f"data.x{n}", "StringNotIn") for n in range(25)],
        ),
        "deep_25_keys": (
            _nested(190),
            [{"operatorType": "IsNotNull", "key": "data" + ".A" * 189} for _ in range(25)],
        ),
    }


def _nested(depth: int) -> Any:
    value: Any = 1
    for _ in range(depth):
        value = {"a": value}
    return value


def _all(operator: str, key: str, values: Sequence[Any]) -> dict[str, Any]:
    return {"operatorType": operator, "key": key, "values": list(values)}


def _string(key: str, operator: str = "StringIn") -> dict[str, Any]:
    return _all(operator, key, ["build"])


def _number(key: str) -> dict[str, Any]:
    return {"operatorType": "NumberGreaterThan", "key": key, "value": 1}


def _ordinary() -> dict[str, Any]:
    """A payload of a kilobyte."""
    return {
        "task": {"name": "Build", "id": "5f0e8bd5-7f80-4f6a-9d3b-0b7a3d7f1c11"},
        "attempts": 3,
        "urgent": False,
        "tags": ["nightly", "linux", "release"],
        **{f"n{n}": n + 2 for n in range(25)},
        "log": "x" * 600,
    }


def _event(data: Any) -> Event:
    return Event(
        event_id="3f9c2a52-7c1e-4b07-9f57-0d8e6b5a4c10",
        event_type="ping",
        received_ms=1_900_000_000_250,
        event_json=json.dumps(data, ensure_ascii=False),
        extras_json='{"instance_name": "factory"}',
    )


def _compiled(conditions: Sequence[Mapping[str, Any]]) -> CompiledFilter:
    given = {"advancedFilters": list(conditions), "enableAdvancedFilteringOnArrays": True}
    assert faults(given) == []
    return CompiledFilter(given)


def _best(call: Callable[[], object], times: int, rounds: int = _ROUNDS) -> float:
    """Microseconds of one *call* in the best of some rounds of *times* calls."""
    return round(min(_timed(call, times) for _ in range(rounds)) / times * 1e6, 2)


def _timed(call: Callable[[], object], times: int) -> float:
    began = time.process_time()
    for _ in range(times):
        call()
    return time.process_time() - began


def _best_of_each(call: Callable[[EventView], object], views: Sequence[EventView]) -> float:
    """Microseconds of one *call* on each of *views*, which have looked up nothing yet."""
    began = time.process_time()
    for view in views:
        call(view)
    return round((time.process_time() - began) / len(views) * 1e6, 2)


if __name__ == "__main__":
    print(json.dumps(measure(), indent=2))
