"""All state. The only package that knows tables, rows, keys and queues."""

from __future__ import annotations

import threading
from datetime import date

from shared.store import keys
from shared.store.connection import StorageConnection
from shared.store.events import EventStore
from shared.store.health import HealthStore
from shared.store.pending import PendingStore
from shared.store.queue import Queue
from shared.store.records import RecordStore
from shared.store.table import StorageFault, Table
from shared.store.webhooks import WebhookStore

__all__ = ["StorageFault", "Store"]


class Store:
    """The tables and queues of one storage account. Thread-safe; no request until first use."""

    def __init__(self, connection: StorageConnection) -> None:
        self._connection = connection
        self._tables: dict[str, Table] = {}
        self._making = threading.Lock()

        self.webhooks = WebhookStore(self._table("webhooks"))
        self.events = EventStore(self._table)
        self.records = RecordStore(self._table)
        self.pending = PendingStore(self._table("pending"))
        self.health = HealthStore(self._table("health"))

        self.first_attempts = self._queue("deliveries")
        self.retries = self._queue("retries")
        self.quarantine = self._queue("quarantine")
        self.poison = (self._queue("deliveries-poison"), self._queue("retries-poison"))

    def make_day(self, day: date) -> None:
        """Make the tables of *day*, if they are not there."""
        for kind in ("events", "deliveries"):
            self._table(keys.day_table(kind, day)).create()

    def drop_days_before(self, first_kept: date) -> list[str]:
        """Drop every day table older than *first_kept*; answers with their names."""
        service = self._connection.table_service()
        dropped = []
        for item in service.list_tables():
            parsed = keys.parse_day_table(item.name)
            if parsed is not None and parsed[1] < first_kept:
                service.delete_table(item.name)
                dropped.append(item.name)
        with self._making:
            for name in dropped:
                self._tables.pop(name, None)
        return dropped

    def close(self) -> None:
        self._connection.close()

    def _table(self, name: str) -> Table:
        table = self._tables.get(name)
        if table is None:
            with self._making:
                client = self._connection.table_service().get_table_client(name)
                table = self._tables.setdefault(name, Table(client))
        return table

    def _queue(self, name: str) -> Queue:
        return Queue(self._connection.queue_client(name))
