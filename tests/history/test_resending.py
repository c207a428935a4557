"""Sending again all that meets a filter: counted beforehand, in batches, paced, each once."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator
from typing import Any

import pytest

from shared.api import deliveries, webhooks
from shared.model import Webhook
from tests.support.accounts import Account
from tests.support.asking import Ask, fields
from tests.support.client import ping_event
from tests.support.clock import Clock, iso
from tests.support.counted import counting
from tests.support.in_process import InProcess, in_memory, in_process
from tests.support.receiver import Receiver


@pytest.fixture
def relay(account: Account) -> Iterator[InProcess]:
    with in_process(account, Clock(), MAX_QUEUED_UPDATES_PER_WEBHOOK="0") as relay:
        yield relay


def asked(relay: InProcess, webhook: Webhook, body: Any) -> tuple[int, Any]:
    path = {"webhook_id": webhook.webhook_id}
    return Ask(deliveries.resend_all, body=body, path=path).of(relay)


def resend(relay: InProcess, webhook: Webhook, **body: Any) -> Any:
    status, answer = asked(relay, webhook, body)
    assert status == (200 if body.get("dry_run") else 202), answer
    return answer


def count(relay: InProcess, webhook: Webhook, **body: Any) -> int:
    answer = resend(relay, webhook, dry_run=True, **body)
    assert answer["more"] is False
    matching: int = answer["matching"]
    return matching


def every(relay: InProcess, webhook: Webhook, **body: Any) -> list[int]:
    """Call until there is no more, and return how many each call has sent again."""
    counts = []
    for _ in range(200):
        answer = resend(relay, webhook, **body)
        counts.append(answer["resent"])
        assert answer["more"] == ("cursor" in answer)
        if not answer["more"]:
            return counts
        body["cursor"] = answer["cursor"]
    raise AssertionError("the batches do not end")


def settle(relay: InProcess) -> None:
    for _ in range(30):
        relay.round()


def received(receiver: Receiver, *, after: int = 0) -> dict[str, int]:
    """Count the requests for each event, without the first *after* of all."""
    counts: dict[str, int] = {}
    for request in receiver.requests[after:]:
        event_id = json.loads(request.body)["event_id"]
        counts[event_id] = counts.get(event_id, 0) + 1
    return counts


def failed_with(relay: InProcess, receiver: Receiver, status: int, number: int) -> list[str]:
    receiver.answer = status
    ids = relay.post_pings(number)
    relay.pump()
    return ids


def test_by_state_and_answer(relay: InProcess, receiver: Receiver) -> None:
    webhook = relay.subscribe(receiver.url)
    delivered = failed_with(relay, receiver, 200, 3)
    unavailable = failed_with(relay, receiver, 503, 2)
    refused = failed_with(relay, receiver, 404, 2)
    receiver.answer = 200
    long_ago = iso(relay.clock.now - 3600)

    assert count(relay, webhook, since=long_ago) == 7
    assert count(relay, webhook, state="waiting") == 4
    assert count(relay, webhook, status_code=404) == 2
    assert count(relay, webhook, event_type="pool_created") == 0
    assert count(relay, webhook, event_id=delivered[0]) == 1
    assert count(relay, webhook, event_id=delivered[0], state="dropped") == 0
    before = len(receiver.requests)

    assert every(relay, webhook, status_code=404) == [2]
    settle(relay)
    assert received(receiver, after=before) == dict.fromkeys([*unavailable, *refused], 1)
    before = len(receiver.requests)
    assert every(relay, webhook, state="delivered", until=iso(relay.clock.now)) == [7]
    settle(relay)
    assert received(receiver, after=before) == dict.fromkeys(
        [*delivered, *unavailable, *refused], 1
    )
    assert relay.states(webhook, delivered) == ["delivered"] * 3
    for event_id in delivered:
        assert [attempt.status for attempt in relay.record(webhook, event_id).results] == [
            200
        ] * 2, "the earlier attempts stay"


def settle_once(relay: InProcess) -> None:
    relay.round()
    relay.round()


def test_what_was_dropped(relay: InProcess, receiver: Receiver) -> None:
    webhook = relay.subscribe(receiver.url)
    ids = failed_with(relay, receiver, 503, 5)
    relay.call(webhooks.disable, "POST", webhook_id=webhook.webhook_id)
    relay.tick()
    assert relay.states(webhook, ids) == ["dropped"] * 5
    assert asked(relay, webhook, {"state": "dropped"})[0] == 409
    assert count(relay, webhook, state="dropped") == 5
    relay.call(webhooks.enable, "POST", webhook_id=webhook.webhook_id)
    receiver.answer = 200
    relay.clock.advance(6)

    assert every(relay, webhook, state="dropped", event_type="ping") == [5]
    settle(relay)

    assert relay.states(webhook, ids) == ["delivered"] * 5
    assert received(receiver) == dict.fromkeys(ids, 2)


def test_one_event(relay: InProcess, receiver: Receiver) -> None:
    webhook = relay.subscribe(receiver.url)
    first, second = failed_with(relay, receiver, 200, 2)

    assert resend(relay, webhook, event_id=first) == {"resent": 1, "more": False}
    assert resend(relay, webhook, event_id="unknown") == {"resent": 0, "more": False}
    settle(relay)

    assert received(receiver) == {first: 2, second: 1}


@pytest.mark.parametrize("conditions", [{}, {"status_code": 200}, {"state": "delivered"}])
def test_in_batches_each_once(
    relay: InProcess,
    receiver: Receiver,
    monkeypatch: pytest.MonkeyPatch,
    conditions: dict[str, Any],
) -> None:
    """What is received meanwhile is not caught, nor what a batch before has sent again."""
    monkeypatch.setattr("shared.history.resending.MOST_AT_ONCE", 4)
    webhook = relay.subscribe(receiver.url)
    ids = failed_with(relay, receiver, 200, 10)
    relay.clock.advance(1)
    body = {"since": iso(relay.clock.now - 3600), **conditions}
    first = resend(relay, webhook, **body)
    assert (first["resent"], first["more"]) == (4, True)
    relay.clock.advance(1)
    later = failed_with(relay, receiver, 200, 3)
    settle_once(relay)

    assert sum(every(relay, webhook, **body, cursor=first["cursor"])) == 6
    settle(relay)

    assert received(receiver) == {**dict.fromkeys(ids, 2), **dict.fromkeys(later, 1)}


def test_it_is_paced(memory_relay: InProcess, receiver: Receiver) -> None:
    relay = memory_relay
    webhook = relay.subscribe(receiver.url)
    failed_with(relay, receiver, 200, 25)
    resend(relay, webhook, state="delivered")
    released = []
    while relay.waiting(webhook):
        released.append(relay.tick().released)
        relay.pump()
    assert released == [10, 15]


def test_beyond_midnight(receiver: Receiver) -> None:
    with in_memory(Clock()) as relay:
        webhook = relay.subscribe(receiver.url)
        made = []
        for _ in range(3):
            made += relay.post_pings(2)
            relay.pump()
            relay.clock.advance(86_400)
        since = iso(relay.clock.now - 2 * 86_400 - 60)
        assert count(relay, webhook, since=since) == 4
        assert every(relay, webhook, since=since) == [4]
        settle(relay)
        assert received(receiver) == {
            event_id: 1 if event_id in made[:2] else 2 for event_id in made
        }


def test_two_people_at_once(relay: InProcess, twin: InProcess, receiver: Receiver) -> None:
    """Between one's look and its deed the other takes everything up: each is counted once."""
    webhook = relay.subscribe(receiver.url)
    ids = failed_with(relay, receiver, 200, 5)
    resending = relay.relay.resending
    real = resending._scan.find

    def look(*asked: Any, **options: Any) -> Any:
        found = real(*asked, **options)
        assert resend(twin, webhook, state="delivered")["resent"] == 5
        return found

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(resending._scan, "find", look)
        assert resend(relay, webhook, state="delivered")["resent"] == 0
    settle(relay)
    assert received(receiver) == dict.fromkeys(ids, 2)


