"""Drops where too many deliveries are pending for one webhook."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from shared import parallel
from shared.model import Attempt, Event, HealthChange, PendingDelivery, Webhook
from tests.scheduling.outage import rounds
from tests.support.accounts import Account
from tests.support.client import ping_event
from tests.support.in_process import InProcess, in_process
from tests.support.receiver import Receiver
from tests.support.rows import stored_event

HOUR = 3600.0


class TestOverflow:
    def fail(self, relay: InProcess, receiver: Receiver, rounds: int) -> None:
        receiver.answer = 500
        for _ in range(rounds):
            relay.round()

    def test_gives_up_the_oldest_that_have_failed(
        self, account: Account, receiver: Receiver
    ) -> None:
        with in_process(account, MAX_QUEUED_UPDATES_PER_WEBHOOK="10") as relay:
            receiver.answer = 500
            webhook = relay.subscribe(receiver.url)
            ids = relay.post_pings(14)
            relay.pump()

            self.fail(relay, receiver, 3)

            assert relay.states(webhook, ids) == ["dropped"] * 4 + ["waiting"] * 10
            for event_id in ids[:4]:
                record = relay.record(webhook, event_id)
                assert record.reason == "overflow"
                assert record.attempts >= 2
                assert [result.status for result in record.results][:2] == [500, 500]

    def test_exactly_at_the_limit_nothing_is_given_up(
        self, account: Account, receiver: Receiver
    ) -> None:
        with in_process(account, MAX_QUEUED_UPDATES_PER_WEBHOOK="10") as relay:
            receiver.answer = 500
            webhook = relay.subscribe(receiver.url)
            ids = relay.post_pings(10)
            relay.pump()

            self.fail(relay, receiver, 5)

            assert relay.states(webhook, ids) == ["waiting"] * 10

    def test_a_blip_gives_nothing_up(self, account: Account, receiver: Receiver) -> None:
        """However many it has swept together: each is tried again first."""
        with in_process(account, MAX_QUEUED_UPDATES_PER_WEBHOOK="10") as relay:
            webhook = relay.subscribe(receiver.url)
            receiver.answer = 500
            ids = relay.post_pings(25)
            relay.pump()
            receiver.answer = 200

            for _ in range(3):
                relay.round()

            assert relay.states(webhook, ids) == ["delivered"] * 25

    def test_what_is_held_has_its_chance_by_a_probe(
        self, account: Account, receiver: Receiver
    ) -> None:
        """Held while the breaker is open: a probe that fails after that stood for it."""
        with in_process(account, MAX_QUEUED_UPDATES_PER_WEBHOOK="10") as relay:
            receiver.answer = 500
            webhook = relay.subscribe(receiver.url)
            first = relay.post_pings(5)
            relay.pump()
            self.fail(relay, receiver, 5)
            held = relay.post_pings(15)
            relay.pump()
            assert relay.states(webhook, held) == ["waiting"] * 15
            receiver.clear()

            self.fail(relay, receiver, 3)

            assert relay.states(webhook, first + held) == ["dropped"] * 10 + ["waiting"] * 10
            assert {relay.record(webhook, i).attempts for i in held[:5]} <= {0, 1}
            assert len(receiver.requests) <= 3

    def test_what_comes_to_a_dead_webhook_is_dropped_after_a_probe_of_its_own_kind(
        self, account: Account, receiver: Receiver
    ) -> None:
        """Held at first; the number that is held falls to the limit after each failed probe."""
        with in_process(account, MAX_QUEUED_UPDATES_PER_WEBHOOK="10") as relay:
            receiver.answer = 500
            webhook = relay.subscribe(receiver.url)
            relay.post_pings(10)
            relay.pump()
            self.fail(relay, receiver, 6)

            late = relay.post_pings(20)
            relay.pump()
            assert relay.states(webhook, late) == ["waiting"] * 20
            self.fail(relay, receiver, 3)

            assert len(relay.waiting(webhook)) == 10
            assert relay.states(webhook, late) == ["dropped"] * 10 + ["waiting"] * 10
            assert {relay.record(webhook, i).reason for i in late[:10]} == {"overflow"}
            receiver.answer = 200
            for _ in range(4):
                relay.round()
            assert relay.states(webhook, late[10:]) == ["delivered"] * 10
            after = relay.post_pings(1)
            relay.pump()
            assert relay.states(webhook, after) == ["delivered"]

    @pytest.mark.parametrize(("limit", "dropped"), [("", 2), ("0", 0)])
    def test_fifty_is_the_limit_where_none_is_set_and_zero_is_none(
        self, account: Account, receiver: Receiver, limit: str, dropped: int
    ) -> None:
        with in_process(account, MAX_QUEUED_UPDATES_PER_WEBHOOK=limit) as relay:
            webhook = relay.subscribe(receiver.url)
            ids = self.wait_with_two_failures(relay, webhook, 52)

            relay.tick()

            assert relay.states(webhook, ids[:4]) == ["dropped"] * dropped + ["waiting"] * (
                4 - dropped
            )
            assert len(relay.waiting(webhook)) == 52 - dropped

    def test_a_limit_above_what_a_round_reads_at_once(
        self, account: Account, receiver: Receiver
    ) -> None:
        with in_process(account, MAX_QUEUED_UPDATES_PER_WEBHOOK="1001") as relay:
            webhook = relay.subscribe(receiver.url)
            self.wait_with_two_failures(relay, webhook, 1003)

            tally = relay.tick()

            assert tally.dropped == {"overflow": 2}
            assert len(relay.waiting(webhook)) == 1001

    def test_a_full_webhook_starts_anew_when_disabled_and_enabled(
        self, account: Account, receiver: Receiver
    ) -> None:
        """One round between the two: what waited is dropped, and so is what it said of health."""
        with in_process(account, MAX_QUEUED_UPDATES_PER_WEBHOOK="10") as relay:
            receiver.answer = 500
            webhook = relay.subscribe(receiver.url)
            relay.post_pings(10)
            relay.pump()
            self.fail(relay, receiver, 6)
            receiver.answer = 200

            relay.relay.webhooks.disable(webhook, "for a while")
            relay.round()
            relay.relay.webhooks.change(webhook.webhook_id, lambda w: replace(w, enabled=True))
            ids = relay.post_pings(1)
            relay.pump()

            assert relay.states(webhook, ids) == ["delivered"]
            assert relay.health(webhook) is None

    def test_what_has_expired_takes_no_room(self, account: Account, receiver: Receiver) -> None:
        with in_process(
            account,
            MAX_QUEUED_UPDATES_PER_WEBHOOK="10",
            DELETE_UNDELIVERABLE_WEBHOOKS_AFTER_HOURS="1",
            RETRY_DELAYS="10s,60s",
        ) as relay:
            receiver.answer = 500
            webhook = relay.subscribe(receiver.url)
            relay.post_pings(10)
            relay.pump()
            self.fail(relay, receiver, 12)
            assert len(relay.waiting(webhook)) == 10
            relay.round(HOUR)
            while relay.waiting(webhook):
                relay.round()
            receiver.answer = 200

            ids = relay.post_pings(1)
            relay.pump()

            assert relay.states(webhook, ids) == ["delivered"]

    def wait_with_two_failures(self, relay: InProcess, webhook: Webhook, count: int) -> list[str]:
        """Rows as two failed attempts of each of *count* deliveries leave them."""
        now = relay.clock.now
        results = tuple(Attempt(now + n, 500, None, "", 1, "") for n in (20, 30))
        events = [stored_event(ping_event(), webhook.uid, at=now + n / 1000) for n in range(count)]

        def put(event: Event) -> None:
            ref = event.delivery_key(webhook.uid)
            relay.store.events.insert(event)
            relay.store.records.insert(ref, "ping")
            relay.store.pending.put(PendingDelivery(ref, "ping", 2, now + 40, now, results=results))

        parallel.map(put, events)
        relay.store.health.touch(webhook.uid, HealthChange(last_failure_at=now + 30))
        return [event.event_id for event in events]

    def test_is_counted_for_each_webhook_alone(self, account: Account, receiver: Receiver) -> None:
        with in_process(account, MAX_QUEUED_UPDATES_PER_WEBHOOK="4") as relay:
            receiver.answer = 500
            one = relay.subscribe(receiver.url)
            other = relay.subscribe(receiver.url)
            ids = relay.post_pings(3)
            relay.pump()

            self.fail(relay, receiver, 3)

            assert relay.states(one, ids) == relay.states(other, ids) == ["waiting"] * 3


def test_a_blip_of_a_second_drops_nothing(relay: InProcess, receiver: Receiver) -> None:
    relay.subscribe(receiver.url)
    receiver.answer = 503
    ids = relay.post_pings(100)
    relay.pump(threads=8)
    receiver.answer = 200
    receiver.clear()
    rounds(relay, 3)
    assert {json.loads(r.body)["event_id"] for r in receiver.requests} == set(ids)
