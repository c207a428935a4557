"""Measures latency from accept to receipt at given rates, and the part of it that polling adds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from statistics import median, quantiles
from typing import Any

from bench import load
from bench.load import Post
from bench.sink import Sink
from bench.stack import Host, Side, Storage, floor, hosts, relay, wire_floor

RATES = (1, 10, 50)
"""Events a second whose latency the table shows."""

POLLING = (0.1, 0.5, 1.0, 2.0, 5.0)
"""``maxPollingInterval``, in seconds."""

_LOADS = (100, 150, 200, 300)
"""Events a second that the plot shows beside RATES."""

_LONGEST_DRAIN = 120.0


def measure(*, seconds: float) -> dict[str, Any]:
    """*seconds* is how long the slowest rate takes; faster ones are shorter."""
    loads: dict[str, list[dict[str, float]]] = {"relay": [], "floor": [], "wire": []}
    with Storage() as storage, Sink() as sink:
        sides = [make(storage, sink, 1) for make in (relay, floor, wire_floor)]
        with hosts(sides) as running:
            for rate in sorted((*RATES, *_LOADS)):
                for name, host in running.items():
                    host.resume()
                    loads[name].append(_at_rate(sink, host, rate, _duration(rate, seconds)))
                    host.pause()
        return {"loads": loads, "polling": _polling(storage, seconds)}


def _duration(rate: float, seconds: float) -> float:
    return max(seconds / 5, min(seconds, seconds * 5 / rate))


def _at_rate(sink: Sink, host: Host, rate: float, seconds: float) -> dict[str, float]:
    load.warm_up(host.url, sink)
    every = load.at_rate(host.url, rate, seconds)
    posts = [post for post in every if post.accepted]
    receipts = _receipts(sink, posts)
    began = min(post.due for post in posts)
    answering = [post.answered - post.due for post in posts]
    return {
        "offered_per_s": rate,
        "refused": len(every) - len(posts),
        "accepted_per_s": round(load.rate_of(posts), 1),
        "delivered_per_s": round(len(posts) / (max(receipts.values()) - began), 1),
        **percentiles("answer", answering),
        **percentiles("receipt", _from_accept(posts, receipts)),
    }


def _polling(storage: Storage, seconds: float) -> list[dict[str, float]]:
    """One event a second, with each of POLLING: all side by side, each with a relay of its own."""
    with ExitStack() as stack:
        sinks = [stack.enter_context(Sink()) for _ in POLLING]
        sides = [relay(storage, sink, 1) for sink in sinks]

        def measured(sink: Sink, side: Side, interval: float) -> dict[str, float]:
            with side.host(polling=interval) as host:
                posts = load.at_rate(host.url, 1, seconds)
                receipts = _receipts(sink, posts)
            from_accept = percentiles("receipt", _from_accept(posts, receipts))
            return {"interval_s": interval, **from_accept}

        with ThreadPoolExecutor(len(POLLING)) as pool:
            return list(pool.map(measured, sinks, sides, POLLING))


def _receipts(sink: Sink, posts: Sequence[Post]) -> dict[str, float]:
    return sink.wait_for_events((post.event_ids[0] for post in posts), _LONGEST_DRAIN)


def _from_accept(posts: Sequence[Post], receipts: Mapping[str, float]) -> list[float]:
    """From the answer to the producer until the subscriber has the event; at least 0.

    It may have it before: a message is queued, and may be taken, before the answer is written.
    """
    return [max(0.0, receipts[post.event_ids[0]] - post.answered) for post in posts]


def percentiles(name: str, values: Sequence[float]) -> dict[str, float]:
    """Three percentiles of *values*, which are seconds, in milliseconds."""
    cuts = quantiles(values, n=100, method="inclusive")
    shown = {"p50": median(values), "p95": cuts[94], "p99": cuts[98]}
    return {f"{name}_{cut}_ms": round(value * 1000, 1) for cut, value in shown.items()}
