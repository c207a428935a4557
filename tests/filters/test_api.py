"""A filter as a member of a webhook: taken, shown, changed, removed and refused."""

from __future__ import annotations

import json
from typing import Any

import pytest

from shared.api import singularity, webhooks
from tests.filters.rules import advanced, one
from tests.support.asking import Ask, fields
from tests.support.in_process import InProcess

URL = "http://127.0.0.1:49999/hook"
FILTER = {"subjectBeginsWith": "f", **one("StringIn", "grüße 😀", key="data.a")}


def create(relay: InProcess, **members: Any) -> tuple[int, Any]:
    body = {"name": "test", "url": URL, "event_types": ["ping"], **members}
    return Ask(webhooks.collection, body=body).of(relay)


def change(relay: InProcess, webhook_id: str, **members: Any) -> tuple[int, Any]:
    return Ask(webhooks.one, "PATCH", members, path={"webhook_id": webhook_id}).of(relay)


def test_a_filter_is_shown_as_it_was_given(memory_relay: InProcess) -> None:
    status, made = create(memory_relay, filter=FILTER)
    assert status == 200
    assert made["filter"] == FILTER

    found = Ask(webhooks.one, "GET", path={"webhook_id": made["webhook_id"]}).of(memory_relay)
    assert found[1]["filter"] == FILTER


def test_without_a_filter_none_is_shown(memory_relay: InProcess) -> None:
    _, made = create(memory_relay)
    assert "filter" not in made
    _, made = create(memory_relay, filter=None)
    assert "filter" not in made


def test_what_is_null_in_a_filter_is_left_out(memory_relay: InProcess) -> None:
    """As the Azure CLI shows a subscription without filters."""
    unset = {"advancedFilters": None, "includedEventTypes": None, "subjectEndsWith": ""}
    _, made = create(memory_relay, filter=unset)
    assert made["filter"] == {"subjectEndsWith": ""}


def test_a_change_replaces_the_filter_and_null_removes_it(memory_relay: InProcess) -> None:
    _, made = create(memory_relay, filter=FILTER)
    webhook_id = made["webhook_id"]
    other = one("IsNotNull", key="data.b")

    assert change(memory_relay, webhook_id, name="new")[1]["filter"] == FILTER
    assert change(memory_relay, webhook_id, filter=other)[1]["filter"] == other
    status, changed = change(memory_relay, webhook_id, filter=None)
    assert status == 200
    assert "filter" not in changed
    assert memory_relay.relay.webhooks.get(webhook_id).filter == ""


def test_onefuzz_changes_it_with_the_id_in_the_body(memory_relay: InProcess) -> None:
    _, made = create(memory_relay)
    body = {"webhook_id": made["webhook_id"], "filter": FILTER}
    _, changed = Ask(webhooks.collection, "PATCH", body).of(memory_relay)
    assert changed["filter"] == FILTER


@pytest.mark.parametrize(
    ("given", "places"),
    [
        ("x", ["filter"]),
        ([], ["filter"]),
        ({"x": 1}, ["filter.x"]),
        ({"subjectBeginsWith": 1}, ["filter.subjectBeginsWith"]),
        (
            advanced(*[{"operatorType": "IsNotNull", "key": "data.a"}] * 3, {"key": "data.b"}),
            ["filter.advancedFilters[3].operatorType"],
        ),
        (one("NumberInRange", [1, "2"]), ["filter.advancedFilters[0].values[0][1]"]),
        (one("StringIn", "a", key="nothing"), ["filter.advancedFilters[0].key"]),
    ],
)
def test_a_filter_that_is_wrong_is_refused_at_its_place(
    memory_relay: InProcess, given: object, places: list[str]
) -> None:
    status, problem = create(memory_relay, filter=given)
    assert status == 400
    assert fields(problem) == places

    _, made = create(memory_relay)
    status, problem = change(memory_relay, made["webhook_id"], filter=given)
    assert (status, fields(problem)) == (400, places)


def test_a_refusal_does_not_repeat_the_value(memory_relay: InProcess) -> None:
    status, problem = create(memory_relay, filter=one("NumberLessThan", "my secret"))
    assert status == 400
    assert "my secret" not in str(problem)


def test_a_singularity_webhook_has_no_filter(memory_relay: InProcess) -> None:
    body = {"uri": URL, "type": "REQUEST", "id": "one"}
    Ask(singularity.collection, body=body).of(memory_relay)

    status, problem = change(memory_relay, "one", filter=FILTER)

    assert (status, fields(problem)) == (400, ["filter"])
    assert change(memory_relay, "one", filter=None)[0] == 200


def test_the_largest_filter_is_stored(memory_relay: InProcess) -> None:
    long = "é" * 512
    largest = {
        "subjectBeginsWith": long,
        "subjectEndsWith": long,
        **advanced(
            *[{"operatorType": "StringNotBeginsWith", "key": "data." + "x" * 507, "values": [long]}]
            * 25
        ),
    }
    body = {"name": "test", "url": URL, "event_types": ["ping"], "filter": largest}
    text = json.dumps(body, ensure_ascii=False).encode()

    status, made = Ask(webhooks.collection, body=text).of(memory_relay)

    assert status == 200
    assert made["filter"] == largest
