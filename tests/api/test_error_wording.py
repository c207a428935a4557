"""Every fault of a request is worded in one voice, whichever part of the relay found it."""

from __future__ import annotations

import re
from typing import Any

import pytest

from shared.events.catalogue import EVENT_TYPES
from tests.support.client import Client
from tests.support.subscribers import Subscribe

WEBHOOK = {"name": "n", "url": "http://127.0.0.1:49999/", "event_types": ["ping"]}
PYDANTIC = re.compile(r"[Ii]nput|Value error|Field required|String should|[Ll]ist should|pattern")


def errors(client: Client, method: str, path: str, body: object) -> list[tuple[str, str]]:
    answer = client.relay.request(method, path, json=body)
    assert answer.status_code == 400, answer.text
    problem = answer.json()
    found = [(error["field"], error["message"]) for error in problem["errors"]]
    place = f"{found[0][0]}:" if found[0][0] else "the body"
    more = f" (and {len(found) - 1} more)" if len(found) > 1 else ""
    assert problem["detail"] == f"{place} {found[0][1]}{more}"
    return found


@pytest.mark.parametrize(
    ("changes", "field", "message"),
    [
        ({"name": 7}, "name", "must be a string"),
        ({"name": ""}, "name", "must not be empty"),
        ({"name": "x" * 257}, "name", "must have at most 256 characters"),
        ({"name": "\ud83d"}, "name", "must be valid Unicode"),
        ({"event_types": "ping"}, "event_types", "must be an array"),
        ({"event_types": []}, "event_types", "must not be empty"),
        ({"event_types": ["ping"] * 101}, "event_types", "must have at most 100 items"),
        ({"event_types": ["ping", 7]}, "event_types[1]", "must be a string"),
        (
            {"message_format": "soap"},
            "message_format",
            "must be 'onefuzz', 'event_grid', 'cloudevents' or 'bare'",
        ),
        ({"signing": 1}, "signing", "must be 'symmetric' or 'asymmetric'"),
        ({"headers": []}, "headers", "must be an object"),
        ({"headers": {"X-A": 1}}, "headers.X-A", "must be a string"),
        ({"generate_secret": 1}, "generate_secret", "must be true or false"),
        ({"max_in_flight": "1"}, "max_in_flight", "must be an integer"),
        ({"max_in_flight": 1.5}, "max_in_flight", "must be an integer"),
        ({"max_in_flight": -1}, "max_in_flight", "must be 0 or more"),
        ({"max_in_flight": 10**30}, "max_in_flight", "must be 1000 or less"),
        ({"rate_per_second": "1"}, "rate_per_second", "must be a number"),
        ({"rate_per_second": 10001}, "rate_per_second", "must be 10000 or less"),
        ({"priority": 1}, "priority", "is not a known property"),
        ({"secret_token": "whsec_?"}, "secret_token", None),
        ({"generate_secret": True, "secret_token": "x"}, "generate_secret", None),
        ({"signing": "asymmetric"}, "signing", None),
        ({"url": "ftp://example.com/"}, "url", None),
    ],
)
def test_a_webhooks_faults(
    client: Client, changes: dict[str, Any], field: str, message: str | None
) -> None:
    [(named, told)] = errors(client, "POST", "/api/webhooks", WEBHOOK | changes)

    assert named == field
    assert message is None or told == message
    assert not told.startswith(f"{field}: "), "the field is told already"
    assert not PYDANTIC.search(told)


def test_what_is_missing_is_told_in_the_words_of_an_events_fault(client: Client) -> None:
    assert errors(client, "POST", "/api/events", {}) == [
        ("event_type", "is required"),
        ("event", "is required"),
    ]
    assert errors(client, "POST", "/api/webhooks", {}) == [
        ("name", "is required"),
        ("url", "is required"),
        ("event_types", "is required"),
    ]
    assert errors(client, "POST", "/api/webhooks/ping", {}) == [("webhook_id", "is required")]


@pytest.mark.parametrize(
    "since", [7, "yesterday", "2026-01-31", "2026-01-31T12:00:00", "2026-02-30T12:00:00Z", None]
)
def test_a_time_that_is_none(client: Client, subscribe: Subscribe, since: object) -> None:
    """One sentence for whatever is wrong with it: what it must be."""
    path = f"{subscribe('node_created').path}/recover"

    [(field, message)] = errors(client, "POST", path, {"since": since})

    assert field == "since"
    assert message == "must be a time with an offset, such as 2026-01-31T12:00:00Z"


def test_control_characters_in_an_id(client: Client) -> None:
    body = {"uri": "http://127.0.0.1:49999/", "type": "TASK", "id": "a\x01b"}

    found = errors(client, "POST", "/singularity/api/webhooks", body)

    assert found == [("id", "must not have control characters")]


def test_an_unknown_event_type_is_quoted_and_the_known_ones_are_listed(client: Client) -> None:
    event = {"event_type": "pong", "event": {}}
    [(field, of_event)] = errors(client, "POST", "/api/events", event)
    assert field == "event_type"
    [(field, of_webhook)] = errors(
        client, "POST", "/api/webhooks", WEBHOOK | {"event_types": ["ping", "pong"]}
    )
    assert field == "event_types[1]"

    assert of_event == of_webhook
    assert of_event.startswith("'pong' is not a known event type; known are ")
    assert all(name in of_event for name in EVENT_TYPES)


@pytest.mark.parametrize("name", ["a secret " * 5, "x" * 65, "<b>", "", "\ud800"])
def test_what_is_no_name_of_a_type_is_not_repeated(client: Client, name: str) -> None:
    [(_, message)] = errors(client, "POST", "/api/events", {"event_type": name, "event": {}})

    assert message.startswith("is not a known event type; known are ")


def test_faults_of_the_query_name_the_parameter_once(client: Client, subscribe: Subscribe) -> None:
    path = f"{subscribe('node_created').path}/deliveries"
    for query, message in {
        "limit=0": "must be a whole number from 1 to 1000",
        "state=lost": "must be one of queued, waiting, delivered, dropped",
        "sort=asc": "unknown query parameter",
    }.items():
        [(field, told)] = errors(client, "GET", f"{path}?{query}", None)
        assert (field, told) == (query.partition("=")[0], message)
