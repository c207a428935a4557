"""The relay on simulated time and storage: see ``docs/reliability.md``, "Simulation".

``make simulate`` runs many more seeds, and explains a failure.
"""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time

import pytest

from tests.simulation import seams
from tests.simulation.plan import Trouble, make_plan
from tests.simulation.shrink import kind_of
from tests.simulation.world import Report, run

QUICK = (7, 21, 58)
"""Seeds with few steps."""

EVERY_TROUBLE = (102, 119, 103, 17, 56, 15, 118, 98)
"""Seeds with few steps, and all kinds of trouble among them."""

TOGETHER = 10
"""The seeds of one test, so that no test takes long and several processes share the work."""


def judged(seed: int) -> Report:
    report = run(make_plan(seed))
    assert report.violations == [], f"make simulate SEED={seed}"
    return report


@pytest.mark.parametrize("seed", QUICK)
def test_a_seed_repeats_exactly(seed: int) -> None:
    report = judged(seed)
    assert report.deliveries > 0
    assert run(make_plan(seed)).digest == report.digest


@pytest.mark.slow
def test_it_repeats_in_another_process() -> None:
    """Where the order of sets and dictionaries of strings is another one."""
    assert {t for seed in EVERY_TROUBLE for t in make_plan(seed).troubles} == set(Trouble)
    code = (
        "from tests.simulation.plan import make_plan\n"
        "from tests.simulation.world import run\n"
        f"for seed in {EVERY_TROUBLE}: print(run(make_plan(seed)).digest)"
    )
    outputs = [
        subprocess.run(
            [sys.executable, "-c", code],
            env={**os.environ, "PYTHONHASHSEED": hash_seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout.split()
        for hash_seed in ("1", "2")
    ]
    assert len(outputs[0]) == len(EVERY_TROUBLE)
    assert outputs[0] == outputs[1]


@pytest.mark.slow
@pytest.mark.parametrize("first", range(1, 41, TOGETHER))
def test_fixed_seeds(first: int) -> None:
    for seed in range(first, first + TOGETHER):
        judged(seed)


@pytest.mark.slow
@pytest.mark.parametrize("_turn", range(4))
def test_fresh_seeds(_turn: int) -> None:
    first = random.SystemRandom().randrange(10**9)
    for seed in range(first, first + TOGETHER):
        judged(seed)


def test_nothing_real_is_left_in_the_app() -> None:
    """What its modules use of time, threads and chance is all given to the simulator."""
    real = {time: "time", random: "random", os.urandom: "os.urandom"}
    found = {
        f"{module.__name__}.{name}"
        for module in seams.modules()
        for name, value in vars(module).items()
        if isinstance(value, type(time)) and value in real and name not in seams.REPLACED
    }
    # These make no number by themselves: the app is given its source of chance.
    assert found <= {
        "shared.app.random",
        "shared.delivery.transitions.random",
        "shared.policy.retry.random",
        "shared.scheduling.webhook_round.random",
    }


@pytest.mark.slow
def test_each_trouble_happens() -> None:
    """The seeds have every kind of trouble, and some have hardly any."""
    plans = [make_plan(seed) for seed in range(1, 300)]
    seen = {trouble for plan in plans for trouble in plan.troubles}
    assert seen == set(Trouble)
    assert any(len(plan.troubles) <= 1 for plan in plans)


def test_a_violation_is_named_without_what_differs() -> None:
    one = kind_of("('w1', 'e017'): received at 12.5 and again at 13.25")
    assert one == kind_of("('w4', 'e001'): received at 1.0 and again at 2.0")
    assert one != kind_of("('w1', 'e017'): accepted, and still queued")
