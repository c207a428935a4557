"""Filters decide what a receiver gets: over the API in, over HTTP out."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import count
from typing import Any

import pytest

from shared.api import event_types, events, webhooks
from tests.filters.rules import RULES, Case, Rule, one
from tests.support.asking import Ask
from tests.support.client import ping_event
from tests.support.in_process import InProcess, in_memory
from tests.support.receiver import Receiver

NUMBERS = count()
ANY_VALUE = "filters.any"
PING_ID = "5f0e8bd5-7f80-4f6a-9d3b-0b7a3d7f1c11"


@pytest.fixture(scope="module")
def relay() -> Iterator[InProcess]:
    with in_memory() as relay:
        relay.call(event_types.one, "PUT", {"description": "Any value."}, name=ANY_VALUE)
        yield relay


@pytest.fixture(scope="module")
def hook() -> Iterator[Receiver]:
    with Receiver() as receiver:
        yield receiver


def event_of(case: Case) -> dict[str, Any]:
    """An event with the data of *case*, of a type that allows it."""
    event_id = f"3f9c2a52-7c1e-4b07-9f57-{next(NUMBERS):012d}"
    members = {"event_id": event_id, "instance_name": "factory"}
    if not isinstance(case.data, dict):
        return {"event_type": ANY_VALUE, "event": case.data, **members}
    return ping_event(event={"ping_id": PING_ID, **case.data}, **members)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.text[:50])
def test_a_receiver_gets_what_its_filter_wants(
    rule: Rule, relay: InProcess, hook: Receiver
) -> None:
    for case in rule.cases:
        webhook = relay.subscribe(hook.url, "ping", ANY_VALUE, filter=case.filter)
        event = event_of(case)

        status, accepted = Ask(events.post, body=event).of(relay)
        relay.pump()

        assert status == 202
        assert accepted["deliveries"] == int(case.wanted)
        assert accepted.get("filtered", 0) == int(not case.wanted)
        got = [request for request in hook.requests if event["event_id"].encode() in request.body]
        assert len(got) == int(case.wanted), case
        shown = relay.call(events.get, "GET", event_id=event["event_id"])
        assert len(shown["deliveries"]) == int(case.wanted)
        assert shown.get("filtered", 0) == int(not case.wanted)
        relay.call(webhooks.one, "DELETE", webhook_id=webhook.webhook_id)


class TestSeveralWebhooks:
    def test_each_gets_what_it_wants(self, memory_relay: InProcess, receiver: Receiver) -> None:
        every = memory_relay.subscribe(f"{receiver.url}/every", "ping")
        low = memory_relay.subscribe(
            f"{receiver.url}/low", "ping", filter=one("NumberLessThan", 10, key="data.n")
        )
        named = memory_relay.subscribe(
            f"{receiver.url}/named", "ping", filter={"subjectBeginsWith": "factory"}
        )
        posted = [
            ping_event(event={"ping_id": PING_ID, "n": n}, **more)
            for n, more in ((5, {}), (15, {}), (15, {"instance_name": "factory 2"}))
        ]

        _, answers = Ask(events.post, body=posted).of(memory_relay)
        memory_relay.pump()

        assert [answer.get("filtered") for answer in answers] == [1, 2, 1]
        assert [answer["deliveries"] for answer in answers] == [2, 1, 2]
        ids = [event["event_id"] for event in posted]
        assert memory_relay.states(every, ids) == ["delivered"] * 3
        assert memory_relay.states(low, ids[:1]) == ["delivered"]
        assert memory_relay.states(named, ids[2:]) == ["delivered"]
        assert len(receiver.requests) == 5

    def test_a_repeat_goes_to_those_to_whom_it_went_before(
        self, memory_relay: InProcess, receiver: Receiver
    ) -> None:
        """It is not evaluated again: a filter that has changed meanwhile has no say."""
        webhook = memory_relay.subscribe(
            receiver.url, "ping", filter=one("IsNotNull", key="data.n")
        )
        event = ping_event()
        _, first = Ask(events.post, body=event).of(memory_relay)
        body = {"filter": None}
        memory_relay.call(webhooks.one, "PATCH", body, webhook_id=webhook.webhook_id)

        _, repeated = Ask(events.post, body=event).of(memory_relay)
        memory_relay.pump()

        assert first == {"event_id": event["event_id"], "deliveries": 0, "filtered": 1}
        assert repeated == {**first, "repeated": True}
        assert receiver.requests == []

    def test_a_ping_is_sent_whatever_the_filter_says(
        self, memory_relay: InProcess, receiver: Receiver
    ) -> None:
        filter_ = one("StringIn", "nothing", key="subject")
        webhook = memory_relay.subscribe(receiver.url, "ping", filter=filter_)

        memory_relay.call(webhooks.ping, "POST", webhook_id=webhook.webhook_id)
        memory_relay.pump()

        assert len(receiver.requests) == 1

    def test_a_filter_sees_the_instance_name_of_the_settings(self, receiver: Receiver) -> None:
        with in_memory(INSTANCE_NAME="ours") as relay:
            relay.subscribe(receiver.url, "ping", filter={"subjectBeginsWith": "OURS"})
            relay.subscribe(receiver.url, "ping", filter={"subjectBeginsWith": "webhook-relay"})

            _, accepted = Ask(events.post, body=ping_event()).of(relay)

        assert (accepted["deliveries"], accepted["filtered"]) == (1, 1)

    def test_the_subject_is_the_one_that_is_delivered(
        self, memory_relay: InProcess, receiver: Receiver
    ) -> None:
        memory_relay.subscribe(
            receiver.url,
            "ping",
            message_format="event_grid",
            filter={"subjectBeginsWith": "webhook-relay", "subjectEndsWith": "webhook-relay"},
        )
        memory_relay.post(ping_event())
        memory_relay.pump()

        [delivered] = json.loads(receiver.requests[0].body)
        assert delivered["subject"] == "webhook-relay"
