"""``GET …/deliveries``: filters, pages and cursors."""

from __future__ import annotations

import base64
import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from shared.model import Attempt, DropReason, RecordState
from shared.store import Store
from shared.store.records import Ending
from tests.events import documents
from tests.support.client import Client, ping_event
from tests.support.rows import stored_event
from tests.support.subscribers import Subscribe, Subscriber


class TestListing:
    def test_newest_first_with_a_limit(self, client: Client, subscribe: Subscribe) -> None:
        subscriber = subscribe("ping")
        events = [ping_event() for _ in range(5)]
        for event in events:
            client.post(event)

        newest = client.deliveries(subscriber.webhook_id, limit=2)

        assert [d["event_id"] for d in newest] == [e["event_id"] for e in events[:-3:-1]]
        assert len(client.deliveries(subscriber.webhook_id)) == 5

    def test_by_type_and_state(self, client: Client, subscribe: Subscribe) -> None:
        subscriber = subscribe("ping", "node_created")
        ping = ping_event()
        node = ping_event(event_type="node_created", event=documents.EXAMPLES["node_created"])
        client.post(ping)
        subscriber.wait_for_state(ping["event_id"], "delivered")
        subscriber.receiver.answer = 500
        client.post(node)
        subscriber.wait_for_state(node["event_id"], "waiting")

        def ids(**query: str) -> list[str]:
            return [d["event_id"] for d in client.deliveries(subscriber.webhook_id, **query)]

        assert ids(event_type="ping") == [ping["event_id"]]
        assert ids(event_type="node_created") == [node["event_id"]]
        assert ids(event_type="node_deleted") == []
        assert ids(state="delivered") == [ping["event_id"]]
        assert ids(state="waiting") == [node["event_id"]]
        assert ids(state="dropped") == ids(state="queued") == []
        assert ids(state="waiting", event_type="ping") == []
        assert ids(state="waiting", event_type="node_created") == [node["event_id"]]

    def test_pages_lead_through_several_days(
        self, client: Client, store: Store, subscribe: Subscribe
    ) -> None:
        subscriber = subscribe("node_created")
        expected = self.record_past(store, subscriber, days=4, a_day=7)

        for limit in (1, 3, 7, 10):
            assert self.all_pages(subscriber, limit=limit) == expected

    def test_pages_of_one_state_through_several_days(
        self, client: Client, store: Store, subscribe: Subscribe
    ) -> None:
        subscriber = subscribe("node_created")
        every = self.record_past(store, subscriber, days=4, a_day=6)

        # Every other one, see record_past.
        assert self.all_pages(subscriber, limit=4, state="delivered") == every[0::2]
        assert self.all_pages(subscriber, limit=5, state="dropped") == every[1::2]

    def record_past(
        self, store: Store, subscriber: Subscriber, *, days: int, a_day: int
    ) -> list[str]:
        """Deliveries of the last days, alternately delivered and dropped; newest first."""
        [uid] = [w.uid for w in store.webhooks.every() if w.webhook_id == subscriber.webhook_id]
        ids = []
        now = datetime.now(UTC)
        for number in range(days * a_day):
            at = now - timedelta(days=number // a_day, milliseconds=number)
            event = stored_event(ping_event(), uid, at=at.timestamp())
            store.events.insert(event)
            ref = event.delivery_key(uid)
            store.records.insert(ref, "ping")
            delivery = store.records.get(ref)
            assert delivery is not None
            if number % 2:
                dropped = Ending(RecordState.DROPPED, 1, (), at.timestamp(), DropReason.EXPIRED)
                store.records.end_if_unchanged(delivery, dropped)
            else:
                attempt = Attempt(at.timestamp(), 200, None, "", 3, "")
                store.records.end(ref, Ending(RecordState.DELIVERED, 1, (attempt,), at.timestamp()))
            ids.append(event.event_id)
        return ids

    def all_pages(self, subscriber: Subscriber, **query: Any) -> list[str]:
        found: list[str] = []
        cursor: dict[str, str] = {}
        for _ in range(100):
            answer = subscriber.client.relay.get(
                f"{subscriber.path}/deliveries", params=query | cursor
            )
            assert answer.status_code == 200, answer.text
            page = answer.json()
            assert len(page["deliveries"]) <= query["limit"]
            found += [delivery["event_id"] for delivery in page["deliveries"]]
            if "cursor" not in page:
                return found
            cursor = {"cursor": page["cursor"]}
        raise AssertionError("the pages do not end")

    @pytest.mark.parametrize(
        "after",
        [
            {"PartitionKey": 1, "RowKey": 2},
            {"PartitionKey": None, "RowKey": None},
            {"PartitionKey": ["x"], "RowKey": {}},
            {"PartitionKey": "", "RowKey": ""},
            {"PartitionKey": "x", "RowKey": "y"},
            {"PartitionKey": "1!4!eA==", "RowKey": "a\r\nb: c"},
            {"PartitionKey": "é😀", "RowKey": "\ud83d"},
            {"PartitionKey": "x" * 3000, "RowKey": "y"},
            {"PartitionKey": "x"},
            {"PartitionKey": "x", "RowKey": "y", "more": 1},
            [],
            "",
            7,
        ],
        ids=str,
    )
    def test_a_made_up_cursor_finds_nothing_of_others(
        self, client: Client, subscribe: Subscribe, after: Any
    ) -> None:
        """It is refused, or leads to some place among one's own deliveries."""
        subscriber = subscribe("ping")
        text = json.dumps([f"{datetime.now(UTC):%Y-%m-%d}", after])
        cursor = base64.urlsafe_b64encode(text.encode()).decode()

        answer = client.relay.get(f"{subscriber.path}/deliveries", params={"cursor": cursor})

        assert answer.status_code in (200, 400), answer.text
        if answer.status_code == 200:
            assert answer.json()["deliveries"] == []
        else:
            assert answer.json()["errors"][0]["field"] == "cursor"

    @pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31", "2026-W47-6"])
    def test_a_made_up_day_finds_nothing(
        self, client: Client, subscribe: Subscribe, day: str
    ) -> None:
        subscriber = subscribe("ping")
        cursor = base64.urlsafe_b64encode(json.dumps([day, None]).encode()).decode()

        answer = client.relay.get(f"{subscriber.path}/deliveries", params={"cursor": cursor})

        assert answer.status_code in (200, 400), answer.text

    def test_an_old_delivery_is_found_by_its_event(
        self, client: Client, store: Store, subscribe: Subscribe
    ) -> None:
        subscriber = subscribe("node_created")
        *_, oldest = self.record_past(store, subscriber, days=5, a_day=1)

        delivery = client.delivery(subscriber.webhook_id, oldest)

        assert delivery["state"] == "delivered"
        assert client.relay.get(f"/api/events/{oldest}").status_code == 200
