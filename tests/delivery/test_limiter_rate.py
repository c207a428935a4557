"""Whatever comes when: never more than the rate in any second, and little less if there is work."""

from __future__ import annotations

import math
from bisect import bisect_left
from dataclasses import replace
from types import SimpleNamespace
from unittest.mock import patch

from hypothesis import given, settings
from hypothesis import strategies as st

from shared.delivery.limiter import ALONE, IN_GROUP, IN_SLOW_LANE, Limiter, Patience, Turn
from tests.delivery.test_limiter import WEBHOOK
from tests.support.clock import Clock

PATIENCE = st.sampled_from([ALONE, IN_GROUP, IN_SLOW_LANE])
RATES = st.sampled_from([0.1, 0.5, 1.0, 2.5, 5.0, 50.0])


def begun(rate: float, gaps: list[float], patience: Patience) -> list[float]:
    """Return when attempts begin that ask one after the other, *gaps* seconds apart."""
    clock = Clock(1000.0)
    fake = SimpleNamespace(monotonic=clock, sleep=clock.advance)
    limits = Limiter(share=99, clock=clock)
    webhook = replace(WEBHOOK, rate_per_second=rate)
    times: list[float] = []
    with patch("shared.delivery.limiter.time", fake):
        for gap in gaps:
            clock.advance(gap)
            with limits.admit(webhook, patience) as turn:
                if isinstance(turn, Turn) and turn.wait(clock.now + 5):
                    times.append(clock.now)
    return times


@settings(max_examples=100)
@given(
    RATES, st.lists(st.floats(0, 3), max_size=100), st.sampled_from([ALONE, IN_GROUP, IN_SLOW_LANE])
)
def test_never_more_than_the_rate_in_any_second(
    rate: float, gaps: list[float], patience: Patience
) -> None:
    """Of a rate that is no whole number, the next whole one: 2.5 a second are 3, 2, 3, 2."""
    times = begun(rate, gaps, patience)
    window = max(1.0, 1 / rate)
    for first, began in enumerate(times):
        assert bisect_left(times, began + window) - first <= math.ceil(rate * window - 1e-9)


@settings(max_examples=20)
@given(RATES)
def test_nine_tenths_are_used_while_there_is_work(rate: float) -> None:
    times = begun(rate, [0.02] * 3_000, IN_SLOW_LANE)
    if rate <= 0.1:  # its next slot is never near enough to wait for
        assert len(times) >= 1
        return
    assert (len(times) - 1) / (times[-1] - times[0]) >= 0.9 * rate
