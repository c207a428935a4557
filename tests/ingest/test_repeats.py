"""An event that is posted again: recognised, completed, or refused if it has changed."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from unittest.mock import ANY

import pytest

from shared.errors import Conflict
from shared.history.event_list import EventFilter
from shared.ingest.event_ingest import AcceptedEvent, RefusedEvent
from shared.model import day_of
from tests.support.accounts import Account
from tests.support.client import ping_event
from tests.support.in_process import Clock, InProcess, in_process
from tests.support.receiver import Receiver
from tests.support.rows import stored_event

FOLLOW_UP = 25.0
"""Seconds after which a repeated event's delivery has been followed up, with a timeout of 2 s."""


class TestAfterABrokenPost:
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
        relay.round(FOLLOW_UP)

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
        relay.round(FOLLOW_UP)

        assert [relay.status(w, event["event_id"]).state for w in (one, other)] == [
            "delivered",
            "delivered",
        ]
        assert len(receiver.requests) == 2


class TestMidnight:
    LATE = datetime(2030, 5, 15, 23, 59, 50, tzinfo=UTC)

    def test_a_repeat_is_recognised_for_an_hour(self, account: Account, receiver: Receiver) -> None:
        with in_process(account, Clock(self.LATE)) as relay:
            webhook = relay.subscribe(receiver.url)
            event = ping_event()
            relay.post(event)
            relay.pump()
            for seconds in (15, 1800, 1700):
                relay.clock.advance(seconds)

                relay.post(event)
                relay.pump()

            assert len(receiver.requests) == 1
            assert relay.states(webhook, [event["event_id"]]) == ["delivered"]

    def test_a_repeat_is_recognised_in_the_last_half_of_a_millisecond(
        self, account: Account, receiver: Receiver
    ) -> None:
        """Which rounds to the next day, as an event's time of arrival."""
        with in_process(account, Clock(self.LATE)) as relay:
            relay.subscribe(receiver.url)
            event = ping_event()
            relay.post(event)
            relay.clock.advance(9.9996)

            relay.post(event)
            relay.pump()

            assert len(receiver.requests) == 1

    def test_a_post_that_broke_off_just_after_midnight_is_completed(
        self, account: Account, receiver: Receiver
    ) -> None:
        """It had taken the id on the day before, and stored nothing else."""
        with in_process(account, Clock(self.LATE)) as relay:
            webhook = relay.subscribe(receiver.url)
            relay.clock.advance(60)
            event = ping_event()
            stored = stored_event(event, webhook.uid, at=relay.clock.now)
            relay.store.events.insert(stored, day_of(stored.received_ms - 100_000))
            relay.clock.advance(60)

            relay.post(event)
            relay.pump()

            assert relay.states(webhook, [event["event_id"]]) == ["delivered"]
            assert relay.store.events.of(stored.delivery_key(webhook.uid)) == stored

    def test_what_has_taken_its_id_on_two_days_is_listed_once(self, account: Account) -> None:
        with in_process(account, Clock(self.LATE)) as relay:
            relay.clock.advance(60)
            event = ping_event()
            relay.post(event)

            listed = relay.relay.events.page(EventFilter(), limit=10)

            assert [head.event_id for head in listed.events] == [event["event_id"]]

    def test_so_is_a_conflict(self, account: Account) -> None:
        with in_process(account, Clock(self.LATE)) as relay:
            event = ping_event()
            relay.post(event)
            relay.clock.advance(60)

            with pytest.raises(Conflict):
                relay.post(event | {"event": ping_event()["event"]})

    def test_of_an_array_the_others_are_accepted_when_one_conflicts_with_yesterday(
        self, account: Account
    ) -> None:
        with in_process(account, Clock(self.LATE)) as relay:
            known, same, new = ping_event(), ping_event(), ping_event()
            relay.post(known, same)
            relay.clock.advance(60)
            other = known | {"event": ping_event()["event"]}

            outcomes = relay.relay.ingest.post(json.dumps([new, other, same]).encode())

            assert outcomes == [
                AcceptedEvent(new["event_id"], 0, repeated=False),
                RefusedEvent(known["event_id"], ANY),
                AcceptedEvent(same["event_id"], 0, repeated=True),
            ]

    def test_an_instance_whose_clock_is_ahead_recognises_too(
        self, account: Account, receiver: Receiver
    ) -> None:
        with (
            in_process(account, Clock(self.LATE)) as late,
            late.another(skew=30) as early,
        ):
            late.subscribe(receiver.url)
            event = ping_event()
            early.post(event)

            late.post(event)
            late.pump()

            assert len(receiver.requests) == 1

    def test_a_delivery_that_fails_before_is_delivered_after(
        self, account: Account, receiver: Receiver
    ) -> None:
        with in_process(account, Clock(self.LATE)) as relay:
            receiver.answer_next(500)
            webhook = relay.subscribe(receiver.url)
            [event_id] = relay.post_pings(1)
            relay.pump()

            relay.round(30)

            assert relay.states(webhook, [event_id]) == ["delivered"]
            listing = relay.relay.history.deliveries(webhook, limit=10)
            assert [s.delivery.key.event_id for s in listing.deliveries] == [event_id]
