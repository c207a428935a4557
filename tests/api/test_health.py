"""``GET /api/health``."""

from __future__ import annotations

from tests.support.client import Client, ping_event
from tests.support.subscribers import Subscribe
from tests.support.waiting import wait_until


class TestHealth:
    def test_says_that_all_is_well(self, client: Client) -> None:
        client.relay.tick()

        answer = client.relay.get("/api/health")

        assert answer.status_code == 200
        health = answer.json()
        assert health["status"] == "ok"
        assert health["storage"] == "ok"
        assert 0 <= health["last_tick_age_seconds"] < 60
        queues = {"deliveries", "retries", "slow-deliveries"}
        assert set(health["queues"]) == {*queues, *(f"{q}-poison" for q in queues), "quarantine"}
        assert health["failing_webhooks"] == 0

    def test_counts_webhooks_in_trouble_and_what_is_queued(
        self, client: Client, subscribe: Subscribe
    ) -> None:
        client.relay.tick()
        before = client.relay.get("/api/health").json()["webhooks_in_trouble"]
        subscriber, event = subscribe("ping", answer=500), ping_event()
        client.post(event)
        subscriber.wait_for_state(event["event_id"], "waiting")

        wait_until(lambda: client.relay.get("/api/health").json()["webhooks_in_trouble"] > before)
