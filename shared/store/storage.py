"""One storage account: its tables and its queues."""

from __future__ import annotations

from typing import Protocol

from shared.store.queue import Queue
from shared.store.table import Table


class Storage(Protocol):
    """What `Store` is built on. Thread-safe; errors are raised as `StorageFault`."""

    def table(self, name: str) -> Table:
        """Return the table *name*, without a request, whether it exists or not."""

    def queue(self, name: str) -> Queue:
        """Return the queue *name*, without a request, whether it exists or not."""

    def tables(self) -> list[str]:
        """Return the names of all tables, sorted."""

    def delete_table(self, name: str) -> None:
        """Delete a table with all its rows; a missing one is no error.

        Azure refuses to create a table of that name for some time afterwards.
        """

    def close(self) -> None:
        """Close every connection. Nothing can be asked afterwards."""
