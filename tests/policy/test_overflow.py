"""Which deliveries are dropped when too many are pending for one webhook."""

from __future__ import annotations

from shared.model import Breaker, Health
from shared.policy import drops
from tests.policy.deliveries import failure, waiting


class TestOverflow:
    OPEN = Health("u", breaker=Breaker(open=True), last_probe_failed_at=500)

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

    def test_an_attempt_under_way_is_left_alone(self) -> None:
        rows = [waiting(n, failure(1), failure(2), claimed_until=99) for n in range(60)]
        assert drops.overflow(rows, Health("u"), 50, 10) == []

    def test_no_limit_no_overflow(self) -> None:
        rows = [waiting(n, failure(1), failure(2)) for n in range(60)]
        assert drops.overflow(rows, Health("u"), None, 10) == []
