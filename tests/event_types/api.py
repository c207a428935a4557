"""The API's functions for event types, events and webhooks, called in this process."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from shared.api import event_types, events, webhooks
from shared.api.http import Request, Response
from shared.app import App
from tests.support.asking import Ask
from tests.support.in_process import InProcess


@dataclass(frozen=True)
class Answer:
    """The status and the parsed body of a response."""

    status: int
    body: Any

    @property
    def errors(self) -> dict[str, str]:
        """The messages of a problem by field."""
        return {error["field"]: error["message"] for error in self.body.get("errors", [])}


class Api:
    """What a client can ask of one process."""

    def __init__(self, process: InProcess) -> None:
        self.process = process

    def put(self, name: str, **definition: Any) -> Answer:
        """``PUT /api/event-types/{name}``, with a description if none is given."""
        return self._call(
            event_types.one, "PUT", {"description": "A test.", **definition}, path={"name": name}
        )

    def get(self, name: str) -> Answer:
        return self._call(event_types.one, "GET", path={"name": name})

    def list(self) -> Answer:
        return self._call(event_types.listing, "GET")

    def delete(self, name: str, **query: str) -> Answer:
        return self._call(event_types.one, "DELETE", path={"name": name}, query=query)

    def validate(self, name: str, event: Any, **envelope: Any) -> Answer:
        body = {"event": event, **envelope}
        return self._call(event_types.validate, "POST", body, path={"name": name})

    def post(self, *posted: dict[str, Any]) -> Answer:
        """``POST /api/events`` with one event or an array of several."""
        return self._call(events.post, "POST", posted[0] if len(posted) == 1 else list(posted))

    def event(self, event_id: str) -> Answer:
        return self._call(events.get, "GET", path={"event_id": event_id})

    def events(self, **query: str) -> Answer:
        return self._call(events.listing, "GET", query=query)

    def webhook(self, *subscriptions: str, **options: Any) -> Answer:
        """``POST /api/webhooks``."""
        body = {"name": "w", "url": "http://127.0.0.1:8089/", "event_types": list(subscriptions)}
        return self._call(webhooks.collection, "POST", body | options)

    def change_webhook(self, webhook_id: str, **changes: Any) -> Answer:
        """``PATCH /api/webhooks/{webhook_id}``."""
        return self._call(webhooks.one, "PATCH", changes, path={"webhook_id": webhook_id})

    def _call(
        self,
        handler: Callable[[App, Request], Response],
        method: str,
        body: Any = b"",
        *,
        path: dict[str, str] | None = None,
        query: dict[str, str] | None = None,
    ) -> Answer:
        ask = Ask(handler, method, body, query=query or {}, path=path or {})
        return Answer(*ask.of(self.process))

    def import_document(self, document: Any, **query: str) -> Answer:
        """``POST /api/event-types/import``."""
        return self._call(event_types.import_document, "POST", document, query=query)
