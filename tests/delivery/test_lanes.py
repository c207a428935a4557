"""Who may use a fast lane, and whose messages are moved to the slow one."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

import pytest

from shared.delivery import lanes
from shared.delivery.lanes import MAX_UNTESTED, SLOW_SECONDS, Lane, Lanes
from tests.support.in_process import InProcess
from tests.support.receiver import Receiver


class Time:
    def __init__(self) -> None:
        self.now = 1000.0

    def monotonic(self) -> float:
        return self.now


@pytest.fixture
def time(monkeypatch: pytest.MonkeyPatch) -> Time:
    time = Time()
    monkeypatch.setattr(lanes, "time", time)
    return time


@contextmanager
def attempt(known: Lanes, uid: str, lane: Lane = Lane.FIRST_ATTEMPTS) -> Iterator[bool]:
    """An attempt from *lane*, if the webhook may use it."""
    with known.admit(lane, uid) as place:
        if place is not None:
            place.attempted = True
        yield place is not None


def attempts(known: Lanes, time: Time, uid: str, seconds: float, lane: Lane) -> bool:
    with attempt(known, uid, lane) as admitted:
        time.now += seconds
    return admitted


def test_an_untested_webhook_has_one_attempt_in_flight(time: Time) -> None:
    known = Lanes()
    with attempt(known, "a") as first, attempt(known, "a") as second:
        assert (first, second) == (True, False)
    with attempt(known, "a") as first, attempt(known, "a") as second:
        assert (first, second) == (True, True), "it has shown that it is quick"


def test_untested_webhooks_have_a_bound_together_in_each_lane(time: Time) -> None:
    known = Lanes()
    with ExitStack() as stack:
        admitted = [stack.enter_context(attempt(known, str(n))) for n in range(MAX_UNTESTED + 2)]
        assert admitted == [True] * MAX_UNTESTED + [False] * 2
        assert stack.enter_context(attempt(known, "other", Lane.RETRIES))
        assert stack.enter_context(attempt(known, "third", Lane.SLOW))


def test_a_webhook_that_took_long_is_slow_for_a_while(time: Time) -> None:
    known = Lanes()
    assert attempts(known, time, "a", 1.5, Lane.FIRST_ATTEMPTS)
    assert not attempts(known, time, "a", 0, Lane.FIRST_ATTEMPTS)
    assert attempts(known, time, "a", 0.1, Lane.SLOW)
    assert not attempts(known, time, "a", 0, Lane.RETRIES), "one quick attempt is not enough"
    time.now += SLOW_SECONDS
    assert attempts(known, time, "a", 0.1, Lane.FIRST_ATTEMPTS)


def test_a_webhook_that_turns_slow_gets_no_further_place(time: Time) -> None:
    known = Lanes()
    assert attempts(known, time, "a", 0.1, Lane.FIRST_ATTEMPTS)
    with attempt(known, "a") as admitted:
        assert admitted
        time.now += 0.4
        with attempt(known, "a") as second:
            assert second
        time.now += 0.2
        with attempt(known, "a") as third:
            assert not third, "one has been in flight for 0.6 s"
    assert attempts(known, time, "a", 0.1, Lane.FIRST_ATTEMPTS), "it ended in time"


def test_a_webhook_is_slow_while_an_attempt_has_been_in_flight_for_long(time: Time) -> None:
    known = Lanes()
    with attempt(known, "a"):
        time.now += 2
        assert not attempts(known, time, "a", 0, Lane.RETRIES)
    time.now += 1
    assert not attempts(known, time, "a", 0, Lane.FIRST_ATTEMPTS)


def test_what_was_held_says_nothing_of_how_long_attempts_take(time: Time) -> None:
    known = Lanes()
    with known.admit(Lane.FIRST_ATTEMPTS, "a"):
        pass
    with attempt(known, "a"), attempt(known, "a") as second:
        assert not second


def test_a_first_message_that_is_moved_is_delivered_once(
    relay: InProcess, receiver: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lanes, "MAX_UNTESTED", 0)
    webhook = relay.subscribe(receiver.url)
    [event_id] = relay.post_pings(1)
    relay.pump("deliveries")
    assert receiver.requests == []
    assert relay.host.visible("slow-deliveries") == 1

    relay.pump()

    assert relay.states(webhook, [event_id]) == ["delivered"]
    assert len(receiver.requests) == 1
    relay.round()
    assert relay.health(webhook) is None


def test_retries_of_a_slow_webhook_are_put_into_its_lane(
    relay: InProcess, receiver: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    receiver.answer = 500
    relay.subscribe(receiver.url)
    relay.post_pings(1)
    relay.pump()
    monkeypatch.setattr(lanes, "HESITATE_AFTER", -1.0)
    relay.round()
    assert len(receiver.requests) == 2, "moved, and attempted from the slow lane"

    relay.tick()

    assert relay.host.visible("retries") == 0
    assert relay.host.visible("slow-deliveries") == 1
