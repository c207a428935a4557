"""Goes through the records of a webhook, the newest first, and joins what is pending.

A call makes a bounded number of requests, so it may find little or nothing, and say where to go on.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from shared.history.cursor import bad_cursor
from shared.history.delivery_filter import DeliveryFilter, Status
from shared.model import DeliveryRecord
from shared.store import BadRequest, Store, records
from shared.store.records import MOST_WIDE, Page
from shared.store.table import Continuation

_CONTINUATION_PART = re.compile(r"[!-~]{1,2048}")
_ROW_KEY = re.compile(r"[0-9]{13}-[!-~]{1,255}")

_PAGES_A_CALL = 4
"""Conditions can leave a page empty; the caller is asked to go on after this many."""


@dataclass(frozen=True, slots=True)
class Position:
    """Where to go on: in the table of *day*, by storage's continuation or behind a row."""

    day: date
    after: Continuation | None = None
    after_key: str | None = None

    def values(self) -> list[Any]:
        """Return what a cursor holds."""
        return [self.day.isoformat(), self.after, self.after_key]

    @classmethod
    def of(cls, values: Sequence[Any]) -> Position:
        """Read what `values` returned. Raises InvalidInput."""
        if len(values) not in (2, 3) or not isinstance(values[0], str):
            raise bad_cursor()
        after, after_key = (*values[1:], None)[:2]
        if after is not None and not _is_continuation(after):
            raise bad_cursor()
        if after_key is not None and not _is_row_key(after_key):
            raise bad_cursor()
        try:
            return cls(date.fromisoformat(values[0]), after, after_key)
        except ValueError:
            raise bad_cursor() from None


class DeliveryScan:
    """Finds deliveries. Writes nothing."""

    def __init__(
        self, store: Store, *, days: int, clock: Callable[[], float], every_attempt: bool = False
    ) -> None:
        """*days* is how many days back there are records.

        *every_attempt*: return every recorded attempt of those that have ended, not the latest.
        """
        self._store = store
        self._every_attempt = every_attempt
        self._days = days
        self._clock = clock

    def find(
        self, uid: str, wanted: DeliveryFilter, position: Position | None, *, limit: int
    ) -> tuple[list[Status], Position | None]:
        """Return up to *limit* deliveries from *position* on, and where to go on; None at the end.

        Raises InvalidInput for a position that storage refuses.
        """
        try:
            return self._find(uid, wanted, position, limit)
        except BadRequest:
            if position is None:
                raise
            # It has the form of a continuation, and storage knows that it never gave it out.
            raise bad_cursor() from None

    def _find(
        self, uid: str, wanted: DeliveryFilter, position: Position | None, limit: int
    ) -> tuple[list[Status], Position | None]:
        rows = self._store.records
        read = rows.whole_page if self._every_attempt else rows.page
        oldest, newest = wanted.days(self._clock(), self._days)
        position = position or Position(newest)
        found: list[Status] = []
        pages = 0
        while position.day >= oldest and len(found) < limit and pages < _PAGES_A_CALL + self._days:
            room = limit - len(found)
            page = read(
                uid,
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
        return found, position if position.day >= oldest else None

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


def _next(position: Position, page: Page, *, last: Status | None) -> Position:
    """Return where to go on: behind *last*, if the rest of what matches on *page* is left out."""
    if last is not None:
        return Position(position.day, after_key=records.row_key(last.delivery.key))
    if page.more is not None:
        # Storage wants the same query as before with its continuation.
        return Position(position.day, page.more, position.after_key)
    return Position(position.day - timedelta(days=1))


def _is_row_key(value: Any) -> bool:
    return isinstance(value, str) and _ROW_KEY.fullmatch(value) is not None


def _is_continuation(value: Any) -> bool:
    """Whether *value* has the form of a continuation; only storage can tell whether it is one."""
    if not isinstance(value, dict) or set(value) != {"PartitionKey", "RowKey"}:
        return False
    parts = [value["PartitionKey"], value["RowKey"] or "-"]  # the latter may be missing
    return all(isinstance(part, str) and _CONTINUATION_PART.fullmatch(part) for part in parts)
