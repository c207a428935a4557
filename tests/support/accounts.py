"""Storage accounts for the relay's processes and their host in this process."""

from __future__ import annotations

import base64
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from http import HTTPStatus
from typing import Any, Protocol

from azure.core.exceptions import ResourceNotFoundError

from devhost.queue_storage import QueueError, QueueMessage, QueueStorage
from shared.store.connection import StorageConnection
from shared.store.storage import Storage
from shared.store.wire.service import queue_service
from shared.store.wire.transport import PooledTransport

_LONGEST_HIDDEN = 7 * 86400
"""The longest time in seconds for which storage hides a message."""


@dataclass(frozen=True, eq=False)
class Message:
    """A message that the host has taken. *receipt* is what its storage knows it by."""

    queue: str
    text: str
    dequeue_count: int
    receipt: Any
    put_at: datetime | None = None
    """When it was put, if storage goes by the clock of the test."""


class HostQueues(Protocol):
    """What the Functions host does with queues. A missing queue is an empty one."""

    def take(self, queue: str, most: int) -> list[Message]:
        """Take up to *most* (at most 32) messages, which stay hidden until they are shown."""

    def put(self, queue: str, text: str) -> None: ...

    def delete(self, message: Message) -> None: ...

    def show(self, message: Message) -> None:
        """Let a taken message be seen again. It may be gone."""

    def count(self, queue: str) -> int:
        """Return how many messages there are, hidden ones included."""

    def close(self) -> None: ...


class Account(Protocol):
    """A storage account, which several processes may share."""

    def follow(self, clock: Callable[[], float]) -> None:
        """Let storage tell the time by *clock*, if it can."""

    def connect(self) -> Storage:
        """Return a connection for one process, which closes it."""

    def host_queues(self) -> HostQueues:
        """Return the queues for the host, which closes them."""


class AzuriteAccount:
    """An account of Azurite."""

    def __init__(self, connection_string: str) -> None:
        self.connection_string = connection_string

    def follow(self, clock: Callable[[], float]) -> None:
        """Do nothing: Azurite's time is the real one."""

    def connect(self) -> StorageConnection:
        return StorageConnection.from_environ({"AzureWebJobsStorage": self.connection_string})

    def host_queues(self) -> HostQueues:
        return _AzuriteQueues(self.connect())


class _AzuriteQueues:
    """Asks as ``devhost`` does, which takes a quarter of the CPU time of the SDK."""

    def __init__(self, connection: StorageConnection) -> None:
        self._connection = connection
        self._transport = PooledTransport(pool_size=8, connect_seconds=5, read_seconds=30)
        self._service = queue_service(
            connection.queue_url, connection.credential, self._transport, retry_total=3
        )

    def take(self, queue: str, most: int) -> list[Message]:
        return [_message(queue, one) for one in self._queue(queue).receive(most, _LONGEST_HIDDEN)]

    def put(self, queue: str, text: str) -> None:
        self._queue(queue).put(base64.b64encode(text.encode()).decode())

    def delete(self, message: Message) -> None:
        self._queue(message.queue).delete(message.receipt)

    def show(self, message: Message) -> None:
        try:
            self._queue(message.queue).hide(message.receipt, 0)
        except QueueError as error:
            if error.status != HTTPStatus.NOT_FOUND:
                raise

    def count(self, queue: str) -> int:
        with suppress(ResourceNotFoundError):
            properties = self._connection.queue_client(queue).get_queue_properties()
            return int(properties.approximate_message_count or 0)
        return 0

    def close(self) -> None:
        self._transport.close()
        self._connection.close()

    def _queue(self, name: str) -> QueueStorage:
        return QueueStorage(self._service, name)


def _message(queue: str, found: QueueMessage) -> Message:
    text = base64.b64decode(found.content, validate=True).decode()
    return Message(queue, text, found.dequeue_count or 1, found)
