"""How pending deliveries are released: in a slow start, and evenly where a limit was reached."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest

from tests.scheduling.outage import fail_until_open, open_breaker, rounds
from tests.support.accounts import Account
from tests.support.in_process import InProcess, in_memory, in_process
from tests.support.receiver import Receiver


@pytest.fixture
def unlimited() -> Iterator[InProcess]:
    """Any number may wait. In memory: a recovery below is on Azurite, and takes seconds there."""
    with in_memory(MAX_QUEUED_UPDATES_PER_WEBHOOK="0") as relay:
        yield relay


def test_what_waited_is_released_in_a_slow_start(unlimited: InProcess, receiver: Receiver) -> None:
    relay = unlimited
    receiver.answer = 500
    webhook = relay.subscribe(receiver.url)
    open_breaker(relay, webhook)
    relay.post_pings(39)
    relay.pump()
    receiver.answer = 200
    relay.round()  # the probe

    released = [relay.round().released for _ in range(4)]

    assert released == [10, 20, 10, 0]
    assert relay.waiting(webhook) == []


def test_a_failure_starts_the_slow_start_anew(unlimited: InProcess, receiver: Receiver) -> None:
    relay = unlimited
    receiver.answer = 500
    webhook = relay.subscribe(receiver.url)
    open_breaker(relay, webhook)
    relay.post_pings(50)
    relay.pump()
    receiver.answer = 200
    relay.round()
    assert relay.round().released == 10
    receiver.answer_next(*[500] * 3)

    released = [relay.round().released for _ in range(3)]

    assert released == [20, 10, 14]


def test_what_is_held_is_released_within_a_tick_of_recovery(
    relay: InProcess, receiver: Receiver
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
    assert relay.store.health.get(webhook.uid) is None, "nothing waits any more"


def test_recovery_after_a_long_outage_is_paced(account: Account, receiver: Receiver) -> None:
    relay = InProcess(account, {"MAX_QUEUED_UPDATES_PER_WEBHOOK": "0"})
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
    assert paced == [10, 20, 32], released
    assert sum(paced) + 1 == 63, "the probe, and everything else once"
    relay.close()


def test_what_a_limit_held_is_released_evenly_until_the_next_round(
    account: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    with in_process(account) as relay, Receiver() as receiver:
        webhook = relay.subscribe(receiver.url, rate_per_second=0.3)
        relay.post_pings(8)
        relay.pump()
        assert len(receiver.requests) == 1, "the next place is more than 3 s away"
        delays: list[float] = []
        monkeypatch.setattr(relay.store.slow, "send", lambda _text, delay=0.0: delays.append(delay))

        assert relay.tick(10).released == 3

        assert sorted(delays) == pytest.approx([0, 10 / 3, 20 / 3], abs=0.1)
        assert len(relay.waiting(webhook)) == 7
