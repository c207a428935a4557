"""Who gets a place in which lane, and whose messages are moved to the slow one."""

from __future__ import annotations

import threading
import time as real_time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, nullcontext

import pytest

from shared.delivery import lanes
from shared.delivery.lanes import Lane, Lanes
from shared.policy import timing

PLACES = 16
OPEN, UNTESTED = 8, 4


class Time:
    def __init__(self) -> None:
        self.now = 1000.0

    def monotonic(self) -> float:
        return self.now


@pytest.fixture
def time(monkeypatch: pytest.MonkeyPatch) -> Time:
    """A clock that the test moves. Nothing waits for a place."""
    time = Time()
    monkeypatch.setattr(lanes, "time", time)
    monkeypatch.setattr(timing, "PATIENCE", 0.0)
    return time


@contextmanager
def attempt(known: Lanes, uid: str, lane: Lane = Lane.FIRST_ATTEMPTS) -> Iterator[bool]:
    """An attempt from *lane*, if the webhook gets a place there."""
    with known.admit(lane, uid) as place, place.attempt() if place else nullcontext():
        yield place is not None


def takes(
    known: Lanes, time: Time, uid: str, seconds: float, lane: Lane = Lane.FIRST_ATTEMPTS
) -> bool:
    """Make an attempt that takes so long, if the webhook gets a place."""
    with attempt(known, uid, lane) as admitted:
        time.now += seconds
    return admitted


def quick_ones(known: Lanes, time: Time, count: int) -> list[str]:
    uids = [f"quick{number}" for number in range(count)]
    for uid in uids:
        assert takes(known, time, uid, 0.1)
    return uids


class TestUntested:
    def test_has_one_attempt_in_flight(self, time: Time) -> None:
        known = Lanes(PLACES)
        with attempt(known, "a") as first, attempt(known, "a") as second:
            assert (first, second) == (True, False)
        with attempt(known, "a") as first, attempt(known, "a") as second:
            assert (first, second) == (True, True), "it has shown that it is quick"

    def test_all_together_have_a_bound_in_each_lane(self, time: Time) -> None:
        known = Lanes(PLACES)
        with ExitStack() as stack:
            admitted = [stack.enter_context(attempt(known, str(n))) for n in range(UNTESTED + 2)]
            assert admitted == [True] * UNTESTED + [False] * 2
            assert stack.enter_context(attempt(known, "other", Lane.RETRIES))
            assert stack.enter_context(attempt(known, "third", Lane.SLOW))

    def test_do_not_keep_a_quick_one_out(self, time: Time) -> None:
        known = Lanes(PLACES)
        assert takes(known, time, "quick", 0.1)
        with ExitStack() as stack:
            for number in range(UNTESTED):
                assert stack.enter_context(attempt(known, str(number)))
            assert takes(known, time, "quick", 0.1)

    def test_what_was_held_says_nothing_of_how_long_attempts_take(self, time: Time) -> None:
        known = Lanes(PLACES)
        with known.admit(Lane.FIRST_ATTEMPTS, "a"):
            time.now += 5
        with attempt(known, "a"), attempt(known, "a") as second:
            assert not second


class TestSlow:
    def test_for_a_while_after_an_attempt_that_took_long(self, time: Time) -> None:
        known = Lanes(PLACES)
        assert takes(known, time, "a", timing.SLOW_AFTER)
        assert known.is_slow("a")
        assert not takes(known, time, "a", 0)
        assert takes(known, time, "a", 0.1, Lane.SLOW)
        assert not takes(known, time, "a", 0, Lane.RETRIES), "one quick attempt is not enough"
        time.now += timing.SLOW
        assert takes(known, time, "a", 0.1)
        assert not known.is_slow("a")

    def test_while_an_attempt_has_been_in_flight_for_long(self, time: Time) -> None:
        known = Lanes(PLACES)
        with attempt(known, "a"):
            time.now += 2
            assert not takes(known, time, "a", 0, Lane.RETRIES)
        time.now += 1
        assert not takes(known, time, "a", 0)

    def test_one_that_may_turn_slow_gets_no_further_place(self, time: Time) -> None:
        known = Lanes(PLACES)
        assert takes(known, time, "a", 0.1)
        with attempt(known, "a") as admitted:
            assert admitted
            time.now += 0.4
            with attempt(known, "a") as second:
                assert second
            time.now += 0.2
            with attempt(known, "a") as third:
                assert not third, "one has been in flight for 0.6 s"
        assert takes(known, time, "a", 0.1), "it ended in time"

    def test_what_storage_takes_is_not_the_webhooks_time(self, time: Time) -> None:
        known = Lanes(PLACES)
        with known.admit(Lane.RETRIES, "a") as place:
            time.now += 30
            assert place is not None
            with place.attempt():
                time.now += 0.1
        assert not known.is_slow("a")
        assert takes(known, time, "a", 0.1)


