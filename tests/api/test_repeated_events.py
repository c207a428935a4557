"""``POST /api/events`` of an event that is known, with the same body or another."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from uuid import uuid4

import requests

from shared.model import RecordState
from shared.store import Store
from shared.store.records import Ending
from tests.events import documents
from tests.support.client import Client, ping_event
from tests.support.relay import RelayProcess
from tests.support.rows import stored_event
from tests.support.subscribers import Subscribe

JSON = {"Content-Type": "application/json"}


def post_text(relay: RelayProcess, text: str) -> requests.Response:
    return relay.post("/api/events", data=text.encode(), headers=JSON)


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
