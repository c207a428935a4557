"""The rules, each on its own."""

from __future__ import annotations

import random

import pytest

from shared.model import Attempt, Breaker, DeliveryKey, Health, Pace, PendingDelivery
from shared.policy import breaker, drops, release, timing
from shared.policy.retry import RetryPolicy
from shared.settings import Settings

RNG = random.Random(1)


def failure(at: float, status: int | None = 500) -> Attempt:
    error = "timeout" if status is None else None
    return Attempt(at, status, error, detail="", duration_ms=1, answer="")


def waiting(
    number: int,
    *failures: Attempt,
    since: float = 0.0,
    due: float = 0.0,
    claimed_until: float = 0.0,
) -> PendingDelivery:
    ref = DeliveryKey("u" * 32, 1000 + number, f"event-{number}")
    return PendingDelivery(ref, "ping", len(failures), due, since, claimed_until, failures)


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

    def test_a_probe_never_waits_longer_than_a_minute(self) -> None:
        retry = RetryPolicy((3600.0,))
        assert retry.probe_delay(5, RNG) == 60


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


class TestFailing:
    def test_needs_five_failures_of_two_deliveries_over_thirty_seconds(self) -> None:
        rows = [waiting(1, failure(100), failure(110), failure(120)), waiting(2, failure(101))]
        assert breaker.failing_since(rows, 0) is None
        rows[1] = waiting(2, failure(101), failure(129))
        assert breaker.failing_since(rows, 0) is None, "29 s"
        rows[1] = waiting(2, failure(101), failure(130))
        assert breaker.failing_since(rows, 0) == 100

    def test_one_poison_event_is_not_the_webhooks_fault(self) -> None:
        row = waiting(1, *(failure(at) for at in range(0, 1000, 10)))
        assert breaker.failing_since([row], 0) is None

    def test_a_success_between_starts_the_count_anew(self) -> None:
        rows = [waiting(n, failure(100), failure(120), failure(140)) for n in (1, 2)]
        assert breaker.failing_since(rows, 0) == 100
        assert breaker.failing_since(rows, 130) is None

    @pytest.mark.parametrize("status", [400, 409, 413, 415, 422])
    def test_refusals_of_the_event_do_not_count(self, status: int) -> None:
        rows = [waiting(n, *(failure(at, status) for at in range(0, 100, 10))) for n in range(9)]
        assert breaker.failing_since(rows, 0) is None

    @pytest.mark.parametrize("status", [None, 301, 401, 404, 429, 500, 503])
    def test_whatever_else_fails_counts(self, status: int | None) -> None:
        rows = [waiting(n, *(failure(at, status) for at in range(10, 99, 10))) for n in range(2)]
        assert breaker.failing_since(rows, 0) == 10

    def test_failures_before_a_resend_do_not_count(self) -> None:
        rows = [waiting(n, *(failure(at) for at in range(0, 100, 10)), since=95) for n in range(9)]
        assert breaker.failing_since(rows, 0) is None


class TestProbe:
    def test_takes_the_oldest_of_those_that_failed_least(self) -> None:
        rows = [waiting(1, failure(1), failure(2)), waiting(3, failure(3)), waiting(2, failure(4))]
        assert breaker.choose_probe(rows, 10) is rows[2]

    def test_leaves_alone_what_is_under_way(self) -> None:
        assert breaker.choose_probe([waiting(1, claimed_until=20)], 10) is None


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


class TestExpiry:
    def test_after_a_last_attempt(self) -> None:
        assert drops.expired([waiting(1, failure(90), since=0)], Health("u"), 100) == []
        late = [waiting(1, failure(101), since=0)]
        assert drops.expired(late, Health("u"), 100) == late

    def test_a_failed_probe_is_a_last_attempt_for_what_is_held(self) -> None:
        held = [waiting(1, since=0)]
        closed = Health("u", last_probe_failed_at=101)
        assert drops.expired(held, closed, 100) == []
        assert (
            drops.expired(
                held, Health("u", breaker=Breaker(open=True), last_probe_failed_at=101), 100
            )
            == held
        )

    def test_no_limit_no_expiry(self) -> None:
        assert drops.expired([waiting(1, failure(1e9), since=0)], Health("u"), None) == []
        assert not drops.has_expired(waiting(1), None, 1e9)


class TestPace:
    def test_doubles_while_all_goes_well_and_ends(self) -> None:
        pace: int | None = release.FIRST_PACE
        seen: list[int | None] = []
        while pace:
            pace = release.next_limit(Health("u", pace=Pace(pace, 10), last_failure_at=5), due=99)
            seen.append(pace)
        assert seen == [20, 40, 80, 160, 320, None]

    def test_a_failure_starts_it_anew(self) -> None:
        assert release.next_limit(Health("u", pace=Pace(80, 10), last_failure_at=11), due=99) == 10

    def test_a_webhook_that_was_not_paced_is_not_slowed_by_a_failure(self) -> None:
        assert release.next_limit(Health("u", last_failure_at=11), due=99) is None

    def test_what_came_back_halves_it(self) -> None:
        assert release.next_limit(Health("u", pace=Pace(80, 10), sent_back_at=11), due=99) == 40
        assert release.next_limit(Health("u", pace=Pace(1, 10), sent_back_at=11), due=99) == 1
        assert release.next_limit(Health("u", sent_back_at=11), due=999) == 250

    def test_or_what_is_due_where_that_is_less(self) -> None:
        assert release.next_limit(Health("u", sent_back_at=11), due=30) == 15
        assert release.next_limit(Health("u", pace=Pace(80, 10), sent_back_at=11), due=30) == 15

    def test_new_events_that_exceed_a_limit_do_not_slow_it(self) -> None:
        assert release.next_limit(Health("u", pace=Pace(80, 10), deferred_at=11), due=99) == 160
        assert release.next_limit(Health("u", deferred_at=11), due=99) is None


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
