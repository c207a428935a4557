"""A queue of Azure Queue storage."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Final

from azure.core.exceptions import ResourceExistsError, ResourceNotFoundError
from azure.storage.queue import QueueClient

from shared.store.azure_faults import asking, error_code
from shared.store.queue import MOST_PEEKED, Queue

NOT_TWICE: Final[Mapping[str, int]] = {"retry_read": 0, "retry_status": 0}
"""Keyword arguments for a call that must not be repeated once it may have taken effect.

A ``send_message`` whose response was lost has put a message; repeating it puts another. A
connection that could not be made is still tried again.
"""

_FOREVER = -1


class AzureQueue(Queue):
    """A queue behind the SDK's client for it."""

    def __init__(self, client: QueueClient) -> None:
        self._client = client
        self.name = client.queue_name

    def send(self, text: str, *, delay: float = 0) -> None:
        with asking("send", self.name):
            try:
                self._put(text, delay)
            except ResourceNotFoundError:
                self.create()
                self._put(text, delay)

    def oldest_age(self, now: float) -> float | None:
        with asking("peek", self.name):
            try:
                messages = self._client.peek_messages(max_messages=MOST_PEEKED)
            except ResourceNotFoundError:
                return None
        times = [m.inserted_on for m in messages if m.inserted_on is not None]
        if not times:
            return None
        return max(0.0, (datetime.fromtimestamp(now, UTC) - min(times)).total_seconds())

    def length(self) -> int:
        with asking("length", self.name):
            try:
                return int(self._client.get_queue_properties().approximate_message_count or 0)
            except ResourceNotFoundError:
                return 0

    def create(self) -> None:
        with asking("create_queue", self.name):
            try:
                self._client.create_queue()
            except ResourceExistsError as error:
                if error_code(error) == "QueueBeingDeleted":
                    raise

    def _put(self, text: str, delay: float) -> None:
        self._client.send_message(
            text, visibility_timeout=int(delay), time_to_live=_FOREVER, **NOT_TWICE
        )
