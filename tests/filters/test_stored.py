"""Filters and what they leave out, as they are stored: in memory, and on Azurite."""

from __future__ import annotations

import json

from shared.api import events, webhooks
from tests.filters.rules import advanced, one
from tests.support.asking import Ask
from tests.support.client import ping_event
from tests.support.in_process import InProcess
from tests.support.in_process_fixtures import account, relay, twin
from tests.support.receiver import Receiver

__all__ = ["account", "relay", "twin"]

LONG = "é" * 512
LARGEST = {
    "subjectBeginsWith": LONG,
    "subjectEndsWith": LONG,
    **advanced(
        *[{"operatorType": "StringNotBeginsWith", "key": "data." + "ü" * 507, "values": [LONG]}]
        * 25,
        on_arrays=True,
    ),
}


def test_the_largest_filter_is_read_by_another_process(relay: InProcess, twin: InProcess) -> None:
    body = {
        "name": "n",
        "url": "http://127.0.0.1:49999/",
        "event_types": ["ping"],
        "filter": LARGEST,
    }
    text = json.dumps(body, ensure_ascii=False).encode()

    status, made = Ask(webhooks.collection, body=text).of(relay)

    assert status == 200
    path = {"webhook_id": made["webhook_id"]}
    assert Ask(webhooks.one, "GET", path=path).of(twin)[1]["filter"] == LARGEST
    assert twin.relay.webhooks.subscribed("ping").filters.keys() == {
        webhook.uid for webhook in twin.relay.webhooks.every()
    }


def test_another_process_uses_a_changed_filter(
    relay: InProcess, twin: InProcess, receiver: Receiver
) -> None:
    webhook = relay.subscribe(receiver.url, "ping", filter=one("IsNotNull", key="data.gone"))
    event, other = ping_event(), ping_event()

    _, first = Ask(events.post, body=event).of(twin)
    relay.call(webhooks.one, "PATCH", {"filter": None}, webhook_id=webhook.webhook_id)
    _, second = Ask(events.post, body=other).of(twin)
    twin.pump()

    assert (first["deliveries"], first["filtered"]) == (0, 1)
    assert second == {"event_id": other["event_id"], "deliveries": 1}
    assert len(receiver.requests) == 1
    shown = relay.call(events.get, "GET", event_id=event["event_id"])
    assert (shown["filtered"], shown["deliveries"]) == (1, [])
    assert "filtered" not in relay.call(events.get, "GET", event_id=other["event_id"])


def test_an_array_in_one_transaction(relay: InProcess, receiver: Receiver) -> None:
    webhook = relay.subscribe(receiver.url, "ping", filter=one("NumberLessThan", 20, key="data.n"))
    relay.subscribe(receiver.url, "ping")
    ping_id = "5f0e8bd5-7f80-4f6a-9d3b-0b7a3d7f1c11"
    posted = [ping_event(event={"ping_id": ping_id, "n": n}) for n in range(40)]

    _, accepted = Ask(events.post, body=posted).of(relay)
    relay.pump()

    assert [one.get("filtered", 0) for one in accepted] == [int(n >= 20) for n in range(40)]
    assert [one["deliveries"] for one in accepted] == [2 - int(n >= 20) for n in range(40)]
    ids = [event["event_id"] for event in posted]
    assert relay.states(webhook, ids[:20]) == ["delivered"] * 20
    assert len(receiver.requests) == 60
