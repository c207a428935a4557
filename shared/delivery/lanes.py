"""Lanes: webhooks whose attempts take long are delivered to from a queue of their own.

The Functions host takes a batch from a queue only while no more than ``newBatchThreshold`` (8) of
its messages are in flight. A few subscribers that take seconds would keep that many in flight all
the time, and everybody else would wait. So what all slow webhooks *together* may have in flight in
a fast lane has a bound below the threshold:

- A webhook is slow for `SLOW_SECONDS` after an attempt took `SLOW_AFTER` or longer, or was seen in
  flight for that long. Its messages are moved to the slow lane.
- A webhook of which nothing is known may have one attempt in flight, and all of these together
  `MAX_UNTESTED` in each fast lane; what exceeds that is moved.
- A webhook whose attempts end quickly gets no further place while one of its attempts has been in
  flight for `HESITATE_AFTER`, since it may be about to become slow.

What is known is known to this process alone.
"""

from __future__ import annotations

import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import StrEnum

SLOW_AFTER = 1.0
HESITATE_AFTER = 0.5
SLOW_SECONDS = 60.0
MAX_UNTESTED = 4
"""Half of the host's default ``newBatchThreshold``."""


class Lane(StrEnum):
    """The queues that deliveries are made from, by name."""

    FIRST_ATTEMPTS = "deliveries"
    RETRIES = "retries"
    SLOW = "slow-deliveries"


@dataclass(slots=True)
class Place:
    """A place in a lane. ``attempted`` is set by whoever makes an attempt in it."""

    lane: Lane
    began: float
    untested: bool
    attempted: bool = False


@dataclass(slots=True)
class _Pace:
    """How long the attempts of one webhook take."""

    in_flight: list[Place] = field(default_factory=list)
    quick: bool = False
    slow_until: float = 0.0


class Lanes:
    """Decides for this process who may use a fast lane. Thread-safe."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._paces: dict[str, _Pace] = {}
        self._untested: Counter[Lane] = Counter()

    @contextmanager
    def admit(self, lane: Lane, uid: str) -> Iterator[Place | None]:
        """Yield a place in *lane* for the webhook *uid*; None if its message is to be moved."""
        with self._lock:
            place = self._enter(lane, uid, time.monotonic())
        try:
            yield place
        finally:
            if place is not None:
                with self._lock:
                    self._leave(uid, place, time.monotonic())

    def _enter(self, lane: Lane, uid: str, now: float) -> Place | None:
        pace = self._paces.setdefault(uid, _Pace())
        untested = lane is not Lane.SLOW and not pace.quick
        if lane is not Lane.SLOW and not self._may_enter(lane, pace, now):
            return None
        place = Place(lane, now, untested)
        pace.in_flight.append(place)
        self._untested[lane] += untested
        return place

    def _may_enter(self, lane: Lane, pace: _Pace, now: float) -> bool:
        oldest = now - pace.in_flight[0].began if pace.in_flight else 0.0
        if oldest >= SLOW_AFTER:
            pace.slow_until, pace.quick = now + SLOW_SECONDS, False
        if now < pace.slow_until or oldest >= HESITATE_AFTER:
            return False
        return pace.quick or (not pace.in_flight and self._untested[lane] < MAX_UNTESTED)

    def _leave(self, uid: str, place: Place, now: float) -> None:
        pace = self._paces[uid]
        pace.in_flight.remove(place)
        self._untested[place.lane] -= place.untested
        if not place.attempted:
            return
        if now - place.began >= SLOW_AFTER:
            pace.slow_until, pace.quick = now + SLOW_SECONDS, False
        elif now >= pace.slow_until:
            pace.quick = True