class TestBoundOfAll:
    def test_those_that_turn_slow_at_the_same_moment_hold_half_of_a_lane(self, time: Time) -> None:
        """However many there are, and however often each gets an event."""
        known = Lanes(PLACES)
        uids = quick_ones(known, time, 40)
        assert takes(known, time, "healthy", 0.1)
        with ExitStack() as stack:
            held = 0
            for _ in range(200):
                time.now += 0.003
                held += sum(stack.enter_context(attempt(known, uid)) for uid in uids)
                assert held <= OPEN
            assert takes(known, time, "healthy", 0.1, Lane.RETRIES), "the other lane is free"
            assert takes(known, time, "healthy", 0.1), "proved anew in the other lane"
            for _ in range(20):
                assert takes(known, time, "healthy", 0.2)

    def test_never_more_than_the_places(self, time: Time) -> None:
        known = Lanes(PLACES)
        uids = quick_ones(known, time, 60)
        with ExitStack() as stack:
            held = sum(stack.enter_context(attempt(known, uid)) for uid in uids)
            for uid in uids:
                takes(known, time, uid, 0.01, Lane.RETRIES)  # each proves that it is quick
            held += sum(stack.enter_context(attempt(known, uid)) for uid in uids)
            assert held == PLACES

    def test_half_of_the_places_need_an_attempt_that_ended_quickly(self, time: Time) -> None:
        """Those that take 0.4 s are not slow, but together they would fill a lane."""
        known = Lanes(PLACES)
        uids = quick_ones(known, time, 40)
        with ExitStack() as stack:
            for uid in uids:
                stack.enter_context(attempt(known, uid))
            for uid in uids:
                takes(known, time, uid, 0.001 + lanes.QUICK, Lane.RETRIES)
            assert not any(stack.enter_context(attempt(known, uid)) for uid in uids)


class TestSlowLane:
    def test_one_webhook_leaves_half_of_the_places(self, time: Time) -> None:
        known = Lanes(PLACES)
        with ExitStack() as stack:
            admitted = [stack.enter_context(attempt(known, "a", Lane.SLOW)) for _ in range(20)]
            assert sum(admitted) == PLACES / 2

    def test_many_have_one_place_each(self, time: Time) -> None:
        known = Lanes(PLACES)
        with ExitStack() as stack:
            for round_ in range(3):
                admitted = [
                    stack.enter_context(attempt(known, f"{n}", Lane.SLOW)) for n in range(PLACES)
                ]
                assert sum(admitted) == (PLACES if round_ == 0 else 0)


class TestWaiting:
    def test_a_message_waits_for_a_place_for_a_moment(self) -> None:
        known = Lanes(PLACES)
        inside, leave = threading.Event(), threading.Event()

        def first() -> None:
            with attempt(known, "a"):
                inside.set()
                leave.wait(10)

        thread = threading.Thread(target=first)
        thread.start()
        inside.wait(10)
        threading.Timer(0.01, leave.set).start()
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(timing, "PATIENCE", 20.0)
            with attempt(known, "a") as second:
                assert second
        thread.join()

    def test_those_after_one_that_has_waited_in_vain_do_not_wait(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        known = Lanes(PLACES)
        monkeypatch.setattr(lanes, "IMPATIENT_SECONDS", 30.0)
        with attempt(known, "a"):
            with attempt(known, "a") as second:
                assert not second
            monkeypatch.setattr(timing, "PATIENCE", 30.0)
            began = real_time.monotonic()
            with attempt(known, "a") as third:
                assert not third
            assert real_time.monotonic() - began < 10
