"""Measures the rates with more or fewer messages in flight, processes and parallel requests."""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Iterable
from contextlib import ExitStack
from statistics import median, quantiles
from typing import Any

from bench import load
from bench.sink import Sink
from bench.stack import Host, Side, Storage, relay
from tools.receiver import Answer

BATCHES = (8, 16, 32)
"""``batchSize``; ``newBatchThreshold`` is half of it."""

ANSWER_TIMES = (0.0, 0.1)
"""Seconds that a subscriber takes."""

PROCESSES = (1, 2)
CLIENTS = (1, 2, 4, 8, 16, 32, 64)
"""Requests at once."""

_SUBSCRIBERS = 10
_LONGEST_DRAIN = 120.0

Rates = dict[tuple[Any, ...], list[float]]


def measure(*, rounds: int, events: int) -> dict[str, Any]:
    """Medians of *rounds*, each of *events* events to ten subscribers for every figure."""
    by_batch: Rates = defaultdict(list)
    by_processes: Rates = defaultdict(list)
    by_clients: Rates = defaultdict(list)
    p50: Rates = defaultdict(list)
    p99: Rates = defaultdict(list)
    with Storage() as storage, ExitStack() as stack:
        sinks = {t: stack.enter_context(Sink(Answer(delay=t))) for t in ANSWER_TIMES}
        sides = {t: relay(storage, sink, _SUBSCRIBERS) for t, sink in sinks.items()}
        accepting = {t: stack.enter_context(side.host("httpTrigger")) for t, side in sides.items()}
        for _ in range(rounds):
            for t in ANSWER_TIMES:
                for batch in BATCHES:
                    with _paused(sides[t], batch=batch) as host:
                        load.as_fast_as_possible(accepting[t].url, events)
                        rate = _drained([host], sinks[t], events * _SUBSCRIBERS)
                    by_batch[batch, t].append(rate)
            for count in PROCESSES:
                with ExitStack() as running:
                    hosts = [running.enter_context(_paused(sides[0.0])) for _ in range(count)]
                    load.as_fast_as_possible(accepting[0.0].url, events)
                    rate = _drained(hosts, sinks[0.0], events * _SUBSCRIBERS)
                by_processes[(count,)].append(rate)
        alone = relay(storage, sinks[0.0], 1)
        host = stack.enter_context(alone.host("httpTrigger"))
        for _ in range(rounds):
            for clients in CLIENTS:
                posts = load.as_fast_as_possible(host.url, events * 5, clients=clients)
                took = [post.answered - post.due for post in posts]
                by_clients[(clients,)].append(load.rate_of(posts))
                p50[(clients,)].append(median(took) * 1000)
                p99[(clients,)].append(quantiles(took, n=100)[98] * 1000)
    return {
        "deliver_by_batch": [
            {"batch size": batch, "subscriber takes s": t, "deliveries a second": rate}
            for (batch, t), rate in _medians(by_batch)
        ],
        "deliver_by_processes": [
            {"processes": count, "deliveries a second": rate}
            for (count,), rate in _medians(by_processes)
        ],
        "accept_by_clients": [
            {
                "requests at once": clients,
                "events a second": rate,
                "p50 ms": middle,
                "p99 ms": late,
            }
            for ((clients,), rate), (_, middle), (_, late) in zip(
                _medians(by_clients), _medians(p50), _medians(p99), strict=True
            )
        ],
    }


def _paused(side: Side, *, batch: int | None = None) -> Host:
    """A host that delivers, once it is resumed."""
    host = side.host("queueTrigger", "timerTrigger", batch=batch)
    host.pause()
    return host


def _drained(hosts: Iterable[Host], sink: Sink, deliveries: int) -> float:
    """Deliveries a second, from the first one to the last but a twentieth.

    The last few are left out: at the end of a burst some wait for a round of upkeep.
    """
    for host in hosts:
        host.resume()
    receipts = sink.wait_for(deliveries, _LONGEST_DRAIN)
    time.sleep(0.3)
    times = sorted(at for _, at in receipts)[: max(2, deliveries * 19 // 20)]
    return (len(times) - 1) / (times[-1] - times[0])


def _medians(rates: Rates) -> list[tuple[tuple[Any, ...], float]]:
    return [(key, round(median(values), 1)) for key, values in rates.items()]
