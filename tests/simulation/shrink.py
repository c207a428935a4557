"""Makes a failing plan as small as it can be, so that a person can read what happens in it."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from tests.simulation.plan import Act, Plan, Post
from tests.simulation.world import Report, run

Fails = Callable[[Plan], bool]


def kind_of(violation: str) -> str:
    """Return *violation* without what differs from run to run: names, numbers and times."""
    plain = re.sub(r"\('w\d+', '[^']*'\)|\bw\d+\b|[0-9.]+", "#", violation)
    return re.sub(r"'\w*#\w*'", "#", plain)[:80]


def shrink(plan: Plan, report: Report, *, seconds: float) -> Plan:
    """Return a smaller plan that violates the same, found within about so many *seconds*."""
    until = time.monotonic() + seconds
    wanted = kind_of(report.violations[0])

    def fails(smaller: Plan) -> bool:
        if time.monotonic() > until:
            return False
        return any(kind_of(violation) == wanted for violation in run(smaller).violations)

    before = None
    while plan != before:
        before = plan
        plan = _with_fewer_acts(plan, fails)
        plan = _with_smaller_posts(plan, fails)
        plan = _with_fewer_webhooks(plan, fails)
        plan = _with_less(plan, fails)
    return plan


def _with_fewer_acts(plan: Plan, fails: Fails) -> Plan:
    """Leave out acts, in large portions first."""
    size = max(1, len(plan.acts) // 2)
    while True:
        for portion in _portions(plan.acts, size):
            left = frozenset(act.number for act in plan.acts if act not in portion)
            if len(left) < len(plan.acts) and fails(smaller := plan.only(left)):
                plan = smaller
        if size == 1:
            return plan
        size = max(1, size // 2)


def _portions(acts: Sequence[Act], size: int) -> Iterator[Sequence[Act]]:
    for begin in range(0, len(acts), size):
        yield acts[begin : begin + size]


def _with_smaller_posts(plan: Plan, fails: Fails) -> Plan:
    for index, act in enumerate(plan.acts):
        deed = act.deed
        while isinstance(deed, Post) and len(deed.names) > 1:
            for names in (deed.names[: len(deed.names) // 2], deed.names[len(deed.names) // 2 :]):
                smaller = _with_names(plan, frozenset(deed.names), names, index)
                if fails(smaller):
                    plan = smaller
                    break
            else:
                break
            deed = plan.acts[index].deed
    return plan


def _with_names(plan: Plan, old: frozenset[str], names: tuple[str, ...], index: int) -> Plan:
    """Return *plan* with *names* in the place of *old*, in the act of this index and repeats."""
    acts = [
        replace(act, deed=replace(act.deed, names=names))
        if isinstance(act.deed, Post) and (at == index or frozenset(act.deed.names) == old)
        else act
        for at, act in enumerate(plan.acts)
    ]
    return replace(plan, acts=tuple(acts))


def _with_fewer_webhooks(plan: Plan, fails: Fails) -> Plan:
    for subscription in plan.subscriptions:
        left = tuple(s for s in plan.subscriptions if s != subscription)
        if left and fails(smaller := replace(plan, subscriptions=left)):
            plan = smaller
    return plan


def _with_less(plan: Plan, fails: Fails) -> Plan:
    """Leave out what is strange but no act."""
    for smaller in (
        replace(plan, scan_rows=None),
        replace(plan, skew=0.0),
        replace(plan, slice=32),
        replace(plan, instances=1),
    ):
        if smaller != plan and fails(smaller):
            plan = smaller
    return plan
