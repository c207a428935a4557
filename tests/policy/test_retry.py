"""Backoff: how long to wait after a failed attempt or probe."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest

from shared.model import Breaker, Health
from shared.policy.retry import LONGEST_PROBE_DELAY, RetryPolicy, asked_until, paused_probe_at
from shared.settings import Settings
from tests.policy.deliveries import failure

RNG = random.Random(1)


class TestRetryDelays:
    def test_the_last_delay_repeats(self) -> None:
        retry = RetryPolicy((1.0, 2.0, 3.0))
        assert [retry.delay(n, RNG) for n in (1, 2, 3, 4, 100)] == [1, 2, 3, 3, 3]

    def test_singularitys_rule_is_exactly_ten_seconds(self) -> None:
        retry = RetryPolicy(Settings.from_environ({"RETRY_DELAYS": "10s"}).retry_delays)
        assert {retry.delay(n, RNG) for n in range(1, 500)} == {10.0}

    def test_by_default_every_ten_seconds_for_five_minutes_then_slower(self) -> None:
        retry = RetryPolicy(Settings().retry_delays)
        assert {retry.delay(n, RNG) for n in range(1, 31)} == {10.0}
        assert [round(retry.delay(n, RNG) / 60, 1) for n in (31, 32, 33, 34, 99)] == pytest.approx(
            [0.5, 1, 2, 5, 5], rel=0.11
        )

    def test_long_delays_are_jittered(self) -> None:
        retry = RetryPolicy((60.0,))
        delays = {retry.delay(1, RNG) for _ in range(100)}
        assert len(delays) > 50
        assert min(delays) >= 54
        assert max(delays) <= 66

    def test_a_probe_never_waits_longer_than_a_minute_with_the_round_it_goes_with(self) -> None:
        retry = RetryPolicy((3600.0,))
        assert retry.probe_delay(5, RNG) == LONGEST_PROBE_DELAY
        assert LONGEST_PROBE_DELAY + 10 < 60


class TestRetryAfter:
    """What ``Retry-After`` asks for, as the sender has read it."""

    ASKED = replace(failure(100, 503), retry_after=30.0)

    def test_nothing_was_asked_for(self) -> None:
        assert asked_until(failure(100, 503), longest=3600, now=101) == 0

    def test_from_now_on(self) -> None:
        assert asked_until(self.ASKED, longest=3600, now=101) == 131

    def test_no_longer_than_the_longest_pause(self) -> None:
        assert asked_until(self.ASKED, longest=20, now=101) == 121

    def test_a_pause_is_probed_once_a_minute(self) -> None:
        assert paused_probe_at(Health("u", last_failure_at=100)) == 160
        probed = Health("u", last_failure_at=100, breaker=Breaker(probe_at=222))
        assert paused_probe_at(probed) == 222
