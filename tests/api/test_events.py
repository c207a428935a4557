"""``POST /api/events``: what is accepted, and that it is delivered as it was spelled."""

from __future__ import annotations

import json
from pathlib import Path
from uuid import UUID, uuid4

import pytest
import requests

from tests.events import documents
from tests.support.client import Client, ping_event
from tests.support.relay import RelayProcess
from tests.support.subscribers import Subscribe

JSON = {"Content-Type": "application/json"}


def post_text(relay: RelayProcess, text: str) -> requests.Response:
    return relay.post("/api/events", data=text.encode(), headers=JSON)


def example_text(event_type: str) -> str:
    """The document's example as it stands there, line breaks and all."""
    data = Path(documents.__file__).parent / "data" / "onefuzz"
    return (data / f"{event_type}.example.json").read_text(encoding="utf-8").strip()


def test_every_documented_example_is_delivered_as_it_was_spelled(
    relay: RelayProcess, subscribe: Subscribe
) -> None:
    assert len(documents.NAMES) == 18
    subscriber = subscribe(*documents.NAMES)
    expected = set()
    for event_type in documents.NAMES:
        event_id, text = uuid4(), example_text(event_type)
        answer = post_text(
            relay, f'{{"event_id": "{event_id}", "event_type": "{event_type}", "event": {text}}}'
        )
        assert answer.status_code == 202, (event_type, answer.text)
        assert answer.json() == {"event_id": str(event_id), "deliveries": 1}
        expected.add(
            f'{{"event_id":"{event_id}","event_type":"{event_type}","event":{text},'
            f'"webhook_id":"{subscriber.webhook_id}"}}'
        )

    received = subscriber.receiver.wait_for(18)

    schema = documents.oracle(documents.FULL_EVENT_SCHEMA)
    for request in received:
        schema.validate(json.loads(request.body))
    assert {request.body.decode() for request in received} == expected
    assert len(received) == 18


def test_the_documents_own_payload_example_is_delivered_and_valid(
    relay: RelayProcess, subscribe: Subscribe
) -> None:
    """With the producer's own ``webhook_id``, which ours replaces."""
    subscriber = subscribe("ping")
    event_id = str(uuid4())

    answer = relay.post("/api/events", json={**documents.PAYLOAD_EXAMPLE, "event_id": event_id})

    assert answer.status_code == 202, answer.text
    message = json.loads(subscriber.receiver.wait_for(1)[0].body)
    documents.oracle(documents.FULL_EVENT_SCHEMA).validate(message)
    assert message == {
        **documents.PAYLOAD_EXAMPLE,
        "event_id": event_id,
        "webhook_id": subscriber.webhook_id,
    }


@pytest.mark.parametrize(
    "payload",
    [
        '{ "pool_name" : "p\\u006fol" ,\n\t"os":"linux","arch":"x86_64","managed":true }',
        '{"managed":true,"arch":"x86_64","os":"windows","pool_name":"\\ud83d\\ude00 😀 \\/ é"}',
    ],
    ids=["whitespace-and-escapes", "surrogates-and-non-ascii"],
)
def test_a_payload_keeps_its_spelling(
    relay: RelayProcess, subscribe: Subscribe, payload: str
) -> None:
    subscriber = subscribe("pool_created")

    answer = post_text(relay, f'{{"event_type":"pool_created","event":{payload}}}')

    assert answer.status_code == 202, answer.text
    assert f'"event":{payload}' in subscriber.receiver.wait_for(1)[0].body.decode()


@pytest.mark.parametrize("number", ["24.0", "1e5", "123456789012345678901234567890", "-0"])
def test_a_number_keeps_its_spelling(
    relay: RelayProcess, subscribe: Subscribe, number: str
) -> None:
    subscriber = subscribe("scaleset_created", message_format="bare")
    example = json.dumps(documents.EXAMPLES["scaleset_created"] | {"size": 7777})
    payload = example.replace("7777", number)

    answer = post_text(relay, f'{{"event_type":"scaleset_created","event":{payload}}}')

    assert answer.status_code == 202, answer.text
    assert subscriber.receiver.wait_for(1)[0].body.decode() == payload
    event = relay.get(f"/api/events/{answer.json()['event_id']}")
    assert f'"event": {payload}' in event.text


def test_the_envelopes_other_members_are_kept(relay: RelayProcess, subscribe: Subscribe) -> None:
    subscriber = subscribe("ping")
    others = {
        "instance_id": str(uuid4()),
        "instance_name": "Ada's instance",
        "created_at": "2026-11-21T19:00:00.1234567+00:00",
        "version": "8.9.0",
        "sas_url": "https://example.blob.core.windows.net/e/1?sig=abc",
        "expires_on": "2026-12-01",
    }

    answer = relay.post("/api/events", json=ping_event(webhook_id="theirs", **others))

    assert answer.status_code == 202, answer.text
    message = json.loads(subscriber.receiver.wait_for(1)[0].body)
    assert message["webhook_id"] == subscriber.webhook_id
    assert {name: message.get(name) for name in others} == others


def test_an_event_id_is_made_where_none_is_given(client: Client, subscribe: Subscribe) -> None:
    subscriber = subscribe("ping")

    accepted = client.post({"event_type": "ping", "event": {"ping_id": str(uuid4())}})

    assert UUID(accepted["event_id"]).version == 4
    message = json.loads(subscriber.receiver.wait_for(1)[0].body)
    assert message["event_id"] == accepted["event_id"]


def test_an_event_goes_to_those_subscribed_to_its_type(
    client: Client, subscribe: Subscribe
) -> None:
    both = subscribe("ping", "pool_deleted")
    pings = subscribe("ping")
    pools = subscribe("pool_deleted")
    ping = ping_event()
    pool = {"event_type": "pool_deleted", "event": {"pool_name": "p"}, "event_id": str(uuid4())}

    assert client.post(ping)["deliveries"] == 2
    assert client.post(pool)["deliveries"] == 2

    for subscriber, expected in [(both, {"ping", "pool_deleted"}), (pings, {"ping"})]:
        received = subscriber.receiver.wait_for(len(expected))
        assert {json.loads(r.body)["event_type"] for r in received} == expected
    assert json.loads(pools.receiver.wait_for(1)[0].body)["event_id"] == pool["event_id"]
    outcomes = client.relay.get(f"/api/events/{ping['event_id']}").json()["deliveries"]
    assert {o["webhook_id"] for o in outcomes} == {both.webhook_id, pings.webhook_id}
    assert len(pools.receiver.requests) == 1


def test_an_event_that_nobody_wants_is_accepted(client: Client) -> None:
    event = ping_event()

    assert client.post(event) == {"event_id": event["event_id"], "deliveries": 0}

    assert client.relay.get(f"/api/events/{event['event_id']}").json()["deliveries"] == []
