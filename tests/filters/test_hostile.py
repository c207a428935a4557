"""Large events and hostile filters: what is done once, and is not done again for each filter.

``python -m bench.filters`` measures them. Here is counted what they must not repeat.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from typing import Any

import pytest

from shared.api import events
from shared.filters import view as view_module
from shared.filters.text import fold
from shared.webhooks import subscribers as subscribers_module
from tests.filters.rules import advanced, one
from tests.filters.test_rules import view_of
from tests.support.asking import Ask
from tests.support.client import ping_event
from tests.support.in_process import InProcess, in_memory

URL = "http://127.0.0.1:49999/hook"
PING_ID = "5f0e8bd5-7f80-4f6a-9d3b-0b7a3d7f1c11"


def compiled(given: dict[str, Any]) -> Any:
    return subscribers_module.compiled(json.dumps(given))


@pytest.fixture
def folded(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """How often each text of an event was folded."""
    counts: Counter[str] = Counter()

    def counting(text: str) -> str:
        counts[text] += 1
        return fold(text)

    monkeypatch.setattr(view_module, "fold", counting)
    return counts


def test_a_string_is_folded_once_for_all_filters(folded: Counter[str]) -> None:
    long = "a" * 100_000
    view = view_of({"s": long})
    for number in range(100):
        assert not compiled(one("StringContains", f"x{number}", key="data.s")).wants(view)
    assert folded[long] == 1


def test_nor_is_it_for_another_spelling_of_its_key(folded: Counter[str]) -> None:
    long = "a" * 100_000
    view = view_of({"name": long, "list": [long]})
    for key in ("data.name", "Data.name", "data.NAME", "DATA.nAmE"):
        compiled(one("StringIn", "x", key=key)).wants(view)
        compiled(one("StringContains", "x", key=key)).wants(view)
    assert folded[long] == 1


def test_the_subject_is_folded_once_for_all_filters(folded: Counter[str]) -> None:
    view = view_of({})
    for prefix in ("a", "b", "factory"):
        compiled({"subjectBeginsWith": prefix, "subjectEndsWith": prefix}).wants(view)
    assert folded["factory"] == 1


def test_an_array_is_folded_once_for_all_filters(folded: Counter[str]) -> None:
    view = view_of({"s": [f"s{number}" for number in range(1_000)]})
    for operator in ("StringIn", "StringBeginsWith", "StringEndsWith"):
        compiled(one(operator, "x", key="data.s", on_arrays=True)).wants(view)
    assert max(folded.values()) == 1


def test_the_names_of_an_object_are_folded_once_for_all_keys(folded: Counter[str]) -> None:
    view = view_of({f"name{number}": number for number in range(1_000)})
    for number in range(25):
        compiled(one("IsNotNull", key=f"data.missing{number}")).wants(view)
    assert folded["name7"] == 1


def test_an_event_is_parsed_once_for_all_webhooks(monkeypatch: pytest.MonkeyPatch) -> None:
    parsed: list[str] = []

    def counting(text: str) -> Any:
        parsed.append(text)
        return json.loads(text)

    monkeypatch.setattr(view_module, "parse_text", counting)
    with in_memory() as relay:
        for number in range(20):
            relay.subscribe(URL, "ping", filter=one("NumberIn", number, key="data.n"))
        relay.subscribe(URL, "node_created")
        Ask(events.post, body=[ping_event(), ping_event()]).of(relay)
    assert len(parsed) == 2


def test_a_filter_that_does_not_look_at_the_payload_does_not_parse_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(view_module, "parse_text", None)
    with in_memory() as relay:
        by_subject = {"subjectBeginsWith": "webhook"}
        relay.subscribe(URL, "ping", filter=by_subject | one("StringIn", "ping", key="eventType"))
        status, accepted = Ask(events.post, body=ping_event()).of(relay)
    assert status == 202
    assert accepted["deliveries"] == 1


def test_without_filters_of_its_type_no_event_is_parsed_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(view_module, "parse_text", None)
    with in_memory() as relay:
        relay.subscribe(URL, "ping")
        relay.subscribe(URL, "node_created", filter=one("IsNotNull", key="data.n"))
        status, _ = Ask(events.post, body=ping_event()).of(relay)
    assert status == 202


def test_the_largest_filter_on_a_large_event() -> None:
    values = [f"{number:02d}" + "a" * 510 for number in range(25)]
    conditions = [
        {"operatorType": "StringNotContains", "key": "data.s", "values": [value]}
        for value in values
    ]
    view = view_of({"s": ["a" * 30] * 24_000})
    assert compiled(advanced(*conditions, on_arrays=True)).wants(view)


def test_a_value_does_not_match_across_the_strings_of_an_array() -> None:
    """They are searched as one text."""
    for value in ("bc", "b\ud800c".replace("\ud800", ""), "b c", "b\nc"):
        view = view_of({"s": ["ab", "cd"]})
        assert not compiled(one("StringContains", value, key="data.s", on_arrays=True)).wants(view)
    view = view_of({"s": ["ab\ud800", "\ud800cd"]})
    assert compiled(one("StringContains", "CD", key="data.s", on_arrays=True)).wants(view)


class TestLongNumbers:
    """Numbers of more digits than Python converts, in an event that is posted."""

    DIGITS = "9" * (sys.get_int_max_str_digits() + 1)

    @pytest.mark.parametrize(
        ("number", "given", "wanted"),
        [
            (DIGITS, one("NumberGreaterThan", 1e300, key="data.n"), True),
            ("-" + DIGITS, one("NumberGreaterThan", 1e300, key="data.n"), False),
            ("-" + DIGITS, one("NumberLessThan", -1e300, key="data.n"), True),
            (DIGITS, one("NumberIn", 9, key="data.n"), False),
            ("1e999", one("NumberGreaterThan", 1e300, key="data.n"), True),
            ("-1e999", one("NumberInRange", [-1e300, 1e300], key="data.n"), False),
            (DIGITS, one("NumberNotInRange", [-1e300, 1e300], key="data.n"), True),
        ],
        ids=range(7),
    )
    def test_are_compared(
        self, memory_relay: InProcess, number: str, given: dict[str, Any], wanted: bool
    ) -> None:
        memory_relay.subscribe(URL, "ping", filter=given)
        event = json.dumps(ping_event(event={"ping_id": PING_ID, "n": 0}))
        body = event.replace('"n": 0', f'"n": {number}').encode()

        status, accepted = Ask(events.post, body=body).of(memory_relay)

        assert status == 202
        assert accepted["deliveries"] == int(wanted)
