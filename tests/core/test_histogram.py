"""The histogram: percentiles near the true ones, in bounded memory."""

from __future__ import annotations

import math
import random

import pytest

from shared.histogram import Histogram


def of(durations: list[float]) -> Histogram:
    made = Histogram()
    for duration in durations:
        made.add(duration)
    return made


@pytest.mark.parametrize("percent", [50, 95, 99])
def test_a_percentile_is_right_to_within_five_percent(percent: int) -> None:
    rng = random.Random(7)
    durations = sorted(rng.lognormvariate(4, 1.5) for _ in range(10_000))
    true = durations[math.ceil(len(durations) * percent / 100) - 1]

    found = of(durations).percentile(percent)

    assert found is not None
    assert abs(found - true) <= max(0.05 * true, 1)


@pytest.mark.parametrize("duration", [0, 1, 2, 5, 10, 3000, 86_400_000])
def test_one_duration_is_every_percentile(duration: int) -> None:
    made = of([duration])
    assert made.percentile(50) == made.percentile(99)
    assert made.percentile(50) == pytest.approx(duration, rel=0.05)


def test_a_negative_duration_counts_as_zero() -> None:
    assert of([-5]).percentile(99) == 0


def test_nothing_has_no_percentile() -> None:
    assert Histogram().percentile(50) is None


def test_its_size_is_bounded() -> None:
    made = of([1.01**n for n in range(5000)])
    assert len(made.buckets) <= 256


def test_two_are_merged() -> None:
    both, other = of([10] * 50), of([1000] * 50)
    both.merge(other)
    assert (both.percentile(50), both.percentile(51)) == (
        of([10]).percentile(1),
        of([1000]).percentile(1),
    )
