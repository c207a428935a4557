"""Rows of ``health`` that say what became of the deliveries of an hour, webhook by webhook.

Their partitions come before those of all other rows, the latest hour last: so one query reads the
other rows together with the latest hours, or without any. Each scheduler has a row of its own in
an hour, which it writes as a whole, so that two of them never count anything twice.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from itertools import islice

from shared import json_text
from shared.store import versions
from shared.store.conditions import Condition, at_least, below
from shared.store.table import Row, Table
from shared.summary import HourlyOutcomes, Outcomes

_PREFIX = "activity-"
_VERSION = 1
_MOST_CHARACTERS = 30_000
"""Of a property, which holds 32,768."""

_MOST_PARTS = 12
"""Properties of a row, which holds 1 MiB: about 5,000 webhooks."""


class ActivityStore:
    """The partitions of the table ``health`` that hold activity."""

    def __init__(self, table: Table) -> None:
        self._table = table

    def write(self, hour: int, key: str, outcomes: Mapping[str, Outcomes]) -> None:
        """Write the outcomes of one hour in the place of what the row *key* of that hour said."""
        parts = json_text.parts(
            ((uid, one.to_list()) for uid, one in outcomes.items()), most=_MOST_CHARACTERS
        )
        properties = {f"webhooks{n}": text for n, text in enumerate(islice(parts, _MOST_PARTS))}
        self._table.upsert(
            {
                "PartitionKey": _partition(hour),
                "RowKey": key,
                "parts": len(properties),
                **properties,
                **versions.stamp(_VERSION),
            }
        )

    def forget_before(self, hour: int) -> None:
        """Delete the rows of earlier hours."""
        earlier = at_least("PartitionKey", _PREFIX) & below("PartitionKey", _partition(hour))
        for row in self._table.query(earlier, select=["PartitionKey", "RowKey"]):
            self._table.delete(row["PartitionKey"], row["RowKey"])


def since(hour: int) -> Condition:
    """Return the condition for the rows of *hour* and later, and for all that are no activity."""
    return at_least("PartitionKey", _partition(hour))


def is_activity(row: Row) -> bool:
    """Whether *row* of the table ``health`` is of this kind."""
    return str(row["PartitionKey"]).startswith(_PREFIX)


def outcomes_of(row: Row) -> HourlyOutcomes:
    """Read a row."""
    versions.check(row, _VERSION)
    hour = int(row["PartitionKey"].removeprefix(_PREFIX))
    texts = (row[f"webhooks{number}"] for number in range(row.get("parts", 0)))
    outcomes = {
        uid: Outcomes.from_list(one) for text in texts for uid, one in json.loads(text).items()
    }
    return HourlyOutcomes({hour: outcomes})


def _partition(hour: int) -> str:
    return f"{_PREFIX}{hour:07d}"
