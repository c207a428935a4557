"""Sums up the latest deliveries of a webhook, for charts: outcomes, durations, answers over time.

Reads narrow rows: one query for each thousand records of a day, and one for what is pending.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import timedelta

from shared.history.delivery_filter import DeliveryFilter, DeliveryState, state_of
from shared.model import KnownWebhook, RecordState
from shared.store import Store
from shared.store.records import RecordOutline
from shared.store.results import Latest
from shared.store.table import Continuation

MOST = 1000
"""Deliveries that are summed up: the latest ones."""

_MOST_PENDING = 2000
"""Pending rows that are read; deliveries that were sent again may lie between."""

_MOST_BUCKETS = 40
_STEPS = (1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 10_800, 21_600, 43_200)
_DAY = 86_400
_ONE_DAY = timedelta(days=1)
_NOT_ATTEMPTED = Latest("")

_PAGES_BESIDE = 4
"""Requests beside one for each day: storage may return short pages."""


@dataclass(frozen=True, slots=True)
class SummarizedDelivery:
    """What a summary knows of one delivery; ``latest`` is its latest attempt."""

    received_at: float
    state: DeliveryState
    latest: Latest


@dataclass(frozen=True, slots=True)
class Durations:
    """The median and the 95th percentile in milliseconds, None where nothing was attempted."""

    p50_ms: int | None
    p95_ms: int | None

    @classmethod
    def of(cls, deliveries: Collection[SummarizedDelivery]) -> Durations:
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

    def __init__(self, store: Store, *, days: int, clock: Callable[[], float]) -> None:
        """*days* is how many days back there are records."""
        self._store = store
        self._days = days
        self._clock = clock

    def of(self, webhook: KnownWebhook, wanted: DeliveryFilter) -> DeliverySummary:
        """Sum up the latest deliveries to *webhook* that are *wanted*."""
        now = self._clock()
        outlines, more = self._outlines(webhook.uid, wanted, now)
        found = [one for one in self._joined(outlines) if _matches(one, wanted)]
        until = now if wanted.until is None else min(wanted.until, now)
        oldest = outlines[-1].key.received_at if outlines else until
        earliest = now - (self._days + 1) * _DAY
        since = oldest if wanted.since is None or more else max(wanted.since, earliest)
        until = max(until, *(one.received_at for one in found), since)
        return DeliverySummary(
            deliveries=len(found),
            more=more,
            since=since,
            until=until,
            buckets=_buckets(found, since, until),
            durations=Durations.of(found),
            results=_results(found),
        )

    def _outlines(
        self, uid: str, wanted: DeliveryFilter, now: float
    ) -> tuple[list[RecordOutline], bool]:
        """Read the latest `MOST` records, newest first; and whether there are more."""
        oldest, day = wanted.days(now, self._days)
        found: list[RecordOutline] = []
        after: Continuation | None = None
        for _ in range(self._days + _PAGES_BESIDE):
            some, after = self._store.records.outlines(
                uid, day, after=after, choice=wanted.choice()
            )
            found += some
            if len(found) > MOST or (len(found) == MOST and after is not None):
                return found[:MOST], True
            if after is None:
                day -= _ONE_DAY
            if day < oldest:
                return found, False
        return found, True

    def _joined(self, outlines: Sequence[RecordOutline]) -> list[SummarizedDelivery]:
        """Add the latest attempts of what is pending."""
        times = [one.key.received_ms for one in outlines if one.state is RecordState.QUEUED]
        pending = {}
        if times:
            pending = self._store.pending.latest_between(
                outlines[0].key.uid, min(times), max(times), most=_MOST_PENDING
            )
        return [
            SummarizedDelivery(
                one.key.received_at,
                state_of(one.state, is_pending=one.key in pending),
                pending.get(one.key, _NOT_ATTEMPTED)
                if one.state is RecordState.QUEUED
                else one.latest,
            )
            for one in outlines
        ]


def _matches(delivery: SummarizedDelivery, wanted: DeliveryFilter) -> bool:
    if wanted.state is not None and delivery.state != wanted.state:
        return False
    return wanted.status_code is None or delivery.latest.result == str(wanted.status_code)


def _buckets(
    deliveries: Sequence[SummarizedDelivery], since: float, until: float
) -> tuple[Bucket, ...]:
    """Divide the time into about forty stretches that begin at round times."""
    seconds = _step(until - since)
    first = int(since // seconds)
    last = int(until // seconds)
    inside: dict[int, list[SummarizedDelivery]] = {n: [] for n in range(first, last + 1)}
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
    return _DAY * max(1, math.ceil(seconds / _DAY / _MOST_BUCKETS))


def _results(deliveries: Sequence[SummarizedDelivery]) -> tuple[tuple[str | None, int], ...]:
    counts = Counter(one.latest.result for one in deliveries if one.latest.result != "")
    return tuple(counts.most_common())


def _percentile(sorted_values: Sequence[int], percent: int) -> int | None:
    """Return the smallest value that *percent* of the values do not exceed."""
    if not sorted_values:
        return None
    return sorted_values[math.ceil(len(sorted_values) * percent / 100) - 1]
