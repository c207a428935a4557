"""Ids of own events: every character that is allowed works everywhere an id is used.

In the keys of rows, in URLs, in queue messages, in the header ``webhook-id`` and in each format.
"""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import quote, unquote
from uuid import uuid4

import pytest

from shared.model import MessageFormat
from tests.support.client import Client
from tests.support.subscribers import Subscribe, Subscriber

IDS = [
    "q",
    "7",
    "...",
    "--",
    "azAZ09._~:@!$&'()*+,;=-",
    "build-7:deploy@eu",
    "a" * 128,
    "'" * 128,
    "~" * 128,
    "$batch",
    "e+f=g&h;i,j",
]


@pytest.mark.parametrize("event_id", IDS, ids=lambda event_id: event_id[:12])
def test_an_id_works_everywhere(client: Client, subscribe: Subscribe, event_id: str) -> None:
    relay = client.relay
    name = f"build.{uuid4()}"
    made = relay.request("PUT", f"/api/event-types/{name}", json={"description": "A build ended."})
    assert made.status_code in {200, 201}, made.text
    receivers = {of: subscribe(name, message_format=of) for of in MessageFormat}

    accepted = relay.post(
        "/api/events",
        json={"event_type": name, "event": {"n": 1}},
        headers={"Idempotency-Key": event_id},
    )

    assert accepted.status_code == 202, accepted.text
    assert accepted.json() == {"event_id": event_id, "deliveries": len(receivers)}
    found = {of: delivered(subscriber, event_id) for of, subscriber in receivers.items()}
    assert found[MessageFormat.ONEFUZZ]["event_id"] == event_id
    assert found[MessageFormat.EVENT_GRID][0]["id"] == event_id
    assert found[MessageFormat.CLOUDEVENTS]["id"] == event_id
    webhook = receivers[MessageFormat.ONEFUZZ].path
    for spelled in (event_id, quote(event_id, safe="")):
        for path in (f"/api/events/{spelled}", f"{webhook}/deliveries/{spelled}"):
            assert relay.get(path).json()["event_id"] == event_id
    again = relay.post(f"{webhook}/deliveries/{quote(event_id, safe='')}/resend")
    assert again.status_code == 202


def delivered(subscriber: Subscriber, event_id: str) -> Any:
    """Wait for the delivery, and return its body."""
    subscriber.wait_for_state(event_id, "delivered")
    [request] = subscriber.receiver.requests
    assert unquote(request.headers["webhook-id"]) == event_id
    return json.loads(request.body)
