"""Secrets go in, sign, and never come out again: not in an answer, not in a log line."""

from __future__ import annotations

import json
from typing import Any
from uuid import uuid4

import pytest
import requests

from tests.support.client import Client, ping_event
from tests.support.receiver import Answer
from tests.support.relay import RelayProcess
from tests.support.subscribers import Subscribe

TOKEN, NEW_TOKEN = "tOKEN-5f1c", "nEWtOKEN-77aa"
QUERY, NEW_QUERY = "qUERY-91b2", "nEWqUERY-ee04"
HEADER = "hEADER-3c3c"


class Listening:
    """Makes requests, and keeps everything that was answered."""

    def __init__(self, relay: RelayProcess) -> None:
        self._relay = relay
        self.heard: list[str] = []

    def __call__(self, method: str, path: str, **options: Any) -> requests.Response:
        answer = self._relay.request(method, path, **options)
        self.heard += [answer.text, json.dumps(dict(answer.headers))]
        return answer


@pytest.mark.parametrize("status", [200, 500, 302])
def test_nothing_secret_ever_comes_back(client: Client, subscribe: Subscribe, status: int) -> None:
    call = Listening(client.relay)
    receiver = subscribe("node_deleted", answer=Answer(status)).receiver
    url = receiver.url + f"?code={QUERY}"
    created = call(
        "POST",
        "/api/webhooks",
        json={
            "name": "n",
            "url": url,
            "event_types": ["ping"],
            "secret_token": TOKEN,
            "headers": {"Authorization": f"Bearer {HEADER}"},
        },
    )
    webhook_id = created.json()["webhook_id"]
    path = f"/api/webhooks/{webhook_id}"
    event = ping_event()
    call("POST", "/api/events", json=event)
    [request] = receiver.wait_for(1)
    assert request.path.endswith(QUERY)
    assert HEADER in request.headers["authorization"]
    client.wait_for_state(
        webhook_id, event["event_id"], "delivered" if status == 200 else "waiting"
    )
    call("GET", "/api/webhooks")
    call("GET", "/api/webhooks", json={"webhook_id": webhook_id})
    call("POST", "/api/webhooks/logs", json={"webhook_id": webhook_id})
    for rest in ("", "/deliveries", f"/deliveries/{event['event_id']}"):
        call("GET", path + rest)
    call("GET", f"/api/events/{event['event_id']}")
    call("GET", "/api/health")
    call("PATCH", path, json={"secret_token": NEW_TOKEN, "url": url.replace(QUERY, NEW_QUERY)})
    call("PATCH", "/api/webhooks", json={"webhook_id": webhook_id, "name": "x"})
    call("POST", path + "/rotate-secret", json={"secret_token": NEW_TOKEN})
    call("POST", path + f"/deliveries/{event['event_id']}/resend")
    call("POST", path + "/disable")
    call("POST", path + "/enable")
    # What is wrong with a request is told without repeating it.
    call("PATCH", path, json={"secret_token": TOKEN, "url": f"ftp://u:{TOKEN}@h/?{QUERY}"})
    call("PATCH", path, json={"secret_token": [TOKEN], "headers": {"X-A": f"{HEADER}\n"}})
    call("PATCH", path, json={"unknown": TOKEN})
    call("POST", path + "/rotate-secret", json={"secret_token": [TOKEN]})
    call("PATCH", path, data=f'{{"secret_token": "{TOKEN}", '.encode())
    client.relay.tick()
    call("DELETE", path)
    client.relay.tick()

    everything = "\n".join([*call.heard, *client.relay.logs()])
    for secret in (TOKEN, NEW_TOKEN, QUERY, NEW_QUERY, HEADER):
        assert secret not in everything
    assert receiver.url in created.text  # the address without its query may be shown


def test_a_receivers_answer_is_all_that_is_kept_of_it(client: Client, subscribe: Subscribe) -> None:
    """Its headers, cookies among them, are not."""
    answer = Answer(500, b"body", {"Set-Cookie": f"session={TOKEN}", "Location": f"/?{TOKEN}"})
    subscriber, event = subscribe("ping", answer=answer), ping_event()
    client.post(event)

    delivery = subscriber.wait_for_state(event["event_id"], "waiting")

    assert delivery["last_attempt"]["answer"] == "body"
    assert TOKEN not in json.dumps(delivery) + "\n".join(client.relay.logs())


def test_an_events_sas_url_is_in_no_log(client: Client, subscribe: Subscribe) -> None:
    subscriber, event = subscribe("ping"), ping_event(sas_url=f"https://e.example/?sig={TOKEN}")
    client.post(event)
    subscriber.wait_for_state(event["event_id"], "delivered")

    bad = ping_event(sas_url=7, event={"ping_id": f"{TOKEN}-{uuid4()}"})
    answer = client.relay.post("/api/events", json=bad)

    assert answer.status_code == 400
    assert TOKEN not in "\n".join(client.relay.logs()) + answer.text
