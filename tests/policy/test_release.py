"""Which deliveries a round releases, and how fast."""

from __future__ import annotations

from dataclasses import replace

import pytest

from shared.model import Health, Pace
from shared.policy import release, timing
from tests.policy.deliveries import waiting


class TestDue:
    @pytest.mark.parametrize(
        ("since_last_round", "ahead"), [(10, 5), (2, 1), (60, 5), (0, 0), (-5, 0)]
    )
    def test_a_round_looks_half_way_to_the_next(
        self, since_last_round: float, ahead: float
    ) -> None:
        assert release.look_ahead(since_last_round) == ahead

    def test_what_is_almost_due_goes_along(self) -> None:
        rows = [waiting(1, due=104), waiting(2, due=106), waiting(3, due=90, claimed_until=101)]
        assert release.due(rows, 100) == []
        assert release.due(rows, 100, 5) == rows[:1], "but nothing that is under way"


class TestPace:
    def test_doubles_while_all_goes_well_and_ends(self) -> None:
        pace: int | None = release.FIRST_PACE
        seen: list[int | None] = []
        while pace:
            pace = release.next_limit(
                Health("u", pace=Pace(pace, 10), last_failure_at=5), due=99, now=20
            )
            seen.append(pace)
        assert seen == [20, 40, 80, 160, 320, None]

    def test_a_failure_starts_it_anew(self) -> None:
        assert (
            release.next_limit(Health("u", pace=Pace(80, 10), last_failure_at=11), due=99, now=20)
            == 10
        )

    def test_a_webhook_that_was_not_paced_is_not_slowed_by_a_failure(self) -> None:
        assert release.next_limit(Health("u", last_failure_at=11), due=99, now=20) is None

    def test_what_came_back_halves_it(self) -> None:
        assert (
            release.next_limit(Health("u", pace=Pace(80, 10), sent_back_at=11), due=99, now=20)
            == 40
        )
        assert (
            release.next_limit(Health("u", pace=Pace(1, 10), sent_back_at=11), due=99, now=20) == 1
        )
        assert release.next_limit(Health("u", sent_back_at=11), due=999, now=20) == 250

    def test_or_what_is_due_where_that_is_less(self) -> None:
        assert release.next_limit(Health("u", sent_back_at=11), due=30, now=20) == 15
        assert (
            release.next_limit(Health("u", pace=Pace(80, 10), sent_back_at=11), due=30, now=20)
            == 15
        )

    def test_new_events_that_exceed_a_limit_do_not_slow_it(self) -> None:
        assert (
            release.next_limit(Health("u", pace=Pace(80, 10), deferred_at=11), due=99, now=20)
            == 160
        )
        assert release.next_limit(Health("u", deferred_at=11), due=99, now=20) is None

    def test_a_slow_webhook_has_one_from_the_start(self) -> None:
        slow = Health("u", slow_until=30, sent_back_at=11)
        assert release.next_limit(Health("u", slow_until=30), due=99, now=20) == 10
        assert release.next_limit(Health("u", slow_until=20), due=99, now=20) is None
        assert release.next_limit(replace(slow, pace=Pace(10, 10)), due=99, now=20) == 5
        assert release.next_limit(replace(slow, pace=Pace(5, 12)), due=99, now=20) == 10


class TestReleaseDelays:
    def test_at_once_where_no_limit_was_reached(self) -> None:
        assert release.release_delays(3, Health("u"), now=1e9, period=10) == [0, 0, 0]

    def test_evenly_until_the_next_round_where_one_was(self) -> None:
        limited = Health("u", deferred_at=100)
        assert release.release_delays(4, limited, now=110, period=10) == [0, 2.5, 5, 7.5]
        assert release.release_delays(2, limited, now=161, period=10) == [0, 0], "long ago"

    def test_no_message_is_delayed_until_it_counts_as_lost(self) -> None:
        delays = release.release_delays(100, Health("u", deferred_at=100), now=110, period=3600)
        assert max(delays) < timing.LEASE / 2
