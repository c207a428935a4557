"""The simulator can fail: it finds each of the faults that are planted in the relay.

Each has a seed that finds it at once. When a change of the relay or of the plans gives that seed
another course, the search goes on from there, and takes longer: ``python -m
tests.simulation.planted --small`` prints another seed.
"""

from __future__ import annotations

import pytest

from shared.policy import evidence, next_step
from tests.simulation.plan import make_plan
from tests.simulation.planted import FAULTS, HIDDEN, Fault, first_to_find, planted
from tests.simulation.shrink import shrink
from tests.simulation.world import run

pytestmark = pytest.mark.slow


def test_there_are_enough() -> None:
    assert len(FAULTS) >= 25
    assert len({f.name for f in (*FAULTS, *HIDDEN)}) == len(FAULTS) + len(HIDDEN)


@pytest.mark.timeout(600)
@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)
def test_it_is_found(fault: Fault) -> None:
    seed = first_to_find(fault, range(fault.seed, fault.seed + fault.within))
    assert seed is not None
    assert run(make_plan(seed)).violations == [], "found without the fault, too"


def test_a_planted_fault_is_taken_out_again() -> None:
    before = evidence.evidence, next_step.next_step
    for fault in (*FAULTS, *HIDDEN):
        with planted(fault):
            pass
    assert (evidence.evidence, next_step.next_step) == before


def test_a_failure_is_made_small() -> None:
    """With few acts left, it is the same failure, and it can be read."""
    [fault] = [f for f in FAULTS if f.name == "a repeat puts no follow-up"]
    seed = first_to_find(fault, range(fault.seed, fault.seed + fault.within))
    assert seed is not None
    with planted(fault):
        plan = make_plan(seed)
        smaller = shrink(plan, run(plan), seconds=90)
        report = run(smaller, keep_trace=True)
    assert report.violations
    assert len(smaller.acts) <= len(plan.acts) / 2
    assert any("POST" in line for line in report.lines)
