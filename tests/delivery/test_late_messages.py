"""A first message that is handled long after its event: others may be at the delivery by then."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

import pytest

from shared.delivery.limiter import Turn
from shared.model import DeliveryKey
from shared.policy import timing
from tests.support.client import ping_event
from tests.support.in_process import InProcess
from tests.support.receiver import Receiver

ROUNDS = 4
"""After which the follow-up of a repeated post has had its attempt."""


@contextmanager
def counted_reads(relay: InProcess, monkeypatch: pytest.MonkeyPatch) -> Iterator[Counter[str]]:
    """Count the reads of records and pending rows, and the rows that are put, meanwhile."""
    counts: Counter[str] = Counter()
    with monkeypatch.context() as patch:
        for store, name in ((relay.store.records, "get"), (relay.store.pending, "get")):
            real = getattr(store, name)

            def read(key: DeliveryKey, real: Any = real) -> Any:
                counts["reads"] += 1
                return real(key)

            patch.setattr(store, name, read)

        def put(pending: Any) -> Any:
            raise AssertionError(f"a pending row: {pending}")

        patch.setattr(relay.store.pending, "put", put)
        yield counts


@pytest.mark.parametrize("together", [1, 5], ids=["alone", "in a group"])
def test_that_the_queue_hands_out_after_a_later_one(
    relay: InProcess, receiver: Receiver, together: int
) -> None:
    """Or that an instance took, and did not handle before it went on: it looks the same."""
    webhook = relay.subscribe(receiver.url)
    events = [ping_event() for _ in range(together)]
    relay.relay.ingest.post(json.dumps(events).encode())
    [first] = relay.take("deliveries")
    put_at = datetime.fromtimestamp(relay.clock.now, UTC)
    relay.relay.ingest.post(json.dumps(events).encode())
    for _ in range(ROUNDS):
        relay.round()
    assert len(receiver.requests) == together, "the follow-ups have taken it for lost"

    with relay.another() as other:
        other.run("deliveries", first.text, dequeue_count=1, put_at=put_at)
    relay.round()

    assert len(receiver.requests) == together
    assert relay.states(webhook, [e["event_id"] for e in events]) == ["delivered"] * together


def test_while_a_follow_up_waits_for_it(relay: InProcess, receiver: Receiver) -> None:
    """It leaves the attempt to the round, which the pending row of the follow-up asks for."""
    webhook = relay.subscribe(receiver.url)
    event = ping_event()
    relay.post(event)
    [first] = relay.take("deliveries")
    relay.post(event)
    relay.host.advance(timing.ALONE + 1)
    relay.pump()
    relay.run("deliveries", first.text)
    assert receiver.requests == []

    for _ in range(ROUNDS):
        relay.round()

    assert len(receiver.requests) == 1
    assert relay.states(webhook, [event["event_id"]]) == ["delivered"]


@pytest.mark.parametrize(("waited", "reads"), [(timing.ALONE - 1, 0), (timing.ALONE + 1, 2)])
def test_costs_two_reads(
    relay: InProcess,
    receiver: Receiver,
    monkeypatch: pytest.MonkeyPatch,
    waited: float,
    reads: int,
) -> None:
    """As in a backlog. A healthy delivery reads nothing."""
    webhook = relay.subscribe(receiver.url)
    ids = relay.post_pings(1)
    [first] = relay.take("deliveries")
    relay.host.advance(waited)
    with counted_reads(relay, monkeypatch) as counts:
        relay.run("deliveries", first.text)
    assert counts["reads"] == reads
    assert relay.states(webhook, ids) == ["delivered"]


def test_whose_producer_has_a_clock_that_is_ahead(relay: InProcess, receiver: Receiver) -> None:
    """Storage says when it was put."""
    webhook = relay.subscribe(receiver.url)
    event = ping_event()
    with relay.another(skew=60) as ahead:
        ahead.post(event)
    [first] = relay.take("deliveries")
    put_at = datetime.fromtimestamp(relay.clock.now, UTC)
    relay.post(event)
    for _ in range(ROUNDS):
        relay.round()

    with relay.another() as other:
        other.run("deliveries", first.text, put_at=put_at)

    assert len(receiver.requests) == 1
    assert relay.states(webhook, [event["event_id"]]) == ["delivered"]


class TestAStandstill:
    """Of the process, after it has found that nobody else is at the delivery."""

    @pytest.mark.parametrize("waited", [0.0, timing.ALONE + 1])
    def test_before_the_post(
        self,
        relay: InProcess,
        receiver: Receiver,
        monkeypatch: pytest.MonkeyPatch,
        waited: float,
    ) -> None:
        webhook = relay.subscribe(receiver.url)
        event = ping_event()
        relay.post(event)
        [first] = relay.take("deliveries")
        relay.host.advance(waited)
        wait = Turn.wait

        def stand_still(turn: Turn, until: float) -> bool:
            monkeypatch.undo()
            with relay.another() as other:
                other.post(event)
                for _ in range(ROUNDS):
                    relay.host.advance(10)
                    other.fire_timer()
                    other.pump()
            return wait(turn, until)

        monkeypatch.setattr(Turn, "wait", stand_still)
        relay.run("deliveries", first.text)
        for _ in range(2):
            relay.round()

        assert len(receiver.requests) == 1
        assert relay.states(webhook, [event["event_id"]]) == ["delivered"]
        assert relay.waiting(webhook) == []

    def test_alone_leaves_it_to_the_next_round(
        self, relay: InProcess, receiver: Receiver, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        webhook = relay.subscribe(receiver.url)
        ids = relay.post_pings(1)
        [first] = relay.take("deliveries")
        wait = Turn.wait

        def stand_still(turn: Turn, until: float) -> bool:
            monkeypatch.undo()
            relay.host.advance(timing.POST_WITHIN + 1)
            return wait(turn, until)

        monkeypatch.setattr(Turn, "wait", stand_still)
        relay.run("deliveries", first.text)
        assert receiver.requests == []

        relay.round()

        assert len(receiver.requests) == 1
        assert relay.states(webhook, ids) == ["delivered"]

    def test_gives_a_claim_back(
        self, relay: InProcess, receiver: Receiver, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        receiver.answer_next(500)
        webhook = relay.subscribe(receiver.url)
        ids = relay.post_pings(1)
        relay.pump()
        relay.tick(11)
        with monkeypatch.context() as patch:
            patch.setattr(Turn, "wait", lambda *_: False)
            relay.pump()
        [pending] = relay.waiting(webhook)
        assert (pending.next_attempt_at, pending.claimed_until) == (timing.HELD, 0.0)

        relay.round()

        assert len(receiver.requests) == 2
        assert relay.states(webhook, ids) == ["delivered"]
