"""``make bench-isolation``: measure how much one bad webhook delays the others.

Every event goes to 20 healthy webhooks and, in every second round, also to a bad one: one that
hangs, is dead, or answers just within the deadline. Prints the time from post to receipt at the
healthy webhooks, with the bad one and without it. Goal: a p99 with it of at most 1.2 times the p99
without.
"""

from __future__ import annotations

import argparse
import json
import statistics
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import asdict, dataclass

from bench import load, stack
from bench.environment import describe
from bench.sink import Sink
from tools.receiver import Answer, Receiver, Sending

HEALTHY = 20
GOAL = 1.2

_EVERY_TEN_SECONDS = "*/10 * * * * *"
_SLOW_SECONDS = 9
_SETTLE_SECONDS = 30


@dataclass(frozen=True)
class Round:
    """Latencies in milliseconds, of the deliveries to the healthy webhooks."""

    beside: str
    deliveries: int
    p50: float
    p99: float


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rate", type=float, default=2.0, help="events a second")
    parser.add_argument("--seconds", type=float, default=60.0, help="of each round")
    parser.add_argument("--rounds", type=int, default=1, help="of each kind")
    options = parser.parse_args()
    print(f"{json.dumps(describe(), indent=1)}\n", flush=True)
    rounds: list[Round] = []
    with stack.Storage() as storage, Sink() as sink:
        for _ in range(options.rounds):
            for beside, bad_one in BAD_ONES.items():
                rounds.append(_run(storage, sink, "none", None, options.rate, options.seconds))
                rounds.append(_run(storage, sink, beside, bad_one, options.rate, options.seconds))
    _report(rounds)


def _run(
    storage: stack.Storage,
    sink: Sink,
    beside: str,
    bad_one: Callable[[], Receiver] | None,
    rate: float,
    seconds: float,
) -> Round:
    settings = {"CHECK_WEBHOOKS_SCHEDULE": _EVERY_TEN_SECONDS}
    with ExitStack() as running:
        bad = [running.enter_context(bad_one()).url] if bad_one else []
        side = stack.relay(storage, sink, HEALTHY, settings, more_targets=bad)
        host = running.enter_context(side.host())
        load.at_rate(host.url, rate, 3)
        sink.wait_for(round(rate * 3) * HEALTHY, _SETTLE_SECONDS)
        posts = load.at_rate(host.url, rate, seconds)
        receipts = sink.wait_for(len(posts) * HEALTHY, _SETTLE_SECONDS)
    posted = {event_id: post.due for post in posts for event_id in post.event_ids}
    waited = sorted((at - posted[event_id]) * 1000 for event_id, at in receipts)
    result = Round(beside, len(waited), statistics.median(waited), _percentile(waited, 99))
    print(json.dumps(asdict(result)), flush=True)
    return result


def _percentile(ordered: Sequence[float], percent: int) -> float:
    return ordered[min(len(ordered) - 1, len(ordered) * percent // 100)]


def _report(rounds: Sequence[Round]) -> None:
    without = [r for r in rounds if r.beside == "none"]
    base_p50 = statistics.median(r.p50 for r in without)
    base_p99 = statistics.median(r.p99 for r in without)
    print("\n| beside | healthy p50 | healthy p99 | p99 with ÷ without |")
    print("| --- | --- | --- | --- |")
    print(f"| nobody | {base_p50:.0f} ms | {base_p99:.0f} ms | |")
    for beside in BAD_ONES:
        p50 = statistics.median(r.p50 for r in rounds if r.beside == beside)
        p99 = statistics.median(r.p99 for r in rounds if r.beside == beside)
        print(f"| one {beside} | {p50:.0f} ms | {p99:.0f} ms | {p99 / base_p99:.2f} (≤ {GOAL}) |")


BAD_ONES: Mapping[str, Callable[[], Receiver]] = {
    "that hangs": lambda: Receiver(Answer(sending=Sending.HANG)),
    "that is dead": lambda: Receiver(listening=False),
    f"that answers after {_SLOW_SECONDS} s": lambda: Receiver(Answer(delay=_SLOW_SECONDS)),
}


if __name__ == "__main__":
    main()
