"""A client for Singularity's API of a relay, and example payloads."""

from __future__ import annotations

import copy
import json
from typing import Any
from uuid import uuid4

import requests

from shared.events.examples import SINGULARITY
from tests.support.relay import RelayProcess

ROOT = "/singularity/api/webhooks"
TYPES = ("REQUEST", "DEPLOY", "TASK")


class Singularity:
    """Methods return the parsed JSON of a 200; for other statuses see :meth:`call`."""

    def __init__(self, relay: RelayProcess) -> None:
        self.relay = relay

    def call(self, method: str, path: str = "", **options: Any) -> requests.Response:
        return self.relay.request(method, ROOT + path, **options)

    def add(self, uri: str, webhook_type: str = "REQUEST", **members: Any) -> Any:
        return self._said("POST", json={"uri": uri, "type": webhook_type, **members})

    def webhooks(self) -> list[dict[str, Any]]:
        return list(self._said("GET"))

    def ids(self) -> list[str]:
        return [webhook["id"] for webhook in self.webhooks()]

    def summary(self) -> list[dict[str, Any]]:
        return list(self._said("GET", "/summary"))

    def queue_sizes(self) -> dict[str, int]:
        return {entry["webhook"]["id"]: entry["queueSize"] for entry in self.summary()}

    def queued(self, kind: str, webhook_id: str) -> list[dict[str, Any]]:
        return list(self._said("GET", f"/{kind}", params={"webhookId": webhook_id}))

    def delete(self, webhook_id: str) -> Any:
        return self._said("DELETE", params={"webhookId": webhook_id})

    def post(self, event_type: str, event: dict[str, Any] | None = None) -> str:
        """Post an update as its producer does; return the event's id."""
        return self.post_text(event_type, json.dumps(event or update(event_type)))

    def post_text(self, event_type: str, event: str) -> str:
        """The same with the payload spelled as in *event*."""
        event_id = str(uuid4())
        body = f'{{"event_id": "{event_id}", "event_type": "{event_type}", "event": {event}}}'
        answer = self.relay.post(
            "/api/events", data=body.encode(), headers={"Content-Type": "application/json"}
        )
        assert answer.status_code == 202, answer.text
        return event_id

    def clear(self) -> None:
        """Delete every webhook, and have its waiting deliveries dropped."""
        ids = self.ids()
        for webhook_id in ids:
            self.delete(webhook_id)
        if ids:
            self.relay.tick()

    def _said(self, method: str, path: str = "", **options: Any) -> Any:
        answer = self.call(method, path, **options)
        assert answer.status_code == 200, (answer.status_code, answer.text)
        assert answer.headers["Content-Type"] == "application/json"
        return answer.json()


def update(event_type: str, **ids: str) -> dict[str, Any]:
    """A payload of that type; *ids* (``request_id``, ``deploy_id``, ``task_id``) overrule."""
    payload = copy.deepcopy(SINGULARITY[event_type])
    for name, value in ids.items():
        member, key = _IDS[event_type][name]
        payload[member][key] = value
    return payload


_IDS = {
    "REQUEST": {"request_id": ("request", "id")},
    "DEPLOY": {
        "request_id": ("deployMarker", "requestId"),
        "deploy_id": ("deployMarker", "deployId"),
    },
    "TASK": {
        "request_id": ("taskId", "requestId"),
        "deploy_id": ("taskId", "deployId"),
        "task_id": ("taskId", "id"),
    },
}
