"""Counts what the relay does, for ``GET /api/metrics``.

Each process counts for itself and writes its counts to storage some seconds after they have
changed, so that any process can tell those of all. A process that is killed loses the latest ones.
"""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable
from enum import StrEnum
from uuid import uuid4

from shared.later import LaterWrite
from shared.store import StorageFault
from shared.store.counters import CounterStore, ProcessCounts


class Counted(StrEnum):
    """What is counted, beside the drops: those are counted under `dropped`."""

    ACCEPTED = "accepted"
    DELIVERED = "delivered"
    FAILED = "failed"


DROPPED = "dropped_"
"""Before the reason of a drop."""


class Counters:
    """The counts of this process. Thread-safe; `add` takes a microsecond and no request."""

    def __init__(self, rows: CounterStore, *, clock: Callable[[], float]) -> None:
        self._rows = rows
        self._clock = clock
        self._process = uuid4().hex[:12]
        self._lock = threading.Lock()
        self._writing = threading.Lock()
        self._counts: Counter[str] = Counter()
        self._later = LaterWrite(self.write)

    def add(self, name: str, count: int = 1) -> None:
        """Count *name*, a `Counted` or `DROPPED` and a reason."""
        with self._lock:
            self._counts[name] += count
        self._later.ask()

    def write(self) -> None:
        """Write the counts, or try again later if storage fails."""
        with self._writing:  # an older write must not overtake a newer one
            self._later.begin()
            with self._lock:
                counts = ProcessCounts(self._process, self._clock(), dict(self._counts))
            if counts.counts:
                self._write(counts)

    def close(self) -> None:
        """Write what has not been written."""
        if self._later.is_due:
            self.write()

    def _write(self, counts: ProcessCounts) -> None:
        try:
            self._rows.write(counts)
        except StorageFault:
            # The host drops a log line of this thread, and requests tell that storage fails.
            self._later.ask()
