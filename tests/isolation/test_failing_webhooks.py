"""What a webhook in trouble may cost: attempts, ticks, and nobody else anything."""

from __future__ import annotations

import json
from collections.abc import Iterator
from uuid import uuid4

import pytest

from shared.model import DeliveryKey, PendingDelivery
from shared.policy import timing
from shared.scheduling.round import BUDGET
from tests.support.accounts import Account
from tests.support.in_process import Clock, InProcess
from tests.support.receiver import ReceivedRequest, Receiver


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def relay(account: Account, clock: Clock) -> Iterator[InProcess]:
    relay = InProcess(account, clock=clock)
    yield relay
    relay.close()


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with Receiver() as receiver:
        yield receiver


def rounds(relay: InProcess, count: int) -> None:
    """*count* rounds of ten seconds: a tick, and the messages that it put."""
    for _ in range(count):
        relay.tick()
        relay.pump(threads=8)


def fail_until_open(relay: InProcess, uid: str) -> None:
    relay.post_pings(3)
    relay.pump()
    for _ in range(8):
        rounds(relay, 1)
        health = relay.relay.store.health.get(uid)
        if health is not None and health.breaker.open:
            return
    raise AssertionError("the breaker stayed closed")


def test_a_dead_webhook_costs_one_attempt_per_probe_however_many_events_arrive(
    relay: InProcess, clock: Clock, receiver: Receiver
) -> None:
    webhook = relay.subscribe(receiver.url)
    receiver.answer = 500
    fail_until_open(relay, webhook.uid)
    receiver.clear()
    for _ in range(6):
        relay.post_pings(10)
        relay.pump(threads=8)
        rounds(relay, 1)
    assert 1 <= len(receiver.requests) <= 6, "60 events in 60 s, at most a probe every 10 s"


def test_what_is_held_is_released_within_a_tick_of_recovery(
    relay: InProcess, clock: Clock, receiver: Receiver
) -> None:
    webhook = relay.subscribe(receiver.url)
    receiver.answer = 500
    fail_until_open(relay, webhook.uid)
    relay.post_pings(5)
    relay.pump()
    receiver.answer = 200
    receiver.clear()
    while not receiver.requests:
        rounds(relay, 1)
    rounds(relay, 1)
    assert len({json.loads(r.body)["event_id"] for r in receiver.requests}) == 8
    rounds(relay, 1)
    assert relay.relay.store.health.get(webhook.uid) is None, "nothing waits any more"


def test_recovery_after_a_long_outage_is_paced(
    account: Account, clock: Clock, receiver: Receiver
) -> None:
    relay = InProcess(account, {"MAX_QUEUED_UPDATES_PER_WEBHOOK": "0"}, clock)
    webhook = relay.subscribe(receiver.url)
    receiver.answer = 500
    fail_until_open(relay, webhook.uid)
    relay.post_pings(60)
    relay.pump(threads=8)
    receiver.answer = 200
    released = []
    for _ in range(20):
        released.append(relay.tick().released)
        relay.pump(threads=8)
    paced = [count for count in released if count]
    assert paced[:2] == [20, 40] or paced[:2] == [10, 20], released
    assert sum(paced) + 1 == 63, "the probe, and everything else once"
    relay.close()


def test_a_poison_event_neither_opens_the_breaker_nor_delays_the_rest(
    relay: InProcess, clock: Clock, receiver: Receiver
) -> None:
    webhook = relay.subscribe(receiver.url)
    (poison,) = relay.post_pings(1)

    def answer(request: ReceivedRequest) -> int:
        return 400 if poison.encode() in request.body else 200

    receiver.answer = answer
    relay.pump()
    rounds(relay, 12)
    health = relay.relay.store.health.get(webhook.uid)
    assert health is not None
    assert not health.breaker.open, "two minutes of nothing but refusals"
    receiver.clear()
    (good,) = relay.post_pings(1)
    relay.pump()
    assert [json.loads(r.body)["event_id"] for r in receiver.requests] == [good]


def test_a_blip_of_a_second_drops_nothing(
    relay: InProcess, clock: Clock, receiver: Receiver
) -> None:
    relay.subscribe(receiver.url)
    receiver.answer = 503
    ids = relay.post_pings(100)
    relay.pump(threads=8)
    receiver.answer = 200
    receiver.clear()
    rounds(relay, 3)
    assert {json.loads(r.body)["event_id"] for r in receiver.requests} == set(ids)


def test_an_open_breaker_costs_a_tick_nothing_until_its_probe_is_due(
    relay: InProcess, clock: Clock, receiver: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    webhook = relay.subscribe(receiver.url)
    receiver.answer = 500
    fail_until_open(relay, webhook.uid)
    read: list[str] = []
    monkeypatch.setattr(relay.relay.store.pending, "oldest", lambda uid, most: read.append(uid))
    tally = relay.tick(0)
    assert (tally.failing, tally.probed, read) == (1, 0, [])


def test_a_tick_keeps_to_its_budget_and_the_next_goes_on_where_it_stopped(
    relay: InProcess, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    webhooks = [relay.subscribe("http://127.0.0.1:40009/") for _ in range(30)]
    for webhook in webhooks:
        ref = DeliveryKey(webhook.uid, round(clock() * 1000), str(uuid4()))
        row = PendingDelivery(ref, "ping", 0, clock() + 3600, since=clock())
        relay.relay.store.pending.put(row)
        relay.relay.store.health.touch(webhook.uid)

    tended: list[str] = []
    real = relay.relay.store.pending.oldest

    def slow(uid: str, *, most: int) -> list[PendingDelivery]:
        tended.append(uid)
        clock.advance(BUDGET / 10)
        return real(uid, most=most)

    monkeypatch.setattr(relay.relay.store.pending, "oldest", slow)
    tallies = [relay.tick(0) for _ in range(4)]
    assert all(tally.left for tally in tallies[:2])
    assert set(tended) == {webhook.uid for webhook in webhooks}
    assert timing.LEASE > BUDGET
