"""Whether a delivery is attempted when its message comes."""

from __future__ import annotations

import pytest

from shared.model import Breaker, HealthChange, Webhook
from shared.store.messages import AttemptMessage, MessageKind
from tests.support.in_process import InProcess
from tests.support.receiver import Receiver


class TestWebhookChangedAfterThePost:
    @pytest.fixture
    def posted(self, relay: InProcess, receiver: Receiver) -> tuple[Webhook, str]:
        webhook = relay.subscribe(receiver.url)
        [event_id] = relay.post_pings(1)
        return webhook, event_id

    def test_deleted(
        self, relay: InProcess, receiver: Receiver, posted: tuple[Webhook, str]
    ) -> None:
        webhook, event_id = posted
        relay.relay.webhooks.delete(webhook.webhook_id)

        relay.pump()

        assert receiver.requests == []
        assert relay.record(webhook, event_id).reason == "webhook_deleted"

    def test_disabled(
        self, relay: InProcess, receiver: Receiver, posted: tuple[Webhook, str]
    ) -> None:
        webhook, event_id = posted
        relay.relay.webhooks.disable(webhook, "a reason")

        relay.pump()

        assert receiver.requests == []
        assert relay.record(webhook, event_id).reason == "webhook_disabled"


class TestMessagesThatComeTwice:
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


class TestHealth:
    """What the health of a webhook means for its first attempts, retries and probes."""

    @pytest.fixture
    def webhook(self, relay: InProcess, receiver: Receiver) -> Webhook:
        return relay.subscribe(receiver.url)

    def test_an_open_breaker_holds_a_new_delivery(
        self, relay: InProcess, receiver: Receiver, webhook: Webhook
    ) -> None:
        open_breaker(relay, webhook)
        [event_id] = relay.post_pings(1)
        relay.pump()
        assert receiver.requests == []
        assert relay.states(webhook, [event_id]) == ["waiting"]

    def test_an_open_breaker_lets_a_probe_through(
        self, relay: InProcess, receiver: Receiver, webhook: Webhook
    ) -> None:
        open_breaker(relay, webhook)
        [event_id] = relay.post_pings(1)
        relay.pump()
        key = relay.record(webhook, event_id).key
        relay.run("retries", AttemptMessage(MessageKind.PROBE, key, "ping", 1).encode())
        assert relay.states(webhook, [event_id]) == ["delivered"]

    def test_a_pause_holds_until_it_is_over(
        self, relay: InProcess, receiver: Receiver, webhook: Webhook
    ) -> None:
        until = relay.clock.now + 60
        relay.store.health.touch(webhook.uid, HealthChange(paused_until=until))
        [held] = relay.post_pings(1)
        relay.pump()
        assert relay.states(webhook, [held]) == ["waiting"]
        assert receiver.requests == []

        relay.host.advance(60)
        [sent] = relay.post_pings(1)
        relay.pump()
        assert relay.states(webhook, [sent]) == ["delivered"]


def test_what_exceeds_a_limit_is_held_without_an_attempt(
    relay: InProcess, receiver: Receiver
) -> None:
    webhook = relay.subscribe(receiver.url, rate_per_second=0.1)
    first, second = relay.post_pings(2)
    relay.pump()
    assert relay.states(webhook, [first, second]) == ["delivered", "waiting"]
    [pending] = relay.waiting(webhook)
    assert pending.attempts == 0
    health = relay.health(webhook)
    assert health is not None
    assert health.deferred_at == relay.clock.now
    assert health.sent_back_at == 0


def open_breaker(relay: InProcess, webhook: Webhook) -> None:
    now = relay.clock.now
    breaker = Breaker(open=True, failing_since=now, probe_at=now + 60)
    relay.store.health.touch(webhook.uid, HealthChange(breaker=breaker))
