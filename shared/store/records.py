"""Rows of ``deliveriesYYYYMMDD``: the record of each delivery, which people read.

Made ``queued`` when the event is accepted, and merged once more when the delivery ends. What
happens in between lies in its waiting row, if it ever gets one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from shared.model import DELIVERED, DROPPED, QUEUED, Attempt, DeliveryKey, DeliveryRecord, day_of
from shared.store import keys
from shared.store import results as results_text
from shared.store.conditions import equal, keys_between, partition
from shared.store.table import Continuation, Row, Table


@dataclass(frozen=True, slots=True)
class Page:
    """Some deliveries of one day, newest first; ``more`` tells where to go on."""

    deliveries: tuple[DeliveryRecord, ...]
    more: Continuation | None


class RecordStore:
    def __init__(self, table: Callable[[str], Table]) -> None:
        self._table = table

    def insert(self, ref: DeliveryKey, event_type: str) -> bool:
        """Record a new delivery; False when it is on record."""
        return self._of(ref.day).insert(_new(ref, event_type)) is not None

    def insert_all(self, refs: Mapping[DeliveryKey, str]) -> bool:
        """Record new deliveries to one webhook, received on one day: all, or none and False.

        *refs* names the type of each one's event; there may be a hundred.
        """
        rows = [_new(ref, event_type) for ref, event_type in refs.items()]
        return self._of(next(iter(refs)).day).insert_all(rows)

    def get(self, ref: DeliveryKey) -> DeliveryRecord | None:
        row = self._of(ref.day).get(ref.uid, keys.delivery_key(ref))
        return None if row is None else _from_row(row)

    def end_delivered(
        self, ref: DeliveryKey, *, attempts: int, results: Sequence[Attempt], at: float
    ) -> None:
        """Whatever the record says now: what a subscriber has received is delivered."""
        self._of(ref.day).merge(
            _ending(ref, DELIVERED, attempts=attempts, results=results, at=at, reason="")
        )

    def end_dropped(
        self,
        delivery: DeliveryRecord,
        *,
        reason: str,
        attempts: int,
        results: Sequence[Attempt],
        at: float,
    ) -> bool:
        """Only if the record is still as *delivery* has it."""
        row = _ending(
            delivery.key, DROPPED, attempts=attempts, results=results, at=at, reason=reason
        )
        return self._of(delivery.key.day).merge(row, etag=delivery.etag) is not None

    def reopen(self, delivery: DeliveryRecord) -> bool:
        """Make an ended delivery ``queued`` again, if it is still as *delivery* has it."""
        row = {**_key(delivery.key), "state": QUEUED}
        return self._of(delivery.key.day).merge(row, etag=delivery.etag) is not None

    def page(
        self,
        uid: str,
        day: date,
        *,
        size: int,
        after: Continuation | None = None,
        state: str | None = None,
        event_type: str | None = None,
    ) -> Page:
        """Up to *size* deliveries to *uid* received on *day*, newest first: one request.

        With a condition the page may be short, even empty, with more to follow; ``more`` says so.
        """
        condition = partition(uid)
        if state is not None:
            condition &= equal("state", state)
        if event_type is not None:
            condition &= equal("event_type", event_type)
        rows, more = self._of(day).page(condition, size=size, after=after)
        return Page(tuple(_from_row(row) for row in rows), more)

    def received_between(
        self, uid: str, since_ms: int, until_ms: int, *, state: str
    ) -> Iterator[DeliveryRecord]:
        """The deliveries to *uid* in *state* whose events came in that time, newest first.

        One request per thousand records of that time; stop when there are enough.
        """
        times = keys_between(keys.newest_first(until_ms), keys.newest_first(since_ms - 1))
        condition = partition(uid) & times & equal("state", state)
        day = day_of(until_ms)
        while day >= day_of(since_ms):
            yield from (_from_row(row) for row in self._of(day).query(condition))
            day -= timedelta(days=1)

    def _of(self, day: date) -> Table:
        return self._table(keys.day_table("deliveries", day))


def _new(ref: DeliveryKey, event_type: str) -> dict[str, Any]:
    return {**_key(ref), "event_type": event_type, "state": QUEUED}


def _key(ref: DeliveryKey) -> dict[str, Any]:
    return {"PartitionKey": ref.uid, "RowKey": keys.delivery_key(ref)}


def _ending(
    ref: DeliveryKey,
    state: str,
    *,
    attempts: int,
    results: Sequence[Attempt],
    at: float,
    reason: str,
) -> dict[str, Any]:
    return {
        **_key(ref),
        "state": state,
        "attempts": attempts,
        "reason": reason,
        "results": results_text.dumps(results),
        "ended_at": at,
    }


def _from_row(row: Row) -> DeliveryRecord:
    return DeliveryRecord(
        key=keys.ref_of_delivery(row["PartitionKey"], row["RowKey"]),
        event_type=row["event_type"],
        state=row["state"],
        attempts=row.get("attempts", 0),
        reason=row.get("reason") or None,
        ended_at=row.get("ended_at"),
        results=results_text.loads(row.get("results", "")),
        etag=row.etag,
    )
