"""Ping, in both styles of the API."""

from __future__ import annotations

import json

import pytest
import requests

from tests.events import documents
from tests.support.client import Client
from tests.support.subscribers import Subscribe


@pytest.mark.parametrize("style", ["onefuzz", "rest"])
class TestPing:
    def ping(self, client: Client, webhook_id: str, style: str) -> requests.Response:
        if style == "rest":
            return client.relay.post(f"/api/webhooks/{webhook_id}/ping")
        return client.relay.post("/api/webhooks/ping", json={"webhook_id": webhook_id})

    def test_sends_a_real_event_whatever_the_types(
        self, client: Client, subscribe: Subscribe, style: str
    ) -> None:
        subscriber, other = subscribe("node_created"), subscribe("ping")

        answer = self.ping(client, subscriber.webhook_id, style)

        assert answer.status_code == 200
        assert list(answer.json()) == ["ping_id"]
        message = json.loads(subscriber.receiver.wait_for(1)[0].body)
        documents.oracle(documents.FULL_EVENT_SCHEMA).validate(message)
        assert message["event"] == {"ping_id": answer.json()["ping_id"]}
        [listed] = client.deliveries(subscriber.webhook_id)
        assert listed["event_id"] == message["event_id"]
        assert other.receiver.requests == []

    def test_is_retried_like_any_other(
        self, client: Client, subscribe: Subscribe, style: str
    ) -> None:
        subscriber = subscribe("node_created")
        subscriber.receiver.answer_next(503)

        self.ping(client, subscriber.webhook_id, style)

        subscriber.receiver.wait_for(1)
        [listed] = client.deliveries(subscriber.webhook_id)
        subscriber.wait_for_state(listed["event_id"], "delivered", tick=True)
        assert len(subscriber.receiver.requests) == 2
