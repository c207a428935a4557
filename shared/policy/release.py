"""What a round of the scheduler sends off for one webhook, and how fast."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from shared.model import Health, Pace, PendingDelivery
from shared.policy import timing

LONGEST_LOOK_AHEAD = 5.0
"""Half of the 10 s between two rounds."""

FIRST_PACE = 10
MOST_RELEASED = 500
"""Per webhook and round."""

_NEAR_ITS_ROOM = 120.0
"""Seconds for which the pace at which some were sent back is a guide."""

_ROUNDING = 0.1
"""A round that is a little late is no reason to release one more."""

RESTARTED = Pace(FIRST_PACE)
"""The pace after an outage, or after a failure on the way back from one."""


@dataclass(frozen=True, slots=True)
class ReleasePlan:
    """What one round releases: each delivery with its delay in seconds, and the pace from then on.

    ``pace`` is None where the webhook had no pace and gets none.
    """

    deliveries: tuple[tuple[PendingDelivery, float], ...]
    pace: Pace | None


def look_ahead(period: float) -> float:
    """Return how long before its time a delivery goes with a round: half the *period* of rounds.

    An attempt ends a little after the round that it came with, so without this a delay of 10 s
    would miss the next round of 10 s, and last for 20.
    """
    return min(max(period, 0.0) / 2, LONGEST_LOOK_AHEAD)


def due(
    pending: Iterable[PendingDelivery], now: float, ahead: float = 0.0
) -> list[PendingDelivery]:
    """Return what may be attempted now, or *ahead* seconds later, in the order of the events."""
    return [
        delivery
        for delivery in pending
        if delivery.next_attempt_at <= now + ahead and delivery.claimed_until <= now
    ]


def after_pause(
    pending: Sequence[PendingDelivery], health: Health, is_paused: Callable[[PendingDelivery], bool]
) -> list[PendingDelivery]:
    """Return *pending* with those due that wait for a pause of the webhook which is over early.

    *is_paused* says whether a delivery's last response asked for such a pause. The pause is over
    when the webhook has accepted another delivery since.
    """
    return [
        replace(delivery, next_attempt_at=timing.HELD)
        if delivery.last and delivery.last.at < health.last_success_at and is_paused(delivery)
        else delivery
        for delivery in pending
    ]


def due_since(delivery: PendingDelivery, health: Health) -> float:
    """Return since when only the relay itself has kept a due delivery from its attempt."""
    return max(delivery.next_attempt_at or delivery.since, health.closed_at, health.paused_until)


def plan(
    due: Sequence[PendingDelivery], health: Health, now: float, period: float, rate: float = 0.0
) -> ReleasePlan:
    """Return what to release of *due*, which is not empty; *period* is the time between rounds.

    *rate* is the webhook's ``rate_per_second``, 0 for none: its pace is known.
    """
    limit = next_limit(health, len(due), now)
    if rate:
        at_rate = max(1, math.ceil(rate * min(period, timing.LEASE / 2) - _ROUNDING))
        limit = at_rate if _is_sent_back(health) else min(limit or at_rate, at_rate)
    # Untried deliveries first: those that always fail must not use up the webhook's pace.
    order = sorted(due, key=lambda delivery: (bool(delivery.failures), delivery.key.received_ms))
    batch = order[: limit or MOST_RELEASED]
    changed = limit is not None or health.pace.limit is not None
    return ReleasePlan(
        tuple(zip(batch, release_delays(len(batch), health, now, period), strict=True)),
        Pace(limit, now) if changed else None,
    )


def next_limit(health: Health, due: int, now: float) -> int | None:
    """Return how many of *due* deliveries the next round releases; None for no limit.

    A slow webhook always has a pace: it could take few of many at once.

    Doubled for as long as all goes well; a fourth less when the webhook's own limits sent some
    back, and for some time a fourth more in place of double, since its room is about known then;
    restarted when an attempt has failed. New events that exceed the limits are no reason to release
    less: the webhook has room for all of them, though not at once.
    """
    pace = health.pace
    if pace.limit is not None and not pace.released_at:
        return pace.limit
    unpaced = FIRST_PACE if health.slow_until > now else None
    if health.last_failure_at > pace.released_at:
        return unpaced if pace.limit is None else FIRST_PACE
    if _is_sent_back(health):
        return max(1, min(pace.limit or MOST_RELEASED, due) * 3 // 4)
    near = health.sent_back_at > 0 and now - health.sent_back_at < _NEAR_ITS_ROOM
    grown = None if pace.limit is None else _grown(pace.limit, near=near)
    return unpaced if grown is None or grown >= MOST_RELEASED else grown


def _is_sent_back(health: Health) -> bool:
    return health.sent_back_at > health.pace.released_at


def _grown(limit: int, *, near: bool) -> int:
    return limit + max(1, limit // 4) if near else limit * 2


def release_delays(count: int, health: Health, now: float, period: float) -> list[float]:
    """Return for each of *count* deliveries how many seconds from now it is released.

    At once; but spread over the *period* until the next round where the webhook's limits were
    reached lately, since they let through what they can in that time, not in its first moment.
    """
    if now - health.deferred_at > timing.LEASE:
        return [0.0] * count
    period = min(period, timing.LEASE / 2)
    return [period * position / count for position in range(count)]
