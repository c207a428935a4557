"""Rows of ``deliveriesYYYYMMDD``: the record of each delivery, which people read.

Created ``queued`` when the event is accepted, and updated once when the delivery ends. What happens
in between is in its pending row, if it ever gets one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any, Literal

from shared.model import Attempt, DeliveryKey, DeliveryRecord, DropReason, RecordState, day_of
from shared.store import keys, versions
from shared.store import results as results_text
from shared.store.conditions import (
    EVERY_ROW,
    Condition,
    above,
    equal,
    keys_between,
    partition,
)
from shared.store.results import LATEST, Latest
from shared.store.table import MOST_PER_PAGE, Continuation, Row, Table

_VERSION = 1

_OUTLINE = ("PartitionKey", "RowKey", versions.PROPERTY, "state", *LATEST)

MOST_WIDE = 250
"""Records of one request that reads them with their results, which may be 20 KB each."""


@dataclass(frozen=True, slots=True)
class Page:
    """Some records of one day, newest first; ``more`` says where to go on, None at the end."""

    records: tuple[DeliveryRecord, ...]
    more: Continuation | None


@dataclass(frozen=True, slots=True)
class RecordOutline:
    """A record without its recorded attempts but the latest, see `Latest`."""

    key: DeliveryKey
    state: RecordState
    latest: Latest


@dataclass(frozen=True, slots=True)
class Choice:
    """Which records to read; None for no condition.

    ``after_key`` is the row key behind which to begin, ``received`` the first and the last
    millisecond.
    """

    state: str | None = None
    event_type: str | None = None
    received: tuple[int, int] | None = None
    after_key: str | None = None

    def condition(self) -> Condition:
        """Return the condition that the rows meet."""
        condition = EVERY_ROW
        if self.received is not None:
            condition &= _received(*self.received)
        if self.after_key is not None:
            condition &= above("RowKey", self.after_key)
        if self.state is not None:
            condition &= equal("state", self.state)
        if self.event_type is not None:
            condition &= equal("event_type", self.event_type)
        return condition


@dataclass(frozen=True, slots=True)
class Ending:
    """How a delivery ended: delivered, or dropped for a *reason*, after so many attempts."""

    state: Literal[RecordState.DELIVERED, RecordState.DROPPED]
    attempts: int
    results: Sequence[Attempt]
    at: float
    reason: DropReason | None = None

    def properties(self) -> dict[str, Any]:
        """Return the properties of the record's row that say so."""
        return {
            "state": self.state.value,
            "attempts": self.attempts,
            "reason": self.reason.value if self.reason else "",
            "ended_at": self.at,
            **results_text.properties(self.results),
        }


