"""Lists events, the newest first, and searches them by time, type and beginning of the id.

The events of a day are stored in the order of their ids, so a list sorts those of a stretch of
time. The stretch is narrowed until it has few enough events, and a call makes a bounded number of
requests: the answer may be short or empty, and say where to go on.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from shared.errors import Unavailable
from shared.history.cursor import bad_cursor, decode_cursor, encode_cursor
from shared.model import day_of
from shared.policy import retention
from shared.store import Store
from shared.store.events import EventChoice, EventHead
from shared.store.table import Continuation
from shared.times import LATEST, SECONDS_A_DAY, start_of

REQUESTS_A_CALL = 16
"""Storage requests after which a call ends, a thousand events each; the last stretch may take as
many again."""

_MOST_SORTED = 3000
"""Events of one stretch of time; with more it is narrowed."""

_NARROWER = 8
_WIDER = 2
_DAY_MS = 1000 * SECONDS_A_DAY


@dataclass(frozen=True, slots=True)
class EventFilter:
    """Which events to list; None for no condition. Times are when the event was received."""

    since: float | None = None
    until: float | None = None
    event_type: str | None = None
    id_prefix: str | None = None


@dataclass(frozen=True, slots=True)
class EventListing:
    """A part of a list of events; ``cursor`` continues it, None at its end."""

    events: tuple[EventHead, ...]
    cursor: str | None


@dataclass(frozen=True, slots=True)
class _Position:
    """Where a list goes on: at ``last_ms``, there behind ``after_id``, in steps of ``width`` ms."""

    last_ms: int
    after_id: str = ""
    width: int = _DAY_MS

    @property
    def start(self) -> int:
        """The first millisecond of the stretch, which is on the day of the last one."""
        midnight = round(start_of(day_of(self.last_ms)) * 1000)
        return max(midnight, self.last_ms - self.width + 1)

    def has_passed(self, head: EventHead) -> bool:
        return head.received_ms == self.last_ms and head.event_id <= self.after_id

    def cursor(self) -> str:
        return encode_cursor([self.last_ms, self.after_id, self.width])


class EventList:
    """Reads which events there are. Writes nothing."""

    def __init__(self, store: Store, *, days: int, clock: Callable[[], float]) -> None:
        """*days* is how many days back there are events."""
        self._store = store
        self._days = days
        self._clock = clock

    def page(self, wanted: EventFilter, *, limit: int, cursor: str | None = None) -> EventListing:
        """List up to *limit* events. Raises InvalidInput for a bad cursor."""
        first, last = self._range(wanted)
        position = _Position(last) if cursor is None else _decoded(cursor, last)
        found: list[EventHead] = []
        left = REQUESTS_A_CALL
        while left > 0 and len(found) < limit and position.last_ms >= first:
            start = max(first, position.start)
            heads, requests = self._between(start, position.last_ms, wanted)
            left -= requests
            if heads is None:
                position = _narrowed(position, start)
                continue
            new = sorted(
                (head for head in heads if not position.has_passed(head)),
                key=lambda head: (-head.received_ms, head.event_id),
            )
            room = limit - len(found)
            found += new[:room]
            if len(new) > room:
                position = _Position(found[-1].received_ms, found[-1].event_id, position.width)
            else:
                position = _Position(start - 1, width=min(_DAY_MS, _WIDER * position.width))
        return EventListing(tuple(found), position.cursor() if position.last_ms >= first else None)

    def _between(
        self, first: int, last: int, wanted: EventFilter
    ) -> tuple[list[EventHead] | None, int]:
        """Read all events of a stretch of one day; None if they are too many. And the requests."""
        choice = EventChoice((first, last), wanted.event_type, wanted.id_prefix)
        heads: list[EventHead] = []
        after: Continuation | None = None
        for requests in range(1, REQUESTS_A_CALL + 1):
            some, after = self._store.events.heads(day_of(last), choice, after=after)
            heads += some
            if after is None:
                return heads, requests
            if len(heads) >= _MOST_SORTED:
                break
        return None, requests

    def _range(self, wanted: EventFilter) -> tuple[int, int]:
        """Return the milliseconds to list, of which there can be events."""
        now = self._clock()
        first, last = retention.earliest(self._days, now), now + retention.AHEAD
        if wanted.since is not None:
            first = max(first, wanted.since)
        if wanted.until is not None:
            last = min(last, wanted.until)
        return round(first * 1000), round(last * 1000)


def _narrowed(position: _Position, start: int) -> _Position:
    """Return the position with a shorter stretch than that from *start* on."""
    width = (position.last_ms - start + 1) // _NARROWER
    if width < 1:
        raise Unavailable("storage does not find the events of one moment in time")
    return _Position(position.last_ms, position.after_id, width)


def _decoded(cursor: str, last: int) -> _Position:
    """Read a cursor, which does not lead beyond *last*. Raises InvalidInput."""
    values = decode_cursor(cursor)
    if [type(value) for value in values] != [int, str, int]:
        raise bad_cursor()
    last_ms, after_id, width = values
    if not (0 <= last_ms <= 1000 * LATEST and 1 <= width <= _DAY_MS):
        raise bad_cursor()
    return _Position(last_ms, after_id, width) if last_ms <= last else _Position(last)
