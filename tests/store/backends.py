"""The kinds of storage that must behave alike: Azurite behind the SDK, and memory."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, Protocol, cast

from azure.core.exceptions import ResourceNotFoundError
from azure.storage.queue import QueueMessage

from shared.store.azure_faults import asking
from shared.store.connection import StorageConnection
from shared.store.faults import fault
from shared.store.storage import Storage
from tests.support.memory import MemoryAccount, MemoryStorage, Operation
from tests.support.memory.queues import Lease
from tests.support.memory.storage import MemoryQueue


@dataclass(frozen=True)
class Taken:
    """A message that the host has received."""

    queue: str
    text: str
    dequeue_count: int
    receipt: Any


class Backend(Protocol):
    """One empty storage account, and what the Functions host does with its queues."""

    storage: Storage

    def pass_time(self, seconds: float) -> None:
        """Let time pass for this account."""

    def put(self, queue: str, text: str, *, time_to_live: int) -> None:
        """Put a message that expires."""

    def receive(self, queue: str, count: int = 1, *, lease: int = 30) -> list[Taken]:
        """Take up to *count* visible messages, hidden from others for *lease* seconds."""

    def renew(self, taken: Taken, seconds: int) -> Taken:
        """Hide a received message for *seconds* from now."""

    def delete(self, taken: Taken) -> None:
        """Delete a received message."""

    def forbidden(self) -> Storage:
        """Return a connection to the account that it does not let in."""

    def unreachable(self) -> Storage:
        """Return a connection that gets no response."""


class AzuriteBackend:
    """An account of Azurite, whose time is the real one."""

    def __init__(self, connection_string: str) -> None:
        self._connection_string = connection_string
        self._connections: list[StorageConnection] = []
        self.connection = self._connect(connection_string)
        self.storage: Storage = self.connection

    def pass_time(self, seconds: float) -> None:
        time.sleep(seconds + 0.1)

    def put(self, queue: str, text: str, *, time_to_live: int) -> None:
        self.connection.queue_client(queue).send_message(text, time_to_live=time_to_live)

    def receive(self, queue: str, count: int = 1, *, lease: int = 30) -> list[Taken]:
        with asking("receive", queue), suppress(ResourceNotFoundError):
            found = self.connection.queue_client(queue).receive_messages(
                max_messages=count, messages_per_page=count, visibility_timeout=lease
            )
            return [_taken(queue, message) for message in found]
        return []

    def renew(self, taken: Taken, seconds: int) -> Taken:
        client = self.connection.queue_client(taken.queue)
        with asking("update_message", taken.queue):
            updated = client.update_message(taken.receipt, visibility_timeout=seconds)
        updated.content = taken.text
        updated.dequeue_count = taken.dequeue_count
        return _taken(taken.queue, updated)

    def delete(self, taken: Taken) -> None:
        with asking("delete_message", taken.queue):
            self.connection.queue_client(taken.queue).delete_message(taken.receipt)

    def forbidden(self) -> Storage:
        return self._connect(
            re.sub("AccountKey=[^;]+", "AccountKey=d3JvbmcgYnkgaW50ZW50", self._connection_string)
        )

    def unreachable(self) -> Storage:
        return self._connect(re.sub(r"127\.0\.0\.1:\d+", "127.0.0.1:1", self._connection_string))

    def close(self) -> None:
        for connection in self._connections:
            connection.close()

    def _connect(self, connection_string: str) -> StorageConnection:
        made = StorageConnection.from_environ({"AzureWebJobsStorage": connection_string})
        self._connections.append(made)
        return made


class MemoryBackend:
    """An account in memory, whose time the test moves."""

    def __init__(self) -> None:
        self.now = 1_900_000_000.0
        self.account = MemoryAccount(lambda: self.now)
        self.storage: Storage = MemoryStorage(self.account)

    def pass_time(self, seconds: float) -> None:
        self.now += seconds

    def put(self, queue: str, text: str, *, time_to_live: int) -> None:
        self._queue(queue).put(text, time_to_live=time_to_live)

    def receive(self, queue: str, count: int = 1, *, lease: int = 30) -> list[Taken]:
        return [_leased(queue, one) for one in self._queue(queue).receive(count, lease=lease)]

    def renew(self, taken: Taken, seconds: int) -> Taken:
        return _leased(taken.queue, self._queue(taken.queue).renew(taken.receipt, seconds))

    def delete(self, taken: Taken) -> None:
        self._queue(taken.queue).delete(taken.receipt)

    def forbidden(self) -> Storage:
        return MemoryStorage(self.account, before=failing(403, "AuthenticationFailed"))

    def unreachable(self) -> Storage:
        return MemoryStorage(self.account, before=failing(None, None))

    def close(self) -> None:
        """Nothing is open."""

    def _queue(self, name: str) -> MemoryQueue:
        return cast(MemoryQueue, self.storage.queue(name))


def failing(status: int | None, code: str | None) -> Callable[[Operation], None]:
    """Return a hook that makes every operation fail with this HTTP status and error code."""

    def fail(operation: Operation) -> None:
        raise fault(
            operation=operation.name,
            target=operation.target,
            status=status,
            code=code,
            reason="connection refused",
        )

    return fail


def _taken(queue: str, message: QueueMessage) -> Taken:
    return Taken(queue, message.content, message.dequeue_count or 0, message)


def _leased(queue: str, lease: Lease) -> Taken:
    return Taken(queue, lease.text, lease.dequeue_count, lease)