class RecordStore:
    """The tables ``deliveriesYYYYMMDD``; the partition is the webhook's uid."""

    def __init__(self, table: Callable[[str], Table]) -> None:
        self._table = table

    def insert(self, key: DeliveryKey, event_type: str) -> bool:
        """Create a ``queued`` record; False if there is one."""
        return self._of(key.day).insert(_new(key, event_type)) is not None

    def insert_all(self, new: Mapping[DeliveryKey, str]) -> bool:
        """Create records of deliveries to one webhook, received on one day, in one transaction.

        *new* maps up to a hundred keys to the event's type. False, and nothing is created, if
        there is a record for one of them.
        """
        rows = [_new(key, event_type) for key, event_type in new.items()]
        return self._of(next(iter(new)).day).insert_all(rows)

    def get(self, key: DeliveryKey) -> DeliveryRecord | None:
        """Read one record; None once its day's table is dropped, too."""
        row = self._of(key.day).get(key.uid, keys.record_row_key(key))
        return None if row is None else _from_row(row)

    def end(self, key: DeliveryKey, ending: Ending) -> None:
        """End the delivery whatever its record says now; a missing record is no fault."""
        self._of(key.day).merge(_key(key) | ending.properties())

    def end_all(self, endings: Mapping[DeliveryKey, Ending]) -> bool:
        """Do what `end` does for deliveries to one webhook, received on one day, in one request.

        False, and none is ended, if one of the records is missing.
        """
        rows = [_key(key) | ending.properties() for key, ending in endings.items()]
        return self._of(next(iter(endings)).day).merge_all(rows)

    def end_if_unchanged(self, record: DeliveryRecord, ending: Ending) -> bool:
        """End the delivery; False if its record has changed since it was read."""
        row = _key(record.key) | ending.properties()
        return self._of(record.key.day).merge(row, etag=record.etag) is not None

    def reopen(self, record: DeliveryRecord) -> bool:
        """Make an ended record ``queued`` again; False if it has changed since it was read."""
        row = {**_key(record.key), "state": RecordState.QUEUED.value}
        return self._of(record.key.day).merge(row, etag=record.etag) is not None

    def page(
        self,
        uid: str,
        day: date,
        *,
        size: int,
        after: Continuation | None = None,
        choice: Choice,
    ) -> Page:
        """Do what `whole_page` does, and keep only the latest attempt of each record."""
        page = self.whole_page(uid, day, size=size, after=after, choice=choice)
        latest = (replace(record, results=record.results[-1:]) for record in page.records)
        return Page(tuple(latest), page.more)

    def whole_page(
        self,
        uid: str,
        day: date,
        *,
        size: int,
        after: Continuation | None = None,
        choice: Choice,
    ) -> Page:
        """Read up to *size* records of one webhook and one *day*, newest first: one request.

        The page may be short, even empty, and ``more`` still say where to go on.
        """
        condition = partition(uid) & choice.condition()
        rows, more = self._of(day).page(condition, size=min(size, MOST_WIDE), after=after)
        return Page(tuple(_from_row(row) for row in rows), more)

    def outlines(
        self, uid: str, day: date, *, after: Continuation | None = None, choice: Choice
    ) -> tuple[list[RecordOutline], Continuation | None]:
        """Read what `page` reads, a thousand at a time, without the attempts: one request."""
        condition = partition(uid) & choice.condition()
        rows, more = self._of(day).page(condition, size=MOST_PER_PAGE, after=after, select=_OUTLINE)
        return [_outline(row) for row in rows], more

    def latest_success(self, uid: str, day: date) -> float:
        """Return when the newest of *day* that succeeded ended, 0 for none: one request."""
        condition = partition(uid) & equal("state", RecordState.DELIVERED.value)
        rows, _ = self._of(day).page(condition, size=1, select=["ended_at"])
        return float(rows[0].get("ended_at", 0.0)) if rows else 0.0

    def received_between(
        self, uid: str, since_ms: int, until_ms: int, *, state: str, size: int = MOST_PER_PAGE
    ) -> Iterator[DeliveryRecord]:
        """Read the records in *state* of the events received in that time, newest first.

        Costs a request per *size* records of that time; stop reading when there are enough.
        """
        for day, condition in _days(uid, since_ms, until_ms, state):
            rows = self._of(day).query(condition, size=size)
            yield from (_from_row(row) for row in rows)

    def keys_between(
        self, uid: str, since_ms: int, until_ms: int, *, state: str
    ) -> Iterator[DeliveryKey]:
        """Read the keys of what `received_between` finds: a request per thousand."""
        for day, condition in _days(uid, since_ms, until_ms, state):
            rows = self._of(day).query(condition, select=["RowKey"])
            yield from (keys.key_of_record(uid, row["RowKey"]) for row in rows)

    def _of(self, day: date) -> Table:
        return self._table(keys.day_table("deliveries", day))


def row_key(key: DeliveryKey) -> str:
    """Return the row key of a record; those of a day are in the order of a list."""
    return keys.record_row_key(key)


def _days(uid: str, since_ms: int, until_ms: int, state: str) -> Iterator[tuple[date, Condition]]:
    """Return each day of that time, the latest first, and the condition for its table."""
    condition = partition(uid) & _received(since_ms, until_ms) & equal("state", state)
    day = day_of(until_ms)
    while day >= day_of(since_ms):
        yield day, condition
        day -= timedelta(days=1)


def _received(since_ms: int, until_ms: int) -> Condition:
    return keys_between(keys.newest_first(until_ms), keys.newest_first(since_ms - 1))


def _new(key: DeliveryKey, event_type: str) -> dict[str, Any]:
    return {
        **_key(key),
        **versions.stamp(_VERSION),
        "event_type": event_type,
        "state": RecordState.QUEUED.value,
    }


def _key(key: DeliveryKey) -> dict[str, Any]:
    return {"PartitionKey": key.uid, "RowKey": keys.record_row_key(key)}


def _outline(row: Row) -> RecordOutline:
    versions.check(row, _VERSION)
    return RecordOutline(
        keys.key_of_record(row["PartitionKey"], row["RowKey"]),
        RecordState(row["state"]),
        Latest.of_row(row),
    )


def _from_row(row: Row) -> DeliveryRecord:
    versions.check(row, _VERSION)
    return DeliveryRecord(
        key=keys.key_of_record(row["PartitionKey"], row["RowKey"]),
        event_type=row["event_type"],
        state=RecordState(row["state"]),
        attempts=row.get("attempts", 0),
        reason=row.get("reason") or None,
        ended_at=row.get("ended_at"),
        results=results_text.loads(row.get("results", "")),
        etag=row.etag,
    )
