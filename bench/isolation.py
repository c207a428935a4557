"""``make bench-isolation``: measure how much bad webhooks delay a healthy one.

One healthy webhook gets 3 events a second, first alone, then beside 1, 4 and 30 webhooks of each
bad kind: slow (200 after 9 s), hanging, dead and dripping. Each of these gets 3 events a second,
too, but all together no more than the emulator can carry. The time is from post to receipt, from
the first bad event on. Goal: p50 and p95 of at most 1.3 times those without bad ones plus 0.1 s.

``--fine`` puts webhooks that are well in the place of the bad ones: what the emulator can carry.
``--appear`` adds a round in which one slow webhook gets its first event in the middle.
"""

from __future__ import annotations

import argparse
import json
import statistics
import time
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass

from bench import load, stack
from bench.crowd import DEAD, HEALTHY, Crowd
from bench.environment import describe

KINDS = ("slow", "hanging", DEAD, "dripping")
FACTOR, ALLOWANCE = 1.3, 0.1

_TYPES = {
    HEALTHY: load.EVENT_TYPE,
    "fine": "node_created",
    "slow": "pool_deleted",
    "hanging": "proxy_deleted",
    DEAD: "scaleset_deleted",
    "dripping": "node_deleted",
}
"""What each kind of webhook subscribes to."""

_SETTLE_SECONDS = 10.0


@dataclass(frozen=True)
class Plan:
    """One round: *each* webhooks of each of *kinds*, from *after* seconds on."""

    name: str
    kinds: Sequence[str]
    each: int
    rate: float
    seconds: float
    after: float = 0.0


@dataclass(frozen=True)
class Result:
    """Latencies of the healthy webhook in seconds, requests a second at each bad webhook by kind.

    An event that has not arrived in the end counts as late as it is by then.
    """

    beside: str
    events: int
    p50: float
    p95: float
    longest: float
    missing: int
    attempts_a_second: dict[str, float]
    posted_a_second: float


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--each", type=int, nargs="*", default=[1, 4, 30], help="of each kind")
    parser.add_argument("--rate", type=float, default=3.0, help="events a second for each webhook")
    parser.add_argument(
        "--most", type=float, default=24.0, help="events a second for all bad ones together"
    )
    parser.add_argument("--seconds", type=float, default=70.0, help="of each round")
    parser.add_argument("--isolate", action="store_true", help="a process for each function")
    parser.add_argument("--appear", action="store_true", help="one slow one, in the middle")
    parser.add_argument("--fine", action="store_true", help="the others are well")
    options = parser.parse_args()
    kinds = ("fine",) if options.fine else KINDS
    of_each = len(KINDS) if options.fine else 1
    plans = [Plan("nobody", (), 0, options.rate, options.seconds / 2)]
    for each in options.each:
        rate = min(options.rate, options.most / (each * len(KINDS)))
        plans.append(Plan(f"{each} of each", kinds, each * of_each, rate, options.seconds))
    if options.appear:
        middle = options.seconds / 2
        plans.append(Plan("a slow one", ("slow",), 1, options.rate, options.seconds, middle))
    print(f"{json.dumps(describe(), indent=1)}\n", flush=True)
    with stack.Storage() as storage, Crowd() as crowd:
        results = []
        for plan in plans:
            results.append(_run(storage, crowd, plan, options.rate, isolate=options.isolate))
            print(json.dumps(asdict(results[-1])), flush=True)
    _report(results)


def _run(storage: stack.Storage, crowd: Crowd, plan: Plan, rate: float, *, isolate: bool) -> Result:
    targets = [(crowd.url(HEALTHY, 0), _TYPES[HEALTHY])]
    targets += [
        (crowd.url(kind, number), _TYPES[kind])
        for kind in plan.kinds
        for number in range(plan.each)
    ]
    side = stack.relay_with(storage, targets, {"CHECK_WEBHOOKS_SCHEDULE": "*/10 * * * * *"})
    with side.host(isolate=isolate) as host, ThreadPoolExecutor(8) as pool:
        load.at_rate(host.url, rate, 5)
        time.sleep(3)
        crowd.take()
        began = time.monotonic()
        others = [
            pool.submit(_post_later, host.url, kind, plan) for kind in plan.kinds if plan.each
        ]
        posts = load.at_rate(host.url, rate, plan.seconds)
        answered = sum(len(other.result()) for other in others)
        seconds = time.monotonic() - began
        requests = crowd.take()
        time.sleep(_SETTLE_SECONDS)
        came = requests.events | crowd.take().events
    return _result(plan, posts, came, requests.requests, answered * plan.each / seconds, seconds)


def _post_later(url: str, kind: str, plan: Plan) -> list[load.Post]:
    time.sleep(plan.after)
    return load.at_rate(
        url, plan.rate, plan.seconds - plan.after, event_type=_TYPES[kind], seed=len(kind)
    )


def _result(
    plan: Plan,
    posts: Sequence[load.Post],
    came: dict[str, float],
    requests: Counter[str],
    posted: float,
    seconds: float,
) -> Result:
    now = time.monotonic()
    due = {event_id: post.due for post in posts for event_id in post.event_ids}
    waits = sorted(came.get(event_id, now) - at for event_id, at in due.items())
    cuts = statistics.quantiles(waits, n=20)
    attempts = {
        kind: round(requests[kind] / plan.each / (seconds - plan.after), 3)
        for kind in plan.kinds
        if kind != DEAD
    }
    missing = len(due.keys() - came.keys())
    return Result(
        beside=plan.name,
        events=len(waits),
        p50=round(cuts[9], 3),
        p95=round(cuts[18], 3),
        longest=round(waits[-1], 3),
        missing=missing,
        attempts_a_second=attempts,
        posted_a_second=round(posted, 1),
    )


def _report(results: Sequence[Result]) -> None:
    alone = results[0]
    p50, p95 = (FACTOR * value + ALLOWANCE for value in (alone.p50, alone.p95))
    print("\n| beside | posted to them | p50 | p95 | longest | requests at a slow one |")
    print("| --- | --- | --- | --- | --- | --- |")
    for result in results:
        slow = result.attempts_a_second.get("slow")
        print(
            f"| {result.beside} | {result.posted_a_second:.0f} /s "
            f"| {result.p50:.2f} s | {result.p95:.2f} s | {result.longest:.2f} s "
            f"| {'' if slow is None else f'{slow:.2f} /s'} |"
        )
    print(f"\nGoal: p50 ≤ {p50:.2f} s, p95 ≤ {p95:.2f} s")


if __name__ == "__main__":
    main()
