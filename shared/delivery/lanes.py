"""Lanes: queues of their own for webhooks that are quick and for those that take long.

The Functions host takes messages from a queue only while no more than ``newBatchThreshold`` of them
are in flight. A few subscribers that take seconds would keep that many in flight all the time, and
everybody else would wait. So each lane has as many places for attempts as that threshold, and an
attempt without a place is not made: the host can always take the next message.

Fast lanes, where what finds no place within `timing.PATIENCE` is moved to the slow lane:

- A webhook is slow for `timing.SLOW` after an attempt took `timing.SLOW_AFTER`, or was seen in
  flight for that long. All its messages are moved.
- A webhook of which one attempt has been in flight for `HESITATE_AFTER` gets no further place.
- A webhook of which nothing is known gets one place; all of these together a quarter of the lane.
- The second half of a lane is for webhooks that have ended an attempt within `QUICK` since the
  oldest attempt in flight began. So webhooks that turn slow at the same moment hold half at most.

The slow lane, where what finds no place is held: a webhook may have as many attempts in flight as
there are places left, so one never takes the last place from another that has none.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import StrEnum

from shared.policy import timing

HESITATE_AFTER = 0.5
QUICK = 0.25

IMPATIENT_SECONDS = 1.0
"""For how long a webhook's messages do not wait any more after one has waited in vain."""


class Lane(StrEnum):
    """The queues that deliveries are made from, by name."""

    FIRST_ATTEMPTS = "deliveries"
    RETRIES = "retries"
    SLOW = "slow-deliveries"


@dataclass(slots=True, eq=False)
class Place:
    """A place in a lane, for one message. ``attempts``: when those of it in flight began."""

    pace: _Pace
    entered: float
    untested: bool
    changed: threading.Condition
    attempts: list[float] = field(default_factory=list)

    @contextmanager
    def attempt(self) -> Iterator[None]:
        """Measure an attempt: what came before and after it was not the webhook's time."""
        began = time.monotonic()
        with self.changed:
            self.attempts.append(began)
        try:
            yield
        finally:
            with self.changed:
                self.attempts.remove(began)
                now = time.monotonic()
                self.pace.end(now - began, now)
                self.untested = self.untested and not self.pace.quick
                self.changed.notify_all()

    def in_vain(self) -> None:
        """Say that the webhook's own limits left no room, so that others of it do not wait."""
        self.pace.impatient_until = time.monotonic() + IMPATIENT_SECONDS


@dataclass(slots=True)
class _Pace:
    """How long the attempts of one webhook take. ``proved_at``: when one ended within `QUICK`."""

    in_flight: list[Place] = field(default_factory=list)
    quick: bool = False
    slow_until: float = 0.0
    proved_at: float = float("-inf")
    impatient_until: float = float("-inf")

    def in_flight_for(self, now: float) -> float:
        """Return for how many seconds its oldest attempt has been in flight, 0 without one."""
        begun = (began for place in self.in_flight for began in place.attempts)
        return now - min(begun, default=now)

    def take_time(self, seconds: float, now: float) -> None:
        """Conclude from an attempt that has taken *seconds* so far."""
        if seconds >= timing.SLOW_AFTER:
            self.slow_until, self.quick = now + timing.SLOW, False

    def end(self, seconds: float, now: float) -> None:
        """Conclude from an attempt that has ended after *seconds*."""
        self.take_time(seconds, now)
        if now >= self.slow_until:
            self.quick = True
        if seconds < QUICK:
            self.proved_at = now


class Lanes:
    """Decides for this process who gets a place in which lane. Thread-safe."""

    def __init__(self, places: int) -> None:
        """*places*: of each lane, the host's ``newBatchThreshold``."""
        self._places = places
        self._open = max(1, places // 2)
        self._untested = max(1, places // 4)
        self._changed = threading.Condition()
        self._paces: dict[str, _Pace] = {}
        self._in_flight: dict[Lane, list[Place]] = {lane: [] for lane in Lane}

    @contextmanager
    def admit(self, lane: Lane, uid: str) -> Iterator[Place | None]:
        """Yield a place in *lane* for an attempt of the webhook *uid*, or None."""
        with self._changed:
            pace = self._paces.setdefault(uid, _Pace())
            place = self._enter_slow(pace) if lane is Lane.SLOW else self._enter(lane, pace)
        try:
            yield place
        finally:
            if place is not None:
                with self._changed:
                    self._leave(lane, place)

    def is_slow(self, uid: str) -> bool:
        """Return whether this process knows the webhook *uid* to be slow."""
        with self._changed:
            pace = self._paces.get(uid)
            return pace is not None and time.monotonic() < pace.slow_until

    def _enter_slow(self, pace: _Pace) -> Place | None:
        others = self._in_flight[Lane.SLOW]
        own = sum(place.pace is pace for place in others)
        if own >= self._places - len(others):
            return None
        return self._take_place(Lane.SLOW, pace, untested=False)

    def _enter(self, lane: Lane, pace: _Pace) -> Place | None:
        began = now = time.monotonic()
        until = began + (0.0 if began < pace.impatient_until else timing.PATIENCE)
        while True:
            in_flight_for = pace.in_flight_for(now)
            pace.take_time(in_flight_for, now)
            if now < pace.slow_until:
                return None
            if in_flight_for < HESITATE_AFTER and self._has_place(lane, pace):
                return self._take_place(lane, pace, untested=not pace.quick)
            if now >= until:
                pace.impatient_until = now + IMPATIENT_SECONDS
                return None
            self._changed.wait(until - now)
            now = time.monotonic()

    def _has_place(self, lane: Lane, pace: _Pace) -> bool:
        others = self._in_flight[lane]
        if len(others) >= self._places:
            return False
        if len(others) >= self._open:
            return pace.quick and pace.proved_at >= others[0].entered
        if pace.quick:
            return True
        return not pace.in_flight and sum(place.untested for place in others) < self._untested

    def _take_place(self, lane: Lane, pace: _Pace, *, untested: bool) -> Place:
        place = Place(pace, time.monotonic(), untested, self._changed)
        pace.in_flight.append(place)
        self._in_flight[lane].append(place)
        return place

    def _leave(self, lane: Lane, place: Place) -> None:
        place.pace.in_flight.remove(place)
        self._in_flight[lane].remove(place)
        self._changed.notify_all()
