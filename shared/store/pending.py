"""Rows of ``pending``: deliveries that will be attempted again, in the order of their events.

A row is created when a delivery fails, is held, or is redelivered, and deleted when the delivery
ends. While it exists it decides about the next attempt, not the record.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from shared.model import DeliveryKey, PendingDelivery
from shared.store import keys, results, versions
from shared.store.conditions import (
    EVERY_ROW,
    above,
    at_least,
    at_most,
    equal,
    keys_between,
    partition,
)
from shared.store.results import LATEST, Latest
from shared.store.table import MOST_PER_PAGE, Continuation, Row, Table

_VERSION = 1

MOST_COUNTED = MOST_PER_PAGE
"""Pending deliveries of one webhook that are counted: one request."""

_WIDE_PAGE = 250
"""Rows of a request that reads them with their results, which may be 20 KB each."""

_OUTLINE = (
    "PartitionKey",
    "RowKey",
    versions.PROPERTY,
    "event_type",
    "attempts",
    "next_attempt_at",
    "since",
    "claimed_until",
    "redelivery",
)
"""All properties but the results, which are nearly all of a row's bytes."""

_LATEST = ("PartitionKey", "RowKey", versions.PROPERTY, *LATEST)

_FAILED = (*_LATEST, "attempts", "since")

_COUNTED = ("PartitionKey", "RowKey", "next_attempt_at")


@dataclass(frozen=True, slots=True)
class Backlog:
    """What is pending for one webhook. ``capped``: there may be more than ``count``.

    ``oldest_ms`` is the receive time of the oldest, ``next_attempt_at`` the earliest time at which
    one of those counted is due.
    """

    count: int = 0
    capped: bool = False
    oldest_ms: int = 0
    next_attempt_at: float = 0.0

    @classmethod
    def of(cls, pending: Sequence[PendingDelivery], *, capped: bool) -> Backlog:
        """Return what *pending* are, in the order of their keys."""
        if not pending:
            return cls()
        return cls(
            len(pending),
            capped,
            pending[0].key.received_ms,
            min(delivery.next_attempt_at for delivery in pending),
        )

    def with_row(self, row: Row) -> Backlog:
        """Return this with the next row, in the order of the keys."""
        due = row.get("next_attempt_at", 0.0)
        if not self.count:
            key = keys.key_of_pending(row["PartitionKey"], row["RowKey"])
            return Backlog(1, oldest_ms=key.received_ms, next_attempt_at=due)
        if self.count == MOST_COUNTED:
            return replace(self, capped=True)
        return replace(self, count=self.count + 1, next_attempt_at=min(self.next_attempt_at, due))


@dataclass(frozen=True, slots=True)
class FailedRow:
    """A pending delivery that was attempted, without its recorded attempts but the latest."""

    key: DeliveryKey
    since: float
    latest: Latest


