"""A queue of Azure Queue storage."""

from __future__ import annotations

import base64
from collections.abc import Callable
from datetime import UTC, datetime
from functools import cached_property
from http import HTTPStatus
from typing import TYPE_CHECKING, Final

from azure.core.exceptions import ResourceExistsError, ResourceNotFoundError

from shared.store.azure_faults import asking, error_code, refused
from shared.store.queue import MOST_PEEKED, Queue
from shared.store.wire.service import NOT_REPEATED, Answer, Service

if TYPE_CHECKING:
    from azure.storage.queue import QueueClient

_FOREVER = -1
_XML: Final = {"Content-Type": "application/xml"}


class AzureQueue(Queue):
    """A queue: messages are put in requests of our own, all else behind the SDK's client for it."""

    def __init__(self, name: str, service: Service, client: Callable[[], QueueClient]) -> None:
        self.name = name
        self._service = service
        self._make_client = client

    def send(self, text: str, *, delay: float = 0) -> None:
        answer = self._put(text, delay)
        if answer.status == HTTPStatus.NOT_FOUND:
            self.create()
            answer = self._put(text, delay)
        if not answer.ok:
            raise refused(answer, "send", self.name)

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

    @cached_property
    def _client(self) -> QueueClient:
        return self._make_client()

    def _put(self, text: str, delay: float) -> Answer:
        """Put a message, and never twice: after a lost response it may be in the queue."""
        path = f"/{self.name}/messages?visibilitytimeout={int(delay)}&messagettl={_FOREVER}"
        encoded = base64.b64encode(text.encode())
        body = b"<QueueMessage><MessageText>%b</MessageText></QueueMessage>" % encoded
        with asking("send", self.name):
            return self._service.ask("POST", path, body=body, headers=_XML, options=NOT_REPEATED)
