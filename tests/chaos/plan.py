"""The plan of a chaos run: faults and their times, computed from a seed to be repeatable."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass

from tests.chaos.receivers import MODES, WELL

KILL, STOP_STORAGE, BEHAVE = "kill", "stop storage", "behave"


@dataclass(frozen=True, order=True)
class Step:
    """At *at* seconds from the start: *what*, to which receiver, and for how long or in what way.

    ``seconds`` is how long the relay, or storage, stays away.
    """

    at: float
    what: str
    receiver: str = ""
    mode: str = ""
    seconds: float = 0.0


def make_plan(
    seed: int, *, seconds: float, kills: int, stops: int, receivers: Sequence[str]
) -> list[Step]:
    """Return the steps of a run of *seconds*, in order.

    The relay is killed *kills* times and storage stopped *stops* times, at about even distances.
    The last receiver is always healthy, so it shows how the others affect it.
    """
    rng = random.Random(seed)
    steps: list[Step] = []
    kinds = [KILL] * kills + [STOP_STORAGE] * stops
    rng.shuffle(kinds)
    room = seconds / max(1, len(kinds))
    for number, kind in enumerate(kinds):
        at = room * (number + rng.uniform(0.2, 0.8))
        steps.append(Step(at, kind, seconds=rng.uniform(0.0, 2.0)))
    for name in receivers[:-1]:
        at = rng.uniform(0, seconds / 4)
        while at < seconds:
            mode = WELL if rng.random() < 0.4 else rng.choice(MODES[1:])
            steps.append(Step(at, BEHAVE, name, mode))
            at += rng.uniform(seconds / 20, seconds / 4)
    return sorted(steps)
