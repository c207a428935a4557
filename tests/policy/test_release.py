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

    def test_what_came_back_takes_a_fourth_off(self) -> None:
        paced, single = Health("u", pace=Pace(80, 10)), Health("u", pace=Pace(1, 10))
        assert release.next_limit(replace(paced, sent_back_at=11), due=99, now=20) == 60
        assert release.next_limit(replace(single, sent_back_at=11), due=99, now=20) == 1
        assert release.next_limit(Health("u", sent_back_at=11), due=999, now=20) == 375

    def test_or_off_what_is_due_where_that_is_less(self) -> None:
        paced = Health("u", pace=Pace(80, 10), sent_back_at=11)
        assert release.next_limit(Health("u", sent_back_at=11), due=30, now=20) == 22
        assert release.next_limit(paced, due=30, now=20) == 22

    def test_it_grows_slowly_for_some_time_after_something_came_back(self) -> None:
        paced = Health("u", pace=Pace(40, 100), sent_back_at=90)
        assert release.next_limit(paced, due=99, now=110) == 50
        assert release.next_limit(replace(paced, pace=Pace(1, 100)), due=99, now=110) == 2
        assert release.next_limit(paced, due=99, now=211) == 80

    @pytest.mark.parametrize("room", [40, 7])
    def test_it_settles_near_the_room_that_there_is(self, room: int) -> None:
        """Most of it is used, and not much more is released and sent back."""
        health, used, released = Health("u", pace=Pace(10, 1)), 0, 0
        for now in range(10, 1210, 10):
            limit = release.next_limit(health, 10_000, now) or release.MOST_RELEASED
            health = replace(health, pace=Pace(limit, now))
            if limit > room:
                health = replace(health, sent_back_at=now + 1)
            if now > 200:
                used, released = used + min(limit, room), released + limit
        assert used >= 0.85 * room * 101
        assert released <= used * 1.35

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
        assert release.next_limit(replace(slow, pace=Pace(10, 10)), due=99, now=20) == 7
        assert release.next_limit(replace(slow, pace=Pace(8, 12)), due=99, now=20) == 10


class TestRate:
    """The pace of a webhook with a rate is known."""

    DUE = tuple(waiting(number) for number in range(99))

    def planned(self, health: Health, rate: float, period: float = 10) -> int:
        return len(release.plan(self.DUE, health, 20, period, rate).deliveries)

    def test_as_many_as_the_rate_allows_until_the_next_round(self) -> None:
        assert self.planned(Health("u"), 5) == 50
        assert self.planned(Health("u"), 0.25) == 3
        assert self.planned(Health("u"), 0.01) == 1
        assert self.planned(Health("u"), 5, period=300) == 99

    def test_what_came_back_does_not_slow_it(self) -> None:
        assert self.planned(Health("u", pace=Pace(50, 10), sent_back_at=11), 5) == 50

    def test_a_slow_start_is_kept(self) -> None:
        assert self.planned(Health("u", pace=Pace(10)), 5) == 10
        assert self.planned(Health("u", pace=Pace(40, 10)), 5) == 50


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
