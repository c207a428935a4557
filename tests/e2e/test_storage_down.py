"""While storage is down nothing is acknowledged; afterwards nothing is lost."""

from __future__ import annotations

import json

from tests.support.client import LOCAL_SETTINGS, Client, ping_event
from tests.support.receiver import Answer, Receiver
from tests.support.relay import RelayProcess
from tests.support.storage import OwnAzurite
from tests.support.waiting import wait_until


def test_storage_down_and_back(own_azurite: OwnAzurite, receiver: Receiver) -> None:
    settings = {**LOCAL_SETTINGS, "CHECK_WEBHOOKS_SCHEDULE": "* * * * * *"}
    with own_azurite.account() as account, RelayProcess(account, settings) as relay:
        client = Client(relay)
        webhook_id = client.create_webhook(receiver.url)["webhook_id"]
        receiver.answer = 500
        waiting = ping_event()
        client.post(waiting)
        client.wait_for_state(webhook_id, waiting["event_id"], "waiting")
        receiver.answer = Answer(200, delay=1.5)
        under_way = ping_event()
        client.post(under_way)
        wait_until(lambda: any(under_way["event_id"].encode() in r.body for r in receiver.requests))

        own_azurite.stop()
        refused = ping_event()
        for method, path, body in [
            ("POST", "/api/events", refused),
            ("POST", "/api/events", [refused, ping_event()]),
            ("GET", f"/api/events/{waiting['event_id']}", None),
            ("GET", "/api/webhooks", None),
            ("POST", "/api/webhooks/ping", {"webhook_id": webhook_id}),
            ("GET", f"/api/webhooks/{webhook_id}/deliveries", None),
        ]:
            answer = relay.request(method, path, json=body)
            assert answer.status_code == 503, (method, path, answer.text)
            assert answer.headers["content-type"] == "application/problem+json"
            assert int(answer.headers["retry-after"]) > 0
            assert answer.json()["status"] == 503
        health = relay.get("/api/health")
        assert (health.status_code, health.json()["storage"]) == (503, "tables unreachable")
        # What needs no storage is still validated.
        assert relay.post("/api/events", json={"event_type": "ping"}).status_code == 400
        # Somebody may have defined this type, which only storage can tell.
        unknown = {"event_type": "pong", "event": {}}
        assert relay.post("/api/events", json=unknown).status_code == 503
        assert relay.get("/api/event-types/ping").status_code == 200
        receiver.answer = 200
        own_azurite.start()

        for event in (waiting, under_way):
            client.wait_for_state(webhook_id, event["event_id"], "delivered", timeout=60)
        assert client.post(refused) == {"event_id": refused["event_id"], "deliveries": 1}
        client.wait_for_state(webhook_id, refused["event_id"], "delivered")
        wait_until(lambda: relay.get("/api/health").json()["status"] == "ok")
        delivered = [json.loads(r.body)["event_id"] for r in receiver.requests]
        assert delivered.count(refused["event_id"]) == 1
        assert not relay.events("request_failed")
