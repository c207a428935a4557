"""``POST …/deliveries/{event_id}/resend``."""

from __future__ import annotations

from uuid import uuid4

from tests.support.client import Client, ping_event
from tests.support.subscribers import Subscribe, Subscriber
from tests.support.waiting import wait_until


class TestResend:
    def resend(self, subscriber: Subscriber, event_id: str) -> None:
        path = f"{subscriber.path}/deliveries/{event_id}/resend"
        answer = subscriber.client.relay.post(path)
        assert (answer.status_code, answer.json()) == (202, {"result": True}), answer.text

    def test_of_what_was_delivered(self, client: Client, subscribe: Subscribe) -> None:
        subscriber, event = subscribe("ping"), ping_event()
        client.post(event)
        subscriber.wait_for_state(event["event_id"], "delivered")

        self.resend(subscriber, event["event_id"])

        first, second = subscriber.receiver.wait_for(2)
        assert first.body == second.body
        delivery = wait_until(
            lambda: (
                (d := client.delivery(subscriber.webhook_id, event["event_id"]))["state"]
                == "delivered"
                and d
            )
        )
        assert delivery["attempts"] == 2
        assert [r["status"] for r in delivery["results"]] == [200, 200]

    def test_of_what_was_dropped(self, client: Client, subscribe: Subscribe) -> None:
        subscriber, event = subscribe("ping", answer=500), ping_event()
        client.post(event)
        subscriber.wait_for_state(event["event_id"], "waiting")
        client.relay.post(f"{subscriber.path}/disable")
        subscriber.wait_for_state(event["event_id"], "dropped", tick=True)
        client.relay.post(f"{subscriber.path}/enable")
        subscriber.receiver.answer = 200

        self.resend(subscriber, event["event_id"])

        delivery = subscriber.wait_for_state(event["event_id"], "delivered")
        assert [r["status"] for r in delivery["results"]] == [500, 200]
        assert "reason" not in delivery

    def test_for_a_disabled_webhook(self, client: Client, subscribe: Subscribe) -> None:
        """It would be dropped again; how much there is can be asked nevertheless."""
        subscriber, event = subscribe("ping"), ping_event()
        client.post(event)
        before = subscriber.wait_for_state(event["event_id"], "delivered")
        client.relay.post(f"{subscriber.path}/disable")
        body = {"since": "2026-01-01T00:00:00Z"}

        for path, sent in ((f"deliveries/{event['event_id']}/resend", None), ("recover", body)):
            answer = client.relay.post(f"{subscriber.path}/{path}", json=sent)
            assert answer.status_code == 409, answer.text
            assert answer.json()["errors"][0]["field"] == "webhook_id"

        dry = client.relay.post(f"{subscriber.path}/recover", json={**body, "dry_run": True})
        assert dry.json() == {"matching": 0, "more": False}
        assert client.delivery(subscriber.webhook_id, event["event_id"]) == before

    def test_of_what_waits(self, client: Client, subscribe: Subscribe) -> None:
        """It need not wait any longer, not even for the timer."""
        subscriber, event = subscribe("ping"), ping_event()
        subscriber.receiver.answer_next(500)
        client.post(event)
        subscriber.wait_for_state(event["event_id"], "waiting")

        self.resend(subscriber, event["event_id"])

        assert subscriber.wait_for_state(event["event_id"], "delivered")["attempts"] == 2

    def test_that_fails_waits_like_any_other(self, client: Client, subscribe: Subscribe) -> None:
        subscriber, event = subscribe("ping"), ping_event()
        client.post(event)
        subscriber.wait_for_state(event["event_id"], "delivered")
        subscriber.receiver.answer_next(500)

        self.resend(subscriber, event["event_id"])

        subscriber.wait_for_state(event["event_id"], "waiting")
        delivery = subscriber.wait_for_state(event["event_id"], "delivered", tick=True)
        assert [r["status"] for r in delivery["results"]] == [200, 500, 200]

    def test_of_what_never_was(self, client: Client, subscribe: Subscribe) -> None:
        subscriber = subscribe("ping")

        answer = client.relay.post(f"{subscriber.path}/deliveries/{uuid4()}/resend")

        assert answer.status_code == 404
        assert answer.json()["errors"][0]["field"] == "event_id"
