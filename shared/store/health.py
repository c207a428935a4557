"""Rows of ``health``: the webhooks in trouble, the processes at work, the latest tick.

A webhook has a row while something waits for it, and only then: so a tick's one query tells all
there is to do. Whoever adds a waiting row touches the health row *afterwards*; upkeep removes the
health row only if nobody has touched it since it was read.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from shared.model import Health, Heartbeat
from shared.store.conditions import EVERY_ROW
from shared.store.table import Row, Table

_WEBHOOK, _TICK, _PROCESS = "webhook", "tick", "process"


_FIELDS = tuple(name for name in Health.__slots__ if name not in {"uid", "etag"})


@dataclass(frozen=True, slots=True)
class Snapshot:
    """All that one query on the table tells."""

    webhooks: tuple[Health, ...]
    heartbeats: tuple[Heartbeat, ...]
    ticked_at: float | None


class HealthStore:
    def __init__(self, table: Table) -> None:
        self._table = table

    def snapshot(self) -> Snapshot:
        webhooks, heartbeats, ticked_at = [], [], None
        for row in self._table.query(EVERY_ROW):
            if row["PartitionKey"] == _WEBHOOK:
                webhooks.append(_from_row(row))
            elif row["PartitionKey"] == _PROCESS:
                heartbeats.append(
                    Heartbeat(row["RowKey"], row["at"], int(row["oldest_ms"]), row.etag)
                )
            elif row["PartitionKey"] == _TICK:
                ticked_at = row["at"]
        return Snapshot(tuple(webhooks), tuple(heartbeats), ticked_at)

    def get(self, uid: str) -> Health | None:
        row = self._table.get(_WEBHOOK, uid)
        return None if row is None else _from_row(row)

    def touch(self, uid: str, **facts: float | str | bool) -> None:
        """Merge *facts* into the row, which comes into being if need be."""
        self._table.upsert({**_key(uid), **_known(facts)})

    def change(self, health: Health, **conclusions: float | str | bool) -> bool:
        """Merge *conclusions*, if the row has not changed since it was read."""
        return (
            self._table.merge({**_key(health.uid), **_known(conclusions)}, etag=health.etag)
            is not None
        )

    def delete(self, health: Health) -> bool:
        """Remove the row, if it has not changed since it was read."""
        return self._table.delete(_WEBHOOK, health.uid, etag=health.etag)

    def beat(self, process: str, at: float, oldest_ms: int) -> None:
        """Write down that *process* is at work on deliveries of events from *oldest_ms* on."""
        self._table.upsert(
            {"PartitionKey": _PROCESS, "RowKey": process, "at": at, "oldest_ms": str(oldest_ms)}
        )

    def stop_beating(self, process: str) -> None:
        self._table.delete(_PROCESS, process)

    def bury(self, heartbeat: Heartbeat) -> bool:
        """Remove a heartbeat that has stopped; False when it has not."""
        return self._table.delete(_PROCESS, heartbeat.process, etag=heartbeat.etag)

    def record_tick(self, at: float) -> None:
        self._table.upsert({"PartitionKey": _TICK, "RowKey": _TICK, "at": at})


def _key(uid: str) -> dict[str, Any]:
    return {"PartitionKey": _WEBHOOK, "RowKey": uid}


def _known(values: dict[str, float | str | bool]) -> dict[str, float | str | bool]:
    unknown: Iterable[str] = values.keys() - set(_FIELDS)
    if unknown:
        raise TypeError(f"health has no {sorted(unknown)}")
    return values


def _from_row(row: Row) -> Health:
    return Health(
        uid=row["RowKey"],
        etag=row.etag,
        **{name: row[name] for name in _FIELDS if name in row},
    )
