"""The requests to Queue storage that a queue listener makes, through `shared.store.wire`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from typing import Any
from urllib.parse import quote
from xml.etree import ElementTree as ET
from xml.sax.saxutils import escape

from azure.core.exceptions import AzureError

from shared.settings import SettingsError
from shared.store.connection import StorageConnection
from shared.store.wire.service import NOT_REPEATED, REPEATED, Answer, Service, queue_service
from shared.store.wire.transport import PooledTransport

_CONNECT_SECONDS = 5
_READ_SECONDS = 30
_NEVER_REPEATED = {"retry_total": 0}
_XML = {"Content-Type": "application/xml"}


class QueueError(AzureError):
    """Storage has refused a request with *status*."""

    def __init__(self, operation: str, answer: Answer) -> None:
        super().__init__(f"{operation}: {answer.status} {answer.code or ''}".rstrip())
        self.status = answer.status


@dataclass(slots=True)
class QueueMessage:
    """A message as storage has it; ``pop_receipt`` changes when its lease is renewed."""

    id: str
    content: str
    dequeue_count: int
    pop_receipt: str
    inserted_on: datetime | None = None
    expires_on: datetime | None = None
    next_visible_on: datetime | None = None


class QueueStorage:
    """One queue. Every method raises AzureError where storage cannot be used."""

    def __init__(self, service: Service, name: str) -> None:
        self.name = name
        self._service = service
        self._path = f"/{name}/messages"

    def receive(self, count: int, lease_seconds: int) -> list[QueueMessage]:
        """Take up to *count* messages; none where there is no queue. The next poll is the retry."""
        query = f"?numofmessages={count}&visibilitytimeout={lease_seconds}"
        answer = self._service.ask("GET", self._path + query, options=_NEVER_REPEATED)
        if answer.status == HTTPStatus.NOT_FOUND:
            return []
        return [_message(node) for node in ET.fromstring(_checked("receive", answer).body)]  # noqa: S314

    def delete(self, message: QueueMessage) -> None:
        """Raise QueueError 404, or 400, where it is gone or has another lease."""
        _checked("delete", self._service.ask("DELETE", self._own_path(message)))

    def hide(self, message: QueueMessage, seconds: int) -> None:
        """Hide it for *seconds* from now. Raises as `delete` does."""
        self._hide(message, seconds, REPEATED)

    def renew(self, message: QueueMessage, seconds: int) -> None:
        """Do what `hide` does, without a retry."""
        self._hide(message, seconds, _NEVER_REPEATED)

    def put(self, content: str) -> None:
        """Put a message, and make the queue if there is none."""
        answer = self._put(content)
        if answer.status == HTTPStatus.NOT_FOUND:
            self._service.ask("PUT", f"/{self.name}")
            answer = self._put(content)
        _checked("put", answer)

    def _hide(self, message: QueueMessage, seconds: int, options: Mapping[str, Any]) -> None:
        path = f"{self._own_path(message)}&visibilitytimeout={seconds}"
        answer = _checked("update", self._service.ask("PUT", path, options=options))
        message.pop_receipt = answer.headers["x-ms-popreceipt"]

    def _put(self, content: str) -> Answer:
        text = f"<QueueMessage><MessageText>{escape(content)}</MessageText></QueueMessage>"
        return self._service.ask(
            "POST", self._path, body=text.encode(), headers=_XML, options=NOT_REPEATED
        )

    def _own_path(self, message: QueueMessage) -> str:
        return f"{self._path}/{message.id}?popreceipt={quote(message.pop_receipt, safe='')}"


def connect(connection_string: str) -> Service:
    """Return the queues of an account. Raises ValueError for what is no connection string."""
    try:
        found = StorageConnection.from_environ({"AzureWebJobsStorage": connection_string})
    except SettingsError as error:
        raise ValueError(str(error)) from None
    transport = PooledTransport(
        pool_size=8, connect_seconds=_CONNECT_SECONDS, read_seconds=_READ_SECONDS
    )
    return queue_service(
        found.queue_url, found.credential, transport, retry_total=3, retry_backoff_factor=0.5
    )


def _checked(operation: str, answer: Answer) -> Answer:
    if not answer.ok:
        raise QueueError(operation, answer)
    return answer


def _message(node: ET.Element) -> QueueMessage:
    def text(name: str) -> str:
        return node.findtext(name) or ""

    def moment(name: str) -> datetime:
        return parsedate_to_datetime(text(name))

    return QueueMessage(
        id=text("MessageId"),
        content=text("MessageText"),
        dequeue_count=int(text("DequeueCount")),
        pop_receipt=text("PopReceipt"),
        inserted_on=moment("InsertionTime"),
        expires_on=moment("ExpirationTime"),
        next_visible_on=moment("TimeNextVisible"),
    )
