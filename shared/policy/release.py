"""What a round of the scheduler sends off for one webhook, and how fast."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from shared.model import Health, Pace, PendingDelivery
from shared.policy import timing

LONGEST_LOOK_AHEAD = 5.0
"""Half of the 10 s between two rounds."""

FIRST_PACE = 10
MOST_RELEASED = 500
"""Per webhook and round."""

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


def plan(due: Sequence[PendingDelivery], health: Health, now: float, period: float) -> ReleasePlan:
    """Return what to release of *due*, which is not empty; *period* is the time between rounds."""
    limit = next_limit(health, len(due), now)
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

    Doubled for as long as all goes well, halved (or half of what is due, if that is less) when the
    webhook's own limits sent some back, and restarted when an attempt has failed. New events that
    exceed the limits are no reason to release less: the webhook has room for all of them, though
    not at once.
    """
    pace = health.pace
    if pace.limit is not None and not pace.released_at:
        return pace.limit
    unpaced = FIRST_PACE if health.slow_until > now else None
    if health.last_failure_at > pace.released_at:
        return unpaced if pace.limit is None else FIRST_PACE
    if health.sent_back_at > pace.released_at:
        return max(1, min(pace.limit or MOST_RELEASED, due) // 2)
    if pace.limit is None or pace.limit * 2 >= MOST_RELEASED:
        return unpaced
    return pace.limit * 2


def release_delays(count: int, health: Health, now: float, period: float) -> list[float]:
    """Return for each of *count* deliveries how many seconds from now it is released.

    At once; but spread over the *period* until the next round where the webhook's limits were
    reached lately, since they let through what they can in that time, not in its first moment.
    """
    if now - health.deferred_at > timing.LEASE:
        return [0.0] * count
    period = min(period, timing.LEASE / 2)
    return [period * position / count for position in range(count)]
