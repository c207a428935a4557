"""Rows of ``counters``: what each process has counted since it began."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from shared.store import versions
from shared.store.conditions import partition
from shared.store.table import Table

_PARTITION = "process"
_VERSION = 1
_OTHERS = frozenset({"PartitionKey", "RowKey", "at", "v"})


@dataclass(frozen=True, slots=True)
class ProcessCounts:
    """What the process of this random id has counted by the time ``at``."""

    process: str
    at: float
    counts: Mapping[str, int]


class CounterStore:
    """The table ``counters``."""

    def __init__(self, table: Table) -> None:
        self._table = table

    def write(self, counts: ProcessCounts) -> None:
        """Write the counts of a process in the place of its earlier ones."""
        values = {name: float(count) for name, count in counts.counts.items()}
        key = {"PartitionKey": _PARTITION, "RowKey": counts.process}
        self._table.upsert({**key, "at": counts.at, **values, **versions.stamp(_VERSION)})

    def every(self) -> list[ProcessCounts]:
        """Read the counts of every process: one request per thousand processes."""
        found = []
        for row in self._table.query(partition(_PARTITION)):
            versions.check(row, _VERSION)
            counts = {
                name: int(value)
                for name, value in row.items()
                if name not in _OTHERS and isinstance(value, float)
            }
            found.append(ProcessCounts(row["RowKey"], row["at"], counts))
        return found

    def forget_before(self, time: float) -> None:
        """Delete the rows of processes that have counted nothing since *time*."""
        for counts in self.every():
            if counts.at < time:
                self._table.delete(_PARTITION, counts.process)
