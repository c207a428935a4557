"""The events of an array: few storage requests, and each event accepted or refused by itself."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from typing import Any
from uuid import uuid4

import pytest

from shared.api import webhooks
from shared.errors import TooLarge
from shared.ingest.event_ingest import AcceptedEvent, RefusedEvent
from shared.model import Event
from shared.store import Store
from shared.store.conditions import EVERY_ROW
from shared.store.table import MOST_PER_TRANSACTION
from tests.support.client import LOCAL_SETTINGS, ping_event
from tests.support.in_process import NOON, Clock, Host, InProcess, Process
from tests.support.memory import MemoryAccount, MemoryStorage
from tests.support.receiver import Receiver
from tests.support.rows import stored_event

PARTITIONS = 16


def post(relay: InProcess, events: Sequence[dict[str, Any]]) -> list[AcceptedEvent | RefusedEvent]:
    outcomes = relay.relay.ingest.post(json.dumps(events).encode())
    assert isinstance(outcomes, list)
    return outcomes


def store() -> Store:
    return Store(MemoryStorage(MemoryAccount(lambda: 0.0)))


def event_of(size: int, number: int = 0, targets: tuple[str, ...] = ()) -> Event:
    payload = json.dumps("x" * size)
    return Event(f"id-{number}", "ping", 1_900_000_000_000, payload, "{}", targets=targets)


class TestRepeats:
    def test_an_array_that_is_posted_again_delivers_nothing_more(
        self, relay: InProcess, receiver: Receiver
    ) -> None:
        webhook = relay.subscribe(receiver.url)
        events = [ping_event() for _ in range(40)]
        post(relay, events)
        relay.pump()

        outcomes = post(relay, events)
        relay.pump()

        assert all(isinstance(o, AcceptedEvent) and o.repeated for o in outcomes)
        assert len(receiver.requests) == 40
        assert Counter(relay.states(webhook, [e["event_id"] for e in events])) == {"delivered": 40}

    def test_a_known_event_among_new_ones_of_its_partition(
        self, relay: InProcess, receiver: Receiver
    ) -> None:
        """With more events than partitions, some share a transaction with the known one."""
        relay.subscribe(receiver.url)
        events = [ping_event() for _ in range(3 * PARTITIONS)]
        relay.post(events[20])

        outcomes = post(relay, events)
        relay.pump()

        repeated = [o.event_id for o in outcomes if isinstance(o, AcceptedEvent) and o.repeated]
        assert repeated == [events[20]["event_id"]]
        received = [json.loads(request.body)["event_id"] for request in receiver.requests]
        assert sorted(received) == sorted(event["event_id"] for event in events)

    def test_the_events_of_a_post_that_broke_off_are_delivered_too(
        self, relay: InProcess, receiver: Receiver
    ) -> None:
        """Some events were stored, one of them has its record, none has a message."""
        webhook = relay.subscribe(receiver.url)
        events = [ping_event() for _ in range(10)]
        for event in events[:5]:
            stored = stored_event(event, webhook.uid, at=relay.clock.now)
            relay.store.events.insert(stored)
        relay.store.records.insert(stored.delivery_key(webhook.uid), "ping")

        post(relay, events)
        relay.pump()
        relay.round(25)

        assert Counter(relay.states(webhook, [e["event_id"] for e in events])) == {"delivered": 10}
        assert len(receiver.requests) == 10

    def test_of_three_events_with_one_id_the_first_counts(
        self, relay: InProcess, receiver: Receiver
    ) -> None:
        relay.subscribe(receiver.url)
        first = ping_event()
        other = first | {"event": {"ping_id": str(uuid4())}}

        accepted, refused, repeated = post(relay, [first, other, first])
        relay.pump()

        assert accepted == AcceptedEvent(first["event_id"], 1, repeated=False)
        assert isinstance(refused, RefusedEvent)
        assert repeated == AcceptedEvent(first["event_id"], 1, repeated=True)
        assert len(receiver.requests) == 1

    def test_of_two_events_with_one_id_the_second_may_be_the_one_that_is_known(
        self, relay: InProcess
    ) -> None:
        known = ping_event()
        relay.post(known)
        other = known | {"event": {"ping_id": str(uuid4())}}

        refused, repeated = post(relay, [other, known])

        assert isinstance(refused, RefusedEvent)
        assert repeated == AcceptedEvent(known["event_id"], 0, repeated=True)


class TestTransactions:
    def test_have_as_many_rows_as_storage_takes(self) -> None:
        events = [event_of(1, number) for number in range(PARTITIONS * MOST_PER_TRANSACTION * 2)]
        groups = store().events.transactions(events)
        assert sum(map(len, groups)) == len(events)
        assert max(map(len, groups)) == MOST_PER_TRANSACTION

    @pytest.mark.parametrize("size", [1, 40_000, 250_000, 900 * 1024])
    def test_are_not_larger_than_storage_takes(self, size: int) -> None:
        """Storage in memory refuses what Azure refuses."""
        events = [event_of(size, number) for number in range(100)]
        to = store()

        for group in to.events.transactions(events):
            assert to.events.insert_all(group)

        rows = to.storage.table("events20300317").query(EVERY_ROW)
        assert {row["RowKey"] for row in rows} == {event.event_id for event in events}

    def test_store_none_when_one_id_is_taken(self) -> None:
        to = store()
        events = [event_of(1, number) for number in range(3 * PARTITIONS)]
        group = next(group for group in to.events.transactions(events) if len(group) > 2)
        assert to.events.insert(group[1])

        assert not to.events.insert_all(group)

        assert [to.events.of(e.delivery_key("")) is not None for e in group[:3]] == [
            False,
            True,
            False,
        ]

    def test_are_not_begun_when_an_event_is_too_large(self) -> None:
        to = store()
        events = [event_of(1, 1), event_of(900 * 1024, 2, targets=("0f" * 16,) * 10_000)]
        with pytest.raises(TooLarge):
            to.events.transactions(events)


def test_a_hundred_events_are_stored_with_few_requests(receiver: Receiver) -> None:
    """A transaction for each partition of events, and one for the records of each webhook."""
    account, asked = MemoryAccount(lambda: NOON.timestamp()), Counter[str]()
    counting = account.connect(before=lambda asks: asked.update([f"{asks.name} {asks.target}"]))
    settings = {**LOCAL_SETTINGS, "WEBHOOK_CACHE_SECONDS": "300"}
    with Process(Host(account, Clock()), settings, storage=counting) as process:
        for _ in range(3):
            body = {"name": "test", "url": receiver.url, "event_types": ["ping"]}
            process.call(webhooks.collection, "POST", body)
        process.relay.ingest.post(json.dumps([ping_event(), ping_event()]).encode())
        asked.clear()

        process.relay.ingest.post(json.dumps([ping_event() for _ in range(100)]).encode())

    tables = Counter({what: n for what, n in asked.items() if what.endswith("20300515")})
    assert tables["insert_all deliveries20300515"] == 3
    events = tables["insert_all events20300515"] + tables["insert events20300515"]
    assert PARTITIONS - 4 <= events <= PARTITIONS
    assert tables.total() == 3 + events
