"""When the breaker of a webhook opens, and with which delivery it is probed."""

from __future__ import annotations

from dataclasses import replace

import pytest

from shared.model import Health
from shared.policy import breaker
from tests.policy.deliveries import failure, waiting

NEVER_WELL = Health("uid")


class TestFailing:
    def test_needs_five_failures_of_two_deliveries_over_thirty_seconds(self) -> None:
        rows = [waiting(1, failure(100), failure(110), failure(120)), waiting(2, failure(101))]
        assert breaker.failing_since(rows, NEVER_WELL) is None
        rows[1] = waiting(2, failure(101), failure(129))
        assert breaker.failing_since(rows, NEVER_WELL) is None, "29 s"
        rows[1] = waiting(2, failure(101), failure(130))
        assert breaker.failing_since(rows, NEVER_WELL) == 100

    def test_one_poison_event_is_not_the_webhooks_fault(self) -> None:
        row = waiting(1, *(failure(at) for at in range(0, 1000, 10)))
        assert breaker.failing_since([row], NEVER_WELL) is None

    def test_a_success_between_starts_the_count_anew(self) -> None:
        rows = [waiting(n, failure(100), failure(120), failure(140)) for n in (1, 2)]
        assert breaker.failing_since(rows, NEVER_WELL) == 100
        assert breaker.failing_since(rows, replace(NEVER_WELL, last_success_at=130)) is None

    def test_what_closed_the_breaker_starts_the_count_anew(self) -> None:
        """It may have been a refusal of one event, which is no success."""
        rows = [waiting(n, failure(100), failure(120), failure(140)) for n in (1, 2)]
        assert breaker.failing_since(rows, replace(NEVER_WELL, closed_at=130)) is None

    @pytest.mark.parametrize("status", [400, 404, 409, 413, 415, 422])
    def test_refusals_of_the_event_do_not_count(self, status: int) -> None:
        rows = [waiting(n, *(failure(at, status) for at in range(0, 100, 10))) for n in range(9)]
        assert breaker.failing_since(rows, NEVER_WELL) is None

    @pytest.mark.parametrize("status", [None, 301, 401, 429, 500, 503])
    def test_whatever_else_fails_counts(self, status: int | None) -> None:
        rows = [waiting(n, *(failure(at, status) for at in range(10, 99, 10))) for n in range(2)]
        assert breaker.failing_since(rows, NEVER_WELL) == 10

    def test_failures_before_a_resend_do_not_count(self) -> None:
        rows = [waiting(n, *(failure(at) for at in range(0, 100, 10)), since=95) for n in range(9)]
        assert breaker.failing_since(rows, NEVER_WELL) is None


class TestProbe:
    def test_takes_the_newest_that_was_never_attempted(self) -> None:
        rows = [waiting(1, failure(1)), waiting(2), waiting(4), waiting(3), waiting(9, failure(1))]
        assert breaker.choose_probe(rows, 10) is rows[2]

    def test_attempts_before_it_was_sent_again_do_not_count(self) -> None:
        rows = [waiting(2, failure(1)), waiting(1, failure(2), since=5.0)]
        assert breaker.choose_probe(rows, 10) is rows[1]

    def test_takes_the_oldest_of_those_that_failed_least(self) -> None:
        rows = [waiting(1, failure(1), failure(2)), waiting(3, failure(3)), waiting(2, failure(4))]
        assert breaker.choose_probe(rows, 10) is rows[2]

    def test_leaves_alone_what_is_under_way(self) -> None:
        assert breaker.choose_probe([waiting(1, claimed_until=20)], 10) is None
