"""Reads the delivery history: records, joined with pending deliveries."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import islice
from typing import Any

from shared import parallel
from shared.errors import NotFound
from shared.events.envelope_model import is_event_id
from shared.history.cursor import bad_cursor, decode_cursor, encode_cursor
from shared.history.delivery_filter import EVERY_DELIVERY, DeliveryFilter, Status
from shared.model import (
    DeliveryKey,
    DeliveryRecord,
    Event,
    KnownWebhook,
    Webhook,
    day_of,
)
from shared.store import BadRequest, Store, records
from shared.store.records import MOST_WIDE, Page
from shared.store.table import Continuation

_CONTINUATION_PART = re.compile(r"[!-~]{1,2048}")
_ROW_KEY = re.compile(r"[0-9]{13}-[!-~]{1,255}")
MAX_EVENTS_BYTES = 4 * 1024 * 1024
"""Bytes of payloads in one list of events; a list of 1,000 could have 250 MB."""

_EVENTS_AT_ONCE = 16
"""Events that are read in parallel, and may be read in vain once a list is full."""

_PAGES_A_CALL = 4
"""Conditions can leave a page empty; the caller is asked to go on after this many."""


@dataclass(frozen=True, slots=True)
class Listing:
    """A part of a list of deliveries; ``cursor`` continues it, None at its end."""

    deliveries: tuple[Status, ...]
    cursor: str | None


@dataclass(frozen=True, slots=True)
class _Position:
    """Where a list goes on: in the table of *day*, by storage's continuation or behind a row."""

    day: date
    after: Continuation | None = None
    after_key: str | None = None

    def cursor(self) -> str:
        return encode_cursor([self.day.isoformat(), self.after, self.after_key])


class DeliveryHistory:
    """Reads events, records and pending deliveries. Writes nothing."""

    def __init__(self, store: Store, *, days: int, clock: Callable[[], float]) -> None:
        """*days* is how many days back there are records."""
        self._store = store
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
        try:
            return self._list(webhook, limit, cursor, wanted)
        except BadRequest:
            if cursor is None:
                raise
            # It has the form of a continuation, and storage knows that it never gave it out.
            raise bad_cursor() from None

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

    def _list(
        self, webhook: KnownWebhook, limit: int, cursor: str | None, wanted: DeliveryFilter
    ) -> Listing:
        oldest, newest = wanted.days(self._clock(), self._days)
        position = _decoded(cursor) if cursor is not None else _Position(newest)
        found: list[Status] = []
        pages = 0
        while position.day >= oldest and len(found) < limit and pages < _PAGES_A_CALL + self._days:
            room = limit - len(found)
            page = self._store.records.page(
                webhook.uid,
                position.day,
                size=room if wanted.status_code is None else MOST_WIDE,
                after=position.after,
                choice=wanted.choice(position.after_key),
            )
            statuses = self._statuses(page.records, wanted.event_type)
            matching = [status for status in statuses if wanted.matches(status)]
            found.extend(matching[:room])
            pages += 1
            position = _next(position, page, last=matching[room - 1] if matching[room:] else None)
        return Listing(tuple(found), position.cursor() if position.day >= oldest else None)

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

    def _statuses(self, page: Sequence[DeliveryRecord], event_type: str | None) -> list[Status]:
        """Add the pending deliveries to a page of records, which are neighbours in time."""
        times = [delivery.key.received_ms for delivery in page if not delivery.ended]
        waiting = {}
        if times:
            rows = self._store.pending.between(
                page[0].key.uid, min(times), max(times), event_type=event_type
            )
            waiting = {row.key: row for row in rows}
        return [Status(delivery, waiting.get(delivery.key)) for delivery in page]

    def _status(self, event: Event, uid: str) -> Status | None:
        ref = event.delivery_key(uid)
        delivery = self._store.records.get(ref)
        if delivery is None:
            return None
        waiting = None if delivery.ended else self._store.pending.get(ref)
        return Status(delivery, waiting)

    def _today(self) -> date:
        return day_of(round(self._clock() * 1000))


def _next(position: _Position, page: Page, *, last: Status | None) -> _Position:
    """Return where to go on: behind *last*, if the rest of what matches on *page* is left out."""
    if last is not None:
        return _Position(position.day, after_key=records.row_key(last.delivery.key))
    if page.more is not None:
        # Storage wants the same query as before with its continuation.
        return _Position(position.day, page.more, position.after_key)
    return _Position(position.day - timedelta(days=1))


def _decoded(cursor: str) -> _Position:
    """Read a cursor. Raises InvalidInput."""
    values = decode_cursor(cursor)
    if len(values) not in (2, 3) or not isinstance(values[0], str):
        raise bad_cursor()
    after, after_key = (*values[1:], None)[:2]
    if after is not None and not _is_continuation(after):
        raise bad_cursor()
    if after_key is not None and not _is_row_key(after_key):
        raise bad_cursor()
    try:
        return _Position(date.fromisoformat(values[0]), after, after_key)
    except ValueError:
        raise bad_cursor() from None


def _is_row_key(value: Any) -> bool:
    return isinstance(value, str) and _ROW_KEY.fullmatch(value) is not None


def _is_continuation(value: Any) -> bool:
    """Whether *value* has the form of a continuation; only storage can tell whether it is one."""
    if not isinstance(value, dict) or set(value) != {"PartitionKey", "RowKey"}:
        return False
    parts = [value["PartitionKey"], value["RowKey"] or "-"]  # the latter may be missing
    return all(isinstance(part, str) and _CONTINUATION_PART.fullmatch(part) for part in parts)
