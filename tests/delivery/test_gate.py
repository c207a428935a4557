"""Whether a delivery is attempted when its message comes."""

from __future__ import annotations

import pytest

from shared.model import Webhook
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
