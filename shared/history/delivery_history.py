"""What became of an event: the records, read together with what waits."""

from __future__ import annotations

import base64
import binascii
import json
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from shared import parallel
from shared.errors import InvalidInput, NotFound
from shared.events.envelope_model import is_event_id
from shared.model import DeliveryRecord, Event, PendingDelivery, RecordState, Webhook, day_of
from shared.store import Store
from shared.store.table import Continuation

WAITING = "waiting"
STATES = (RecordState.QUEUED, WAITING, RecordState.DELIVERED, RecordState.DROPPED)

_HEADER_TEXT = re.compile(r"[!-~]{1,2048}")
_PAGES_A_CALL = 4
"""Conditions can leave a page empty; this many are read before the caller is asked to go on."""


@dataclass(frozen=True, slots=True)
class Status:
    """The state of a delivery: its record, and the pending delivery if it has not ended."""

    delivery: DeliveryRecord
    waiting: PendingDelivery | None

    @property
    def state(self) -> str:
        return WAITING if self.waiting and not self.delivery.ended else self.delivery.state


@dataclass(frozen=True, slots=True)
class Listing:
    deliveries: tuple[Status, ...]
    cursor: str | None


class DeliveryHistory:
    def __init__(self, store: Store, *, days: int, clock: Callable[[], float]) -> None:
        """*days*: how many days back there are records."""
        self._store = store
        self._days = days
        self._clock = clock

    def event(self, event_id: str) -> Event:
        """Raises NotFound."""
        event = None
        if is_event_id(event_id):  # storage refuses some others as keys
            event = self._store.events.find(event_id, self._today(), self._days + 1)
        if event is None:
            raise NotFound(f"no event {event_id!r}", field="event_id")
        return event

    def outcomes(self, event: Event) -> list[Status]:
        """What became of *event* at each of its targets; those not yet fanned out are missing."""
        found = parallel.map(lambda uid: self._status(event, uid), event.targets)
        return [status for status in found if status is not None]

    def delivery(self, webhook: Webhook, event_id: str) -> tuple[Event, Status]:
        """Raises NotFound."""
        event = self.event(event_id)
        status = self._status(event, webhook.uid)
        if status is None:
            raise NotFound(f"no delivery of {event_id!r} to this webhook", field="event_id")
        return event, status

    def deliveries(
        self,
        webhook: Webhook,
        *,
        limit: int,
        cursor: str | None = None,
        state: str | None = None,
        event_type: str | None = None,
    ) -> Listing:
        """Newest first. A page may be short, even empty, while ``cursor`` says there is more.

        The cost does not grow with the history: a bounded number of requests a call.
        """
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
                state=RecordState.QUEUED if state == WAITING else state,
                event_type=event_type,
            )
            statuses = self._statuses(page.records, event_type)
            found.extend(s for s in statuses if state is None or s.state == state)
            pages += 1
            after = page.more
            if after is None:
                day -= timedelta(days=1)
        return Listing(tuple(found), _encoded(day, after) if day >= oldest else None)

    def waiting(self, webhook: Webhook) -> list[PendingDelivery]:
        """All that waits for the webhook, oldest first."""
        return list(self._store.pending.every(webhook.uid))

    def _statuses(self, page: Sequence[DeliveryRecord], event_type: str | None) -> list[Status]:
        """The deliveries of a page, which follow one another, with what waits among them."""
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
        raise InvalidInput("cursor: not one that a listing gave out", field="cursor") from None


def _is_continuation(value: Any) -> bool:
    """Whether *value* looks like one; storage itself says whether it is."""
    if not isinstance(value, dict) or set(value) != {"PartitionKey", "RowKey"}:
        return False
    parts = [value["PartitionKey"], value["RowKey"] or "-"]  # storage may leave the latter out
    return all(isinstance(part, str) and _HEADER_TEXT.fullmatch(part) for part in parts)
