"""Reads the delivery history: records, joined with pending deliveries."""

from __future__ import annotations

import base64
import binascii
import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from shared import parallel
from shared.errors import InvalidInput, NotFound
from shared.events.envelope_model import is_event_id
from shared.model import (
    Attempt,
    DeliveryKey,
    DeliveryRecord,
    Event,
    KnownWebhook,
    PendingDelivery,
    RecordState,
    Webhook,
    day_of,
)
from shared.store import BadRequest, Store
from shared.store.table import Continuation


class DeliveryState(StrEnum):
    """The state of a delivery in the API: ``waiting`` if it is pending, else its record's state."""

    QUEUED = "queued"
    WAITING = "waiting"
    DELIVERED = "delivered"
    DROPPED = "dropped"


_CONTINUATION_PART = re.compile(r"[!-~]{1,2048}")
MAX_EVENTS_BYTES = 4 * 1024 * 1024
"""Bytes of payloads in one list of events; a list of 1,000 could have 250 MB."""

_EVENTS_AT_ONCE = 16
"""Events that are read in parallel, and may be read in vain once a list is full."""

_PAGES_A_CALL = 4
"""Conditions can leave a page empty; the caller is asked to go on after this many."""


@dataclass(frozen=True, slots=True)
class Status:
    """The state of a delivery: its record, and the pending delivery if it has not ended."""

    delivery: DeliveryRecord
    waiting: PendingDelivery | None

    @property
    def state(self) -> DeliveryState:
        """``waiting`` if the delivery is pending and has not ended, else the record's state."""
        if self.waiting and not self.delivery.ended:
            return DeliveryState.WAITING
        return DeliveryState(self.delivery.state)

    @property
    def attempts(self) -> int:
        """The number of attempts so far."""
        return self.waiting.attempts if self.waiting else self.delivery.attempts

    @property
    def results(self) -> tuple[Attempt, ...]:
        """The recorded attempts, the oldest first."""
        return self.waiting.results if self.waiting else self.delivery.results


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
        state: str | None = None,
        event_type: str | None = None,
    ) -> Listing:
        """List up to *limit* deliveries, the newest first. Raises InvalidInput for a bad cursor.

        The list may be short, even empty, while ``cursor`` says that there is more: a call makes a
        bounded number of requests, whatever the length of the history.
        """
        try:
            return self._list(webhook, limit, cursor, state, event_type)
        except BadRequest:
            if cursor is None:
                raise
            # It has the form of a continuation, and storage knows that it never gave it out.
            raise _bad_cursor() from None

    def _list(
        self,
        webhook: KnownWebhook,
        limit: int,
        cursor: str | None,
        state: str | None,
        event_type: str | None,
    ) -> Listing:
        day, after = _decoded(cursor) if cursor else (self._today() + timedelta(days=1), None)
        oldest = self._today() - timedelta(days=self._days + 1)
        found: list[Status] = []
        pages = 0
        while day >= oldest and len(found) < limit and pages < _PAGES_A_CALL + self._days:
            page = self._store.records.page(
                webhook.uid,
                day,
                size=limit - len(found),
                after=after,
                state=RecordState.QUEUED if state == DeliveryState.WAITING else state,
                event_type=event_type,
            )
            statuses = self._statuses(page.records, event_type)
            found.extend(s for s in statuses if state is None or s.state == state)
            pages += 1
            after = page.more
            if after is None:
                day -= timedelta(days=1)
        return Listing(tuple(found), _encoded(day, after) if day >= oldest else None)

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
        pending = self._store.pending.oldest(webhook.uid, most=most)
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
            return sum(row.event_type == event_types[uid] for row in self._store.pending.every(uid))

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


def _encoded(day: date, after: Continuation | None) -> str:
    text = json.dumps([day.isoformat(), after])
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def _decoded(cursor: str) -> tuple[date, Continuation | None]:
    try:
        text = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4))
        day, after = json.loads(text)
        if after is not None and not _is_continuation(after):
            raise ValueError("not a continuation")
        return date.fromisoformat(day), after
    except (binascii.Error, ValueError, TypeError, RecursionError):
        raise _bad_cursor() from None


def _bad_cursor() -> InvalidInput:
    return InvalidInput("cursor: not one that a listing gave out", field="cursor")


def _is_continuation(value: Any) -> bool:
    """Whether *value* has the form of a continuation; only storage can tell whether it is one."""
    if not isinstance(value, dict) or set(value) != {"PartitionKey", "RowKey"}:
        return False
    parts = [value["PartitionKey"], value["RowKey"] or "-"]  # the latter may be missing
    return all(isinstance(part, str) and _CONTINUATION_PART.fullmatch(part) for part in parts)
