"""Measures latency under a mix of posts as a service makes them, beside two bad subscribers.

Single posts and arrays come by chance, and bursts of single posts at fixed times. The types have
one, two and three healthy subscribers; one more subscriber takes 9 s, and one answers 500.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator
from itertools import accumulate, takewhile
from typing import Any

from bench import load
from bench.latency import percentiles
from bench.load import Planned
from bench.sink import Receipts, Sink
from bench.stack import Storage, relay_with
from tools.receiver import Answer

HEALTHY = {"task_stopped": 1, "pool_deleted": 2, "ping": 3}
"""How many healthy subscribers a type has."""

SLOW, FAILING = "pool_deleted", "ping"
"""The types that the bad subscribers want."""

_RATE = 10.0
_ARRAYS = 0.1
_ARRAY_SIZES = (2, 50)
_BURST = 40
_BURST_EVERY = 10.0
_SLOW_SECONDS = 9.0
_SEED = 11
_LONGEST_DRAIN = 60.0


def measure(*, seconds: float) -> dict[str, Any]:
    """Latency from answer to receipt at the healthy subscribers, over *seconds* of posts."""
    planned = list(plan(seconds))
    with (
        Storage() as storage,
        Sink() as healthy,
        Sink(Answer(delay=_SLOW_SECONDS)) as slow,
        Sink(Answer(500)) as failing,
    ):
        targets = [
            (f"{healthy.url}/{number}", event_type)
            for event_type, count in HEALTHY.items()
            for number in range(count)
        ]
        targets += [(slow.url, SLOW), (failing.url, FAILING)]
        with relay_with(storage, targets, {}).host() as host:
            load.as_fast_as_possible(host.url, 20)
            healthy.wait_for(20, _LONGEST_DRAIN)
            posts = load.send(host.url, planned)
            answered = {e: p.answered for p in posts if p.accepted for e in p.event_ids}
            expected = Counter(
                {e: HEALTHY[p.event_type] for p in planned for e in p.event_ids if e in answered}
            )
            receipts = healthy.wait_for(expected.total(), _LONGEST_DRAIN)
        return {
            "seconds": seconds,
            "posts": len(posts),
            "events": sum(len(post.event_ids) for post in posts),
            "refused": sum(not post.accepted for post in posts),
            "deliveries": expected.total(),
            "missing": (expected - _counted(receipts)).total(),
            "repeated": (_counted(receipts) - expected).total(),
            "at_the_slow_one": slow.count(),
            "at_the_failing_one": failing.count(),
            **percentiles("answer", [post.answered - post.due for post in posts]),
            **percentiles("receipt", [max(0.0, at - answered[e]) for e, at in receipts]),
        }


def _counted(receipts: Receipts) -> Counter[str]:
    return Counter(event_id for event_id, _ in receipts)


def plan(seconds: float) -> Iterator[Planned]:
    """Return what is posted in *seconds*: the same each time, but for the event ids."""
    chance = random.Random(_SEED)
    types = list(HEALTHY)
    gaps = iter(lambda: chance.expovariate(_RATE), None)
    for due in takewhile(lambda at: at < seconds, accumulate(gaps)):
        size = chance.randint(*_ARRAY_SIZES) if chance.random() < _ARRAYS else 1
        yield Planned(due, load.new_ids(size), chance.choice(types))
    for number in range(1, int(seconds / _BURST_EVERY)):
        for _ in range(_BURST):
            yield Planned(number * _BURST_EVERY, load.new_ids(1), chance.choice(types))
