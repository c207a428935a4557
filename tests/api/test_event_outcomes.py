"""``GET /api/events/{event_id}``: an event, and what became of it at each webhook."""

from __future__ import annotations

from uuid import uuid4

from tests.support.client import Client, ping_event
from tests.support.receiver import Answer
from tests.support.subscribers import Subscribe
from tests.support.waiting import wait_until


def test_an_event_shows_its_outcome_at_each_webhook(client: Client, subscribe: Subscribe) -> None:
    good, bad = subscribe("ping"), subscribe("ping", answer=500)
    event = ping_event()
    client.post(event)
    good.wait_for_state(event["event_id"], "delivered")
    bad.wait_for_state(event["event_id"], "waiting")

    shown = client.relay.get(f"/api/events/{event['event_id']}").json()

    assert shown["event"] == event["event"]
    assert shown["event_type"] == "ping"
    outcomes = {outcome["webhook_id"]: outcome for outcome in shown["deliveries"]}
    assert outcomes[good.webhook_id]["state"] == "delivered"
    assert outcomes[good.webhook_id]["attempts"] == 1
    assert outcomes[bad.webhook_id]["state"] == "waiting"
    assert outcomes[bad.webhook_id]["last_attempt"]["status"] == 500


def test_an_unknown_event_is_not_found(client: Client) -> None:
    answer = client.relay.get(f"/api/events/{uuid4()}")

    assert answer.status_code == 404
    assert answer.json()["errors"][0]["field"] == "event_id"


def test_deliveries_in_flight_are_told_of(client: Client, subscribe: Subscribe) -> None:
    """While the receiver thinks, the delivery is ``queued``."""
    subscriber = subscribe("ping", answer=Answer(200, delay=1.0))
    event = ping_event()
    client.post(event)
    subscriber.receiver.wait_for(1)

    assert client.delivery(subscriber.webhook_id, event["event_id"])["state"] == "queued"

    wait_until(
        lambda: client.delivery(subscriber.webhook_id, event["event_id"])["state"] == "delivered"
    )


def test_half_a_surrogate_pair_comes_back_as_it_was_posted(
    client: Client, subscribe: Subscribe
) -> None:
    """JSON can spell it, UTF-8 cannot."""
    subscriber = subscribe("ping")
    event = ping_event(instance_name="\ud83d")
    client.post(event)
    subscriber.wait_for_state(event["event_id"], "delivered")

    shown = client.relay.get(f"/api/events/{event['event_id']}")
    delivery = client.delivery(subscriber.webhook_id, event["event_id"])
    logs = client.relay.post("/api/webhooks/logs", json={"webhook_id": subscriber.webhook_id})

    assert shown.status_code == logs.status_code == 200
    assert shown.json()["instance_name"] == delivery["instance_name"] == "\ud83d"
    assert logs.json()[0]["instance_name"] == "\ud83d"
