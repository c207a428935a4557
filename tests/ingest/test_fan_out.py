"""An event that very many webhooks want: accepted at once, fanned out by messages."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from typing import Any
from uuid import uuid4

import pytest

from shared import parallel
from shared.counters import DROPPED
from shared.ingest.fan_out import SLICE
from shared.model import day_of
from shared.store import Store
from shared.store.connection import StorageConnection
from tests.support.accounts import Account
from tests.support.client import LOCAL_SETTINGS, Client, ping_event
from tests.support.in_process import InProcess, in_memory, in_process
from tests.support.log_records import collected
from tests.support.receiver import Receiver
from tests.support.relay import RelayProcess


def test_two_hundred_subscribers(storage_account: str, receiver: Receiver) -> None:
    settings = {**LOCAL_SETTINGS, "WEBHOOK_CACHE_SECONDS": "5"}
    with RelayProcess(storage_account, settings) as relay:
        client = Client(relay)
        ids = copies(storage_account, client.create_webhook(receiver.url)["webhook_id"], 199)
        client.create_webhook(receiver.url, "node_deleted")  # which makes the list be read anew
        event = ping_event()

        assert client.post(event) == {"event_id": event["event_id"], "deliveries": 200}

        received = receiver.wait_for(200, timeout=60)
        assert Counter(json.loads(r.body)["webhook_id"] for r in received) == Counter(ids)

        def outcomes() -> list[dict[str, Any]]:
            return list(relay.get(f"/api/events/{event['event_id']}").json()["deliveries"])

        client.tick_until(lambda: {one["state"] for one in outcomes()} == {"delivered"})
        assert {one["webhook_id"] for one in outcomes()} == set(ids)
        assert client.post(event)["repeated"] is True
    assert len(receiver.requests) == 200


def copies(connection_string: str, webhook_id: str, count: int) -> list[str]:
    """Store *count* more webhooks like the one there is; the ids of all."""
    store = Store(StorageConnection.from_environ({"AzureWebJobsStorage": connection_string}))
    original = store.webhooks.get(webhook_id)
    assert original is not None
    made = [
        replace(original, webhook_id=str(uuid4()), uid=uuid4().hex, etag="") for _ in range(count)
    ]
    assert all(parallel.map(store.webhooks.insert, made))
    store.close()
    return [webhook_id, *(webhook.webhook_id for webhook in made)]


def test_a_slice_more_than_is_done_at_once(relay: InProcess, receiver: Receiver) -> None:
    """The messages of the slices carry on where a first run of them broke off."""
    webhooks = [relay.subscribe(receiver.url) for _ in range(SLICE + 1)]
    event = ping_event()
    relay.post(event)
    slices = relay.take("deliveries")
    assert [json.loads(m.text)["kind"] for m in slices] == ["fan_out"] * 2
    for message in slices:
        relay.run("deliveries", message.text, 1)
    for message in slices:
        relay.run("deliveries", message.text, 2)

    relay.pump()

    received = Counter(json.loads(r.body)["webhook_id"] for r in receiver.requests)
    assert received == Counter(webhook.webhook_id for webhook in webhooks)


def test_a_slice_whose_event_is_gone(relay: InProcess, receiver: Receiver) -> None:
    for _ in range(SLICE + 1):
        relay.subscribe(receiver.url)
    relay.post_pings(1)
    slices = relay.take("deliveries")
    relay.clock.advance(30 * 86400)
    relay.tick()

    for message in slices:
        relay.run("deliveries", message.text, 1)

    assert receiver.requests == []


def test_another_process_notices_a_disabled_webhook_within_its_cache(
    account: Account, receiver: Receiver
) -> None:
    with (
        in_process(account, WEBHOOK_CACHE_SECONDS="5") as here,
        here.another(WEBHOOK_CACHE_SECONDS="5") as there,
    ):
        webhook = here.subscribe(receiver.url)
        there.post(ping_event())
        here.relay.webhooks.disable(webhook, "a reason")
        here.clock.advance(5.1)

        [event_id] = there.post(ping_event())

        assert there.relay.history.event(event_id).targets == ()


class TestADayThatIsOver:
    """Its tables have been dropped, or will be soon."""

    @pytest.fixture
    def relay(self) -> Iterator[InProcess]:
        with in_memory(RETENTION_DAYS="1", DELETE_UNDELIVERABLE_WEBHOOKS_AFTER_HOURS="24") as relay:
            yield relay

    @pytest.mark.parametrize("event_is_gone", [True, False])
    def test_a_slice_creates_nothing(
        self, relay: InProcess, receiver: Receiver, *, event_is_gone: bool
    ) -> None:
        for _ in range(SLICE + 1):
            relay.subscribe(receiver.url)
        relay.post_pings(1)
        slices = relay.take("deliveries")
        relay.clock.advance(3 * 86400)
        if event_is_gone:
            relay.fire_timer()
        else:
            relay.store.make_day(day_of(round(relay.clock.now * 1000)))
        tables = set(relay.store.storage.tables())

        with collected("relay", lambda record: json.loads(record.getMessage())) as lines:
            for message in slices:
                relay.handle(message)
        relay.pump()

        assert set(relay.store.storage.tables()) == tables
        assert receiver.requests == []
        dropped = [line["reason"] for line in lines if line["event"] == "dropped"]
        assert dropped == ["expired"] * (SLICE + 1)
        assert dropped_in_all(relay) == {"expired": SLICE + 1}

    @pytest.mark.parametrize("together", [1, 3])
    def test_a_first_message_is_dropped_once(
        self, relay: InProcess, receiver: Receiver, together: int
    ) -> None:
        relay.subscribe(receiver.url)
        relay.relay.ingest.post(json.dumps([ping_event() for _ in range(together)]).encode())
        [first] = relay.take("deliveries")
        relay.clock.advance(3 * 86400)
        relay.fire_timer()

        relay.run("deliveries", first.text, dequeue_count=1)
        relay.run("deliveries", first.text, dequeue_count=2)

        assert receiver.requests == []
        assert dropped_in_all(relay) == {"expired": together}

    def test_the_day_before_is_not(self, relay: InProcess, receiver: Receiver) -> None:
        webhook = relay.subscribe(receiver.url)
        ids = relay.post_pings(1)
        [first] = relay.take("deliveries")
        relay.clock.advance(86400)
        relay.fire_timer()
        relay.handle(first)
        assert relay.states(webhook, ids) == ["delivered"]


def dropped_in_all(relay: InProcess) -> dict[str, int]:
    """Return how many deliveries this process has counted as dropped, by reason."""
    counts = relay.relay._counters._counts
    return {
        name.removeprefix(DROPPED): count
        for name, count in counts.items()
        if name.startswith(DROPPED)
    }
