"""Storage accounts for the relay's processes and their host in this process."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from azure.core.exceptions import ResourceExistsError, ResourceNotFoundError
from azure.storage.queue import QueueMessage

from shared.store.connection import StorageConnection
from shared.store.storage import Storage

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
    def __init__(self, connection: StorageConnection) -> None:
        self._connection = connection

    def take(self, queue: str, most: int) -> list[Message]:
        found = self._connection.queue_client(queue).receive_messages(
            max_messages=most, messages_per_page=most, visibility_timeout=_LONGEST_HIDDEN
        )
        with suppress(ResourceNotFoundError):
            return [_message(queue, one) for one in found]
        return []

    def put(self, queue: str, text: str) -> None:
        client = self._connection.queue_client(queue)
        try:
            client.send_message(text)
        except ResourceNotFoundError:
            with suppress(ResourceExistsError):
                client.create_queue()
            client.send_message(text)

    def delete(self, message: Message) -> None:
        self._connection.queue_client(message.queue).delete_message(message.receipt)

    def show(self, message: Message) -> None:
        with suppress(ResourceNotFoundError):
            self._connection.queue_client(message.queue).update_message(
                message.receipt, visibility_timeout=0
            )

    def count(self, queue: str) -> int:
        with suppress(ResourceNotFoundError):
            properties = self._connection.queue_client(queue).get_queue_properties()
            return int(properties.approximate_message_count or 0)
        return 0

    def close(self) -> None:
        self._connection.close()


def _message(queue: str, found: QueueMessage) -> Message:
    return Message(queue, found.content, found.dequeue_count or 1, found)
