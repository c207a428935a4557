"""How the relay as a whole is doing, for ``GET /api/health`` and ``GET /api/metrics``."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from shared.model import LatestRound
from shared.store import StorageFault, Store
from shared.store.counters import ProcessCounts
from shared.store.health import Snapshot


class StoragePart(StrEnum):
    """A service of the storage account."""

    TABLES = "tables"
    QUEUES = "queues"


class StorageDown(Exception):
    """Storage did not answer when its state was asked for: *part*, because of *fault*."""

    def __init__(self, part: StoragePart, fault: StorageFault) -> None:
        super().__init__(str(fault))
        self.part = part
        self.fault = fault


@dataclass(frozen=True, slots=True)
class StatusReport:
    """``tick_age`` is seconds since the latest round began, None before the first.

    ``queues`` maps each queue to roughly how many messages it holds; for those of poison messages,
    as the scheduler saw it in the last minute. ``in_trouble`` counts the webhooks that have pending
    deliveries or are slow, ``failing`` those whose breaker is open.
    """

    tick_age: float | None
    queues: Mapping[str, int]
    failing: int
    in_trouble: int


class RelayStatus:
    """Asks storage how the relay is doing: four requests."""

    def __init__(self, store: Store, *, clock: Callable[[], float]) -> None:
        self._store = store
        self._clock = clock

    def read(self) -> StatusReport:
        """Return the state of now. Raises StorageDown."""
        part = StoragePart.TABLES
        try:
            snapshot = self._store.health.snapshot()
            part = StoragePart.QUEUES
            queues = {
                queue.name: queue.length()
                for queue in (self._store.first_attempts, self._store.retries, self._store.slow)
            }
        except StorageFault as fault:
            raise StorageDown(part, fault) from fault
        return report_of(snapshot, self._clock(), queues)


def report_of(
    snapshot: Snapshot, now: float, queues: Mapping[str, int] | None = None
) -> StatusReport:
    """Return what *snapshot* says; *queues* are lengths that are newer than the round's."""
    latest = snapshot.latest_round
    return StatusReport(
        tick_age=None if latest is None else max(0.0, now - latest.at),
        queues={**(latest.queues if latest else {}), **(queues or {})},
        failing=snapshot.failing,
        in_trouble=len(snapshot.webhooks),
    )


@dataclass(frozen=True, slots=True)
class Measurements:
    """What `GET /api/metrics` shows: the latest round, the webhooks and the counts."""

    now: float
    latest_round: LatestRound | None
    in_trouble: int
    failing: int
    processes: Sequence[ProcessCounts]


def measurements(store: Store, now: float) -> Measurements:
    """Read what is measured: two queries, whatever the number of webhooks in good health."""
    snapshot = store.health.snapshot()
    return Measurements(
        now=now,
        latest_round=snapshot.latest_round,
        in_trouble=len(snapshot.webhooks),
        failing=snapshot.failing,
        processes=store.counters.every(),
    )
