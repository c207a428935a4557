"""Events of own types, from the post to the delivery."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest

from shared.api import event_types
from shared.model import MessageFormat
from tests.event_types.api import Api
from tests.support.asking import Ask
from tests.support.in_process import InProcess
from tests.support.receiver import Receiver

ORDER = {
    "type": "object",
    "properties": {
        "number": {"type": "integer", "minimum": 1},
        "lines": {"type": "array", "items": {"type": "object", "required": ["sku"]}},
    },
    "required": ["number"],
    "additionalProperties": False,
}
PING = {"event": {"ping_id": "5f0e8bd5-7f80-4f6a-9d3b-0b7a3d7f1c11"}}


def order(event: Any, **more: Any) -> dict[str, Any]:
    return {"event_type": "order.placed", "event": event, **more}


def test_an_event_is_judged_by_the_schema_of_its_type(api: Api) -> None:
    api.put("order.placed", schema=ORDER)
    assert api.post(order({"number": 1, "lines": [{"sku": "a"}]})).status == 202
    refused = api.post(order({"number": "s3cret", "lines": [{}, {"sku": 1}], "x": "s3cret"}))
    assert refused.status == 400
    assert refused.errors == {
        "event.number": "must be an integer",
        "event.lines[0].sku": "is required",
        "event.x": "is not a known property",
    }
    assert "s3cret" not in json.dumps(refused.body)


def test_places_in_an_array_are_named(api: Api) -> None:
    api.put("order.placed", schema=ORDER)
    refused = api.post(order({"number": 1}), order({"number": 0}))
    assert refused.errors == {"[1].event.number": "must be 1 or more"}


def test_the_version_that_accepted_an_event_is_shown_with_it(api: Api) -> None:
    api.put("order.placed", schema=ORDER)
    first = api.post(order({"number": 1})).body["event_id"]
    api.put("order.placed")
    second = api.post(order("anything")).body["event_id"]
    builtin = api.post({"event_type": "ping", "event": {"ping_id": first}}).body["event_id"]
    assert api.event(first).body["type_version"] == 1
    assert api.event(second).body["type_version"] == 2
    assert "type_version" not in api.event(builtin).body


def test_the_id_of_an_event_may_be_any_safe_text(api: Api) -> None:
    api.put("order.placed")
    assert api.post(order(1, event_id="order-1:placed")).body["event_id"] == "order-1:placed"
    assert api.post(order(1, event_id="x" * 129)).errors.keys() == {"event_id"}


def test_an_unknown_type_is_refused_with_the_own_names(api: Api) -> None:
    api.put("order.placed")
    refused = api.post({"event_type": "order.paid", "event": {}})
    assert refused.status == 400
    assert refused.errors["event_type"].startswith("'order.paid' is not a known event type")
    assert refused.errors["event_type"].endswith("TASK, order.placed")


VALUES: list[Any] = [None, True, 0, -1.5, "", "grüße 😀", [], [1, "a"], {}, {"a": {"b": [None]}}]


@pytest.mark.parametrize("value", VALUES, ids=json.dumps)
@pytest.mark.parametrize("message_format", list(MessageFormat))
def test_any_json_value_is_delivered_without_a_schema(
    memory_relay: InProcess, api: Api, receiver: Receiver, value: Any, message_format: str
) -> None:
    api.put("anything")
    api.webhook("anything", url=receiver.url, message_format=message_format)
    posted = api.post({"event_type": "anything", "event": value})
    assert posted.status == 202
    assert posted.body["deliveries"] == 1
    memory_relay.pump()
    [request] = receiver.requests
    body = json.loads(request.body)
    match message_format:
        case MessageFormat.ONEFUZZ:
            received = body["event"]
        case MessageFormat.EVENT_GRID:
            received = body[0]["data"]
        case MessageFormat.CLOUDEVENTS:
            received = body["data"]
        case _:
            received = body
    assert received == value
    assert type(received) is type(value)
    assert api.event(posted.body["event_id"]).body["event"] == value


def test_a_type_of_another_process_is_known_at_once(api: Api, other: Api) -> None:
    assert other.post(order(1)).status == 400
    other.process.clock.advance(1)
    api.put("order.placed")
    assert other.post(order(1)).status == 202


def test_a_change_by_another_process_is_seen_when_the_list_is_read_again(
    api: Api, other: Api
) -> None:
    api.put("order.placed")
    assert other.post(order("x")).status == 202
    api.put("order.placed", schema=ORDER, breaking=True)
    api.process.clock.advance(api.process.relay.settings.webhook_cache_seconds)
    assert other.post(order("x")).status == 400


def test_a_deletion_by_another_process_is_seen_when_the_list_is_read_again(
    api: Api, other: Api
) -> None:
    api.put("order.placed")
    assert other.post(order("x")).status == 202
    api.delete("order.placed")
    assert api.post(order("x")).status == 400
    api.process.clock.advance(api.process.relay.settings.webhook_cache_seconds)
    assert other.post(order("x")).status == 400


def test_what_is_pending_when_its_type_is_deleted_is_delivered(
    memory_relay: InProcess, api: Api, receiver: Receiver
) -> None:
    api.put("order.placed")
    api.webhook("order.*", url=receiver.url)
    api.post(order("x"))
    api.delete("order.placed")
    memory_relay.pump()
    assert len(receiver.requests) == 1


def test_events_are_listed_by_a_type_that_existed_once(api: Api) -> None:
    api.put("order.placed")
    event_id = api.post(order("x")).body["event_id"]
    for _ in range(2):
        found = api.events(event_type="order.placed").body["events"]
        assert [one["event_id"] for one in found] == [event_id]
        api.delete("order.placed")
    assert api.events(event_type="order.paid").status == 400


def test_events_are_listed_by_a_name_that_came_back_in_another_case(api: Api) -> None:
    api.put("order.placed")
    event_id = api.post(order("x")).body["event_id"]
    assert api.events(event_type="Order.Placed").status == 400
    api.delete("order.placed")
    api.put("Order.Placed")
    found = api.events(event_type="order.placed").body["events"]
    assert [one["event_id"] for one in found] == [event_id]
    assert api.events(event_type="Order.Placed").body["events"] == []


class TestValidate:
    def test_says_what_would_be_said_of_an_event(self, api: Api) -> None:
        api.put("order.placed", schema=ORDER)
        assert api.validate("order.placed", {"number": 1}).body == {
            "valid": True,
            "type_version": 1,
        }
        refused = api.validate("order.placed", {"number": "s3cret"})
        assert refused.status == 200
        assert refused.body == {
            "valid": False,
            "type_version": 1,
            "errors": [{"field": "event.number", "message": "must be an integer"}],
        }

    def test_takes_types_of_the_catalogue(self, api: Api) -> None:
        example = api.get("ping").body["example"]
        assert api.validate("ping", example).body == {"valid": True}
        answer = api.validate("ping", {}, event_id="no-uuid").body
        assert [error["field"] for error in answer["errors"]] == ["event_id", "event.ping_id"]

    @pytest.mark.parametrize("body", [b"[]", b"[{}]", b'"text"', b"null"])
    def test_takes_one_object(self, api: Api, body: bytes) -> None:
        ask = Ask(event_types.validate, body=body, path={"name": "ping"})
        status, problem = ask.of(api.process)
        assert (status, problem["detail"]) == (400, "the body must be an object")

    def test_takes_what_an_event_may_have_of_bytes(self, api: Api) -> None:
        most = api.process.relay.settings.max_event_bytes
        body = json.dumps(PING).encode().ljust(most)
        ask = Ask(event_types.validate, body=body, path={"name": "ping"})
        assert ask.of(api.process) == (200, {"valid": True})
        status, problem = replace(ask, body=body + b" ").of(api.process)
        assert status == 413
        assert problem["detail"] == f"the body is {most + 1} bytes long, more than {most}"

    def test_stores_nothing(self, api: Api) -> None:
        api.put("order.placed")
        api.validate("order.placed", 1)
        assert api.events().body["events"] == []

    def test_refuses_an_envelope_of_another_type(self, api: Api) -> None:
        api.put("order.placed")
        assert api.validate("order.placed", 1, event_type="order.placed").status == 200
        assert api.validate("order.placed", 1, event_type="ping").errors.keys() == {"event_type"}