class PendingStore:
    """The table ``pending``; the partition is the webhook's uid."""

    def __init__(self, table: Table) -> None:
        self._table = table

    def put(self, pending: PendingDelivery) -> PendingDelivery | None:
        """Insert *pending*, or replace the row that it was read from.

        Returns it as it is stored now; None if the row exists already, or has changed.
        """
        row = _to_row(pending)
        if pending.etag is None:
            etag = self._table.insert(row)
        else:
            etag = self._table.replace(row, etag=pending.etag)
        return None if etag is None else replace(pending, etag=etag)

    def get(self, key: DeliveryKey) -> PendingDelivery | None:
        """Read one pending delivery."""
        row = self._table.get(key.uid, keys.pending_row_key(key))
        return None if row is None else _from_row(row)

    def postpone(self, pending: PendingDelivery, until: float) -> PendingDelivery | None:
        """Move the next attempt to *until*; None if the row has changed since it was read."""
        return self._update(pending, next_attempt_at=until)

    def hold(self, pending: PendingDelivery, until: float) -> PendingDelivery | None:
        """Do what `postpone` does, and end the claim, if there is one."""
        return self._update(pending, next_attempt_at=until, claimed_until=0.0)

    def redeliver(self, pending: PendingDelivery, until: float) -> PendingDelivery | None:
        """Do what `postpone` does, and mark the delivery as sent again by a person."""
        return self._update(pending, next_attempt_at=until, redelivery=True)

    def claim(self, pending: PendingDelivery, until: float) -> PendingDelivery | None:
        """Claim the next attempt until *until*; None if the row has changed since it was read."""
        return self._update(pending, claimed_until=until)

    def delete(self, pending: PendingDelivery) -> bool:
        """Delete the row; False if it has changed since it was read."""
        key = pending.key
        return self._table.delete(key.uid, keys.pending_row_key(key), etag=pending.etag)

    def oldest(self, uid: str, *, most: int) -> list[PendingDelivery]:
        """Read the oldest *most* pending deliveries of a webhook: one request per thousand."""
        rows = self._table.first(partition(uid), most=most)
        return [_from_row(row) for row in rows]

    def due(self, uid: str, now: float, *, ahead: float, most: int) -> list[PendingDelivery]:
        """Read the oldest *most* that `policy.release.due` would choose of all that is pending."""
        due = at_most("next_attempt_at", now + ahead) & at_most("claimed_until", now)
        rows = self._table.first(partition(uid) & due, most=most)
        return [_from_row(row) for row in rows]

    def between(
        self, uid: str, since_ms: int, until_ms: int, *, event_type: str | None = None
    ) -> Iterator[PendingDelivery]:
        """Read what is pending of the events received in that time, both ends included.

        Only the latest attempt of each is kept.
        """
        times = keys_between(keys.oldest_first(since_ms), keys.oldest_first(until_ms + 1))
        condition = partition(uid) & times
        if event_type is not None:
            condition &= equal("event_type", event_type)
        for row in self._table.query(condition, size=_WIDE_PAGE):
            pending = _from_row(row)
            yield replace(pending, results=pending.results[-1:])

    def latest_between(
        self, uid: str, since_ms: int, until_ms: int, *, most: int
    ) -> dict[DeliveryKey, Latest]:
        """Read the latest attempts of the oldest *most* that `between` finds."""
        times = keys_between(keys.oldest_first(since_ms), keys.oldest_first(until_ms + 1))
        rows = self._table.first(partition(uid) & times, most=most, select=_LATEST)
        for row in rows:
            versions.check(row, _VERSION)
        return {
            keys.key_of_pending(row["PartitionKey"], row["RowKey"]): Latest.of_row(row)
            for row in rows
        }

    def every(self, uid: str) -> Iterator[PendingDelivery]:
        """Read all that is pending for a webhook, oldest first."""
        return (_from_row(row) for row in self._table.query(partition(uid)))

    def outlines(self, uid: str) -> Iterator[PendingDelivery]:
        """Read all that is pending for a webhook, oldest first, without the results."""
        rows = self._table.query(partition(uid), select=_OUTLINE)
        return (_from_row(row) for row in rows)

    def backlogs(self, uids: Collection[str], *, most_requests: int) -> dict[str, Backlog]:
        """Count what is pending for each webhook, up to `MOST_COUNTED`.

        One query goes through the partitions of all of them, and leaves out the rest of a long one.
        Where *most_requests* do not suffice, the last webhooks are missing from the result.
        """
        wanted = sorted(uids)
        found = {uid: Backlog() for uid in wanted}
        done = 0
        after: Continuation | None = None
        condition = EVERY_ROW
        for _ in range(most_requests):
            if done == len(wanted):
                break
            if after is None:
                condition = at_least("PartitionKey", wanted[done])
                condition &= at_most("PartitionKey", wanted[-1])
            rows, after = self._table.page(
                condition, size=MOST_PER_PAGE, after=after, select=_COUNTED
            )
            for row in rows:
                if row["PartitionKey"] in found:
                    found[row["PartitionKey"]] = found[row["PartitionKey"]].with_row(row)
            if after is None:
                done = len(wanted)
            elif rows:
                done, after = _go_on(wanted, found, rows[-1]["PartitionKey"], after)
        return {uid: found[uid] for uid in wanted[:done]}

    def failed(self, *, most_requests: int) -> tuple[list[FailedRow], bool]:
        """Read what was attempted, of all webhooks, a thousand rows for each request.

        Of a webhook with more than `MOST_COUNTED` the rest is left out. Also returns whether
        something was.
        """
        found: list[FailedRow] = []
        counts: Counter[str] = Counter()
        condition, after, more = EVERY_ROW, None, False
        for _ in range(most_requests):
            rows, after = self._table.page(
                condition, size=MOST_PER_PAGE, after=after, select=_FAILED
            )
            found += [_failed(row) for row in rows if row.get("attempts", 0)]
            counts.update(row["PartitionKey"] for row in rows)
            if after is None:
                return found, more
            if rows and counts[rows[-1]["PartitionKey"]] >= MOST_COUNTED:
                condition, after = above("PartitionKey", rows[-1]["PartitionKey"]), None
                more = True
        return found, True

    def _update(self, pending: PendingDelivery, **changes: Any) -> PendingDelivery | None:
        """Write *changes* of a delivery's fields, which are named as the row's properties."""
        etag = self._table.merge({**_key(pending.key), **changes}, etag=pending.etag)
        return None if etag is None else replace(pending, **changes, etag=etag)


def _go_on(
    wanted: list[str], found: dict[str, Backlog], reached: str, after: Continuation
) -> tuple[int, Continuation | None]:
    """Return how many of *wanted* are counted, and where to go on: None to skip to the next."""
    done = bisect_left(wanted, reached)
    if reached not in found:
        return done, None
    if found[reached].count == MOST_COUNTED:
        found[reached] = replace(found[reached], capped=True)
        return done + 1, None
    return done, after


def _failed(row: Row) -> FailedRow:
    versions.check(row, _VERSION)
    key = keys.key_of_pending(row["PartitionKey"], row["RowKey"])
    return FailedRow(key, row.get("since", 0.0), Latest.of_row(row))


def _key(key: DeliveryKey) -> dict[str, Any]:
    return {"PartitionKey": key.uid, "RowKey": keys.pending_row_key(key)}


def _to_row(pending: PendingDelivery) -> dict[str, Any]:
    return {
        **_key(pending.key),
        **versions.stamp(_VERSION),
        "event_type": pending.event_type,
        "attempts": pending.attempts,
        "next_attempt_at": pending.next_attempt_at,
        "since": pending.since,
        "claimed_until": pending.claimed_until,
        "redelivery": pending.redelivery,
        **results.properties(pending.results),
    }


def _from_row(row: Row) -> PendingDelivery:
    versions.check(row, _VERSION)
    return PendingDelivery(
        key=keys.key_of_pending(row["PartitionKey"], row["RowKey"]),
        event_type=row["event_type"],
        attempts=row.get("attempts", 0),
        next_attempt_at=row.get("next_attempt_at", 0.0),
        since=row.get("since", 0.0),
        claimed_until=row.get("claimed_until", 0.0),
        results=results.loads(row.get("results", "")),
        redelivery=row.get("redelivery", False),
        etag=row.etag,
    )
