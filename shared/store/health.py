"""Rows of ``health``: the webhooks with pending deliveries, heartbeats, the latest round.

A webhook has a row only while deliveries to it are pending or it is slow, so the one query of an
idle tick tells all that there is to do. Whoever adds a pending row touches the health row
*afterwards*; the scheduler deletes the health row only if nobody has touched it since it was read.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from itertools import islice
from typing import Any

from shared import json_text
from shared.model import Breaker, Health, HealthChange, Heartbeat, LatestRound, Pace
from shared.store import activity, versions
from shared.store.conditions import at_least
from shared.store.pending import Backlog
from shared.store.table import Row, Table
from shared.summary import HourlyOutcomes

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


_BACKLOGS_FOR = 60.0
"""Seconds for which it counts what was pending, if later rounds do not say."""

_MOST_CHARACTERS = 30_000
_MOST_PARTS = 12
"""Properties for the backlogs, which are enough for about 4,000 webhooks."""


@dataclass(frozen=True, slots=True)
class Snapshot:
    """What one query returns; ``latest_round`` is None before the first one.

    ``backlogs`` says what was pending at the latest round, by uid. A webhook is missing if no round
    has looked at it yet. ``outcomes`` has those of the hours that were asked for.
    """

    webhooks: tuple[Health, ...] = ()
    heartbeats: tuple[Heartbeat, ...] = ()
    latest_round: LatestRound | None = None
    backlogs: Mapping[str, Backlog] = field(default_factory=dict)
    outcomes: HourlyOutcomes = field(default_factory=HourlyOutcomes)

    @property
    def failing(self) -> int:
        """How many webhooks have an open breaker."""
        return sum(health.breaker.open for health in self.webhooks)


class HealthStore:
    """The table ``health``."""

    def __init__(self, table: Table) -> None:
        self._table = table

    def snapshot(self, *, outcomes_since: int | None = None) -> Snapshot:
        """Read the whole table, but the outcomes of earlier hours, or of all hours by default."""
        condition = at_least("PartitionKey", _PROCESS)
        if outcomes_since is not None:
            condition = activity.since(outcomes_since)
        webhooks, heartbeats, rounds = [], [], []
        outcomes = HourlyOutcomes()
        for row in self._table.query(condition):
            versions.check(row, _VERSION)
            if row["PartitionKey"] == _WEBHOOK:
                webhooks.append(_from_row(row))
            elif row["PartitionKey"] == _PROCESS:
                heartbeats.append(
                    Heartbeat(row["RowKey"], row["at"], int(row["oldest_ms"]), row.etag)
                )
            elif row["PartitionKey"] == _TICK:
                rounds.append(row)
            elif activity.is_activity(row):
                outcomes.merge(activity.outcomes_of(row))
        return Snapshot(
            tuple(webhooks),
            tuple(heartbeats),
            _to_round(rounds[0]) if rounds else None,
            _backlogs(rounds[0]) if rounds else {},
            outcomes,
        )

    def backlogs(self) -> Mapping[str, Backlog]:
        """Read what was pending at the latest round, by uid: one row."""
        row = self._table.get(_TICK, _TICK)
        if row is None:
            return {}
        versions.check(row, _VERSION)
        return _backlogs(row)

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

    def record_round(self, latest: LatestRound, backlogs: Mapping[str, Backlog]) -> None:
        """Write what the round did and what is pending; without queues, their lengths stay."""
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
                **_backlog_properties(latest.at, backlogs),
                **versions.stamp(_VERSION),
            }
        )


def _backlog_properties(at: float, backlogs: Mapping[str, Backlog]) -> dict[str, Any]:
    parts = json_text.parts(
        ((uid, _listed(backlog)) for uid, backlog in backlogs.items()), most=_MOST_CHARACTERS
    )
    properties = {f"backlogs{n}": text for n, text in enumerate(islice(parts, _MOST_PARTS))}
    return {"backlogs_at": at, "backlogs": len(properties), **properties}


def _listed(backlog: Backlog) -> list[float]:
    return [backlog.count, backlog.oldest_ms, backlog.next_attempt_at, int(backlog.capped)]


def _backlogs(row: Row) -> dict[str, Backlog]:
    """Read what `_backlog_properties` made; nothing where only an earlier release has written."""
    if row["at"] - row.get("backlogs_at", 0.0) > _BACKLOGS_FOR:
        return {}
    found: dict[str, Backlog] = {}
    for number in range(row.get("backlogs", 0)):
        for uid, (count, oldest_ms, due, capped) in json.loads(row[f"backlogs{number}"]).items():
            found[uid] = Backlog(count, bool(capped), oldest_ms, due)
    return found


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
