"""What a stretch of time had of deliveries to one webhook, and of accepted events.

A process writes them to storage and a round merges those of all processes, so each can be turned
into JSON and back.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, ClassVar, Self

from shared.histogram import Histogram

_SECONDS_AN_HOUR = 3600
_HISTOGRAMS = ("latency", "duration", "queued")


@dataclass(frozen=True, slots=True)
class AttemptFigures:
    """What an attempt adds to a summary: durations in milliseconds, the size of the payload."""

    ended_at: float
    delivered: bool
    number: int
    latency_ms: int
    duration_ms: int
    payload_bytes: int


@dataclass
class _Counts:
    """Counts, and the times in seconds of the first and the last that is counted."""

    COUNTS: ClassVar[tuple[str, ...]]

    since: float = math.inf
    until: float = -math.inf

    def extend(self, since: float, until: float) -> None:
        """Make it include these times."""
        self.since = min(self.since, since)
        self.until = max(self.until, until)

    def merge(self, other: Self) -> None:
        """Add what *other* has."""
        self.extend(other.since, other.until)
        for name in self.COUNTS:
            setattr(self, name, getattr(self, name) + getattr(other, name))

    def to_dict(self) -> dict[str, Any]:
        """Return it as JSON can hold it."""
        return {name: getattr(self, name) for name in ("since", "until", *self.COUNTS)}

    @classmethod
    def from_dict(cls, stored: Mapping[str, Any]) -> Self:
        """Read what `to_dict` returned."""
        counts = {name: stored.get(name, 0) for name in cls.COUNTS}
        return cls(stored["since"], stored["until"], **counts)


@dataclass
class DeliverySummary(_Counts):
    """Attempts at one webhook.

    ``count`` are all of them, ``errors`` those that failed, ``retried`` those that were not the
    first of their delivery. ``latency`` is from accept to receipt and ``duration`` that of the
    request, both of what was delivered; ``queued`` is the time before a first attempt.
    """

    COUNTS = ("count", "errors", "retried", "bytes")

    count: int = 0
    errors: int = 0
    retried: int = 0
    bytes: int = 0
    latency: Histogram = field(default_factory=Histogram)
    duration: Histogram = field(default_factory=Histogram)
    queued: Histogram = field(default_factory=Histogram)

    def add(self, attempt: AttemptFigures) -> None:
        """Count one attempt."""
        self.extend(attempt.ended_at, attempt.ended_at)
        self.count += 1
        self.bytes += attempt.payload_bytes
        if attempt.delivered:
            self.latency.add(attempt.latency_ms)
            self.duration.add(attempt.duration_ms)
        else:
            self.errors += 1
        if attempt.number == 1:
            self.queued.add(attempt.latency_ms - attempt.duration_ms)
        else:
            self.retried += 1

    def merge(self, other: Self) -> None:
        """Add what *other* has of the same webhook."""
        super().merge(other)
        for name in _HISTOGRAMS:
            getattr(self, name).merge(getattr(other, name))

    def to_dict(self) -> dict[str, Any]:
        """Return it as JSON can hold it."""
        return super().to_dict() | {name: getattr(self, name).buckets for name in _HISTOGRAMS}

    @classmethod
    def from_dict(cls, stored: Mapping[str, Any]) -> Self:
        """Read what `to_dict` returned."""
        read = super().from_dict(stored)
        for name in _HISTOGRAMS:
            buckets = {int(bucket): n for bucket, n in stored.get(name, {}).items()}
            setattr(read, name, Histogram(Counter(buckets)))
        return read


@dataclass
class EventSummary(_Counts):
    """Accepted events: ``events`` new ones with their ``deliveries`` and bytes, and repeats."""

    COUNTS = ("events", "repeated", "deliveries", "bytes")

    events: int = 0
    repeated: int = 0
    deliveries: int = 0
    bytes: int = 0

    def __bool__(self) -> bool:
        return bool(self.events or self.repeated)


@dataclass
class Drops:
    """How many deliveries were dropped for one reason, and when the first and the last of them."""

    count: int = 0
    first_at: float = math.inf
    last_at: float = 0.0

    def merge(self, other: Drops) -> None:
        """Add what *other* has."""
        self.count += other.count
        self.first_at = min(self.first_at, other.first_at)
        self.last_at = max(self.last_at, other.last_at)


@dataclass
class Outcomes:
    """What became of the deliveries to one webhook in one hour: see `HourlyOutcomes`.

    ``delivered`` and ``failed`` count attempts, ``dropped`` deliveries by the reason.
    """

    delivered: int = 0
    failed: int = 0
    last_success_at: float = 0.0
    dropped: dict[str, Drops] = field(default_factory=dict)

    @property
    def dropped_count(self) -> int:
        """How many deliveries were dropped, for whatever reason."""
        return sum(drops.count for drops in self.dropped.values()) if self.dropped else 0

    def merge(self, other: Outcomes) -> None:
        """Add what *other* has of the same webhook."""
        self.delivered += other.delivered
        self.failed += other.failed
        self.last_success_at = max(self.last_success_at, other.last_success_at)
        for reason, drops in other.dropped.items():
            self.dropped.setdefault(reason, Drops()).merge(drops)

    def to_list(self) -> list[Any]:
        """Return it as JSON can hold it, in few characters."""
        dropped = {
            reason: [drops.count, round(drops.first_at), round(drops.last_at)]
            for reason, drops in self.dropped.items()
        }
        numbers = [self.delivered, self.failed, round(self.last_success_at)]
        return [*numbers, dropped] if dropped else numbers

    @classmethod
    def from_list(cls, stored: Sequence[Any]) -> Self:
        """Read what `to_list` returned."""
        delivered, failed, last_success_at, *more = stored
        dropped = more[0] if more else {}
        return cls(
            delivered,
            failed,
            last_success_at,
            {reason: Drops(*drops) for reason, drops in dropped.items()},
        )


@dataclass
class HourlyOutcomes:
    """The outcomes of each webhook by the hour, in hours since 1970, and the webhook's uid."""

    hours: dict[int, dict[str, Outcomes]] = field(default_factory=dict)

    def of(self, at: float, uid: str) -> Outcomes:
        """Return those of the webhook *uid* in the hour of *at*, to add to."""
        return self.hours.setdefault(hour_of(at), {}).setdefault(uid, Outcomes())

    def merge(self, other: HourlyOutcomes) -> None:
        """Add all that *other* has."""
        for hour, outcomes in other.hours.items():
            mine = self.hours.setdefault(hour, {})
            for uid, one in outcomes.items():
                mine.setdefault(uid, Outcomes()).merge(one)

    def __bool__(self) -> bool:
        return bool(self.hours)


def hour_of(at: float) -> int:
    """Return the hour of an epoch time, in hours since 1970."""
    return int(at // _SECONDS_AN_HOUR)


@dataclass
class Summary:
    """What one process, or all of them, had in a stretch of time."""

    events: EventSummary = field(default_factory=EventSummary)
    webhooks: dict[str, DeliverySummary] = field(default_factory=dict)
    """By the webhook's id."""
    outcomes: HourlyOutcomes = field(default_factory=HourlyOutcomes)

    def merge(self, other: Summary) -> None:
        """Add all that *other* has."""
        self.events.merge(other.events)
        for webhook_id, summary in other.webhooks.items():
            self.webhooks.setdefault(webhook_id, DeliverySummary()).merge(summary)
        self.outcomes.merge(other.outcomes)

    def __bool__(self) -> bool:
        return bool(self.webhooks or self.events or self.outcomes)
