"""Stores each event once: an event whose ``event_id`` is known is read instead.

The insert itself shows that an id is taken on its day. Near midnight the event may be in the table
of a neighbouring day, which is read first. A post of the day before may even still be on its way to
storage: in the first minutes of a day an event takes its id on the day before, too, so that the one
of the two that comes second finds the first.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from shared import parallel
from shared.model import Event, day_of
from shared.store import Store

_REPEAT_SECONDS = 3600
"""A repeat is recognised for the rest of its day, and at least for this long."""

_SKEW_SECONDS = 120
"""Seconds by which the clock of another instance may be ahead."""

_POST_SECONDS = 300
"""Longer than a post can take: the host ends a request after 230 s."""


@dataclass(frozen=True, slots=True)
class StoredEvent:
    """The event that storage has under an id; ``is_new``: it was stored by this call."""

    event: Event
    is_new: bool


class Deduplication:
    """Stores events that are not stored yet. Thread-safe."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def insert(self, event: Event) -> StoredEvent:
        """Store *event*, unless its id is known; return what is stored."""
        return self._stored_before(event) or self._insert(event)

    def known(self, event: Event) -> Event | None:
        """Read what is stored under the id of *event*, and write nothing."""
        days = [*_neighbours(event.received_ms), day_of(event.received_ms)]
        found = (self._store.events.get(day, event.event_id) for day in days)
        return next((one for one in found if one is not None), None)

    def insert_all(self, events: Sequence[Event]) -> dict[str, StoredEvent]:
        """Store *events*, which have different ids, and return what is stored under each id.

        Those of one partition are stored in one transaction. If one of their ids is taken, the
        transaction stores none, and each of them is stored by itself.
        """
        stored = {one.event.event_id: one for one in self._all_stored_before(events)}
        groups = self._store.events.transactions(e for e in events if e.event_id not in stored)
        for together in parallel.map(self._insert_together, groups):
            stored |= {one.event.event_id: one for one in together}
        return stored

    def _insert_together(self, events: Sequence[Event]) -> list[StoredEvent]:
        if len(events) > 1 and self._store.events.insert_all(events):
            return [StoredEvent(event, is_new=True) for event in events]
        return [self._insert(event) for event in events]

    def _insert(self, event: Event) -> StoredEvent:
        if self._store.events.insert(event):
            return StoredEvent(event, is_new=True)
        known = self._find([day_of(event.received_ms)], event.event_id)
        return known or StoredEvent(event, is_new=True)

    def _all_stored_before(self, events: Sequence[Event]) -> list[StoredEvent]:
        beside = [event for event in events if _neighbours(event.received_ms)]
        return [known for known in parallel.map(self._stored_before, beside) if known is not None]

    def _stored_before(self, event: Event) -> StoredEvent | None:
        before = day_of(event.received_ms - 1000 * _POST_SECONDS)
        if before != day_of(event.received_ms) and self._store.events.insert(event, before):
            return None
        return self._find(_neighbours(event.received_ms), event.event_id)

    def _find(self, days: Iterable[date], event_id: str) -> StoredEvent | None:
        """Read the event of this id from the first of *days* that has it."""
        for day in days:
            event = self._store.events.get(day, event_id)
            if event is not None:
                if day_of(event.received_ms) != day:
                    self._store.events.insert(event)  # its post may have broken off before
                return StoredEvent(event, is_new=False)
        return None


def _neighbours(epoch_ms: int) -> list[date]:
    """Return the other days whose tables may have a repeat: near midnight the day beyond it."""
    days = (day_of(epoch_ms + 1000 * offset) for offset in (-_REPEAT_SECONDS, _SKEW_SECONDS))
    return [day for day in days if day != day_of(epoch_ms)]
