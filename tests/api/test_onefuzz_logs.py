"""``POST /api/webhooks/logs``: deliveries as OneFuzz's client models them."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from tests.support.client import Client, ping_event
from tests.support.receiver import Answer
from tests.support.subscribers import Subscribe


class TestLogs:
    def logs(self, client: Client, webhook_id: str) -> list[dict[str, Any]]:
        answer = client.relay.post("/api/webhooks/logs", json={"webhook_id": webhook_id})
        assert answer.status_code == 200
        return list(answer.json())

    def test_are_empty_at_first(self, client: Client, webhook: dict[str, Any]) -> None:
        assert self.logs(client, webhook["webhook_id"]) == []

    def test_tell_onefuzz_states_and_tries(self, client: Client, subscribe: Subscribe) -> None:
        subscriber = subscribe("ping", answer=500)
        waiting, dropped = ping_event(), ping_event()
        client.post(waiting)
        client.post(dropped)
        for event in (waiting, dropped):
            subscriber.wait_for_state(event["event_id"], "waiting")
        client.relay.post(f"{subscriber.path}/disable")
        subscriber.wait_for_state(dropped["event_id"], "dropped", tick=True)
        client.relay.post(f"{subscriber.path}/enable")
        subscriber.receiver.answer = 200
        delivered = ping_event()
        client.post(delivered)
        subscriber.wait_for_state(delivered["event_id"], "delivered")
        subscriber.receiver.answer = 500
        retrying = ping_event()
        client.post(retrying)
        subscriber.wait_for_state(retrying["event_id"], "waiting")

        logs = {log["event_id"]: log for log in self.logs(client, subscriber.webhook_id)}

        states = {event_id: (log["state"], log["try_count"]) for event_id, log in logs.items()}
        assert states == {
            waiting["event_id"]: ("failed", 1),
            dropped["event_id"]: ("failed", 1),
            delivered["event_id"]: ("succeeded", 1),
            retrying["event_id"]: ("retrying", 1),
        }
        assert logs[delivered["event_id"]] == delivered | {
            "instance_id": "00000000-0000-0000-0000-000000000000",
            "instance_name": "webhook-relay",
            "webhook_id": subscriber.webhook_id,
            "state": "succeeded",
            "try_count": 1,
        }

    def test_tell_of_what_is_not_yet_attempted(self, client: Client, subscribe: Subscribe) -> None:
        subscriber = subscribe("ping", answer=Answer(503, headers={"Retry-After": "600"}))
        tried, held = ping_event(), ping_event()
        client.post(tried)
        subscriber.wait_for_state(tried["event_id"], "waiting")
        client.post(held)
        subscriber.wait_for_state(held["event_id"], "waiting")

        logs = self.logs(client, subscriber.webhook_id)

        assert [(log["event_id"], log["state"], log["try_count"]) for log in logs] == [
            (held["event_id"], "queued", 0),
            (tried["event_id"], "retrying", 1),
        ]

    def test_have_the_events_own_instance(self, client: Client, subscribe: Subscribe) -> None:
        subscriber = subscribe("ping")
        instance = {"instance_id": str(uuid4()), "instance_name": "theirs"}
        event = ping_event(**instance)
        client.post(event)

        [log] = self.logs(client, subscriber.webhook_id)

        assert {name: log[name] for name in instance} == instance

    def test_come_newest_first(self, client: Client, subscribe: Subscribe) -> None:
        subscriber = subscribe("ping")
        events = [ping_event() for _ in range(3)]
        for event in events:
            client.post(event)

        logs = self.logs(client, subscriber.webhook_id)

        assert [log["event_id"] for log in logs] == [e["event_id"] for e in reversed(events)]
