"""``POST /api/webhooks/{webhook_id}/filter/try`` says what an event would do, and why."""

from __future__ import annotations

import json
from typing import Any

import pytest

from shared.api import filters, webhooks
from tests.filters.rules import RULES, Case, advanced, one
from tests.support.asking import Ask, fields
from tests.support.client import ping_event
from tests.support.in_process import InProcess

URL = "http://127.0.0.1:49999/hook"
PING_ID = "5f0e8bd5-7f80-4f6a-9d3b-0b7a3d7f1c11"


def attempt(relay: InProcess, webhook_id: str, body: Any) -> tuple[int, Any]:
    return Ask(filters.try_filter, body=body, path={"webhook_id": webhook_id}).of(relay)


def event_of(data: dict[str, Any], **members: Any) -> dict[str, Any]:
    return ping_event(event={"ping_id": PING_ID, **data}, **members)


def test_each_condition_is_explained(memory_relay: InProcess) -> None:
    given = {
        "subjectEndsWith": "relay",
        **advanced(
            {"operatorType": "NumberIn", "key": "data.n", "values": [1]},
            {"operatorType": "StringIn", "key": "data.n", "values": ["a"]},
            {"operatorType": "StringIn", "key": "data.gone", "values": ["a"]},
            {"operatorType": "StringIn", "key": "data.null", "values": ["a"]},
            {"operatorType": "StringIn", "key": "data.list", "values": ["a"]},
            {"operatorType": "BoolEquals", "key": "Data.Flag", "value": True},
        ),
    }
    webhook = memory_relay.subscribe(URL, "ping", filter=given)
    event = event_of({"n": 1, "null": None, "list": ["a"], "flag": False})

    status, said = attempt(memory_relay, webhook.webhook_id, event)

    assert status == 200
    conditions = said.pop("conditions")
    assert said == {
        "wanted": False,
        "enabled": True,
        "event_type_matched": True,
        "filter_matched": False,
    }
    assert [tuple(one.values()) for one in conditions] == [
        (
            "subjectEndsWith",
            "subjectEndsWith",
            "subject",
            True,
            "value",
            "the value of subject meets the condition",
        ),
        (
            "advancedFilters[0]",
            "NumberIn",
            "data.n",
            True,
            "value",
            "the value of data.n meets the condition",
        ),
        (
            "advancedFilters[1]",
            "StringIn",
            "data.n",
            False,
            "type",
            "data.n is of type number; StringIn looks at type string alone",
        ),
        (
            "advancedFilters[2]",
            "StringIn",
            "data.gone",
            False,
            "missing",
            "the event has no data.gone",
        ),
        ("advancedFilters[3]", "StringIn", "data.null", False, "null", "data.null is null"),
        (
            "advancedFilters[4]",
            "StringIn",
            "data.list",
            False,
            "array",
            "data.list is an array, and enableAdvancedFilteringOnArrays is not true",
        ),
        (
            "advancedFilters[5]",
            "BoolEquals",
            "Data.Flag",
            False,
            "value",
            "the value of Data.Flag does not meet the condition",
        ),
    ]


@pytest.mark.parametrize(
    "case",
    [case for rule in RULES for case in rule.cases[:2] if isinstance(case.data, dict)],
    ids=lambda case: str(case)[:60],
)
def test_it_says_what_acceptance_does(memory_relay: InProcess, case: Case) -> None:
    webhook = memory_relay.subscribe(URL, "ping", filter=case.filter)
    event_id = "3f9c2a52-7c1e-4b07-9f57-0d8e6b5a4c10"
    event = event_of(dict(case.data), event_id=event_id, instance_name="factory")

    _, said = attempt(memory_relay, webhook.webhook_id, event)

    assert said["wanted"] is said["filter_matched"] is case.wanted
    assert not said["conditions"] or case.reason in {c["reason"] for c in said["conditions"]}


def test_an_array_without_a_value_of_the_type(memory_relay: InProcess) -> None:
    webhook = memory_relay.subscribe(
        URL, "ping", filter=one("StringIn", "a", key="data.list", on_arrays=True)
    )
    _, said = attempt(memory_relay, webhook.webhook_id, event_of({"list": [1]}))
    [condition] = said["conditions"]
    assert condition["text"] == (
        "data.list is an array without a string; StringIn looks at type string alone"
    )


def test_a_stored_event(memory_relay: InProcess) -> None:
    webhook = memory_relay.subscribe(URL, "ping", filter=one("NumberIn", 1, key="data.n"))
    wanted, other = event_of({"n": 1}), event_of({"n": 2})
    memory_relay.post(wanted, other)

    for event, expected in ((wanted, True), (other, False)):
        body = {"event_id": event["event_id"]}
        status, said = attempt(memory_relay, webhook.webhook_id, body)
        assert (status, said["wanted"]) == (200, expected)


