"""What a receiver gets: the body in the webhook's format, headers and digest."""

from __future__ import annotations

import hashlib
import hmac
import json
from datetime import UTC, datetime, timedelta

from shared import __version__
from tests.support.client import Client, ping_event
from tests.support.subscribers import Subscribe


def test_the_request_says_who_sends_it(client: Client, subscribe: Subscribe) -> None:
    subscriber = subscribe("ping")

    client.post(ping_event())

    [request] = subscriber.receiver.wait_for(1)
    assert (request.method, request.path) == ("POST", "/hook")
    assert request.headers["user-agent"] == f"webhook-relay/{__version__}"
    assert request.headers["content-type"] == "application/json"
    assert request.headers["content-length"] == str(len(request.body))
    assert "x-onefuzz-digest" not in request.headers


def test_the_digest_is_of_the_exact_bytes_sent(client: Client, subscribe: Subscribe) -> None:
    subscriber = subscribe("ping", secret_token="sëcret")
    grid = subscribe("ping", secret_token="s2", message_format="event_grid")

    client.post(ping_event())

    for receiver, token in [(subscriber.receiver, "sëcret"), (grid.receiver, "s2")]:
        [request] = receiver.wait_for(1)
        expected = hmac.new(token.encode(), request.body, hashlib.sha512).hexdigest()
        assert request.headers["x-onefuzz-digest"] == expected


def test_a_new_secret_signs_at_once(client: Client, subscribe: Subscribe) -> None:
    subscriber = subscribe("ping", secret_token="old")
    client.relay.request("PATCH", subscriber.path, json={"secret_token": "new"})

    client.post(ping_event())

    [request] = subscriber.receiver.wait_for(1)
    expected = hmac.new(b"new", request.body, hashlib.sha512).hexdigest()
    assert request.headers["x-onefuzz-digest"] == expected


class TestFormats:
    def test_event_grid(self, client: Client, subscribe: Subscribe) -> None:
        subscriber = subscribe("ping", message_format="event_grid")
        event = ping_event()
        began = datetime.now(UTC)

        client.post(event)

        [message] = json.loads(subscriber.receiver.wait_for(1)[0].body)
        sent = datetime.fromisoformat(message.pop("eventTime"))
        assert began - timedelta(seconds=1) <= sent <= datetime.now(UTC)
        subject = message.pop("subject")
        assert subject
        assert isinstance(subject, str)
        assert message.pop("dataVersion")
        assert message == {"id": event["event_id"], "eventType": "ping", "data": event["event"]}

    def test_each_webhook_has_its_own(self, client: Client, subscribe: Subscribe) -> None:
        subscribers = {
            name: subscribe("ping", message_format=name)
            for name in ("onefuzz", "event_grid", "cloudevents", "bare")
        }
        event = ping_event()

        client.post(event)

        bodies = {
            name: json.loads(subscriber.receiver.wait_for(1)[0].body)
            for name, subscriber in subscribers.items()
        }
        assert bodies["onefuzz"]["event"] == event["event"]
        assert bodies["event_grid"][0]["data"] == event["event"]
        assert bodies["cloudevents"]["data"] == event["event"]
        assert bodies["cloudevents"]["specversion"] == "1.0"
        assert bodies["bare"] == event["event"]
