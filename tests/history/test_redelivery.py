"""Sending again what was dropped."""

from __future__ import annotations

import json

import pytest

from shared.model import Webhook
from tests.support.in_process import InProcess
from tests.support.receiver import Answer, Receiver

HOUR = 3600.0


class TestResentAfterwards:
    """What was given up can be sent again, and then has all its time before it."""

    @pytest.fixture
    def expired(self, relay: InProcess, receiver: Receiver) -> tuple[Webhook, str]:
        receiver.answer = 500
        webhook = relay.subscribe(receiver.url)
        [event_id] = relay.post_pings(1)
        relay.pump()
        relay.round(169 * HOUR)
        relay.round()
        assert relay.record(webhook, event_id).reason == "expired"
        return webhook, event_id

    def resend(self, relay: InProcess, webhook: Webhook, event_id: str) -> None:
        event, status = relay.relay.history.delivery(webhook, event_id)
        relay.relay.redelivery.one(webhook, event, status)
        relay.pump()

    def test_delivers(
        self, relay: InProcess, receiver: Receiver, expired: tuple[Webhook, str]
    ) -> None:
        receiver.answer = Answer(200)

        self.resend(relay, *expired)

        assert relay.record(*expired).state == "delivered"

    def test_or_waits_anew(
        self, relay: InProcess, receiver: Receiver, expired: tuple[Webhook, str]
    ) -> None:
        webhook, event_id = expired
        receiver.clear()
        self.resend(relay, webhook, event_id)
        for _ in range(10):
            relay.round()

        assert relay.states(webhook, [event_id]) == ["waiting"]
        assert len(receiver.requests) == 11
        receiver.answer = Answer(200)
        relay.round()
        assert relay.states(webhook, [event_id]) == ["delivered"]
        assert all(json.loads(r.body)["event_id"] == event_id for r in receiver.requests)
