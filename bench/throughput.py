"""Measures events and deliveries per second of the relay and of the two floors in turns.

CPU is that of the process and, as ``storage``, that of the emulator, in milliseconds for each event
accepted or delivery made.
"""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median
from typing import Any, Self

from bench import load
from bench.load import Post
from bench.sink import Receipts, Sink
from bench.stack import Host, Storage, floor, hosts, relay, wire_floor

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
    for number in range(rounds):
        for subscribers, count in ((1, events), (_SUBSCRIBERS, max(1, events // _SUBSCRIBERS))):
            _measure_round(number, subscribers, count, figures)
    return {
        "rounds": rounds,
        "events_a_round": events,
        "clients": load.CLIENTS,
        "medians": {name: round(median(values), 3) for name, values in figures.items()},
        "all": {name: [round(value, 3) for value in values] for name, values in figures.items()},
    }


def _measure_round(number: int, subscribers: int, events: int, figures: Figures) -> None:
    """Measure all sides once, on an emulator of their own: it slows down with what it stores."""
    with Storage() as storage, Sink() as sink:
        sides = [make(storage, sink, subscribers) for make in (relay, floor, wire_floor)]
        with (
            hosts(sides, "httpTrigger") as accepting,
            hosts(sides, "queueTrigger", "timerTrigger") as delivering,
            hosts(sides) as whole,
        ):
            for side in sides if number % 2 else sides[::-1]:
                parts = _Parts(storage, sink, accepting[side.name], delivering[side.name])
                name = f"{side.name}_{subscribers}"
                parts.accept_then_deliver(subscribers, load.WARM_UP, name, defaultdict(list))
                parts.accept_then_deliver(subscribers, events, name, figures)
                if side.name == "relay" and subscribers == 1:
                    parts.accept_then_deliver(1, 2 * events, f"{name}_arrays", figures, array=ARRAY)
                _end_to_end(
                    sink, whole[side.name], subscribers, load.WARM_UP, name, defaultdict(list)
                )
                _end_to_end(sink, whole[side.name], subscribers, events, name, figures)
    _add_ratios(figures, subscribers, [side.name for side in sides[1:]])


@dataclass(frozen=True)
class _Parts:
    """One side, as a process that accepts and one that delivers, both paused."""

    storage: Storage
    sink: Sink
    accepting: Host
    delivering: Host

    def accept_then_deliver(
        self, subscribers: int, events: int, name: str, into: Figures, *, array: int = 1
    ) -> None:
        """Fill the queue, then empty it."""
        with _Running(self.accepting, self.storage, events) as accept:
            posts = load.as_fast_as_possible(
                self.accepting.url, max(1, events // array), array=array
            )
        accepted = len(posts) * array
        into[f"{name}_accept_per_s"].append(load.rate_of(posts))
        deliveries = accepted * subscribers
        with _Running(self.delivering, self.storage, deliveries) as deliver:
            receipts = self.sink.wait_for(deliveries, _LONGEST_DRAIN)
            time.sleep(_SETTLE)
        into[f"{name}_deliver_per_s"].append(_rate(receipts))
        for what, used in (("accept", accept), ("deliver", deliver)):
            into[f"{name}_{what}_cpu_ms"].append(used.milliseconds)
            into[f"{name}_{what}_storage_ms"].append(used.storage_milliseconds)


def _end_to_end(
    sink: Sink, host: Host, subscribers: int, events: int, name: str, into: Figures
) -> None:
    """Accept and deliver at once, in one process, as on a laptop."""
    host.resume()
    posts = load.as_fast_as_possible(host.url, events)
    receipts = sink.wait_for(events * subscribers, _LONGEST_DRAIN)
    time.sleep(_SETTLE)
    host.pause()
    into[f"{name}_whole_per_s"].append(_whole_rate(posts, receipts))


class _Running:
    """Lets a paused host run meanwhile, and says how much CPU it took for each of *units*."""

    def __init__(self, host: Host, storage: Storage, units: int) -> None:
        self._host = host
        self._storage = storage
        self._units = units
        self.milliseconds = 0.0
        self.storage_milliseconds = 0.0

    def __enter__(self) -> Self:
        self._before = self._host.cpu_seconds(), self._storage.cpu_seconds()
        self._host.resume()
        return self

    def __exit__(self, *_: object) -> None:
        self._host.pause()
        host, storage = self._before
        self.milliseconds = (self._host.cpu_seconds() - host) / self._units * 1000
        used = self._storage.cpu_seconds() - storage
        self.storage_milliseconds = used / self._units * 1000


def _add_ratios(figures: Figures, subscribers: int, floors: Sequence[str]) -> None:
    """Of this round alone: what else the machine did then, it did to all."""
    latest = {name: values[-1] for name, values in figures.items() if "ratio" not in name}

    def ratio(what: str, floor: str, measure: str) -> float:
        ours = latest[f"relay_{subscribers}_{what}_{measure}"]
        return ours / latest[f"{floor}_{subscribers}_{what.removeprefix('arrays_')}_{measure}"]

    arrays = ["arrays_accept", "arrays_deliver"] if subscribers == 1 else []
    for name in floors:
        figures[f"ratio_{name}_{subscribers}_whole"].append(ratio("whole", name, "per_s"))
        for what in ["accept", "deliver", *arrays]:
            found = f"ratio_{name}_{subscribers}_{what}"
            figures[found].append(ratio(what, name, "per_s"))
            figures[f"{found}_cpu"].append(ratio(what, name, "cpu_ms"))


def _rate(receipts: Receipts) -> float:
    times = sorted(at for _, at in receipts)
    return (len(times) - 1) / (times[-1] - times[0])


def _whole_rate(posts: list[Post], receipts: Receipts) -> float:
    """Deliveries a second, from the first post to the last receipt."""
    began = min(post.due for post in posts)
    return len(receipts) / (max(at for _, at in receipts) - began)
