"""The rules: when next, when given up, when a webhook counts as failing. Pure: no I/O, no clock.

Times are epoch seconds, durations seconds.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from shared.model import Attempt, Health, PendingDelivery

OVERFLOW, EXPIRED = "overflow", "expired"
WEBHOOK_DELETED, WEBHOOK_DISABLED = "webhook_deleted", "webhook_disabled"

HELD = 0.0
"""``next_attempt_at`` of what is held: due as soon as its webhook lets it."""

LEASE = 60.0
"""How long a released delivery is left alone before its message counts as lost."""

LONGEST_LOOK_AHEAD = 5.0
"""Half of the 10 s between two rounds."""

CLAIM_MARGIN = 30.0
"""What recording an attempt may take, beside the attempt's own deadline."""

CHECKED_MARGIN = 5.0
"""How much longer than an attempt's deadline a checked message is delayed."""

JITTER_ABOVE = 10.0
JITTER = 0.1
LONGEST_PROBE_DELAY = 60.0

BREAKER_FAILURES = 5
BREAKER_DELIVERIES = 2
BREAKER_SECONDS = 30.0

FIRST_PACE = 10
MOST_RELEASED = 500
"""Per webhook and tick."""

_REFUSALS_OF_THE_EVENT = frozenset({400, 409, 413, 415, 422})


@dataclass(frozen=True, slots=True)
class RetryPolicy:
    """``RETRY_DELAYS``: after the n-th failure wait for the n-th delay, then always the last."""

    delays: tuple[float, ...]

    def delay(self, failures: int, rng: random.Random) -> float:
        """The wait after *failures* (from 1) failed attempts. Long ones get ±10 % of jitter."""
        delay = self.delays[min(failures, len(self.delays)) - 1]
        if delay > JITTER_ABOVE:
            delay *= 1 + rng.uniform(-JITTER, JITTER)
        return delay

    def probe_delay(self, probes: int, rng: random.Random) -> float:
        """The wait after *probes* failed probes; never longer than a minute."""
        return min(self.delay(max(probes, 1), rng), LONGEST_PROBE_DELAY)


def counts_against_webhook(attempt: Attempt) -> bool:
    """Whether a failed attempt says that the *webhook* is in trouble.

    A receiver that answers 400 or 422 is alive and refuses this one event: that event waits for
    its retries alone, and does not hold up the others.
    """
    return not attempt.ok and attempt.status not in _REFUSALS_OF_THE_EVENT


def failing_since(waiting: Iterable[PendingDelivery], last_success_at: float) -> float | None:
    """Since when a webhook counts as failing, or None where it does not (yet).

    It does after `BREAKER_FAILURES` failed attempts of `BREAKER_DELIVERIES` deliveries over
    `BREAKER_SECONDS`, with no success between.
    """
    times: list[float] = []
    deliveries = 0
    for row in waiting:
        failures = [
            result.at
            for result in row.failures
            if result.at > last_success_at and counts_against_webhook(result)
        ]
        times.extend(failures)
        deliveries += bool(failures)
    if len(times) < BREAKER_FAILURES or deliveries < BREAKER_DELIVERIES:
        return None
    return min(times) if max(times) - min(times) >= BREAKER_SECONDS else None


def probe(waiting: Sequence[PendingDelivery], now: float) -> PendingDelivery | None:
    """Which delivery tries an open breaker: of the fewest failures the oldest.

    So one poison event cannot keep a healthy webhook closed off.
    """
    idle = [row for row in waiting if row.claimed_until <= now]
    return min(idle, key=lambda row: (len(row.failures), row.key.received_ms), default=None)


def look_ahead(since_last_round: float) -> float:
    """How long before its time a delivery goes along with a round: half the way to the next one.

    An attempt ends a little after the round that it came with, so without this a delay of 10 s
    would miss the next round of 10 s, and last for 20.
    """
    return min(max(since_last_round, 0.0) / 2, LONGEST_LOOK_AHEAD)


def due(
    waiting: Iterable[PendingDelivery], now: float, ahead: float = 0.0
) -> list[PendingDelivery]:
    """What may be attempted now, or *ahead* seconds later, in the order of the events."""
    return [
        row for row in waiting if row.next_attempt_at <= now + ahead and row.claimed_until <= now
    ]


def due_since(row: PendingDelivery, health: Health) -> float:
    """Since when nothing but the relay itself has kept *row*, which is due, from its attempt."""
    return max(row.next_attempt_at or row.since, health.closed_at, health.paused_until)


def overflow(
    waiting: Sequence[PendingDelivery], health: Health, limit: int | None, now: float
) -> list[PendingDelivery]:
    """What is given up because more than *limit* wait: the oldest that have had their chance.

    That is a delivery which has failed twice; or, while the breaker is open, one that has failed,
    or was held, before the last probe failed, since that probe stood for it. What a short
    failure has swept together is thus tried again before any of it is dropped.
    """
    if limit is None or len(waiting) <= limit:
        return []
    had_their_chance = [
        row
        for row in waiting
        if row.claimed_until <= now
        and (len(row.failures) >= 2 or (health.open and row.since < health.last_probe_failed_at))
    ]
    return had_their_chance[: len(waiting) - limit]


def expired(
    waiting: Iterable[PendingDelivery], health: Health, limit: float | None
) -> list[PendingDelivery]:
    """What has waited longer than *limit*, and was attempted, or probed for, after that."""
    if limit is None:
        return []
    return [
        row
        for row in waiting
        if row.since + limit
        < max(row.last.at if row.last else 0.0, health.last_probe_failed_at if health.open else 0.0)
    ]


def outlived(row: PendingDelivery, limit: float | None, now: float) -> bool:
    """Whether a delivery that has just failed has waited longer than *limit*."""
    return limit is not None and now - row.since > limit


def next_pace(health: Health, due: int) -> int:
    """How many of *due* deliveries the next tick releases; 0 for no limit but `MOST_RELEASED`.

    Doubled for as long as all goes well, halved (or half of what is due, if that is less) when the
    webhook's own limits sent some back, and started anew when an attempt has failed. That new
    events exceed the limits, too, is no reason to release less: a webhook would fall behind that
    has room for all of them, but not at once.
    """
    if health.pace and not health.paced_at:
        return health.pace
    if health.last_failure_at > health.paced_at:
        return FIRST_PACE if health.pace else 0
    if health.sent_back_at > health.paced_at:
        return max(1, min(health.pace or MOST_RELEASED, due) // 2)
    doubled = health.pace * 2
    return doubled if doubled < MOST_RELEASED else 0


def release_delays(count: int, health: Health, now: float, period: float) -> list[float]:
    """How many seconds from now each of *count* deliveries is released.

    At once; but evenly over the *period* until the next round where the webhook's limits have
    lately been reached: they let through what they can in that time, not in its first moment.
    """
    if now - health.deferred_at > LEASE:
        return [0.0] * count
    period = min(period, LEASE / 2)
    return [period * position / count for position in range(count)]
