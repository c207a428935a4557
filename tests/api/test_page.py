"""What a page does over HTTP, step by step: find why a delivery failed, and mend it."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from tests.support.client import Client, ping_event
from tests.support.subscribers import Subscribe
from tests.support.waiting import wait_until


def of(found: list[dict[str, Any]], webhook_id: str) -> list[dict[str, Any]]:
    return [one for one in found if one["webhook_id"] == webhook_id]


def test_from_the_overview_to_the_delivery_and_back(client: Client, subscribe: Subscribe) -> None:
    relay = client.relay
    began = datetime.now(UTC).isoformat()
    subscriber = subscribe("ping", answer=503, headers={"X-Token": "token-of-ours"})
    event, another = ping_event(), ping_event()
    client.post(event, another)
    for posted in (event, another):
        subscriber.wait_for_state(posted["event_id"], "waiting")
    relay.tick()
    subscriber.receiver.wait_for(4)  # the retries: a late one would be answered 200 below

    [seen] = of(relay.get("/api/overview").json()["webhooks"], subscriber.webhook_id)
    assert seen["status"]["state"] == "retrying"
    assert seen["status"]["last_error_text"] == "the receiver answered 503 Service Unavailable"
    [group] = of(relay.get("/api/failures").json()["groups"], subscriber.webhook_id)
    assert (group["state"], group["error"], group["count"]) == ("waiting", "503", 2)

    listed = relay.get(
        f"{subscriber.path}/deliveries", params={"since": began, "with_status": "true"}
    ).json()
    assert {one["last_attempt"]["error_text"] for one in listed["deliveries"]} == {
        "the receiver answered 503 Service Unavailable"
    }
    assert listed["status"]["waiting"] == 2
    [one] = relay.get(
        f"{subscriber.path}/deliveries", params={"event_id": event["event_id"]}
    ).json()["deliveries"]
    assert one["event_id"] == event["event_id"]
    summary = relay.get(f"{subscriber.path}/delivery-summary").json()
    assert [result["result"] for result in summary["results"]] == ["503"]
    sent = relay.get(f"{subscriber.path}/deliveries/{event['event_id']}/request").json()
    assert sent["body"] in [request.body.decode() for request in subscriber.receiver.requests]
    assert "token-of-ours" not in str(sent)

    subscriber.receiver.answer = 200
    conditions = {"status_code": 503, "since": began}
    dry = relay.post(f"{subscriber.path}/resend", json={**conditions, "dry_run": True})
    assert (dry.status_code, dry.json()) == (200, {"matching": 2, "more": False})
    done = relay.post(f"{subscriber.path}/resend", json=conditions)
    assert (done.status_code, done.json()) == (202, {"resent": 2, "more": False})
    subscriber.wait_for_state(event["event_id"], "delivered", tick=True)
    wait_until(lambda: not of(relay.get("/api/failures").json()["groups"], subscriber.webhook_id))


def test_trying_out_a_new_webhook(client: Client, subscribe: Subscribe) -> None:
    relay = client.relay
    subscriber = subscribe("pool_created")
    wanted = {"name": "new", "url": subscriber.receiver.url, "event_types": ["pool_deleted"]}
    before = len(relay.get("/api/webhooks").json())

    tried = relay.post("/api/webhooks/test", json=wanted)

    assert tried.status_code == 200
    assert tried.json()["attempt"]["status"] == 200
    [received] = subscriber.receiver.requests
    assert tried.json()["request"]["body"].encode() == received.body
    assert len(relay.get("/api/webhooks").json()) == before

    example = relay.post(f"{subscriber.path}/send-example", json={"event_type": "node_created"})
    assert example.status_code == 202
    subscriber.wait_for_state(example.json()["event_id"], "delivered")
