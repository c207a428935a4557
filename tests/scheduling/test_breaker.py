"""When a webhook counts as failing, what happens to its deliveries then, and how it comes back."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator

import pytest

from shared.model import Health, Webhook
from tests.support.accounts import Account
from tests.support.client import ping_event
from tests.support.in_process import InProcess, in_process
from tests.support.receiver import Answer, Receiver


@pytest.fixture
def unlimited(account: Account) -> Iterator[InProcess]:
    """Any number may wait."""
    with in_process(account, MAX_QUEUED_UPDATES_PER_WEBHOOK="0") as relay:
        yield relay


def open_breaker(relay: InProcess, webhook: Webhook) -> Health:
    """Let two deliveries fail until the breaker opens."""
    relay.post_pings(2)
    relay.pump()
    for _ in range(4):
        relay.round()
    health = relay.health(webhook)
    assert health is not None
    assert health.breaker.open
    return health


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

    # One probe a round, each with what has failed least, of those the oldest.
    tried = [json.loads(request.body)["event_id"] for request in receiver.requests]
    assert tried == [*held, held[0]]


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

    assert 4 <= len(receiver.requests) <= 6


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
    assert receiver.requests == []

    relay.round()
    relay.round()
    assert len(receiver.requests) == 1


def test_retry_after_is_capped_by_expiry(account: Account, receiver: Receiver) -> None:
    with in_process(account, DELETE_UNDELIVERABLE_WEBHOOKS_AFTER_HOURS="1") as relay:
        receiver.answer = Answer(503, headers={"Retry-After": "86400"})
        webhook = relay.subscribe(receiver.url)
        relay.post_pings(1)
        relay.pump()

        [row] = relay.waiting(webhook)

        assert row.next_attempt_at == pytest.approx(relay.clock.now + 3600, abs=10)
