"""Reads the delivery history: records, joined with pending deliveries."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice

from shared import parallel
from shared.errors import NotFound
from shared.events.envelope_model import is_event_id
from shared.history.cursor import bad_cursor, decode_cursor, encode_cursor
from shared.history.delivery_filter import EVERY_DELIVERY, DeliveryFilter, Status
from shared.history.delivery_scan import DeliveryScan, Position
from shared.model import (
    DeliveryKey,
    Event,
    KnownWebhook,
    Webhook,
    day_of,
)
from shared.store import Store

MAX_EVENTS_BYTES = 4 * 1024 * 1024
"""Bytes of payloads in one list of events; a list of 1,000 could have 250 MB."""

_EVENTS_AT_ONCE = 16
"""Events that are read in parallel, and may be read in vain once a list is full."""


@dataclass(frozen=True, slots=True)
class Listing:
    """A part of a list of deliveries; ``cursor`` continues it, None at its end."""

    deliveries: tuple[Status, ...]
    cursor: str | None


class DeliveryHistory:
    """Reads events, records and pending deliveries. Writes nothing."""

    def __init__(self, store: Store, *, days: int, clock: Callable[[], float]) -> None:
        """*days* is how many days back there are records."""
        self._store = store
        self._scan = DeliveryScan(store, days=days, clock=clock)
        self._days = days
        self._clock = clock

    def event(self, event_id: str) -> Event:
        """Read an event. Raises NotFound."""
        event = None
        if is_event_id(event_id):  # storage refuses some others as keys
            event = self._store.events.find(event_id, self._today(), self._days + 1)
        if event is None:
            raise NotFound(f"no event {event_id!r}", field="event_id")
        return event

    def outcomes(self, event: Event) -> list[Status]:
        """Read the deliveries of *event*, except those that have not been created yet."""
        found = parallel.map(lambda uid: self._status(event, uid), event.targets)
        return [status for status in found if status is not None]

    def delivery(self, webhook: KnownWebhook, event_id: str) -> tuple[Event, Status]:
        """Read an event and its delivery to *webhook*. Raises NotFound."""
        event = self.event(event_id)
        status = self._status(event, webhook.uid)
        if status is None:
            raise NotFound(f"no delivery of {event_id!r} to this webhook", field="event_id")
        return event, status

    def deliveries(
        self,
        webhook: KnownWebhook,
        *,
        limit: int,
        cursor: str | None = None,
        wanted: DeliveryFilter = EVERY_DELIVERY,
    ) -> Listing:
        """List up to *limit* deliveries, the newest first. Raises InvalidInput for a bad cursor.

        The list may be short, even empty, while ``cursor`` says that there is more: a call makes a
        bounded number of requests, whatever the length of the history.
        """
        if wanted.event_id is not None:
            return self._list_one(webhook, wanted.event_id, cursor, wanted)
        position = None if cursor is None else Position.of(decode_cursor(cursor))
        found, more = self._scan.find(webhook.uid, wanted, position, limit=limit)
        return Listing(tuple(found), encode_cursor(more.values()) if more else None)

    def _list_one(
        self, webhook: KnownWebhook, event_id: str, cursor: str | None, wanted: DeliveryFilter
    ) -> Listing:
        """List the delivery of one event, if it meets the other conditions, too."""
        if cursor is not None:
            raise bad_cursor()
        try:
            _, status = self.delivery(webhook, event_id)
        except NotFound:
            return Listing((), None)
        return Listing((status,) if wanted.matches_one(status) else (), None)

    def recent(self, webhook: Webhook, *, limit: int) -> list[tuple[Status, Event]]:
        """List the latest deliveries with their events, the newest first.

        The list ends before its payloads exceed `MAX_EVENTS_BYTES`.
        """
        statuses = self.deliveries(webhook, limit=limit).deliveries
        events = self._events([status.delivery.key for status in statuses])
        return [
            (status, event)
            for status, event in zip(statuses, events, strict=False)
            if event is not None
        ]

    def pending_events(self, webhook: Webhook, event_type: str, *, most: int) -> list[Event]:
        """Read the events of one type among the oldest *most* deliveries that are pending.

        The list ends before its payloads exceed `MAX_EVENTS_BYTES`.
        """
        pending = islice(self._store.pending.outlines(webhook.uid), most)
        events = self._events([row.key for row in pending if row.event_type == event_type])
        return [event for event in events if event is not None]

    def pending_counts(self, event_types: Mapping[str, str]) -> dict[str, int]:
        """Count the pending deliveries of one event type to each webhook.

        *event_types* maps the uid of each webhook to the event type to count there. Costs one
        request, and one for each thousand deliveries that are pending.
        """
        in_trouble = {health.uid for health in self._store.health.snapshot().webhooks}

        def count(uid: str) -> int:
            if uid not in in_trouble:
                return 0
            rows = self._store.pending.outlines(uid)
            return sum(row.event_type == event_types[uid] for row in rows)

        return dict(zip(event_types, parallel.map(count, event_types), strict=True))

    def _events(self, keys: Sequence[DeliveryKey]) -> list[Event | None]:
        """Read the events in order, as many as fit in `MAX_EVENTS_BYTES`; None for a lost one."""
        found: list[Event | None] = []
        left = MAX_EVENTS_BYTES
        for start in range(0, len(keys), _EVENTS_AT_ONCE):
            for event in parallel.map(self._store.events.of, keys[start : start + _EVENTS_AT_ONCE]):
                left -= 0 if event is None else len(event.event_json.encode(errors="replace"))
                if left < 0:
                    return found
                found.append(event)
        return found

    def _status(self, event: Event, uid: str) -> Status | None:
        ref = event.delivery_key(uid)
        delivery = self._store.records.get(ref)
        if delivery is None:
            return None
        waiting = None if delivery.ended else self._store.pending.get(ref)
        return Status(delivery, waiting)

    def _today(self) -> date:
        return day_of(round(self._clock() * 1000))
