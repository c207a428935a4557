"""A chaos run can be repeated, and reports faults."""

from __future__ import annotations

import pytest

from tests.chaos.plan import BEHAVE, KILL, STOP_STORAGE, make_plan
from tests.chaos.receivers import Receipt
from tests.chaos.run import A_KILL, A_STOP, FILTERED, Disruption, explanation, is_wanted

RECEIVERS = ("a", "b", "well")
DISRUPTIONS = (Disruption(A_KILL, 100, 104), Disruption(A_STOP, 200, 210))


def test_the_same_seed_makes_the_same_plan() -> None:
    plans = [
        make_plan(seed, seconds=100, kills=8, stops=2, receivers=RECEIVERS) for seed in (1, 1, 2)
    ]
    assert plans[0] == plans[1] != plans[2]


def test_everything_that_was_asked_for_goes_wrong() -> None:
    plan = make_plan(3, seconds=100, kills=8, stops=2, receivers=RECEIVERS)
    assert [step.what for step in plan].count(KILL) == 8
    assert [step.what for step in plan].count(STOP_STORAGE) == 2
    assert {step.receiver for step in plan if step.what == BEHAVE} == {"a", "b"}
    assert all(0 <= step.at <= 100 for step in plan)


@pytest.mark.parametrize(
    ("arrived", "answered", "why"),
    [
        (90.0, 90.1, None),
        (96.0, 96.1, A_KILL),
        (99.9, 100.2, A_KILL),
        (100.001, 100.002, A_KILL),
        (105.0, 105.1, None),
        (150.0, 150.1, None),
        (199.0, 199.1, A_STOP),
        (205.0, 205.1, A_STOP),
        (212.0, 212.1, None),
        (150.0, 152.9, "an answer that came too late"),
    ],
)
def test_what_explains_a_second_delivery(arrived: float, answered: float, why: str | None) -> None:
    assert explanation(Receipt(arrived, answered), DISRUPTIONS) == why


def test_one_webhook_does_not_want_every_event() -> None:
    assert [is_wanted(FILTERED, digit) for digit in "078f"] == [True, True, False, False]
    assert is_wanted("hook0", "f")
