"""Deliveries that end without success, because their webhook is gone, disabled or deleted."""

from __future__ import annotations

from typing import Any

from shared.store import Store
from tests.support.client import Client, ping_event
from tests.support.rows import stored_event
from tests.support.subscribers import Subscribe
from tests.support.waiting import wait_until


class TestEndings:
    def test_a_webhook_that_is_gone_is_disabled(self, client: Client, subscribe: Subscribe) -> None:
        subscriber, event = subscribe("ping", answer=410), ping_event()
        client.post(event)

        delivery = subscriber.wait_for_state(event["event_id"], "dropped")

        assert delivery["reason"] == "webhook_disabled"
        assert delivery["results"][0]["status"] == 410
        webhook = client.relay.get(subscriber.path).json()
        assert webhook["enabled"] is False
        assert "410" in webhook["disabled_reason"]
        assert client.post(ping_event())["deliveries"] == 0

    def test_disabled_while_something_waits(self, client: Client, subscribe: Subscribe) -> None:
        subscriber, event = subscribe("ping", answer=500), ping_event()
        client.post(event)
        subscriber.wait_for_state(event["event_id"], "waiting")
        client.relay.post(f"{subscriber.path}/disable")

        delivery = subscriber.wait_for_state(event["event_id"], "dropped", tick=True)

        assert delivery["reason"] == "webhook_disabled"
        assert delivery["attempts"] == 1
        assert len(subscriber.receiver.requests) == 1

    def test_deleted_while_something_waits(self, client: Client, subscribe: Subscribe) -> None:
        subscriber, event = subscribe("ping", answer=500), ping_event()
        client.post(event)
        subscriber.wait_for_state(event["event_id"], "waiting")
        client.relay.request("DELETE", subscriber.path)

        def outcome() -> dict[str, Any] | None:
            [one] = client.relay.get(f"/api/events/{event['event_id']}").json()["deliveries"]
            return dict(one) if one["state"] == "dropped" else None

        dropped = client.tick_until(outcome)
        assert dropped["reason"] == "webhook_deleted"
        assert dropped["webhook_id"] == subscriber.webhook_id
        assert len(subscriber.receiver.requests) == 1

    def test_deleted_before_the_first_attempt(
        self, client: Client, store: Store, subscribe: Subscribe
    ) -> None:
        """The queue still has a message for a webhook that is gone."""
        subscriber = subscribe("node_created")
        [uid] = [w.uid for w in store.webhooks.every() if w.webhook_id == subscriber.webhook_id]
        client.relay.request("DELETE", subscriber.path)
        event = ping_event()
        store.events.insert(stored_event(event, uid))

        assert client.post(event)["repeated"] is True

        def reason() -> str | None:
            [one] = client.relay.get(f"/api/events/{event['event_id']}").json()["deliveries"]
            return str(one["reason"]) if one["state"] == "dropped" else None

        assert wait_until(reason) == "webhook_deleted"
        assert subscriber.receiver.requests == []
