"""What is moved to the slow lane, or put there at once, is delivered once."""

from __future__ import annotations

import pytest

from shared.delivery import lanes
from shared.model import HealthChange, Webhook
from shared.policy import timing
from tests.support.client import ping_event
from tests.support.in_process import InProcess
from tests.support.receiver import Receiver

SLOW = "slow-deliveries"


@pytest.fixture
def no_places(monkeypatch: pytest.MonkeyPatch) -> None:
    """In the fast lanes, and nobody waits for one."""
    monkeypatch.setattr(lanes.Lanes, "_has_place", lambda *_: False)
    monkeypatch.setattr(timing, "PATIENCE", 0.0)


def mark_slow(relay: InProcess, webhook: Webhook, seconds: float = timing.SLOW) -> None:
    until = relay.clock.now + seconds
    relay.store.health.touch(webhook.uid, HealthChange(slow_until=until))


@pytest.mark.usefixtures("no_places")
class TestFirstMessages:
    def test_is_delivered_from_the_slow_lane(self, relay: InProcess, receiver: Receiver) -> None:
        webhook = relay.subscribe(receiver.url)
        [event_id] = relay.post_pings(1)
        relay.pump("deliveries")
        assert receiver.requests == []
        assert relay.host.visible(SLOW) == 1

        relay.pump()

        assert relay.states(webhook, [event_id]) == ["delivered"]
        assert len(receiver.requests) == 1

    def test_needs_no_pending_row(
        self, relay: InProcess, receiver: Receiver, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        webhook = relay.subscribe(receiver.url)
        relay.post_pings(1)
        monkeypatch.setattr(type(relay.store.pending), "put", None)
        relay.pump()
        assert len(receiver.requests) == 1
        assert relay.health(webhook) is None

    def test_a_copy_left_by_a_crash_between_put_and_delete(
        self, relay: InProcess, receiver: Receiver
    ) -> None:
        relay.subscribe(receiver.url)
        relay.post_pings(1)
        [message] = relay.take("deliveries")
        relay.run(message.queue, message.text)
        relay.pump(SLOW)

        relay.host.show(message)
        relay.pump()
        relay.round()

        assert len(receiver.requests) == 1

    def test_both_copies_in_the_slow_lane(self, relay: InProcess, receiver: Receiver) -> None:
        """The process that died is not the one that takes them."""
        relay.subscribe(receiver.url)
        relay.post_pings(1)
        [message] = relay.take("deliveries")
        relay.run(message.queue, message.text)
        with relay.another() as other:
            relay.host.show(message)
            other.pump("deliveries")
            assert relay.host.visible(SLOW) == 1
            other.pump(SLOW)
        relay.round()

        assert len(receiver.requests) == 1

    def test_a_second_copy_in_the_queue_it_was_moved_from(
        self, relay: InProcess, receiver: Receiver
    ) -> None:
        relay.subscribe(receiver.url)
        relay.post_pings(1)
        [message] = relay.take("deliveries")
        relay.run(message.queue, message.text)
        with relay.another() as other:
            other.pump(SLOW)
        assert len(receiver.requests) == 1

        relay.run(message.queue, message.text)
        relay.pump()

        assert len(receiver.requests) == 1

    def test_the_same_process_takes_it_at_once(
        self, relay: InProcess, receiver: Receiver, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """Before the function that moves it has returned."""
        relay.subscribe(receiver.url)
        relay.post_pings(1)
        [message] = relay.take("deliveries")
        send = type(relay.store.slow).send

        def send_and_run(queue: object, text: str, *, delay: float = 0) -> None:
            send(relay.store.slow, text, delay=delay)
            relay.pump(SLOW)

        monkeypatch.setattr(type(relay.store.slow), "send", send_and_run)
        relay.handle(message)

        assert len(receiver.requests) == 1
        assert relay.host.visible(SLOW) == 0


class TestFollowUps:
    def test_beside_a_first_message_that_waits(self, relay: InProcess, receiver: Receiver) -> None:
        """A false one, as a repeated post or the search for orphans puts it."""
        webhook = relay.subscribe(receiver.url)
        mark_slow(relay, webhook)
        event = ping_event()
        relay.post(event)
        relay.post(event)
        relay.pump("deliveries")
        assert relay.host.visible(SLOW) == 1

        relay.pump()
        for _ in range(4):
            relay.round()

        assert len(receiver.requests) == 1
        assert relay.states(webhook, [event["event_id"]]) == ["delivered"]

    def test_a_first_message_that_is_taken_late(self, relay: InProcess, receiver: Receiver) -> None:
        webhook = relay.subscribe(receiver.url)
        mark_slow(relay, webhook)
        event = ping_event()
        relay.post(event)
        [first] = relay.take(SLOW)
        relay.post(event)
        for _ in range(4):
            relay.round()
        assert len(receiver.requests) == 1, "the check has taken it for lost"

        relay.run(first.queue, first.text)

        assert len(receiver.requests) == 1

    def test_of_a_first_message_that_is_lost(self, relay: InProcess, receiver: Receiver) -> None:
        webhook = relay.subscribe(receiver.url)
        mark_slow(relay, webhook)
        event = ping_event()
        relay.post(event)
        assert relay.lose_messages() == 1
        relay.post(event)
        for _ in range(4):
            relay.round()
        assert len(receiver.requests) == 1


class TestSharedSlowness:
    def test_first_messages_are_put_into_the_slow_lane(
        self, relay: InProcess, receiver: Receiver
    ) -> None:
        webhook = relay.subscribe(receiver.url)
        relay.subscribe(receiver.url)
        mark_slow(relay, webhook)
        relay.post_pings(2)
        assert relay.host.visible("deliveries") == 2
        assert relay.host.visible(SLOW) == 2

    def test_one_that_was_put_before_is_moved_without_an_attempt(
        self, relay: InProcess, receiver: Receiver
    ) -> None:
        webhook = relay.subscribe(receiver.url)
        relay.post_pings(1)
        mark_slow(relay, webhook)
        relay.pump("deliveries")
        assert receiver.requests == []
        relay.pump()
        assert len(receiver.requests) == 1

    def test_an_attempt_that_took_long_is_written_once_in_a_while(
        self, relay: InProcess, receiver: Receiver, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        webhook = relay.subscribe(receiver.url)
        monkeypatch.setattr(timing, "SLOW_AFTER", 0.0)
        written = []
        for _ in range(5):
            relay.post_pings(1)
            relay.pump()
            health = relay.health(webhook)
            assert health is not None
            written.append(health.slow_until)
            relay.host.advance(timing.SLOW / 4)
        assert len(set(written)) == 3, "at the beginning, and after each half of the time"

    def test_the_mark_is_kept_while_it_holds_and_forgotten_then(
        self, relay: InProcess, receiver: Receiver
    ) -> None:
        webhook = relay.subscribe(receiver.url)
        mark_slow(relay, webhook, 25)
        relay.round()
        relay.round()
        assert relay.health(webhook) is not None
        relay.round()
        assert relay.health(webhook) is None

    def test_retries_are_put_into_the_slow_lane(self, relay: InProcess, receiver: Receiver) -> None:
        receiver.answer = 500
        webhook = relay.subscribe(receiver.url)
        relay.post_pings(1)
        relay.pump()
        mark_slow(relay, webhook)

        relay.tick()

        assert relay.host.visible("retries") == 0
        assert relay.host.visible(SLOW) == 1


class TestMoreThanTheShare:
    """Of a webhook that is well: it comes again on the slow lane when it is its turn."""

    def test_is_not_held_until_a_round(
        self, relay: InProcess, receiver: Receiver, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        webhook = relay.subscribe(receiver.url)
        with monkeypatch.context() as patch:
            patch.setattr("shared.delivery.limiter.Limiter._wait", lambda *_: False)
            event_ids = relay.post_pings(2)
            relay.pump("deliveries")
            relay.pump(SLOW)
        assert relay.health(webhook) is None
        assert relay.host.visible(SLOW) == 0, "not before its turn"

        relay.clock.advance(2)
        relay.pump()

        assert relay.states(webhook, event_ids) == ["delivered"] * 2
        assert len(receiver.requests) == 2

    def test_is_held_if_the_webhook_is_slow(
        self, relay: InProcess, receiver: Receiver, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        webhook = relay.subscribe(receiver.url)
        mark_slow(relay, webhook)
        relay.clock.advance(6)
        monkeypatch.setattr("shared.delivery.limiter.Limiter._wait", lambda *_: False)
        event_ids = relay.post_pings(2)
        relay.pump()
        assert relay.states(webhook, event_ids) == ["waiting"] * 2
        assert all(pending.attempts == 0 for pending in relay.waiting(webhook))