def test_what_is_queued_is_left_alone(memory_relay: InProcess, receiver: Receiver) -> None:
    relay = memory_relay
    webhook = relay.subscribe(receiver.url)
    ids = relay.post_pings(3)
    now = iso(relay.clock.now)
    assert count(relay, webhook, until=now) == 0
    assert every(relay, webhook, until=now) == [0]
    relay.pump()
    settle(relay)
    assert received(receiver) == dict.fromkeys(ids, 1)


def test_at_a_webhook_that_fails(receiver: Receiver) -> None:
    """As with recover: what has failed again, beyond the limit, is dropped as overflow."""
    with in_memory(Clock(), MAX_QUEUED_UPDATES_PER_WEBHOOK="4") as relay:
        webhook = relay.subscribe(receiver.url)
        ids = failed_with(relay, receiver, 200, 10)
        receiver.answer = 500
        assert every(relay, webhook, state="delivered") == [10]
        for _ in range(60):
            relay.round()
        states = relay.states(webhook, ids)
        assert states == ["dropped"] * 6 + ["waiting"] * 4
        reasons = {relay.record(webhook, event_id).reason for event_id in ids[:6]}
        assert reasons == {"overflow"}


@pytest.mark.slow
def test_a_batch_is_bounded(receiver: Receiver) -> None:
    with in_memory(Clock(), MAX_QUEUED_UPDATES_PER_WEBHOOK="0") as relay:
        webhook = relay.subscribe(receiver.url)
        for _ in range(8):
            relay.relay.ingest.post(json.dumps([ping_event() for _ in range(100)]).encode())
        relay.clock.advance(1)
        relay.pump(batch=32, threads=8)
        with counting(relay) as counts:
            dry = resend(relay, webhook, state="delivered", dry_run=True)
        assert dry == {"matching": 800, "more": False}
        assert counts["query deliveries"] <= 2 + relay.relay.settings.keep_days
        with counting(relay) as counts:
            assert resend(relay, webhook, state="delivered")["resent"] == 300
        assert counts["query deliveries"] <= 4 + relay.relay.settings.keep_days
        assert counts.total() <= 3 * 300 + 20
        assert every(relay, webhook, state="delivered") == [300, 200]


