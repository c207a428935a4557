"""Measures events and deliveries per second of the relay and the floor in turns."""

from __future__ import annotations

import time
from collections import defaultdict
from statistics import median
from typing import Any, Self

from bench import load
from bench.load import Post
from bench.sink import Receipts, Sink
from bench.stack import Host, Storage, floor, hosts, relay

ARRAY = 100
"""How many events an array holds: the most that the relay takes."""

_SUBSCRIBERS = 10
_LONGEST_DRAIN = 120.0

_SETTLE = 0.3
"""Seconds after the last receipt: until it is recorded, and its message deleted."""

Figures = dict[str, list[float]]


def measure(*, rounds: int, events: int) -> dict[str, Any]:
    """Medians over *rounds*, each of *events* events to one subscriber and a tenth to ten."""
    figures: Figures = defaultdict(list)
    with Storage() as storage, Sink() as sink:
        for subscribers, count in ((1, events), (_SUBSCRIBERS, max(1, events // _SUBSCRIBERS))):
            _measure(storage, sink, subscribers, rounds, count, figures)
    return {
        "rounds": rounds,
        "events_a_round": events,
        "clients": load.CLIENTS,
        "medians": {name: round(median(values), 3) for name, values in figures.items()},
        "all": {name: [round(value, 3) for value in values] for name, values in figures.items()},
    }


def _measure(
    storage: Storage, sink: Sink, subscribers: int, rounds: int, events: int, figures: Figures
) -> None:
    sides = [relay(storage, sink, subscribers), floor(storage, sink, subscribers)]
    with (
        hosts(sides, "httpTrigger") as accepting,
        hosts(sides, "queueTrigger", "timerTrigger") as delivering,
        hosts(sides) as whole,
    ):
        for number in range(-1, rounds):  # the first one warms up
            into = figures if number >= 0 else defaultdict(list)
            for side in sides if number % 2 else sides[::-1]:
                name = f"{side.name}_{subscribers}"
                parts = (accepting[side.name], delivering[side.name])
                _accept_then_deliver(sink, *parts, subscribers, events, 1, name, into)
                if side.name == "relay" and subscribers == 1:
                    _accept_then_deliver(
                        sink, *parts, subscribers, events, ARRAY, f"{name}_arrays", into
                    )
                _end_to_end(sink, whole[side.name], subscribers, events, name, into)
            _add_ratios(into, subscribers)


def _accept_then_deliver(
    sink: Sink,
    accepting: Host,
    delivering: Host,
    subscribers: int,
    events: int,
    array: int,
    name: str,
    into: Figures,
) -> None:
    """Fill the queue, then empty it: each side of the relay alone."""
    with _running(accepting, events) as cpu:
        posts = load.as_fast_as_possible(accepting.url, max(1, events // array), array=array)
    into[f"{name}_accept_per_s"].append(load.rate_of(posts))
    into[f"{name}_accept_cpu_ms"].append(cpu.milliseconds)
    accepted = len(posts) * array
    with _running(delivering, accepted * subscribers) as cpu:
        receipts = sink.wait_for(accepted * subscribers, _LONGEST_DRAIN)
        time.sleep(_SETTLE)
    into[f"{name}_deliver_per_s"].append(_rate(receipts))
    into[f"{name}_deliver_cpu_ms"].append(cpu.milliseconds)


def _end_to_end(
    sink: Sink, host: Host, subscribers: int, events: int, name: str, into: Figures
) -> None:
    """Accept and deliver at once, in one process, as on a laptop."""
    with _running(host, events):
        posts = load.as_fast_as_possible(host.url, events)
        receipts = sink.wait_for(events * subscribers, _LONGEST_DRAIN)
        time.sleep(_SETTLE)
    into[f"{name}_whole_per_s"].append(_whole_rate(posts, receipts))


class _running:  # noqa: N801 - a context manager, to be read as a word
    """Lets a paused host run meanwhile; ``milliseconds`` of CPU for each of *units*."""

    def __init__(self, host: Host, units: int) -> None:
        self._host = host
        self._units = units
        self.milliseconds = 0.0

    def __enter__(self) -> Self:
        self._before = self._host.cpu_seconds()
        self._host.resume()
        return self

    def __exit__(self, *_: object) -> None:
        self._host.pause()
        used = self._host.cpu_seconds() - self._before
        self.milliseconds = used / self._units * 1000


def _add_ratios(figures: Figures, subscribers: int) -> None:
    """Of this round alone: what else the machine did then, it did to both."""
    latest = {name: values[-1] for name, values in figures.items() if "ratio" not in name}
    for what in ("accept", "deliver", "whole"):
        name = f"{subscribers}_{what}_per_s"
        ratio = latest[f"relay_{name}"] / latest[f"floor_{name}"]
        figures[f"ratio_{subscribers}_{what}"].append(ratio)
    for what in ("accept", "deliver"):
        name = f"{subscribers}_{what}_cpu_ms"
        ratio = latest[f"floor_{name}"] / latest[f"relay_{name}"]
        figures[f"ratio_{subscribers}_{what}_cpu"].append(ratio)
    if subscribers == 1:
        arrays = latest["relay_1_arrays_accept_per_s"]
        figures["ratio_arrays_to_single"].append(arrays / latest["relay_1_accept_per_s"])
        cpu = latest["relay_1_accept_cpu_ms"] / latest["relay_1_arrays_accept_cpu_ms"]
        figures["ratio_arrays_to_single_cpu"].append(cpu)


def _rate(receipts: Receipts) -> float:
    times = sorted(at for _, at in receipts)
    return (len(times) - 1) / (times[-1] - times[0])


def _whole_rate(posts: list[Post], receipts: Receipts) -> float:
    """Deliveries a second, from the first post to the last receipt."""
    began = min(post.due for post in posts)
    return len(receipts) / (max(at for _, at in receipts) - began)
