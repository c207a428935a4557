"""What one webhook may take of a process: its share, max_in_flight, rate_per_second."""

from __future__ import annotations

import math
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import replace
from itertools import pairwise
from types import SimpleNamespace

import pytest

from shared.delivery.limiter import Limiter, Patience, Turn
from shared.model import HoldReason, Webhook
from shared.policy.timing import PATIENCE
from tests.support.clock import Clock
from tests.support.waiting import wait_until

LONG = Patience(in_line=20.0, turn=20.0)
WEBHOOK = Webhook("id", "uid", "name", "https://example.com", ("ping",), "onefuzz", 0.0)


def begun(turn: Turn | HoldReason) -> HoldReason | None:
    """Let an attempt begin that was admitted; return the limit that is reached if it was not."""
    if isinstance(turn, HoldReason):
        return turn
    assert turn.wait(math.inf)
    return None


def entered(limits: Limiter, webhook: Webhook, count: int) -> list[HoldReason | None]:
    with ExitStack() as stack:
        return [begun(stack.enter_context(limits.admit(webhook))) for _ in range(count)]


class TestLimits:
    def test_the_share(self) -> None:
        limits = Limiter(share=2, clock=time.time)
        assert entered(limits, WEBHOOK, 3) == [None, None, HoldReason.SHARE]
        assert entered(limits, WEBHOOK, 1) == [None], "what left has made room"

    def test_each_webhook_has_its_own(self) -> None:
        limits = Limiter(share=1, clock=time.time)
        with limits.admit(WEBHOOK), limits.admit(replace(WEBHOOK, uid="other")) as turn:
            assert begun(turn) is None

    def test_max_in_flight(self) -> None:
        limits = Limiter(share=9, clock=time.time)
        limited = replace(WEBHOOK, max_in_flight=1)
        assert entered(limits, limited, 2) == [None, HoldReason.MAX_IN_FLIGHT]

    def test_the_share_bounds_max_in_flight(self) -> None:
        limits = Limiter(share=1, clock=time.time)
        assert entered(limits, replace(WEBHOOK, max_in_flight=5), 2) == [None, HoldReason.SHARE]

    def test_the_rate_is_even(self) -> None:
        now = 0.0
        limits = Limiter(share=99, clock=lambda: now)
        limited = replace(WEBHOOK, rate_per_second=2.0)
        assert entered(limits, limited, 3) == [None, HoldReason.RATE, HoldReason.RATE]
        now = 0.5
        assert entered(limits, limited, 2) == [None, HoldReason.RATE], "after a moment's patience"
        now = 99.0
        assert entered(limits, limited, 2) == [None, HoldReason.RATE], "nothing was saved up"

    def test_a_rate_below_one_a_second(self) -> None:
        now = 0.0
        limits = Limiter(share=99, clock=lambda: now)
        limited = replace(WEBHOOK, rate_per_second=0.1)
        assert entered(limits, limited, 2) == [None, HoldReason.RATE]
        now = 10.0
        assert entered(limits, limited, 1) == [HoldReason.RATE]
        now = 10.6
        assert entered(limits, limited, 1) == [None]

    def test_a_clock_that_is_set_back_stops_nobody_for_long(self) -> None:
        now = 1000.0
        limits = Limiter(share=99, clock=lambda: now)
        limited = replace(WEBHOOK, rate_per_second=2.0)
        assert entered(limits, limited, 1) == [None]
        now = 10.0
        entered(limits, limited, 1)
        now = 20.0
        assert entered(limits, limited, 1) == [None]

    @pytest.mark.parametrize(("share", "max_in_flight"), [(2, 0), (9, 2)])
    def test_quick_attempts_wait_their_turn_and_none_is_refused(
        self, monkeypatch: pytest.MonkeyPatch, share: int, max_in_flight: int
    ) -> None:
        monkeypatch.setattr(
            "shared.policy.timing.PATIENCE", 10.0
        )  # a busy machine is no slow receiver
        limits = Limiter(share=share, clock=time.time)
        webhook = replace(WEBHOOK, max_in_flight=max_in_flight)
        lock, running, most = threading.Lock(), 0, 0

        def attempt(_: int) -> HoldReason | None:
            nonlocal running, most
            with limits.admit(webhook) as turn:
                exceeded = begun(turn)
                with lock:
                    running += 1
                    most = max(most, running)
                time.sleep(0.002)
                with lock:
                    running -= 1
            return exceeded

        with ThreadPoolExecutor(8) as pool:
            assert set(pool.map(attempt, range(16))) == {None}
        assert most == 2

    def test_nobody_waits_for_a_webhook_whose_attempts_are_slow(self) -> None:
        limits = Limiter(share=1, clock=time.time)
        with limits.admit(WEBHOOK):
            assert entered(limits, WEBHOOK, 1) == [HoldReason.SHARE], "after a moment's patience"
            began = time.monotonic()
            assert entered(limits, WEBHOOK, 100) == [HoldReason.SHARE] * 100
            assert time.monotonic() - began < PATIENCE * 5, "and then without any"