NAN = base64.urlsafe_b64encode(b'[NaN, ["2026-01-31", null, null]]').decode()


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({}, ""),
        ({"dry_run": True}, ""),
        ({"state": "queued"}, "state"),
        ({"state": "x"}, "state"),
        ({"event_type": "no_such_type"}, "event_type"),
        ({"status_code": 99}, "status_code"),
        ({"status_code": "503"}, "status_code"),
        ({"event_id": "a/b"}, "event_id"),
        ({"since": "yesterday"}, "since"),
        ({"since": "2026-02-01T00:00:00Z", "until": "2026-01-01T00:00:00Z"}, "since"),
        ({"state": "dropped", "cursor": "x"}, "cursor"),
        ({"state": "dropped", "cursor": NAN}, "cursor"),
        ({"state": "dropped", "cursor": "WzEuNV0"}, "cursor"),
        ({"state": "dropped", "cursor": "x", "dry_run": True}, "cursor"),
        ({"event_id": "a", "cursor": "x"}, "cursor"),
        ({"states": ["dropped"]}, "states"),
    ],
)
def test_a_bad_body_is_refused(memory_relay: InProcess, body: Any, field: str) -> None:
    webhook = memory_relay.subscribe("https://receiver.example/")
    status, problem = asked(memory_relay, webhook, body)
    assert (status, fields(problem)) == (400, [field])


def test_a_condition_is_asked_for(memory_relay: InProcess) -> None:
    webhook = memory_relay.subscribe("https://receiver.example/")
    _, problem = asked(memory_relay, webhook, {})
    assert problem["detail"].startswith("the body must have a condition; ")
