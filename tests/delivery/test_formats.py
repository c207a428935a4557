"""The bodies, byte by byte where it matters."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest
from cloudevents.core.bindings.http import HTTPMessage, from_structured_event

from shared.delivery import formats
from shared.model import Event

SPELLED = '{"a": 1.0, "b": 1e5, "c": 123456789012345678901234567890, "d": "\\u00e9\\ud800"}'
EVENT = Event("id-1", "ping", 1_790_000_000_123, SPELLED, '{"instance_name":"x","version":"1.0"}')
BARE_EVENT = Event("id-1", "ping", 1_790_000_000_123, SPELLED, "{}")


def test_onefuzz_is_the_documented_message() -> None:
    body = formats.render("onefuzz", BARE_EVENT, "w-1")
    assert body.content_type == "application/json"
    assert json.loads(body.data) == {
        "event_id": "id-1",
        "event_type": "ping",
        "event": json.loads(SPELLED),
        "webhook_id": "w-1",
    }


def test_onefuzz_carries_what_else_the_envelope_had() -> None:
    message = json.loads(formats.render("onefuzz", EVENT, "w-1").data)
    assert (message["instance_name"], message["version"]) == ("x", "1.0")


def test_event_grid_is_an_array_of_one() -> None:
    (event,) = json.loads(formats.render("event_grid", EVENT, "w-1").data)
    assert event == {
        "id": "id-1",
        "eventType": "ping",
        "subject": "x",
        "eventTime": "2026-09-21T14:13:20.123Z",
        "dataVersion": "1.0.0",
        "data": json.loads(SPELLED),
    }


def test_bare_is_the_payload_alone() -> None:
    assert formats.render("bare", EVENT, "w-1").data == SPELLED.encode()


@pytest.mark.parametrize("message_format", formats.FORMATS)
def test_the_payload_goes_through_as_it_was_spelled(message_format: str) -> None:
    assert SPELLED.encode() in formats.render(message_format, EVENT, "w-1").data


@pytest.mark.parametrize("message_format", formats.FORMATS)
def test_every_attempt_sends_the_same_bytes(message_format: str) -> None:
    assert formats.render(message_format, EVENT, "w") == formats.render(message_format, EVENT, "w")


def test_cloudevents_are_read_by_the_sdk() -> None:
    body = formats.render("cloudevents", EVENT, "w-1")
    assert body.content_type == "application/cloudevents+json"
    event = from_structured_event(HTTPMessage({"content-type": body.content_type}, body.data))
    assert event.get_specversion() == "1.0"
    assert (event.get_id(), event.get_type(), event.get_source()) == ("id-1", "ping", "x")
    assert event.get_time() == datetime(2026, 9, 21, 14, 13, 20, 123000, UTC)
    assert event.get_datacontenttype() == "application/json"
    assert event.get_data() == json.loads(SPELLED)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("my instance é", "my%20instance%20%C3%A9"),
        ("half \ud83d", "half%20%3F"),
        ("", "webhook-relay"),
    ],
)
def test_the_source_is_a_uri_reference_whatever_the_instance_is_called(
    name: str, expected: str
) -> None:
    odd = Event("id-1", "ping", 0, "{}", json.dumps({"instance_name": name}))
    source = json.loads(formats.render("cloudevents", odd, "w").data)["source"]
    assert source == expected
