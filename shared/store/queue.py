"""One Azure queue behind the few operations that the relay needs."""

from __future__ import annotations

from datetime import UTC, datetime

from azure.core.exceptions import ResourceExistsError, ResourceNotFoundError
from azure.storage.queue import QueueClient

from shared.store.connection import NOT_TWICE

_FOREVER = -1
_MOST_PEEKED = 32


class Queue:
    """One queue, made when first sent to."""

    def __init__(self, client: QueueClient) -> None:
        self._client = client
        self.name = client.queue_name

    def send(self, text: str, *, delay: float = 0) -> None:
        """Put one message, invisible for *delay* seconds."""
        try:
            self._client.send_message(
                text, visibility_timeout=int(delay), time_to_live=_FOREVER, **NOT_TWICE
            )
        except ResourceNotFoundError:
            self.create()
            self.send(text, delay=delay)

    def oldest_age(self, now: float) -> float | None:
        """Seconds since the oldest visible message was put; None when none is visible."""
        try:
            messages = self._client.peek_messages(max_messages=_MOST_PEEKED)
        except ResourceNotFoundError:
            return None
        times = [m.inserted_on for m in messages if m.inserted_on is not None]
        if not times:
            return None
        return max(0.0, (datetime.fromtimestamp(now, UTC) - min(times)).total_seconds())

    def length(self) -> int:
        """About how many messages there are, visible or not; 0 where the queue is missing."""
        try:
            return int(self._client.get_queue_properties().approximate_message_count or 0)
        except ResourceNotFoundError:
            return 0

    def create(self) -> None:
        try:
            self._client.create_queue()
        except ResourceExistsError:
            return
