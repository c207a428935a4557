"""A round of the scheduler: its budget, its statistics, lost messages, and two rounds at once."""

from __future__ import annotations

import json
import threading
from uuid import uuid4

import pytest

from shared.model import DeliveryKey, PendingDelivery
from shared.policy import timing
from shared.scheduling.round import BUDGET
from shared.store.conditions import partition
from tests.support.in_process import InProcess
from tests.support.receiver import Receiver


class TestLostMessages:
    def test_of_a_retry(self, relay: InProcess, receiver: Receiver) -> None:
        """A released delivery whose message is lost comes round again when its lease is over."""
        receiver.answer_next(500)
        webhook = relay.subscribe(receiver.url)
        [event_id] = relay.post_pings(1)
        relay.pump()
        assert relay.tick().released == 1
        assert relay.lose_messages() == 1

        for _ in range(5):
            assert relay.round().released == 0
        assert relay.states(webhook, [event_id]) == ["waiting"]
        relay.round(timing.LEASE)

        assert relay.states(webhook, [event_id]) == ["delivered"]
        assert len(receiver.requests) == 2

    def test_of_a_probe(self, relay: InProcess, receiver: Receiver) -> None:
        receiver.answer = 500
        webhook = relay.subscribe(receiver.url)
        ids = relay.post_pings(2)
        relay.pump()
        for _ in range(4):
            relay.round()
        assert relay.tick().probed == 1
        assert relay.lose_messages() == 1
        receiver.answer = 200

        for _ in range(3):
            relay.round()

        assert relay.states(webhook, ids) == ["delivered"] * 2


class TestTwoProcesses:
    def test_two_timers_at_once(
        self, relay: InProcess, twin: InProcess, receiver: Receiver
    ) -> None:
        receiver.answer = 500
        relay.subscribe(receiver.url)
        relay.post_pings(8)
        relay.pump()
        receiver.clear()
        receiver.answer = 200
        relay.clock.advance(10)
        released = []

        def tick(process: InProcess) -> None:
            released.append(process.fire_timer().released)

        threads = [threading.Thread(target=tick, args=(process,)) for process in (relay, twin)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        relay.pump()

        assert sum(released) == 8
        assert len(receiver.requests) == 8


class TestHowLateDueDeliveriesAre:
    """``oldest_due_seconds``, on which an alert hangs."""

    def test_while_the_queue_of_retries_is_not_worked_off(
        self, relay: InProcess, receiver: Receiver
    ) -> None:
        receiver.answer = 500
        relay.subscribe(receiver.url)
        relay.post_pings(1)
        relay.pump()
        assert relay.tick().released == 1

        relay.tick(60)
        tally = relay.tick(400)

        assert (tally.due, tally.released) == (1, 0)
        assert tally.oldest_due_seconds > 300

    def test_not_counting_the_time_for_which_the_webhook_was_failing(
        self, relay: InProcess, receiver: Receiver
    ) -> None:
        receiver.answer = 500
        webhook = relay.subscribe(receiver.url)
        relay.post_pings(12)
        relay.pump()
        for _ in range(5):
            relay.round()
        relay.round(600)
        receiver.answer = 200
        while (health := relay.health(webhook)) and health.breaker.open:
            relay.round()

        tally = relay.round()

        assert tally.due == 11
        assert tally.oldest_due_seconds < 30


def test_an_idle_tick_does_nothing(relay: InProcess, receiver: Receiver) -> None:
    relay.subscribe(receiver.url)
    relay.post_pings(2)
    relay.pump()
    relay.tick()

    tally = relay.tick()

    assert set(tally.fields().values()) == {0}


def test_a_tick_keeps_to_its_budget_and_the_next_goes_on_where_it_stopped(
    relay: InProcess, monkeypatch: pytest.MonkeyPatch
) -> None:
    webhooks = [relay.subscribe("http://127.0.0.1:40009/") for _ in range(30)]
    for webhook in webhooks:
        ref = DeliveryKey(webhook.uid, round(relay.clock.now * 1000), str(uuid4()))
        row = PendingDelivery(ref, "ping", 0, relay.clock.now + 3600, since=relay.clock.now)
        relay.store.pending.put(row)
        relay.store.health.touch(webhook.uid)

    tended: list[str] = []
    real = relay.store.pending.oldest

    def slow(uid: str, *, most: int) -> list[PendingDelivery]:
        tended.append(uid)
        relay.clock.advance(BUDGET / 10)
        return real(uid, most=most)

    monkeypatch.setattr(relay.store.pending, "oldest", slow)
    tallies = [relay.tick(0) for _ in range(4)]
    assert all(tally.left for tally in tallies[:2])
    assert set(tended) == {webhook.uid for webhook in webhooks}
    assert timing.LEASE > BUDGET


def test_rows_that_cannot_be_read_stop_the_round_of_their_webhook_alone(
    relay: InProcess, receiver: Receiver, caplog: pytest.LogCaptureFixture
) -> None:
    """A later release has written one, before it was taken back."""
    receiver.answer = 500
    webhooks = [relay.subscribe(receiver.url) for _ in range(3)]
    [event_id] = relay.post_pings(1)
    relay.pump()
    receiver.answer = 200
    table = relay.store.storage.table("pending")
    [row] = table.query(partition(webhooks[1].uid))
    table.merge({"PartitionKey": row["PartitionKey"], "RowKey": row["RowKey"], "v": 99})

    for _ in range(3):
        relay.round()

    event = relay.relay.history.event(event_id)
    records = [relay.store.records.get(event.delivery_key(webhook.uid)) for webhook in webhooks]
    states = [record and record.state for record in records]
    assert states == ["delivered", "queued", "delivered"]
    lines = [json.loads(record.message) for record in caplog.records]
    failed = [line for line in lines if line["event"] == "webhook_round_failed"]
    assert {line["webhook_uid"] for line in failed} == {webhooks[1].uid}
    assert "version 99" in failed[0]["error"]
