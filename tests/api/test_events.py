"""``POST /api/events``: what is accepted, what is delivered, what counts as a repeat."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
import requests

from shared.model import RecordState
from shared.store import Store
from shared.store.records import Ending
from tests.events import documents
from tests.support.client import Client, ping_event
from tests.support.receiver import Answer
from tests.support.relay import RelayProcess
from tests.support.rows import stored_event
from tests.support.subscribers import Subscribe
from tests.support.waiting import wait_until

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


class TestRepeats:
    def test_a_repeat_is_recognised_and_delivers_nothing(
        self, client: Client, subscribe: Subscribe
    ) -> None:
        subscriber, event = subscribe("ping"), ping_event()
        assert "repeated" not in client.post(event)
        subscriber.wait_for_state(event["event_id"], "delivered")

        repeat = client.post(event)

        assert repeat == {"event_id": event["event_id"], "deliveries": 1, "repeated": True}
        self.expect_nothing_more(client, subscriber.receiver.requests, subscribe)

    def test_how_it_is_spelled_does_not_matter(self, relay: RelayProcess) -> None:
        event_id, ping_id = uuid4(), uuid4()
        first = f'{{"event_id":"{event_id}","event_type":"ping","event":{{"ping_id":"{ping_id}"}}}}'
        again = (
            f'{{ "event": {{"ping\\u005fid": "{ping_id}"}},\n "event_type": "ping",'
            f' "event_id": "{event_id}", "webhook_id": "another" }}'
        )
        assert "repeated" not in post_text(relay, first).json()

        assert post_text(relay, again).json()["repeated"] is True

    def test_another_body_is_a_conflict(self, client: Client, subscribe: Subscribe) -> None:
        subscriber, event = subscribe("ping"), ping_event()
        client.post(event)
        other = event | {"event": {"ping_id": str(uuid4())}}

        answer = client.relay.post("/api/events", json=other)

        assert answer.status_code == 409
        assert answer.headers["content-type"] == "application/problem+json"
        assert answer.json()["errors"][0]["field"] == "event_id"
        assert event["event_id"] in answer.json()["detail"]
        message = json.loads(subscriber.receiver.wait_for(1)[0].body)
        assert message["event"] == event["event"]
        stored = client.relay.get(f"/api/events/{event['event_id']}").json()
        assert stored["event"] == event["event"]

    def test_another_type_is_a_conflict(self, client: Client) -> None:
        event = {"event_id": str(uuid4()), "event": {"region": "eastus"}}
        client.post(event | {"event_type": "proxy_created"})

        answer = client.relay.post("/api/events", json=event | {"event_type": "proxy_deleted"})

        assert answer.status_code == 409

    def test_copies_that_arrive_at_the_same_moment_are_delivered_once(
        self, client: Client, subscribe: Subscribe
    ) -> None:
        subscriber = subscribe("ping")
        for _ in range(3):
            event = ping_event()

            def post_copy(_: int, event: dict[str, Any] = event) -> requests.Response:
                url = f"{client.relay.url}/api/events"
                return requests.post(url, json=event, timeout=30)

            with ThreadPoolExecutor(8) as pool:
                answers = list(pool.map(post_copy, range(8)))
            assert [a.status_code for a in answers] == [202] * 8
            assert sum("repeated" not in a.json() for a in answers) == 1
            assert {a.json()["deliveries"] for a in answers} == {1}
            subscriber.wait_for_state(event["event_id"], "delivered")
        self.expect_nothing_more(client, subscriber.receiver.requests, subscribe)
        assert len(subscriber.receiver.requests) == 3

    def test_a_repeat_completes_a_post_that_broke_off_after_the_event_was_stored(
        self, client: Client, store: Store, subscribe: Subscribe
    ) -> None:
        first, second = subscribe("ping"), subscribe("ping")
        event = ping_event()
        uids = {webhook.webhook_id: webhook.uid for webhook in store.webhooks.every()}
        store.events.insert(stored_event(event, uids[first.webhook_id], uids[second.webhook_id]))
        third = subscribe("ping")  # too late for this event

        repeat = client.post(event)

        assert repeat == {"event_id": event["event_id"], "deliveries": 2, "repeated": True}
        for subscriber in (first, second):
            subscriber.wait_for_state(event["event_id"], "delivered")
            assert len(subscriber.receiver.requests) == 1
        assert third.receiver.requests == []

    def test_a_repeat_completes_a_post_that_broke_off_between_two_deliveries(
        self, client: Client, store: Store, subscribe: Subscribe
    ) -> None:
        """One webhook's delivery is made and done; the other's was never begun."""
        done, undone = subscribe("ping"), subscribe("ping")
        event = ping_event()
        uids = {webhook.webhook_id: webhook.uid for webhook in store.webhooks.every()}
        stored = stored_event(event, uids[done.webhook_id], uids[undone.webhook_id])
        store.events.insert(stored)
        ref = stored.delivery_key(uids[done.webhook_id])
        store.records.insert(ref, "ping")
        store.records.end(ref, Ending(RecordState.DELIVERED, 1, (), stored.received_ms / 1000))

        client.post(event)

        undone.wait_for_state(event["event_id"], "delivered")
        assert len(undone.receiver.requests) == 1
        assert done.receiver.requests == []

    @staticmethod
    def expect_nothing_more(client: Client, received: list[Any], subscribe: Subscribe) -> None:
        """Something sent later has arrived, and what was received is all there is."""
        later = subscribe("node_created")
        client.post({"event_type": "node_created", "event": documents.EXAMPLES["node_created"]})
        later.receiver.wait_for(1)
        ids = [json.loads(request.body)["event_id"] for request in received]
        assert len(ids) == len(set(ids))


class TestArrays:
    def test_up_to_a_hundred_are_accepted_in_their_order(
        self, client: Client, subscribe: Subscribe
    ) -> None:
        subscriber = subscribe("ping")
        events = [ping_event() for _ in range(100)]

        accepted = client.relay.post("/api/events", json=events)

        assert accepted.status_code == 202
        expected = [{"event_id": event["event_id"], "deliveries": 1} for event in events]
        assert accepted.json() == expected
        received = subscriber.receiver.wait_for(100)
        assert {json.loads(r.body)["event_id"] for r in received} == {
            event["event_id"] for event in events
        }
        assert len(received) == 100

    def test_of_one_answers_with_an_array(self, client: Client) -> None:
        event = ping_event()

        answer = client.relay.post("/api/events", json=[event])

        assert answer.json() == [{"event_id": event["event_id"], "deliveries": 0}]

    def test_tells_repeats_from_new_events(self, client: Client) -> None:
        old, new = ping_event(), ping_event()
        client.post(old)

        accepted = client.post(old, new)

        assert [one.get("repeated") for one in accepted] == [True, None]

    @pytest.mark.parametrize("bad", [0, 1, 2])
    def test_one_bad_event_refuses_all(
        self, client: Client, subscribe: Subscribe, bad: int
    ) -> None:
        subscriber = subscribe("ping")
        events = [ping_event() for _ in range(3)]
        events[bad]["event"] = {"ping_id": 7}

        answer = client.relay.post("/api/events", json=events)

        assert answer.status_code == 400
        assert answer.json()["errors"][0]["field"] == f"[{bad}].event.ping_id"
        self.expect_none_stored(client, events)
        assert subscriber.receiver.requests == []

    def test_the_same_id_twice_is_refused(self, client: Client) -> None:
        events = [ping_event(), ping_event(), ping_event()]
        events[2]["event_id"] = events[0]["event_id"]

        answer = client.relay.post("/api/events", json=events)

        assert answer.status_code == 400
        assert answer.json()["errors"][0]["field"] == "[2].event_id"
        self.expect_none_stored(client, events)

    def test_more_than_a_hundred_are_refused(self, client: Client) -> None:
        events = [ping_event() for _ in range(101)]

        answer = client.relay.post("/api/events", json=events)

        assert answer.status_code == 400
        assert "100" in answer.json()["detail"]
        self.expect_none_stored(client, events[:3] + events[-1:])

    def test_a_conflict_names_the_index_and_stores_nothing(self, client: Client) -> None:
        known, new = ping_event(), ping_event()
        client.post(known)

        answer = client.relay.post(
            "/api/events", json=[new, known | {"event": {"ping_id": str(uuid4())}}]
        )

        assert answer.status_code == 409
        assert answer.json()["errors"][0]["field"] == "[1].event_id"
        self.expect_none_stored(client, [new])

    @staticmethod
    def expect_none_stored(client: Client, events: list[dict[str, Any]]) -> None:
        for event in events:
            assert client.relay.get(f"/api/events/{event['event_id']}").status_code == 404


def test_an_event_shows_its_outcome_at_each_webhook(client: Client, subscribe: Subscribe) -> None:
    good, bad = subscribe("ping"), subscribe("ping", answer=500)
    event = ping_event()
    client.post(event)
    good.wait_for_state(event["event_id"], "delivered")
    bad.wait_for_state(event["event_id"], "waiting")

    shown = client.relay.get(f"/api/events/{event['event_id']}").json()

    assert shown["event"] == event["event"]
    assert shown["event_type"] == "ping"
    outcomes = {outcome["webhook_id"]: outcome for outcome in shown["deliveries"]}
    assert outcomes[good.webhook_id]["state"] == "delivered"
    assert outcomes[good.webhook_id]["attempts"] == 1
    assert outcomes[bad.webhook_id]["state"] == "waiting"
    assert outcomes[bad.webhook_id]["last_attempt"]["status"] == 500


def test_an_unknown_event_is_not_found(client: Client) -> None:
    answer = client.relay.get(f"/api/events/{uuid4()}")

    assert answer.status_code == 404
    assert answer.json()["errors"][0]["field"] == "event_id"


def test_deliveries_in_flight_are_told_of(client: Client, subscribe: Subscribe) -> None:
    """While the receiver thinks, the delivery is ``queued``."""
    subscriber = subscribe("ping", answer=Answer(200, delay=1.0))
    event = ping_event()
    client.post(event)
    subscriber.receiver.wait_for(1)

    assert client.delivery(subscriber.webhook_id, event["event_id"])["state"] == "queued"

    wait_until(
        lambda: client.delivery(subscriber.webhook_id, event["event_id"])["state"] == "delivered"
    )
