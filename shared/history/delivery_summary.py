"""Sums up the latest deliveries of a webhook for charts: outcomes, durations and answers."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

from shared.history.delivery_filter import DeliveryFilter, DeliveryState
from shared.history.delivery_outlines import DeliveryOutline, DeliveryOutlines
from shared.model import KnownWebhook
from shared.policy import retention
from shared.times import SECONDS_A_DAY

MOST = 1000
"""Deliveries that are summed up: the latest ones."""

_MOST_BUCKETS = 40
_STEPS = (1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 10_800, 21_600, 43_200)


@dataclass(frozen=True, slots=True)
class Durations:
    """The median and the 95th percentile in milliseconds, None where nothing was attempted."""

    p50_ms: int | None
    p95_ms: int | None

    @classmethod
    def of(cls, deliveries: Collection[DeliveryOutline]) -> Durations:
        """Return those of the latest attempts of *deliveries*."""
        sorted_ms = sorted(d.latest.duration_ms for d in deliveries if d.latest.result)
        return cls(_percentile(sorted_ms, 50), _percentile(sorted_ms, 95))


@dataclass(frozen=True, slots=True)
class Bucket:
    """The deliveries of the events that were received in ``seconds`` from ``at`` on."""

    at: float
    seconds: int
    counts: Counter[DeliveryState]
    durations: Durations


@dataclass(frozen=True, slots=True)
class DeliverySummary:
    """The latest deliveries from ``since`` until ``until``; ``more``: there are earlier ones.

    ``results`` counts the latest attempts by status or error, the most frequent first. It has None
    for those of which an earlier release recorded neither.
    """

    deliveries: int
    more: bool
    since: float
    until: float
    buckets: tuple[Bucket, ...]
    durations: Durations
    results: tuple[tuple[str | None, int], ...]


class DeliverySummaries:
    """Reads summaries. Writes nothing."""

    def __init__(
        self, outlines: DeliveryOutlines, *, days: int, clock: Callable[[], float]
    ) -> None:
        """*days* is how many days back there are records."""
        self._outlines = outlines
        self._days = days
        self._clock = clock

    def of(self, webhook: KnownWebhook, wanted: DeliveryFilter) -> DeliverySummary:
        """Sum up the latest deliveries to *webhook* that are *wanted*."""
        found, reached = self._outlines.latest(webhook.uid, wanted, most=MOST)
        since, until = self._stretch(wanted, reached)
        times = [one.received_at for one in found]
        since = min([since, *times])
        until = max([since, until, *times])
        return DeliverySummary(
            deliveries=len(found),
            more=reached is not None,
            since=since,
            until=until,
            buckets=_buckets(found, since, until),
            durations=Durations.of(found),
            results=_results(found),
        )

    def _stretch(self, wanted: DeliveryFilter, reached: float | None) -> tuple[float, float]:
        """Return the time that was looked at; its end alone where *wanted* gives no start."""
        now = self._clock()
        until = now if wanted.until is None else min(wanted.until, now)
        if reached is not None:
            return reached, until
        if wanted.since is not None:
            return max(wanted.since, retention.earliest(self._days, now)), until
        return until, until


def _buckets(
    deliveries: Sequence[DeliveryOutline], since: float, until: float
) -> tuple[Bucket, ...]:
    """Divide the time into about forty stretches that begin at round times."""
    seconds = _step(until - since)
    first = int(since // seconds)
    last = int(until // seconds)
    inside: dict[int, list[DeliveryOutline]] = {n: [] for n in range(first, last + 1)}
    for delivery in deliveries:
        inside[int(delivery.received_at // seconds)].append(delivery)
    return tuple(
        Bucket(
            float(number * seconds),
            seconds,
            Counter(delivery.state for delivery in some),
            Durations.of(some),
        )
        for number, some in inside.items()
    )


def _step(seconds: float) -> int:
    for step in _STEPS:
        if seconds / step <= _MOST_BUCKETS:
            return step
    return SECONDS_A_DAY * max(1, math.ceil(seconds / SECONDS_A_DAY / _MOST_BUCKETS))


def _results(deliveries: Sequence[DeliveryOutline]) -> tuple[tuple[str | None, int], ...]:
    counts = Counter(one.latest.result for one in deliveries if one.latest.result != "")
    return tuple(counts.most_common())


def _percentile(sorted_values: Sequence[int], percent: int) -> int | None:
    """Return the smallest value that *percent* of the values do not exceed."""
    if not sorted_values:
        return None
    return sorted_values[math.ceil(len(sorted_values) * percent / 100) - 1]
