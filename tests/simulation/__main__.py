"""``make simulate``: run the relay on simulated time and storage, one seed after the other.

    python -m tests.simulation [--seconds S | --seeds N] [--first SEED] [--seed SEED] [--acts LIST]

Prints each seed. A failure is made as small as it can be, and told step by step. ``--seed`` runs
one seed alone and again exactly, and tells it, too, with ``--tell``.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from collections import Counter
from collections.abc import Iterator

from tests.simulation.plan import Plan, make_plan
from tests.simulation.shrink import shrink
from tests.simulation.world import Report, run

_MOST_LINES = 400


def main() -> int:
    options = _parse_arguments()
    if options.seed is not None:
        return _one(options)
    totals, failed = Totals(), []
    for seed in _seeds(options):
        plan = make_plan(seed)
        report = run(plan)
        totals.add(report)
        print(_line(report), flush=True)
        if report.violations:
            failed.append(seed)
            _explain(plan, report, options.shrink)
            if len(failed) == options.most_failures:
                break
    print(*totals.lines(), sep="\n")
    if failed:
        print(f"FAILED: seeds {', '.join(map(str, failed))}; again: make simulate SEED={failed[0]}")
    return 1 if failed else 0


class Totals:
    """Sums of all runs."""

    def __init__(self) -> None:
        self.runs = 0
        self.counts: Counter[str] = Counter()
        self.faults: Counter[str] = Counter()
        self.simulated = 0.0
        self.seconds = 0.0
        self.longest_rest = 0.0
        self.longest_alone = 0.0

    def add(self, report: Report) -> None:
        self.runs += 1
        self.counts.update(steps=report.steps, accepted=report.events, received=report.deliveries)
        self.faults += report.faults
        self.simulated += report.simulated_seconds
        self.seconds += report.seconds
        self.longest_rest = max(self.longest_rest, report.rested_after)
        self.longest_alone = max(self.longest_alone, report.longest_alone)

    def lines(self) -> Iterator[str]:
        steps = self.counts["steps"]
        yield (
            f"{self.runs} seeds, {steps:,} steps in {self.seconds:.1f} s of CPU: "
            f"{steps / max(self.seconds, 0.001):,.0f} a second; {self.simulated / 3600:.1f} h of "
            f"simulated time; {self.counts['accepted']:,} events accepted, "
            f"{self.counts['received']:,} deliveries received; at rest after "
            f"{self.longest_rest:.0f} s at most; beside troubled webhooks a good one waited "
            f"{self.longest_alone:.1f} s at most"
        )
        for fault, count in sorted(self.faults.items()):
            yield f"  {count:8,} {fault}"


def _one(options: argparse.Namespace) -> int:
    plan = make_plan(options.seed)
    if options.acts:
        plan = plan.only(frozenset(map(int, options.acts.split(","))))
    report = run(plan, keep_trace=True)
    print(*_told(plan, report, whole=options.tell), sep="\n")
    if report.violations and options.shrink:
        _explain(plan, report, options.shrink)
    return 1 if report.violations else 0


def _explain(plan: Plan, report: Report, seconds: float) -> None:
    smaller = shrink(plan, report, seconds=seconds)
    report = run(smaller, keep_trace=True)
    print(*_told(smaller, report, whole=False), sep="\n")


def _told(plan: Plan, report: Report, *, whole: bool) -> Iterator[str]:
    """Tell a run: what it was made of, who did what when, and what was violated."""
    troubles = ", ".join(sorted(plan.troubles)) or "no trouble"
    yield f"seed {plan.seed}: {troubles}; {plan.instances} instances, {dict(plan.settings)}"
    yield f"acts {','.join(str(act.number) for act in plan.acts)}:"
    yield from map(str, plan.acts)
    lines = report.lines if whole else _about(report)
    yield from lines[:_MOST_LINES] if not whole else lines
    yield _line(report)


def _about(report: Report) -> list[str]:
    """Return the lines about the webhook and the event of the first violation, if it names them."""
    first = report.violations[0] if report.violations else ""
    words = [part.strip("'") for part in first.partition(")")[0].strip("(").split(", ")]
    if len(words) != 2:
        return report.lines
    uid, event = words
    return [
        line
        for line in report.lines
        if (event in line and (uid in line or "events" in line or "API" in line))
        or " ! " in line
        or line.rpartition("  ")[2].isupper()
    ]


def _line(report: Report) -> str:
    told = (
        f"seed {report.seed}: {report.steps:,} steps in {report.seconds:.2f} s, "
        f"{report.simulated_seconds:.0f} s simulated, {report.events} events, "
        f"{report.deliveries} received, trace {report.digest[:12]}"
    )
    return "\n".join([told, *(f"  VIOLATED {violation}" for violation in report.violations[:10])])


def _seeds(options: argparse.Namespace) -> Iterator[int]:
    first = random.randrange(10**9) if options.first is None else options.first
    until = time.monotonic() + options.seconds
    seed = first
    while seed < first + options.seeds if options.seeds else time.monotonic() < until:
        yield seed
        seed += 1


def _parse_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.simulation", description=__doc__)
    parser.add_argument("--seconds", type=float, default=60, help="to run for (60)")
    parser.add_argument("--seeds", type=int, help="to run, in place of seconds")
    parser.add_argument("--first", type=int, help="seed, the others follow it (random)")
    parser.add_argument("--seed", type=int, help="to run alone")
    parser.add_argument("--acts", default="", help="of that seed, the others are left out")
    parser.add_argument("--tell", action="store_true", help="every step of that seed")
    parser.add_argument("--shrink", type=float, default=60, help="seconds to make a failure small")
    parser.add_argument("--most-failures", type=int, default=5, help="to stop after (5)")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
