"""What goes wrong on our own side, and how it is made good: nothing lost, nothing twice."""

from __future__ import annotations

import json
import logging
import threading
from collections.abc import Iterator

import pytest

from shared.model import RecordState, Webhook
from shared.policy import timing
from shared.store.messages import AttemptMessage, MessageKind
from shared.store.records import Ending
from tests.support.accounts import Account
from tests.support.client import ping_event
from tests.support.in_process import InProcess, in_process
from tests.support.receiver import Receiver
from tests.support.rows import stored_event


@pytest.fixture
def twin(account: Account, relay: InProcess) -> Iterator[InProcess]:
    """Another process on the same storage, by the same clock."""
    with relay.another() as twin:
        yield twin


FOLLOW_UP = 10.0
"""Seconds after which a repeated event's delivery has been followed up, with a timeout of 2 s."""


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

    def test_of_a_first_attempt(self, relay: InProcess, receiver: Receiver) -> None:
        """Posted again, it is delivered, and once."""
        webhook = relay.subscribe(receiver.url)
        event = ping_event()
        relay.post(event)
        assert relay.lose_messages() == 1
        assert relay.states(webhook, [event["event_id"]]) == ["queued"]

        for _ in range(2):
            relay.post(event)
        relay.pump()
        relay.clock.advance(FOLLOW_UP)
        relay.pump()

        assert relay.states(webhook, [event["event_id"]]) == ["delivered"]
        assert len(receiver.requests) == 1

    def test_before_the_first_delivery_was_made(self, relay: InProcess, receiver: Receiver) -> None:
        """The post broke off when only the event was stored."""
        webhooks = [relay.subscribe(receiver.url) for _ in range(3)]
        event = ping_event()
        stored = stored_event(event, *(w.uid for w in webhooks), at=relay.clock.now)
        relay.store.events.insert(stored)

        relay.post(event)
        relay.pump()

        assert [relay.status(w, event["event_id"]).state for w in webhooks] == ["delivered"] * 3
        assert len(receiver.requests) == 3

    def test_between_two_deliveries(self, relay: InProcess, receiver: Receiver) -> None:
        """One delivery was made without its message, the other was not made at all."""
        one, other = relay.subscribe(receiver.url), relay.subscribe(receiver.url)
        event = ping_event()
        stored = stored_event(event, one.uid, other.uid, at=relay.clock.now)
        relay.store.events.insert(stored)
        relay.store.records.insert(stored.delivery_key(one.uid), "ping")

        relay.post(event)
        relay.pump()
        relay.clock.advance(FOLLOW_UP)
        relay.pump()

        assert [relay.status(w, event["event_id"]).state for w in (one, other)] == [
            "delivered",
            "delivered",
        ]
        assert len(receiver.requests) == 2


