"""Rows of ``health``: the webhooks with pending deliveries, heartbeats, the latest round.

A webhook has a row only while deliveries to it are pending or it is slow, so the one query of an
idle tick tells all that there is to do. Whoever adds a pending row touches the health row
*afterwards*; the scheduler deletes the health row only if nobody has touched it since it was read.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, fields
from typing import Any

from shared.model import Breaker, Health, HealthChange, Heartbeat, LatestRound, Pace
from shared.store import versions
from shared.store.conditions import EVERY_ROW
from shared.store.table import Row, Table

_WEBHOOK, _TICK, _PROCESS = "webhook", "tick", "process"

_VERSION = 1

_BREAKER = {
    "open": "breaker_open",
    "failing_since": "failing_since",
    "probe_at": "probe_at",
    "probes": "probes",
}
"""The properties of a row that hold the members of a `Breaker`."""

_OWN = tuple(f.name for f in fields(HealthChange) if f.name not in {"breaker", "pace"})


@dataclass(frozen=True, slots=True)
class Snapshot:
    """What one query on the whole table returns; ``latest_round`` is None before the first one."""

    webhooks: tuple[Health, ...]
    heartbeats: tuple[Heartbeat, ...]
    latest_round: LatestRound | None

    @property
    def failing(self) -> int:
        """How many webhooks have an open breaker."""
        return sum(health.breaker.open for health in self.webhooks)


class HealthStore:
    """The table ``health``."""

    def __init__(self, table: Table) -> None:
        self._table = table

    def snapshot(self) -> Snapshot:
        """Read the whole table."""
        webhooks, heartbeats, latest_round = [], [], None
        for row in self._table.query(EVERY_ROW):
            versions.check(row, _VERSION)
            if row["PartitionKey"] == _WEBHOOK:
                webhooks.append(_from_row(row))
            elif row["PartitionKey"] == _PROCESS:
                heartbeats.append(
                    Heartbeat(row["RowKey"], row["at"], int(row["oldest_ms"]), row.etag)
                )
            elif row["PartitionKey"] == _TICK:
                latest_round = _to_round(row)
        return Snapshot(tuple(webhooks), tuple(heartbeats), latest_round)

    def get(self, uid: str) -> Health | None:
        """Read the health of one webhook; None where there is nothing to say."""
        row = self._table.get(_WEBHOOK, uid)
        if row is None:
            return None
        versions.check(row, _VERSION)
        return _from_row(row)

    def touch(self, uid: str, change: HealthChange | None = None) -> None:
        """Merge *change* into the row, which is created if it is missing."""
        self._table.upsert({**_key(uid), **versions.stamp(_VERSION), **_properties(change)})

    def update(self, health: Health, change: HealthChange) -> bool:
        """Merge *change* into the row; False if it has changed since *health* was read."""
        row = {**_key(health.uid), **_properties(change)}
        return self._table.merge(row, etag=health.etag) is not None

    def delete(self, health: Health) -> bool:
        """Delete the row; False if it has changed since *health* was read."""
        return self._table.delete(_WEBHOOK, health.uid, etag=health.etag)

    def beat(self, process: str, at: float, oldest_ms: int) -> None:
        """Write the heartbeat of *process*, which works on events from *oldest_ms* on."""
        row = {"PartitionKey": _PROCESS, "RowKey": process, "at": at, "oldest_ms": str(oldest_ms)}
        self._table.upsert(row | versions.stamp(_VERSION))

    def stop_beating(self, process: str) -> None:
        """Delete the heartbeat of a process that has no work left."""
        self._table.delete(_PROCESS, process)

    def delete_stopped(self, heartbeat: Heartbeat) -> bool:
        """Delete the heartbeat of a dead process; False if it has beaten since it was read."""
        return self._table.delete(_PROCESS, heartbeat.process, etag=heartbeat.etag)

    def record_round(self, latest: LatestRound) -> None:
        """Write what the round did; the lengths of the queues stay where it has none."""
        queues = {"queues": json.dumps(latest.queues)} if latest.queues else {}
        self._table.upsert(
            {
                "PartitionKey": _TICK,
                "RowKey": _TICK,
                "at": latest.at,
                "seconds": latest.seconds,
                "waiting": latest.waiting,
                "oldest_due_seconds": latest.oldest_due_seconds,
                **queues,
                **versions.stamp(_VERSION),
            }
        )


def _to_round(row: Row) -> LatestRound:
    return LatestRound(
        at=row["at"],
        seconds=row.get("seconds", 0.0),
        waiting=row.get("waiting", 0),
        oldest_due_seconds=row.get("oldest_due_seconds", 0.0),
        queues=json.loads(row.get("queues", "{}")),
    )


def _key(uid: str) -> dict[str, Any]:
    return {"PartitionKey": _WEBHOOK, "RowKey": uid}


def _properties(change: HealthChange | None) -> dict[str, Any]:
    if change is None:
        return {}
    values = {name: getattr(change, name) for name in _OWN}
    properties = {name: value for name, value in values.items() if value is not None}
    if change.breaker is not None:
        properties |= {_BREAKER[name]: getattr(change.breaker, name) for name in _BREAKER}
    if change.pace is not None:
        properties["pace"] = change.pace.limit or 0
        properties["paced_at"] = change.pace.released_at
    return properties


def _from_row(row: Row) -> Health:
    breaker = {name: row[stored] for name, stored in _BREAKER.items() if stored in row}
    return Health(
        uid=row["RowKey"],
        breaker=Breaker(**breaker),
        pace=Pace(row.get("pace") or None, row.get("paced_at", 0.0)),
        etag=row.etag,
        **{name: row[name] for name in _OWN if name in row},
    )
