"""The deliveries of a deleted webhook can be read for as long as they are kept."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from shared.api import deliveries, events, webhooks
from shared.api.http import Request, Response
from shared.app import App
from shared.errors import NotFound
from tests.support.in_process import InProcess
from tests.support.receiver import Receiver

DAY = 86400.0


def get(relay: InProcess, handler: Callable[[App, Request], Response], **path: str) -> Any:
    return json.loads(handler(relay.relay, Request("GET", path, {}, {}, b"")).body)


def delete(relay: InProcess, webhook_id: str) -> None:
    webhooks.one(relay.relay, Request("DELETE", {"webhook_id": webhook_id}, {}, {}, b""))


def test_they_are_listed_and_shown(relay: InProcess, receiver: Receiver) -> None:
    webhook_id = relay.subscribe(receiver.url).webhook_id
    [event_id] = relay.post_pings(1)
    relay.pump()
    delete(relay, webhook_id)

    [listed] = get(relay, deliveries.listing, webhook_id=webhook_id)["deliveries"]
    assert (listed["event_id"], listed["state"]) == (event_id, "delivered")
    shown = get(relay, deliveries.one, webhook_id=webhook_id, event_id=event_id)
    assert (shown["webhook_id"], len(shown["results"])) == (webhook_id, 1)
    [outcome] = get(relay, events.get, event_id=event_id)["deliveries"]
    assert (outcome["webhook_id"], outcome["state"]) == (webhook_id, "delivered")


def test_nothing_can_be_sent_again(relay: InProcess, receiver: Receiver) -> None:
    webhook_id = relay.subscribe(receiver.url).webhook_id
    [event_id] = relay.post_pings(1)
    relay.pump()
    delete(relay, webhook_id)

    path = {"webhook_id": webhook_id, "event_id": event_id}
    for handler, body in (
        (deliveries.resend, b""),
        (deliveries.recover, b'{"since": "2020-01-01T00:00:00Z"}'),
        (webhooks.one, b""),
    ):
        with pytest.raises(NotFound):
            handler(relay.relay, Request("POST", path, {}, {}, body))


def test_a_webhook_that_exists_is_read_before_a_deleted_one(
    relay: InProcess, receiver: Receiver
) -> None:
    webhook = relay.subscribe(receiver.url)
    relay.post_pings(1)
    relay.pump()
    delete(relay, webhook.webhook_id)
    relay.relay.webhooks.create(webhook)

    assert get(relay, deliveries.listing, webhook_id=webhook.webhook_id) == {"deliveries": []}


def test_of_two_that_were_deleted_the_latest_is_read(relay: InProcess, receiver: Receiver) -> None:
    webhook = relay.subscribe(receiver.url)
    delete(relay, webhook.webhook_id)
    relay.clock.advance(1)
    relay.relay.webhooks.create(webhook)
    [event_id] = relay.post_pings(1)
    relay.pump()
    delete(relay, webhook.webhook_id)

    [listed] = get(relay, deliveries.listing, webhook_id=webhook.webhook_id)["deliveries"]
    assert listed["event_id"] == event_id


def test_it_is_forgotten_with_its_deliveries(relay: InProcess, receiver: Receiver) -> None:
    webhook_id = relay.subscribe(receiver.url).webhook_id
    delete(relay, webhook_id)
    relay.tick(7 * DAY)
    assert get(relay, deliveries.listing, webhook_id=webhook_id) == {"deliveries": []}
    relay.tick(2 * DAY)
    with pytest.raises(NotFound):
        get(relay, deliveries.listing, webhook_id=webhook_id)
