"""``/api/webhooks/{webhook_id}``: REST-style, with the id in the path."""

from __future__ import annotations

import json
from typing import Any
from uuid import uuid4

import pytest

from tests.api.problems import expect_problem
from tests.support.client import Client, ping_event
from tests.support.relay import RelayProcess
from tests.support.subscribers import Subscribe

NOBODYS_ID = "0b1d8b6e-93ac-4b55-a0a4-0d6a1d8a1c3f"


class TestRestStyle:
    def test_get(self, client: Client, webhook: dict[str, Any]) -> None:
        assert client.relay.get(f"/api/webhooks/{webhook['webhook_id']}").json() == webhook

    def test_update(self, client: Client, webhook: dict[str, Any]) -> None:
        path = f"/api/webhooks/{webhook['webhook_id']}"

        answer = client.relay.request("PATCH", path, json={"name": "renamed"})

        assert answer.json() == webhook | {"name": "renamed"}
        assert client.relay.get(path).json() == webhook | {"name": "renamed"}

    def test_delete(self, client: Client, webhook: dict[str, Any]) -> None:
        path = f"/api/webhooks/{webhook['webhook_id']}"

        assert client.relay.request("DELETE", path).json() == {"result": True}

        expect_problem(client.relay.get(path), 404, "webhook_id")

    @pytest.mark.parametrize(
        ("method", "rest", "body"),
        [
            ("GET", "", None),
            ("PATCH", "", {"name": "x"}),
            ("DELETE", "", None),
            ("POST", "/ping", None),
            ("POST", "/enable", None),
            ("POST", "/disable", None),
            ("GET", "/deliveries", None),
            ("GET", f"/deliveries/{NOBODYS_ID}", None),
            ("POST", f"/deliveries/{NOBODYS_ID}/resend", None),
        ],
    )
    def test_an_unknown_webhook_is_404(
        self, relay: RelayProcess, method: str, rest: str, body: dict[str, Any] | None
    ) -> None:
        answer = relay.request(method, f"/api/webhooks/{uuid4()}{rest}", json=body)

        expect_problem(answer, 404, "webhook_id")

    @pytest.mark.parametrize("method", ["PUT", "POST"])
    def test_a_method_that_is_not_there(self, relay: RelayProcess, method: str) -> None:
        answer = relay.request(method, f"/api/webhooks/{uuid4()}")

        assert answer.status_code in (404, 405)

    def test_a_disabled_webhook_gets_nothing_until_it_is_enabled(
        self, client: Client, subscribe: Subscribe
    ) -> None:
        subscriber = subscribe("ping")
        disabled = client.relay.post(f"{subscriber.path}/disable").json()
        assert (disabled["enabled"], disabled["disabled_reason"]) == (
            False,
            "disabled over the API",
        )
        assert client.post(ping_event())["deliveries"] == 0

        enabled = client.relay.post(f"{subscriber.path}/enable").json()

        assert enabled["enabled"] is True
        assert "disabled_reason" not in enabled
        assert client.post(ping_event())["deliveries"] == 1
        subscriber.receiver.wait_for(1)


def test_a_renamed_webhook_is_the_same_webhook(client: Client, subscribe: Subscribe) -> None:
    """Its past stays with it, and what waits for it is delivered to where it now is."""
    subscriber = subscribe("ping", answer=500)
    event = ping_event()
    client.post(event)
    subscriber.wait_for_state(event["event_id"], "waiting")
    with_new_address = subscribe("node_created")

    changed = client.relay.request(
        "PATCH", subscriber.path, json={"name": "new name", "url": with_new_address.receiver.url}
    ).json()

    assert changed["webhook_id"] == subscriber.webhook_id
    delivery = subscriber.wait_for_state(event["event_id"], "delivered", tick=True)
    assert delivery["attempts"] == 2
    message = json.loads(with_new_address.receiver.wait_for(1)[0].body)
    assert message["webhook_id"] == subscriber.webhook_id
    assert message["event_id"] == event["event_id"]