class TestTwice:
    def test_a_message_that_is_delivered_again(
        self, relay: InProcess, twin: InProcess, receiver: Receiver
    ) -> None:
        """The delivery is done, the message was not deleted in time: nobody posts again."""
        relay.subscribe(receiver.url)
        relay.post_pings(1)
        [message] = relay.take("deliveries")
        relay.run("deliveries", message.text, 1)

        relay.run("deliveries", message.text, 2)
        twin.run("deliveries", message.text, 2)
        relay.delete(message)

        assert len(receiver.requests) == 1

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

    def test_two_workers_with_the_same_retry(
        self, relay: InProcess, twin: InProcess, receiver: Receiver
    ) -> None:
        receiver.answer_next(500)
        webhook = relay.subscribe(receiver.url)
        [event_id] = relay.post_pings(1)
        relay.pump()
        relay.clock.advance(10)
        ref = relay.status(webhook, event_id).delivery.key
        message = AttemptMessage(MessageKind.RETRY, ref, "ping", 2).encode()

        def work(process: InProcess) -> None:
            process.run("retries", message)

        threads = [threading.Thread(target=work, args=(process,)) for process in (relay, twin)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

        assert len(receiver.requests) == 2
        assert relay.record(webhook, event_id).attempts == 2

    def test_a_message_of_an_attempt_long_past(self, relay: InProcess, receiver: Receiver) -> None:
        receiver.answer = 500
        webhook = relay.subscribe(receiver.url)
        [event_id] = relay.post_pings(1)
        relay.pump()
        relay.round()
        ref = relay.status(webhook, event_id).delivery.key

        for attempt in (1, 2, 7):
            stale = AttemptMessage(MessageKind.RETRY, ref, "ping", attempt)
            relay.run("retries", stale.encode())

        assert len(receiver.requests) == 2
        assert relay.states(webhook, [event_id]) == ["waiting"]

    def test_a_waiting_row_beside_an_ended_record_is_cleared_away(
        self, relay: InProcess, receiver: Receiver
    ) -> None:
        """As a crash between the two writes leaves it."""
        receiver.answer_next(500)
        webhook = relay.subscribe(receiver.url)
        [event_id] = relay.post_pings(1)
        relay.pump()
        ref = relay.status(webhook, event_id).delivery.key
        relay.store.records.end(ref, Ending(RecordState.DELIVERED, 2, (), relay.clock.now))

        relay.round()

        assert relay.waiting(webhook) == []
        assert len(receiver.requests) == 1
        assert relay.states(webhook, [event_id]) == ["delivered"]
        relay.round()
        assert relay.health(webhook) is None


class TestPoison:
    def test_counts_as_a_failed_attempt(self, relay: InProcess, receiver: Receiver) -> None:
        webhook = relay.subscribe(receiver.url)
        [event_id] = relay.post_pings(1)
        [message] = relay.take("deliveries")
        relay.delete(message)

        relay.run("deliveries-poison", message.text)

        status = relay.status(webhook, event_id)
        assert status.state == "waiting"
        assert status.waiting is not None
        assert [r.error for r in status.waiting.results] == ["relay_failed"]
        relay.round()
        assert relay.states(webhook, [event_id]) == ["delivered"]
        assert relay.record(webhook, event_id).attempts == 2

    def test_of_what_has_ended_changes_nothing(self, relay: InProcess, receiver: Receiver) -> None:
        webhook = relay.subscribe(receiver.url)
        [event_id] = relay.post_pings(1)
        [message] = relay.take("deliveries")
        relay.run("deliveries", message.text, 1)
        relay.delete(message)

        relay.run("deliveries-poison", message.text)

        assert relay.states(webhook, [event_id]) == ["delivered"]
        assert relay.waiting(webhook) == []

    @pytest.mark.parametrize(
        "content",
        [
            b"",
            b"hello",
            b"{}",
            b"[]",
            b'{"v": 99, "kind": "first"}',
            b'{"v": 1, "kind": "dance", "received_ms": 1, "event_id": "x"}',
            b'{"v": 1, "kind": "first", "received_ms": "x", "event_id": "x"}',
            b"\xff\xfe",
        ],
    )
    @pytest.mark.parametrize("poisoned", [False, True], ids=["at-work", "poisoned"])
    def test_what_cannot_be_read_is_set_aside_and_logged_once(
        self,
        relay: InProcess,
        caplog: pytest.LogCaptureFixture,
        content: bytes,
        poisoned: bool,
    ) -> None:
        caplog.set_level(logging.INFO, "relay")

        if poisoned:
            relay.run("deliveries-poison", content)
        else:
            relay.run("deliveries", content)

        lines = [json.loads(message) for message in caplog.messages]
        assert [line["event"] for line in lines] == ["quarantined"]
        [quarantined] = relay.take("quarantine")
        assert quarantined.text == content.decode(errors="replace")


class TestDeletedBetween:
    @pytest.fixture
    def posted(self, relay: InProcess, receiver: Receiver) -> tuple[Webhook, str]:
        webhook = relay.subscribe(receiver.url)
        [event_id] = relay.post_pings(1)
        return webhook, event_id

    def test_the_post_and_the_attempt(
        self, relay: InProcess, receiver: Receiver, posted: tuple[Webhook, str]
    ) -> None:
        webhook, event_id = posted
        relay.relay.webhooks.delete(webhook.webhook_id)

        relay.pump()

        assert receiver.requests == []
        assert relay.record(webhook, event_id).reason == "webhook_deleted"

    def test_disabled_likewise(
        self, relay: InProcess, receiver: Receiver, posted: tuple[Webhook, str]
    ) -> None:
        webhook, event_id = posted
        relay.relay.webhooks.disable(webhook, "a reason")

        relay.pump()

        assert receiver.requests == []
        assert relay.record(webhook, event_id).reason == "webhook_disabled"

    def test_another_process_notices_within_its_cache(
        self, account: Account, receiver: Receiver
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
