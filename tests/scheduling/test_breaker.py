"""The breaker: what opens it, what it lets through, and what closes it."""

from __future__ import annotations

import json
import logging

import pytest

from tests.scheduling.outage import fail_until_open, open_breaker, rounds
from tests.support.accounts import Account
from tests.support.client import ping_event
from tests.support.in_process import InProcess, in_process
from tests.support.receiver import Answer, ReceivedRequest, Receiver


def test_opens_after_half_a_minute_of_failures(
    relay: InProcess, receiver: Receiver, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, "relay")
    receiver.answer = 500
    webhook = relay.subscribe(receiver.url)
    began = relay.clock.now
    relay.post_pings(2)
    relay.pump()
    opened = []
    for _ in range(5):
        relay.round()
        health = relay.health(webhook)
        assert health is not None
        opened.append(health.breaker.open)

    # 0, 10, 20 and 30 s: eight failures of two deliveries over 30 s, seen by the tick at 40 s.
    assert opened == [False, False, False, True, True]
    assert health is not None
    assert health.breaker.failing_since == pytest.approx(began, abs=1)
    [line] = [m for m in map(json.loads, caplog.messages) if m["event"] == "webhook_failing"]
    assert line["webhook_id"] == webhook.webhook_id
    assert line["error"] == "HTTP 500"


def test_one_delivery_alone_does_not_open_it(relay: InProcess, receiver: Receiver) -> None:
    receiver.answer = 500
    webhook = relay.subscribe(receiver.url)
    relay.post_pings(1)
    relay.pump()

    for _ in range(8):
        relay.round()

    assert len(receiver.requests) == 9
    health = relay.health(webhook)
    assert health is not None
    assert not health.breaker.open


@pytest.mark.parametrize("status", [400, 422])
def test_refusals_of_events_do_not_open_it(
    relay: InProcess, receiver: Receiver, status: int
) -> None:
    """The receiver is alive, and says that it does not want these."""
    receiver.answer = status
    webhook = relay.subscribe(receiver.url)
    relay.post_pings(3)
    relay.pump()

    for _ in range(8):
        relay.round()

    health = relay.health(webhook)
    assert health is not None
    assert not health.breaker.open


def test_a_success_between_keeps_it_closed(relay: InProcess, receiver: Receiver) -> None:
    receiver.answer = 500
    webhook = relay.subscribe(receiver.url)
    relay.post_pings(2)
    relay.pump()
    for _ in range(6):
        receiver.answer_next(500, 500)
        receiver.answer = 200
        relay.round()
        relay.post_pings(1)
        relay.pump()
        receiver.answer = 500

        health = relay.health(webhook)
        assert health is not None
        assert not health.breaker.open


def test_open_lets_nothing_through_but_probes(relay: InProcess, receiver: Receiver) -> None:
    receiver.answer = 500
    webhook = relay.subscribe(receiver.url)
    open_breaker(relay, webhook)
    receiver.clear()

    held = relay.post_pings(5)
    relay.pump()
    assert receiver.requests == []
    assert relay.states(webhook, held) == ["waiting"] * 5
    assert all(not row.results for row in relay.waiting(webhook)[-5:])
    for _ in range(6):
        relay.round()

    # One probe a round: the newest that is untried, and then what has failed least, the oldest.
    tried = [json.loads(request.body)["event_id"] for request in receiver.requests]
    assert tried == [*reversed(held), held[0]]


def test_a_probe_that_succeeds_closes_it(
    relay: InProcess, receiver: Receiver, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, "relay")
    receiver.answer = 500
    webhook = relay.subscribe(receiver.url)
    open_breaker(relay, webhook)
    held = relay.post_pings(3)
    relay.pump()
    receiver.answer = 200
    receiver.clear()

    relay.round()

    assert len(receiver.requests) == 1
    health = relay.health(webhook)
    assert health is not None
    assert not health.breaker.open
    [line] = [m for m in map(json.loads, caplog.messages) if m["event"] == "webhook_recovered"]
    assert line["failing_seconds"] == pytest.approx(50, abs=1)
    relay.round()
    assert relay.states(webhook, held) == ["delivered"] * 3
    assert relay.waiting(webhook) == []
    relay.round()
    assert relay.health(webhook) is None


