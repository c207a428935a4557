"""Rows of ``waiting``: deliveries that will be attempted again, in the order of their events.

A row is made when a delivery fails, is held, or is taken up again after a crash, and deleted when
the delivery ends. Where it exists, it decides.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from shared.model import DeliveryKey, PendingDelivery
from shared.store import keys, results
from shared.store.conditions import at_most, equal, keys_between, partition
from shared.store.table import Row, Table


class PendingStore:
    def __init__(self, table: Table) -> None:
        self._table = table

    def put(self, row: PendingDelivery) -> str | None:
        """Store *row*: a new one where it has no etag, else in the place of the one it was.

        Answers with the new etag, or None where another was there first.
        """
        if not row.etag:
            return self._table.insert(_to_row(row))
        return self._table.replace(_to_row(row), etag=row.etag)

    def get(self, ref: DeliveryKey) -> PendingDelivery | None:
        row = self._table.get(ref.uid, keys.waiting_key(ref))
        return None if row is None else _from_row(row)

    def postpone(self, row: PendingDelivery, until: float) -> bool:
        """Move the next attempt to *until*, if the row has not changed since it was read."""
        changed = {**_key(row.key), "next_attempt_at": until}
        return self._table.merge(changed, etag=row.etag) is not None

    def claim(self, row: PendingDelivery, until: float) -> PendingDelivery | None:
        """Take the next attempt, until *until*; None when somebody else was first."""
        etag = self._table.merge({**_key(row.key), "claimed_until": until}, etag=row.etag)
        return None if etag is None else replace(row, claimed_until=until, etag=etag)

    def delete(self, ref: DeliveryKey) -> None:
        self._table.delete(ref.uid, keys.waiting_key(ref))

    def of(self, uid: str, *, most: int) -> list[PendingDelivery]:
        """The oldest *most* of what waits for a webhook: one request per thousand."""
        rows = self._table.first(partition(uid), most=most)
        return [_from_row(row) for row in rows]

    def due(self, uid: str, now: float, *, ahead: float, most: int) -> list[PendingDelivery]:
        """The oldest *most* of what `policy.due` would choose, however much else there is."""
        due = at_most("next_attempt_at", now + ahead) & at_most("claimed_until", now)
        rows = self._table.first(partition(uid) & due, most=most)
        return [_from_row(row) for row in rows]

    def between(
        self, uid: str, since_ms: int, until_ms: int, *, event_type: str | None = None
    ) -> Iterator[PendingDelivery]:
        """What waits for a webhook of the events received in that time, both ends included."""
        times = keys_between(keys.oldest_first(since_ms), keys.oldest_first(until_ms + 1))
        condition = partition(uid) & times
        if event_type is not None:
            condition &= equal("event_type", event_type)
        return (_from_row(row) for row in self._table.query(condition))

    def every(self, uid: str) -> Iterator[PendingDelivery]:
        """All that waits for a webhook, oldest first."""
        return (_from_row(row) for row in self._table.query(partition(uid)))


def _key(ref: DeliveryKey) -> dict[str, Any]:
    return {"PartitionKey": ref.uid, "RowKey": keys.waiting_key(ref)}


def _to_row(row: PendingDelivery) -> dict[str, Any]:
    return {
        **_key(row.key),
        "event_type": row.event_type,
        "attempts": row.attempts,
        "next_attempt_at": row.next_attempt_at,
        "since": row.since,
        "claimed_until": row.claimed_until,
        "results": results.dumps(row.results),
    }


def _from_row(row: Row) -> PendingDelivery:
    return PendingDelivery(
        key=keys.ref_of_waiting(row["PartitionKey"], row["RowKey"]),
        event_type=row["event_type"],
        attempts=row["attempts"],
        next_attempt_at=row["next_attempt_at"],
        since=row["since"],
        claimed_until=row["claimed_until"],
        results=results.loads(row["results"]),
        etag=row.etag,
    )
