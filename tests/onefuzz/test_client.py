"""What OneFuzz's own client can read as OneFuzz sends it, it can read as the relay delivers it."""

from __future__ import annotations

import json
from typing import Any

import pytest

from shared.api import webhooks
from tests.events.documents import ONEFUZZ_8
from tests.onefuzz import client
from tests.onefuzz.relay import delivered, envelope, subscribed

pytestmark = pytest.mark.slow

EXAMPLES = [envelope(name) for name in ONEFUZZ_8.names]
COMPLETE = [envelope(name, ONEFUZZ_8.complete(name)) for name in ONEFUZZ_8.names]
MORE = [
    envelope(
        name,
        {**ONEFUZZ_8.examples[name], "added_later": {"any": [1.5, None]}},
        added_later=[{}],
        version="8.9.0",
        created_at="2026-11-21T19:00:00Z",
    )
    for name in ONEFUZZ_8.names
]
"""With members that the page does not name."""


def models(names: list[str]) -> list[str]:
    return ["Event" + name.title().replace("_", "") for name in names]


@pytest.mark.parametrize(
    "envelopes", [EXAMPLES, COMPLETE, MORE], ids=["examples", "complete", "more"]
)
def test_messages(envelopes: list[dict[str, Any]]) -> None:
    sent = client.read(("message", one) for one in envelopes)
    received = client.read(("message", one) for one in delivered(envelopes, "onefuzz"))
    assert [one["model"] for one in sent] == models(ONEFUZZ_8.names)
    assert received == sent


def test_event_grid_messages() -> None:
    received = client.read(("event_grid", one) for [one] in delivered(EXAMPLES, "event_grid"))
    sent = client.read(("message", one) for one in EXAMPLES)
    for one, other in zip(received, sent, strict=True):
        assert one["read"]["id"] == other["read"]["event_id"]
        assert one["read"]["eventType"] == other["read"]["event_type"]
        assert one["read"]["subject"] == other["read"]["instance_name"]


def test_logs_and_the_list_of_webhooks() -> None:
    with subscribed() as subscriber:
        subscriber.deliver(*map(json.dumps, EXAMPLES))
        webhook_id = subscriber.webhook.webhook_id
        logs = subscriber.relay.call(webhooks.logs, "POST", {"webhook_id": webhook_id})
        filter_ = {"filter": {"subjectBeginsWith": ""}}
        subscriber.relay.call(webhooks.one, "PATCH", filter_, webhook_id=webhook_id)
        listed = subscriber.relay.call(webhooks.collection, "GET", {})
    [webhook] = client.read(("webhook", one) for one in listed)
    assert listed[0]["filter"] == {"subjectBeginsWith": ""}
    assert webhook["read"]["event_types"] == ONEFUZZ_8.names
    by_id = {one["read"]["event_id"]: one["read"] for one in client.read(("log", o) for o in logs)}
    assert {by_id[one["event_id"]]["event_type"] for one in EXAMPLES} == set(ONEFUZZ_8.names)
    assert all(log["state"] == "succeeded" for log in by_id.values())
