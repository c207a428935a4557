"""How the relay as a whole is doing, for ``GET /api/health``."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from shared.store import StorageFault, Store


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
    """``tick_age`` is seconds since the last recorded round, None before the first.

    ``queues`` maps each queue to roughly how many messages it holds. ``in_trouble`` counts the
    webhooks with pending deliveries, ``failing`` those of them whose breaker is open.
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
        age = None
        if snapshot.ticked_at is not None:
            age = max(0.0, self._clock() - snapshot.ticked_at)
        return StatusReport(
            tick_age=age,
            queues=queues,
            failing=sum(health.breaker.open for health in snapshot.webhooks),
            in_trouble=len(snapshot.webhooks),
        )
