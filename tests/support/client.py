"""A client of the relay's API with a method for each thing that tests do."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any
from uuid import uuid4

from tests.support.relay import RelayProcess
from tests.support.waiting import wait_until

LOCAL_SETTINGS: Mapping[str, str] = {
    "ALLOW_HTTP_TARGETS": "true",
    "ALLOWED_TARGET_NETWORKS": "127.0.0.0/8",
    "ALLOW_PLAIN_SECRETS": "true",
    "RETRY_DELAYS": "100ms",
    "DELIVERY_TIMEOUT_SECONDS": "2",
    "WEBHOOK_CACHE_SECONDS": "0",
}
"""Settings of a relay on this machine, with short delays and timeouts."""


def ping_event(**members: Any) -> dict[str, Any]:
    """Return an envelope of type ``ping`` with a new id; *members* replace its members."""
    event: dict[str, Any] = {
        "event_id": str(uuid4()),
        "event_type": "ping",
        "event": {"ping_id": str(uuid4())},
    }
    return {**event, **members}


def request_event(request_id: str) -> dict[str, Any]:
    """Return an envelope of type ``REQUEST`` about the request *request_id*, with a new id."""
    return {
        "event_id": str(uuid4()),
        "event_type": "REQUEST",
        "event": {
            "createdAt": 1,
            "eventType": "CREATED",
            "request": {"id": request_id, "requestType": "SERVICE"},
        },
    }


class Client:
    """Calls a relay's API and asserts that the call succeeds."""

    def __init__(self, relay: RelayProcess) -> None:
        self.relay = relay

    def create_webhook(self, url: str, *event_types: str, **options: Any) -> dict[str, Any]:
        body = {"name": "test", "url": url, "event_types": list(event_types) or ["ping"], **options}
        return dict(self._json("POST", "/api/webhooks", 200, json=body))

    def post(self, *events: dict[str, Any]) -> Any:
        """Post one event, or several as an array."""
        body = events[0] if len(events) == 1 else list(events)
        return self._json("POST", "/api/events", 202, json=body)

    def deliveries(self, webhook_id: str, **query: Any) -> list[dict[str, Any]]:
        answer = self._json("GET", f"/api/webhooks/{webhook_id}/deliveries", 200, params=query)
        return list(answer["deliveries"])

    def delivery(self, webhook_id: str, event_id: str) -> dict[str, Any]:
        path = f"/api/webhooks/{webhook_id}/deliveries/{event_id}"
        return dict(self._json("GET", path, 200))

    def wait_for_state(
        self, webhook_id: str, event_id: str, state: str, *, timeout: float = 20, tick: bool = False
    ) -> dict[str, Any]:
        """Wait until the delivery is in *state*, with a tick before each look if *tick*."""

        def there() -> dict[str, Any] | None:
            if tick:
                self.relay.tick()
            delivery = self.delivery(webhook_id, event_id)
            return delivery if delivery["state"] == state else None

        return wait_until(there, timeout, f"{event_id} to be {state}")

    def tick_until(self, condition: Callable[[], Any], timeout: float = 30) -> Any:
        """Tick until *condition* is true, and return its value."""

        def ticked() -> Any:
            self.relay.tick()
            return condition()

        return wait_until(ticked, timeout, "the condition, ticking")

    def _json(self, method: str, path: str, status: int, **options: Any) -> Any:
        answer = self.relay.request(method, path, **options)
        assert answer.status_code == status, (answer.status_code, answer.text)
        return answer.json()
