"""Webhooks subscribe to own types by name, by the beginning of names, and to all types."""

from __future__ import annotations

import pytest

from shared.api import onefuzz
from shared.event_types import names
from tests.event_types.api import Api
from tests.support.in_process import InProcess

PING = {"event_type": "ping", "event": {"ping_id": "0f14d0ab-9605-4a62-a9e4-5ed26688389b"}}


def deliveries(api: Api, event_type: str) -> int:
    count: int = api.post({"event_type": event_type, "event": 1}).body["deliveries"]
    return count


def test_a_name_stands_for_one_type(api: Api) -> None:
    api.put("order.placed")
    api.put("order.placed.again")
    assert api.webhook("order.placed").status == 200
    assert deliveries(api, "order.placed") == 1
    assert deliveries(api, "order.placed.again") == 0


def test_a_name_must_be_that_of_a_type(api: Api) -> None:
    refused = api.webhook("ping", "order.placed", "order.*")
    assert refused.status == 400
    assert list(refused.errors) == ["event_types[1]"]
    assert refused.errors["event_types[1]"].startswith("'order.placed' is not a known event type")


def test_a_type_that_another_process_has_just_defined_is_known(api: Api, other: Api) -> None:
    assert other.webhook("order.placed").status == 400
    api.put("order.placed")
    other.process.clock.advance(1)
    assert other.webhook("order.placed").status == 200


def test_a_webhook_may_keep_the_name_of_a_deleted_type(api: Api) -> None:
    api.put("order.placed")
    api.put("order.paid")
    webhook = api.webhook("order.placed", "ping").body["webhook_id"]
    api.delete("order.placed", force="true")
    changed = api.change_webhook(webhook, event_types=["order.placed", "ping", "order.paid"])
    assert changed.body["event_types"] == ["order.placed", "ping", "order.paid"]
    refused = api.change_webhook(webhook, event_types=["order.placed", "order.lost"])
    assert list(refused.errors) == ["event_types[1]"]
    assert api.change_webhook(webhook, event_types=["ping"]).status == 200
    assert api.change_webhook(webhook, event_types=["order.placed"]).status == 400


def test_a_prefix_stands_for_types_that_come_later(api: Api) -> None:
    assert api.webhook("order.*").status == 200
    for name in ("order.placed", "order.paid.late", "orders.placed", "order", "Order.x"):
        api.put(name)
    wanted = {name: deliveries(api, name) for name in ("order.placed", "order.paid.late")}
    assert wanted == {"order.placed": 1, "order.paid.late": 1}
    others = {name: deliveries(api, name) for name in ("orders.placed", "order", "Order.x")}
    assert others == {"orders.placed": 0, "order": 0, "Order.x": 0}


def test_a_star_stands_for_all_types(api: Api) -> None:
    assert api.webhook("*").body["event_types"] == ["*"]
    api.put("order.placed")
    assert deliveries(api, "order.placed") == 1
    assert api.post(PING).body["deliveries"] == 1


def test_one_webhook_gets_an_event_once(api: Api) -> None:
    api.put("order.placed")
    api.webhook("order.placed", "order.*", "*")
    assert deliveries(api, "order.placed") == 1


@pytest.mark.parametrize(
    ("subscription", "message"),
    [
        ("order*", "must be *, or a beginning of names"),
        ("**", "must be *, or a beginning of names"),
        (".*", "must be *, or a beginning of names"),
        ("*.*", "must be *, or a beginning of names"),
        ("a b.*", "must be *, or a beginning of names"),
        ("x" * 128 + ".*", "must be *, or a beginning of names"),
        ("relay.*", "is reserved"),
        ("Relay.x.*", "is reserved"),
        ("order.?", "is not a known event type"),
    ],
)
def test_subscriptions_that_are_refused(api: Api, subscription: str, message: str) -> None:
    refused = api.webhook(subscription)
    assert refused.status == 400
    assert refused.errors["event_types[0]"].startswith(message)


@pytest.mark.parametrize("subscription", ["order.*", "a.b.c.*", "0.*", "x" * 127 + ".*"])
def test_subscriptions_that_are_allowed(api: Api, subscription: str) -> None:
    assert api.webhook(subscription).status == 200


def test_no_wildcard_stands_for_events_of_the_relay_itself() -> None:
    every = ["*", "relay.*", "r.*"]
    assert not names.wanted_by_wildcard(every, "relay.webhook_disabled")
    assert not names.wanted_by_wildcard(every, "Relay.x")
    assert names.wanted_by_wildcard(every, "relayed")


def test_onefuzz_client_is_not_shown_what_it_cannot_model(
    api: Api, memory_relay: InProcess
) -> None:
    api.put("order.placed")
    for subscriptions in (["ping"], ["order.placed"], ["*"], ["ping", "order.*"]):
        assert api.webhook(*subscriptions).status == 200
    shown = [
        list(webhook.event_types)
        for webhook in memory_relay.relay.webhooks.every()
        if onefuzz.can_model(webhook)
    ]
    assert shown == [["ping"]]
