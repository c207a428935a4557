"""Rows of ``counters`` that a process leaves for the next round to log: what it delivered."""

from __future__ import annotations

import json
from dataclasses import dataclass

from shared.store import versions
from shared.store.conditions import partition
from shared.store.table import MOST_PER_PAGE, Row, Table
from shared.summary import DeliverySummary, EventSummary, Summary

_PARTITION = "summary"
_VERSION = 1
_MOST_CHARACTERS = 30_000
"""Of a property, which holds 32,768. The summary of one webhook takes less than 8,000."""


@dataclass(frozen=True, slots=True)
class StoredSummary:
    """A row, until it is deleted."""

    key: str
    summary: Summary


class SummaryStore:
    """The rows of the table ``counters`` that are summaries."""

    def __init__(self, table: Table) -> None:
        self._table = table

    def add(self, key: str, summary: Summary) -> None:
        """Write one of the `parts` of a summary under a new *key*."""
        webhooks = {name: one.to_dict() for name, one in summary.webhooks.items()}
        properties = {
            "events": json.dumps(summary.events.to_dict()) if summary.events else None,
            "webhooks": _text(webhooks),
        }
        row = {"PartitionKey": _PARTITION, "RowKey": key, **properties}
        self._table.insert(row | versions.stamp(_VERSION))

    def oldest(self) -> list[StoredSummary]:
        """Read the rows that are there, as many as one request returns."""
        rows = self._table.first(partition(_PARTITION), most=MOST_PER_PAGE)
        return [_stored(row) for row in rows]

    def delete(self, stored: StoredSummary) -> None:
        """Delete a row."""
        self._table.delete(_PARTITION, stored.key)


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
    return found


def _text(value: object) -> str:
    return json.dumps(value, separators=(",", ":"))


def _stored(row: Row) -> StoredSummary:
    versions.check(row, _VERSION)
    webhooks = json.loads(row.get("webhooks", "{}"))
    return StoredSummary(
        row["RowKey"],
        Summary(
            EventSummary.from_dict(json.loads(row["events"]))
            if "events" in row
            else EventSummary(),
            {name: DeliverySummary.from_dict(stored) for name, stored in webhooks.items()},
        ),
    )
