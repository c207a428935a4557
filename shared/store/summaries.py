"""Rows of ``counters`` that a process leaves for the next round to log: what it delivered."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from shared.store import versions
from shared.store.conditions import partition
from shared.store.table import MOST_PER_PAGE, Row, Table
from shared.summary import DeliverySummary, EventSummary, HourlyOutcomes, Outcomes, Summary

_PARTITION = "summary"
_VERSION = 1
_MOST_CHARACTERS = 30_000
"""Of a property, which holds 32,768. The summary of one webhook takes less than 8,000."""

_MOST_OUTCOMES = 80
"""Webhooks and hours in one row, of which each takes less than 400 characters."""

_TAKEN_FOR = 60.0
"""Seconds after which a row is taken again: who took it has not deleted it, nor used it."""


@dataclass(frozen=True, slots=True)
class StoredSummary:
    """A row, until it is deleted."""

    key: str
    etag: str
    taken_at: float
    summary: Summary


class SummaryStore:
    """The rows of the table ``counters`` that are summaries."""

    def __init__(self, table: Table) -> None:
        self._table = table

    def add(self, key: str, summary: Summary) -> None:
        """Write one of the `parts` of a summary under *key*, unless there is such a row already."""
        webhooks = {name: one.to_dict() for name, one in summary.webhooks.items()}
        properties = {
            "events": json.dumps(summary.events.to_dict()) if summary.events else None,
            "webhooks": _text(webhooks),
            "outcomes": _text(_by_hour(summary.outcomes)) if summary.outcomes else None,
        }
        row = {"PartitionKey": _PARTITION, "RowKey": key, **properties}
        self._table.insert(row | versions.stamp(_VERSION))

    def oldest(self) -> list[StoredSummary]:
        """Read the rows that are there, as many as one request returns."""
        rows = self._table.first(partition(_PARTITION), most=MOST_PER_PAGE)
        return [_stored(row) for row in rows]

    def take(self, stored: StoredSummary, now: float) -> bool:
        """Delete a row; False if another was first, so that only one uses what it says."""
        if stored.taken_at > now - _TAKEN_FOR:
            return False
        mark = {"taken_at": now, "taken_by": uuid4().hex}
        row = {"PartitionKey": _PARTITION, "RowKey": stored.key, **mark}
        if self._table.merge(row, etag=stored.etag) is None:
            return False
        self._table.delete(_PARTITION, stored.key)
        return True


def parts(summary: Summary) -> list[Summary]:
    """Split a summary of hundreds of webhooks, so that each part fits into a row."""
    found = [Summary(summary.events)]
    length = 0
    for webhook_id, one in summary.webhooks.items():
        added = len(_text({webhook_id: one.to_dict()}))
        if length and length + added > _MOST_CHARACTERS:
            found.append(Summary())
            length = 0
        found[-1].webhooks[webhook_id] = one
        length += added
    for number, outcomes in enumerate(_portions(summary.outcomes)):
        if number == len(found):
            found.append(Summary())
        found[number].outcomes = outcomes
    return found


def _portions(outcomes: HourlyOutcomes) -> Iterator[HourlyOutcomes]:
    every = [(hour, uid, one) for hour, of in outcomes.hours.items() for uid, one in of.items()]
    for start in range(0, len(every), _MOST_OUTCOMES):
        portion = HourlyOutcomes()
        for hour, uid, one in every[start : start + _MOST_OUTCOMES]:
            portion.hours.setdefault(hour, {})[uid] = one
        yield portion


def _by_hour(outcomes: HourlyOutcomes) -> dict[int, dict[str, list[Any]]]:
    return {
        hour: {uid: one.to_list() for uid, one in of.items()} for hour, of in outcomes.hours.items()
    }


def _text(value: object) -> str:
    return json.dumps(value, separators=(",", ":"))


def _stored(row: Row) -> StoredSummary:
    versions.check(row, _VERSION)
    webhooks = json.loads(row.get("webhooks", "{}"))
    hours = json.loads(row.get("outcomes", "{}"))
    return StoredSummary(
        row["RowKey"],
        row.etag,
        row.get("taken_at", 0.0),
        Summary(
            EventSummary.from_dict(json.loads(row["events"]))
            if "events" in row
            else EventSummary(),
            {name: DeliverySummary.from_dict(stored) for name, stored in webhooks.items()},
            HourlyOutcomes(
                {
                    int(hour): {uid: Outcomes.from_list(one) for uid, one in of.items()}
                    for hour, of in hours.items()
                }
            ),
        ),
    )
