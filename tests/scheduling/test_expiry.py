"""Drops of deliveries that were pending for too long."""

from __future__ import annotations

import pytest

from tests.support.accounts import Account
from tests.support.in_process import InProcess, in_process
from tests.support.receiver import Receiver

HOUR = 3600.0


class TestExpiry:
    def test_after_a_last_attempt(self, relay: InProcess, receiver: Receiver) -> None:
        """A week is the limit where none is set."""
        receiver.answer = 500
        webhook = relay.subscribe(receiver.url)
        [event_id] = relay.post_pings(1)
        relay.pump()
        relay.round(168 * HOUR - 60)
        assert relay.states(webhook, [event_id]) == ["waiting"]

        for _ in range(9):
            relay.round()

        record = relay.record(webhook, event_id)
        assert (record.state, record.reason) == ("dropped", "expired")
        assert relay.waiting(webhook) == []
        last = record.results[-1].at - record.key.received_ms / 1000
        assert 168 * HOUR < last < 168 * HOUR + 60

    def test_never_without_one(self, relay: InProcess, receiver: Receiver) -> None:
        """After a long standstill each is tried once more before it is given up."""
        receiver.answer = 500
        webhook = relay.subscribe(receiver.url)
        good, bad = relay.post_pings(2)
        relay.pump()
        receiver.answer = lambda request: 200 if good.encode() in request.body else 500

        relay.round(169 * HOUR)
        relay.round()

        assert relay.states(webhook, [good, bad]) == ["delivered", "dropped"]
        assert relay.record(webhook, bad).reason == "expired"
        assert relay.record(webhook, bad).attempts == 2

    def test_of_what_was_held_after_a_probe(self, account: Account, receiver: Receiver) -> None:
        with in_process(account, DELETE_UNDELIVERABLE_WEBHOOKS_AFTER_HOURS="1") as relay:
            receiver.answer = 500
            webhook = relay.subscribe(receiver.url)
            relay.post_pings(2)
            relay.pump()
            for _ in range(5):
                relay.round()
            held = relay.post_pings(3)
            relay.pump()

            relay.round(HOUR + 60)
            relay.round()

            assert relay.states(webhook, held) == ["dropped"] * 3
            assert {relay.record(webhook, i).reason for i in held} == {"expired"}

    def test_in_decimals_of_an_hour(self, account: Account, receiver: Receiver) -> None:
        with in_process(account, DELETE_UNDELIVERABLE_WEBHOOKS_AFTER_HOURS="0.01") as relay:
            receiver.answer = 500
            webhook = relay.subscribe(receiver.url)
            [event_id] = relay.post_pings(1)
            relay.pump()
            for _ in range(3):
                relay.round()
            assert relay.states(webhook, [event_id]) == ["waiting"]

            for _ in range(2):
                relay.round()

            assert relay.record(webhook, event_id).reason == "expired"

    @pytest.mark.parametrize("hours", ["0", "-1"])
    def test_zero_or_less_is_no_limit(
        self, account: Account, receiver: Receiver, hours: str
    ) -> None:
        with in_process(account, DELETE_UNDELIVERABLE_WEBHOOKS_AFTER_HOURS=hours) as relay:
            receiver.answer = 500
            webhook = relay.subscribe(receiver.url)
            [event_id] = relay.post_pings(1)
            relay.pump()

            relay.round(24 * 6 * HOUR)
            relay.round()

            assert relay.states(webhook, [event_id]) == ["waiting"]
