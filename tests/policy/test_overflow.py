"""Which deliveries are dropped when too many are pending for one webhook."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shared.model import Breaker, Health, PendingDelivery
from shared.policy import drops
from tests.policy.deliveries import failure, waiting


class TestOverflow:
    OPEN = Health(
        "u", breaker=Breaker(open=True), last_probe_failed_at=500, probed_received_at=1.059
    )

    def test_nothing_below_the_limit(self) -> None:
        rows = [waiting(n, failure(1), failure(2)) for n in range(50)]
        assert drops.overflow(rows, Health("u"), 50, 10) == []

    def test_drops_the_oldest_that_failed_twice(self) -> None:
        rows = [waiting(n, failure(1), failure(2)) for n in range(60)]
        assert drops.overflow(rows, Health("u"), 50, 10) == rows[:10]

    def test_a_blip_drops_nothing(self) -> None:
        rows = [waiting(n, failure(1)) for n in range(1000)]
        assert drops.overflow(rows, Health("u"), 50, 10) == []

    def test_behind_an_open_breaker_a_failed_probe_stands_for_all_before_it(self) -> None:
        held = [waiting(n, since=400 if n < 30 else 600) for n in range(60)]
        assert drops.overflow(held, self.OPEN, 50, 1000) == held[:10]
        assert drops.overflow(held, self.OPEN, 20, 1000) == held[:30], "not what came after"

    def test_a_failed_probe_does_not_stand_for_what_is_newer_than_it(self) -> None:
        held = [waiting(n, since=400) for n in range(60)]
        older = replace(self.OPEN, probed_received_at=1.004)
        assert drops.overflow(held, older, 50, 1000) == held[:5]

    def test_a_failed_probe_of_what_had_been_attempted_stands_for_nothing_untried(self) -> None:
        held = [waiting(n, since=400) for n in range(60)]
        assert drops.overflow(held, replace(self.OPEN, probed_received_at=0.0), 50, 1000) == []

    def test_what_was_sent_again_is_no_excess_before_its_attempt(self) -> None:
        kept = [waiting(n, failure(450), since=400) for n in range(50)]
        recovered = [replace(waiting(n, since=400), redelivery=True) for n in range(100, 200)]
        assert drops.overflow([*kept, *recovered], self.OPEN, 50, 1000) == []

    def test_an_attempt_under_way_is_left_alone(self) -> None:
        rows = [waiting(n, failure(1), failure(2), claimed_until=99) for n in range(60)]
        assert drops.overflow(rows, Health("u"), 50, 10) == []

    def test_no_limit_no_overflow(self) -> None:
        rows = [waiting(n, failure(1), failure(2)) for n in range(60)]
        assert drops.overflow(rows, Health("u"), None, 10) == []


TIMES = st.integers(0, 100).map(float)


@st.composite
def deliveries(draw: st.DrawFn) -> list[PendingDelivery]:
    count = draw(st.integers(0, 30))
    made = []
    for number in range(count):
        at = draw(st.lists(TIMES, max_size=3))
        delivery = waiting(
            number,
            *(failure(time) for time in sorted(at)),
            since=draw(TIMES),
            claimed_until=draw(TIMES),
        )
        made.append(replace(delivery, redelivery=draw(st.booleans())))
    return made


@pytest.mark.slow
@settings(max_examples=500)
@given(deliveries(), TIMES, TIMES, st.booleans(), st.integers(0, 20))
def test_nothing_is_dropped_for_the_failures_of_others_alone(
    pending: list[PendingDelivery], probed_at: float, newest: float, opened: bool, limit: int
) -> None:
    """The promise: an own failed attempt, or a probe that stood for it, since it began to wait."""
    health = Health(
        "u",
        breaker=Breaker(open=opened),
        last_probe_failed_at=probed_at,
        probed_received_at=1.0 + newest / 1000,
    )
    dropped = drops.overflow(pending, health, limit, 50.0)
    for delivery in dropped:
        stood_for = (
            opened
            and delivery.since < probed_at
            and delivery.key.received_at <= health.probed_received_at
        )
        assert any(result.at >= delivery.since for result in delivery.results) or stood_for
        assert not delivery.redelivery
        assert delivery.claimed_until <= 50
    assert len(dropped) <= max(0, len(pending) - limit)
