"""All stored state: the only package that knows tables, rows, keys, queues and the storage SDK."""

from __future__ import annotations

import threading
from datetime import date

from shared import parallel
from shared.store import keys
from shared.store.activity import ActivityStore
from shared.store.counters import CounterStore
from shared.store.event_types import EventTypeStore
from shared.store.events import EventStore
from shared.store.faults import BadRequest, Forbidden, StorageFault
from shared.store.health import HealthStore
from shared.store.pending import PendingStore
from shared.store.queue import Queue
from shared.store.records import RecordStore
from shared.store.storage import Storage
from shared.store.summaries import SummaryStore
from shared.store.table import Table
from shared.store.versions import NewerRow
from shared.store.webhooks import WebhookStore

__all__ = ["BadRequest", "Forbidden", "NewerRow", "StorageFault", "Store"]


class Store:
    """The tables and queues of one storage account, one object for each kind of row.

    Thread-safe. Makes no request until it is first used. Every method raises `StorageFault` where
    storage fails, and `NewerRow` for a row that a later release wrote.
    """

    def __init__(self, storage: Storage) -> None:
        self.storage = storage
        self._tables: dict[str, Table] = {}
        self._making = threading.Lock()

        self.webhooks = WebhookStore(self._table("webhooks"))
        self.event_types = EventTypeStore(self._table("webhooks"))
        self.events = EventStore(self._table)
        self.records = RecordStore(self._table)
        self.pending = PendingStore(self._table("pending"))
        self.health = HealthStore(self._table("health"))
        self.activity = ActivityStore(self._table("health"))
        self.counters = CounterStore(self._table("counters"))
        self.summaries = SummaryStore(self._table("counters"))

        self.first_attempts = self._queue("deliveries")
        self.retries = self._queue("retries")
        self.slow = self._queue("slow-deliveries")
        self.quarantine = self._queue("quarantine")
        self.poison = tuple(
            self._queue(f"{queue.name}-poison")
            for queue in (self.first_attempts, self.retries, self.slow)
        )

    def queue_lengths(self) -> dict[str, int]:
        """Ask for the length of every queue, roughly: one request each."""
        queues = (self.first_attempts, self.retries, self.slow, self.quarantine, *self.poison)
        lengths = parallel.map(lambda queue: queue.length(), queues)
        return {queue.name: length for queue, length in zip(queues, lengths, strict=True)}

    def make_day(self, day: date) -> None:
        """Create the tables of *day*, if they do not exist."""
        for kind in ("events", "deliveries"):
            self._table(keys.day_table(kind, day)).create()

    def drop_days_before(self, first_kept: date) -> list[str]:
        """Delete the tables of all days before *first_kept*, and return their names."""
        dropped = []
        for name in self.storage.tables():
            parsed = keys.parse_day_table(name)
            if parsed is not None and parsed[1] < first_kept:
                self.storage.delete_table(name)
                dropped.append(name)
        with self._making:
            for name in dropped:
                self._tables.pop(name, None)
        return dropped

    def close(self) -> None:
        """Close the connections to storage."""
        self.storage.close()

    def _table(self, name: str) -> Table:
        table = self._tables.get(name)
        if table is None:
            with self._making:
                table = self._tables.setdefault(name, self.storage.table(name))
        return table

    def _queue(self, name: str) -> Queue:
        return self.storage.queue(name)
