"""Events of OneFuzz 8 reach a subscriber as they came, in each message format."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import pytest

from shared.api import events
from shared.delivery.formats import FORMATS
from shared.errors import InvalidInput
from tests.events.documents import EXAMPLES, NAMES, ONEFUZZ_8, oracle
from tests.onefuzz.relay import delivered, envelope, subscribed
from tests.support.in_process import InProcess, in_memory
from tests.support.receiver import Receiver

INSTANCE_ID = "0f14d0ab-9605-4a62-a9e4-5ed26688389b"


def spelled(name: str) -> str:
    """The page's example, spelled in a way of its own, and with a property of its own."""
    text = json.dumps(ONEFUZZ_8.examples[name], indent=3)
    return f'{text[:-2]},\t"added_later" : [1.0e2, {"9" * 5000}, "\\u00e9\\ud800é"]}}'


@pytest.mark.parametrize("message_format", FORMATS)
def test_the_payload_is_delivered_to_the_byte(message_format: str) -> None:
    payloads = [spelled(name) for name in ONEFUZZ_8.names]
    posted = [
        json.dumps(envelope(name, "?")).replace('"?"', payload)
        for name, payload in zip(ONEFUZZ_8.names, payloads, strict=True)
    ]
    with subscribed(message_format) as subscriber:
        bodies = subscriber.deliver(*posted)
    assert len(bodies) == 27
    for payload, body in zip(payloads, bodies, strict=True):
        assert payload.encode() in body


def test_what_is_delivered_is_valid_by_the_full_schema() -> None:
    envelopes = [envelope(name) for name in ONEFUZZ_8.names]
    with subscribed() as subscriber:
        bodies = subscriber.deliver(*map(json.dumps, envelopes))
    for sent, body in zip(envelopes, bodies, strict=True):
        message = json.loads(body)
        oracle(ONEFUZZ_8.full_event_schema).validate(message)
        assert message == sent | {"webhook_id": subscriber.webhook.webhook_id}


def test_event_grid_events_are_like_the_pages() -> None:
    [example] = ONEFUZZ_8.load("event_grid.example")
    [[event]] = delivered([envelope("ping")], "event_grid")
    assert event.keys() == example.keys()
    for name in ("data", "dataVersion", "eventType", "subject"):
        assert event[name] == example[name]


def test_members_that_the_page_does_not_name_are_delivered_and_harm_nobody() -> None:
    """Some have names that the relay's own responses use, or values that Python cannot hold."""
    added = (
        f'"a \\"quoted\\" name":[{"9" * 5000}],"received_at":null,"deliveries":7,'
        '"\\ud800":"\\ud800","data":{}'
    )
    sent = envelope("file_added", instance_name="contoso")
    text = f"{json.dumps(sent)[:-1]},{added}}}"
    for message_format in FORMATS:
        with subscribed(message_format) as subscriber:
            [body] = subscriber.deliver(text)
            shown = subscriber.relay.call(events.get, "GET", event_id=sent["event_id"])
        assert (added.encode() in body) == (message_format == "onefuzz")
        if message_format == "event_grid":
            assert json.loads(body)[0]["subject"] == "contoso"
        assert shown.keys() == {
            *("event_id", "event_type", "received_at", "deliveries", "event"),
            *("instance_id", "instance_name"),
        }
        assert [outcome["state"] for outcome in shown["deliveries"]] == ["delivered"]


@pytest.mark.parametrize("setting", ["", INSTANCE_ID])
def test_an_example_that_the_relay_sends_is_one_that_could_be_posted(setting: str) -> None:
    names = sorted(set(ONEFUZZ_8.names) - set(NAMES))
    with in_memory(INSTANCE_ID=setting) as relay, Receiver() as receiver:
        webhook = relay.subscribe(receiver.url, "ping")
        for name in names:
            relay.relay.registration.send_example(webhook, name)
            relay.pump()
        messages = [json.loads(request.body) for request in receiver.requests]
    assert [message["event_type"] for message in messages] == names
    for message in messages:
        assert message["event"] == ONEFUZZ_8.examples[message["event_type"]]
        oracle(ONEFUZZ_8.full_event_schema).validate(message)
        assert message["instance_id"] == (setting or ONEFUZZ_8.payload_example["instance_id"])


class TestInstanceIdOfTheSettings:
    """The page is chosen by what the producer sent; the settings add to what is delivered."""

    @pytest.fixture
    def relay(self) -> Iterator[InProcess]:
        with in_memory(INSTANCE_ID=INSTANCE_ID, INSTANCE_NAME="ours") as relay:
            yield relay

    def test_an_event_without_it_is_one_of_onefuzz_1(self, relay: InProcess) -> None:
        with Receiver() as receiver:
            relay.subscribe(receiver.url, *NAMES)
            relay.post(*(envelope_1(name) for name in NAMES))
            relay.pump()
            messages = [json.loads(request.body) for request in receiver.requests]
        assert {message["event_type"] for message in messages} == set(NAMES)
        assert {message["instance_id"] for message in messages} == {INSTANCE_ID}
        with pytest.raises(InvalidInput, match="instance_id: is required for events of type"):
            relay.post(envelope_1("file_added"))

    def test_an_event_with_it_keeps_its_own(self, relay: InProcess) -> None:
        with Receiver() as receiver:
            relay.subscribe(receiver.url, "file_added")
            relay.post(sent := envelope("file_added"))
            relay.pump()
            [request] = receiver.requests
        assert json.loads(request.body)["instance_id"] == sent["instance_id"]


def envelope_1(name: str) -> dict[str, Any]:
    return {"event_type": name, "event": EXAMPLES.get(name, {}), "event_id": str(uuid4())}