def test_a_new_first_attempt_goes_through_once_it_is_closed(
    relay: InProcess, receiver: Receiver
) -> None:
    receiver.answer = 500
    webhook = relay.subscribe(receiver.url)
    open_breaker(relay, webhook)
    receiver.answer = 200
    relay.round()

    [event_id] = relay.post_pings(1)
    relay.pump()

    assert relay.states(webhook, [event_id]) == ["delivered"]


def test_a_poison_event_cannot_keep_it_open(relay: InProcess, receiver: Receiver) -> None:
    """Of two deliveries that opened the breaker one fails for ever, the receiver is well again."""
    webhook = relay.subscribe(receiver.url)
    poison = ping_event()
    receiver.answer = 500
    relay.post(poison)
    open_breaker(relay, webhook)
    receiver.answer = lambda r: 500 if poison["event_id"].encode() in r.body else 200

    for _ in range(4):
        relay.round()

    health = relay.health(webhook)
    assert health is not None
    assert not health.breaker.open
    assert [row.key.event_id for row in relay.waiting(webhook)] == [poison["event_id"]]


def test_probes_come_no_slower_than_once_a_minute(account: Account, receiver: Receiver) -> None:
    with in_process(account, RETRY_DELAYS="10s,10s,10s,10s,5m") as relay:
        receiver.answer = 500
        webhook = relay.subscribe(receiver.url)
        open_breaker(relay, webhook)
        relay.post_pings(20)
        relay.pump()
        for _ in range(12):  # the first four delays
            relay.round()
        receiver.clear()

        for _ in range(30):
            relay.round()

    assert 5 <= len(receiver.requests) <= 8


@pytest.mark.parametrize("status", [429, 503])
def test_retry_after_is_honoured_by_probes(
    relay: InProcess, receiver: Receiver, status: int
) -> None:
    receiver.answer = 500
    webhook = relay.subscribe(receiver.url)
    open_breaker(relay, webhook)
    receiver.answer = Answer(status, headers={"Retry-After": "300"})
    relay.round()
    receiver.clear()

    for _ in range(29):
        relay.round()
    assert 4 <= len(receiver.requests) <= 5, "a probe a minute, in 300 s, and nothing else"


def test_a_dead_webhook_costs_one_attempt_per_probe_however_many_events_arrive(
    relay: InProcess, receiver: Receiver
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


def test_a_poison_event_neither_opens_the_breaker_nor_delays_the_rest(
    relay: InProcess, receiver: Receiver
) -> None:
    webhook = relay.subscribe(receiver.url)
    (poison,) = relay.post_pings(1)

    def answer(request: ReceivedRequest) -> int:
        return 400 if poison.encode() in request.body else 200

    receiver.answer = answer
    relay.pump()
    rounds(relay, 12)
    health = relay.store.health.get(webhook.uid)
    assert health is not None
    assert not health.breaker.open, "two minutes of nothing but refusals"
    receiver.clear()
    (good,) = relay.post_pings(1)
    relay.pump()
    assert [json.loads(r.body)["event_id"] for r in receiver.requests] == [good]


def test_an_open_breaker_costs_a_tick_nothing_until_its_probe_is_due(
    relay: InProcess, receiver: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    webhook = relay.subscribe(receiver.url)
    receiver.answer = 500
    fail_until_open(relay, webhook.uid)
    read: list[str] = []
    monkeypatch.setattr(relay.store.pending, "oldest", lambda uid, most: read.append(uid))
    tally = relay.tick(0)
    assert (tally.failing, tally.probed, read) == (1, 0, [])
