"""The simulator can fail: it finds each of the faults that are planted in the relay.

``python -m tests.simulation.planted`` prints after how many seeds it finds each.
"""

from __future__ import annotations

import pytest

from shared.policy import evidence, next_step
from tests.simulation.plan import make_plan
from tests.simulation.planted import FAULTS, HIDDEN, Fault, planted, seeds_until_found
from tests.simulation.shrink import shrink
from tests.simulation.world import run

pytestmark = pytest.mark.slow


def test_there_are_enough() -> None:
    assert len(FAULTS) >= 25
    assert len({f.name for f in (*FAULTS, *HIDDEN)}) == len(FAULTS) + len(HIDDEN)


@pytest.mark.timeout(600)
@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)
def test_it_is_found(fault: Fault) -> None:
    assert seeds_until_found(fault, fault.within) is not None


def test_a_planted_fault_is_taken_out_again() -> None:
    before = evidence.evidence, next_step.next_step
    for fault in (*FAULTS, *HIDDEN):
        with planted(fault):
            pass
    assert (evidence.evidence, next_step.next_step) == before


def test_a_failure_is_made_small() -> None:
    """With few acts left, it is the same failure, and it can be read."""
    [fault] = [f for f in FAULTS if f.name == "a repeat puts no follow-up"]
    seed = seeds_until_found(fault, fault.within)
    assert seed is not None
    with planted(fault):
        plan = make_plan(seed)
        smaller = shrink(plan, run(plan), seconds=20)
        report = run(smaller, keep_trace=True)
    assert report.violations
    assert len(smaller.acts) <= len(plan.acts) / 2
    assert any("POST" in line for line in report.lines)