class TestInLine:
    def test_one_attempt_waits_for_the_next_place_of_a_slow_webhook(self) -> None:
        limits = Limiter(share=1, clock=time.time)
        inside, leave = threading.Event(), threading.Event()

        def first() -> None:
            with limits.admit(WEBHOOK) as turn:
                begun(turn)
                inside.set()
                leave.wait(10)
                time.sleep(2 * PATIENCE)

        with ThreadPoolExecutor(1) as pool:
            pool.submit(first)
            inside.wait(10)
            assert entered(limits, WEBHOOK, 1) == [HoldReason.SHARE], "no patience from here on"
            leave.set()
            with limits.admit(WEBHOOK, LONG) as turn:
                assert begun(turn) is None

    def test_as_many_wait_as_it_takes_in_that_time(self) -> None:
        limits = Limiter(share=2, clock=time.time)
        usage = limits._usage_of(WEBHOOK)
        usage.quick, usage.seconds = False, 10.0

        def next_one(_: int) -> HoldReason | None:
            with limits.admit(WEBHOOK, LONG) as turn:
                return turn if isinstance(turn, HoldReason) else None

        with ThreadPoolExecutor(9) as pool, ExitStack() as inside:
            for _ in range(2):
                assert isinstance(inside.enter_context(limits.admit(WEBHOOK)), Turn)
            line = [pool.submit(next_one, number) for number in range(9)]
            wait_until(lambda: sum(one.done() for one in line) >= 5)
            assert {one.result() for one in line if one.done()} == {HoldReason.SHARE}
            assert usage.waiting == 4, "two at once, of 10 s each, within 20 s"
            inside.close()
            assert {one.result(30) for one in line} == {HoldReason.SHARE, None}

    def test_only_one_of_a_webhook_of_which_nothing_is_known(self) -> None:
        limits = Limiter(share=1, clock=time.time)

        def next_one() -> HoldReason | None:
            with limits.admit(WEBHOOK, LONG) as turn:
                return begun(turn)

        with ThreadPoolExecutor(1) as pool:
            with limits.admit(WEBHOOK):
                assert entered(limits, WEBHOOK, 1) == [HoldReason.SHARE]
                following = pool.submit(next_one)
                wait_until(lambda: limits._usage_of(WEBHOOK).waiting == 1)
                began = time.monotonic()
                with limits.admit(WEBHOOK, LONG) as turn:
                    assert turn is HoldReason.SHARE
                assert time.monotonic() - began < 10
            assert following.result(30) is None


class TestTurns:
    def test_follow_one_another_as_attempts_take(self) -> None:
        now = 1000.0
        limits = Limiter(share=2, clock=lambda: now)
        limits._usage_of(WEBHOOK).seconds = 1.0
        assert [limits.next_turn(WEBHOOK) for _ in range(6)] == [1, 1, 1, 2, 2, 3]
        now += 10
        assert limits.next_turn(WEBHOOK) == 1

    def test_that_would_be_too_late_are_none(self) -> None:
        limits = Limiter(share=1, clock=lambda: 1000.0)
        limits._usage_of(WEBHOOK).seconds = 10.0
        assert [limits.next_turn(WEBHOOK) for _ in range(4)] == [1, 10, 20, None]

    def test_are_those_of_the_webhooks_own_limit(self) -> None:
        limits = Limiter(share=9, clock=lambda: 1000.0)
        limits._usage_of(WEBHOOK).seconds = 4.0
        alone = replace(WEBHOOK, max_in_flight=1)
        assert [limits.next_turn(alone) for _ in range(3)] == [1, 4, 8]


class TestTheTurn:
    """By the rate, it comes immediately before the attempt, whatever came between."""

    @pytest.fixture
    def clock(self, monkeypatch: pytest.MonkeyPatch) -> Clock:
        clock = Clock(1000.0)
        fake = SimpleNamespace(monotonic=clock, sleep=clock.advance)
        monkeypatch.setattr("shared.delivery.limiter.time", fake)
        return clock

    def test_of_attempts_that_slow_storage_has_kept(self, clock: Clock) -> None:
        """They were admitted a turn apart, and are ready at once."""
        limits = Limiter(share=99, clock=clock)
        limited = replace(WEBHOOK, rate_per_second=2.0)
        with ExitStack() as stack:
            turns = []
            for _ in range(4):
                turn = stack.enter_context(limits.admit(limited, LONG))
                assert isinstance(turn, Turn)
                turns.append(turn)
            clock.advance(20.0)
            times = []
            for turn in turns:
                assert turn.wait(clock.now + 5)
                times.append(clock.now)
        assert all(later - earlier >= 0.5 for earlier, later in pairwise(times))

    def test_that_would_come_too_late(self, clock: Clock) -> None:
        limits = Limiter(share=99, clock=clock)
        limited = replace(WEBHOOK, rate_per_second=0.5)
        with limits.admit(limited) as turn:
            assert begun(turn) is None
        with limits.admit(limited, LONG) as turn:
            assert isinstance(turn, Turn)
            assert not turn.wait(clock.now + 1)
        assert clock.now == 1000.0, "nobody waits for it"
        with limits.admit(limited, LONG) as turn:
            assert isinstance(turn, Turn)
            assert turn.wait(clock.now + 3), "the one that gave up has no turn"

    def test_is_not_taken_by_one_that_needs_no_attempt(self, clock: Clock) -> None:
        limits = Limiter(share=99, clock=clock)
        limited = replace(WEBHOOK, rate_per_second=0.5)
        with limits.admit(limited) as turn:
            assert isinstance(turn, Turn)
        assert entered(limits, limited, 1) == [None]