def test_a_filter_that_is_not_saved(memory_relay: InProcess) -> None:
    webhook = memory_relay.subscribe(URL, "ping", filter=one("NumberIn", 1, key="data.n"))
    event = event_of({"n": 2})
    memory_relay.post(event)

    for body in (event, {"event_id": event["event_id"]}):
        other = {**body, "filter": one("NumberIn", 2, key="data.n")}
        assert attempt(memory_relay, webhook.webhook_id, body)[1]["wanted"] is False
        assert attempt(memory_relay, webhook.webhook_id, other)[1]["wanted"] is True
        none = {**body, "filter": {}}
        assert attempt(memory_relay, webhook.webhook_id, none)[1]["conditions"] == []
    assert memory_relay.relay.webhooks.get(webhook.webhook_id) == webhook


def test_null_stands_for_no_filter(memory_relay: InProcess) -> None:
    webhook = memory_relay.subscribe(URL, "ping", filter=one("NumberIn", 1, key="data.n"))
    _, said = attempt(memory_relay, webhook.webhook_id, {**event_of({}), "filter": None})
    assert said["wanted"] is True


def test_without_a_filter_there_are_no_conditions(memory_relay: InProcess) -> None:
    webhook = memory_relay.subscribe(URL, "ping")
    _, said = attempt(memory_relay, webhook.webhook_id, event_of({}))
    assert (said["wanted"], said["conditions"]) == (True, [])


def test_the_type_and_the_state_of_the_webhook_count_as_well(memory_relay: InProcess) -> None:
    webhook = memory_relay.subscribe(URL, "node_created", "TASK")
    _, said = attempt(memory_relay, webhook.webhook_id, event_of({}))
    assert (said["wanted"], said["event_type_matched"], said["filter_matched"]) == (
        False,
        False,
        True,
    )

    webhook = memory_relay.subscribe(URL, "ping")
    memory_relay.call(webhooks.disable, "POST", webhook_id=webhook.webhook_id)
    _, said = attempt(memory_relay, webhook.webhook_id, event_of({}))
    assert (said["wanted"], said["enabled"]) == (False, False)


def test_nothing_is_stored_and_nothing_is_delivered(memory_relay: InProcess) -> None:
    webhook = memory_relay.subscribe(URL, "ping")
    event = event_of({})
    attempt(memory_relay, webhook.webhook_id, event)
    assert memory_relay.pump() == 0
    status, _ = attempt(memory_relay, webhook.webhook_id, {"event_id": event["event_id"]})
    assert status == 404


@pytest.mark.parametrize(
    ("body", "places"),
    [
        ({}, ["event_id"]),
        ({"event_id": 5}, ["event_id"]),
        ({"event_id": "a/b"}, ["event_id"]),
        ({"event_type": "ping"}, ["event"]),
        ({"event_id": "x", "event_type": "ping", "event": {"ping_id": PING_ID}}, ["event_id"]),
        ({"event_type": "ping", "event": {"ping_id": 1}}, ["event.ping_id"]),
        ({**ping_event(), "more": 1}, ["more"]),
        ({**ping_event(), "filter": {"x": 1}}, ["filter.x"]),
        ({**ping_event(), "filter": []}, ["filter"]),
        ([ping_event()], [""]),
        (b"{", [""]),
        (b'{"filter": {"subjectEndsWith": "a", "subjectEndsWith": "b"}}', ["filter"]),
    ],
)
def test_a_body_that_is_wrong_is_refused(
    memory_relay: InProcess, body: Any, places: list[str]
) -> None:
    webhook = memory_relay.subscribe(URL, "ping")
    status, problem = attempt(memory_relay, webhook.webhook_id, body)
    assert (status, fields(problem)) == (400, places)


def test_what_is_not_there_is_404(memory_relay: InProcess) -> None:
    webhook = memory_relay.subscribe(URL, "ping")
    unknown = {"event_id": "5f0e8bd5-7f80-4f6a-9d3b-0b7a3d7f1c11"}
    assert attempt(memory_relay, webhook.webhook_id, unknown)[0] == 404
    assert attempt(memory_relay, "5f0e8bd5-7f80-4f6a-9d3b-0b7a3d7f1c11", ping_event())[0] == 404


def test_no_value_is_repeated(memory_relay: InProcess) -> None:
    """Neither of the event nor of the filter: both may hold secrets."""
    filter_ = one("StringIn", "secret one", key="data.password")
    webhook = memory_relay.subscribe(URL, "ping", filter=filter_)
    _, said = attempt(memory_relay, webhook.webhook_id, event_of({"password": "secret two"}))
    assert "secret" not in json.dumps(said)
