"""``PUT``, ``GET`` and ``DELETE`` of ``/api/event-types/{name}``."""

from __future__ import annotations

from typing import Any

import pytest

from shared.api import event_types
from shared.event_types import registration
from shared.events.catalogue import EVENT_TYPES
from tests.event_types.api import Api
from tests.support.asking import Ask, fields
from tests.support.in_process import InProcess

SCHEMA = {
    "type": "object",
    "properties": {"number": {"type": "integer"}, "lines": {"type": "array"}},
    "required": ["number"],
}
CLOSED = SCHEMA | {"additionalProperties": False}


def test_a_type_is_shown_as_it_was_defined(api: Api) -> None:
    definition: dict[str, Any] = {
        "description": "An order was placed.",
        "schema": SCHEMA,
        "example": {"number": 1},
        "deprecated": True,
        "group": "orders",
    }
    made = api.put("order.placed", **definition)
    assert made.status == 201
    times = {name: made.body.pop(name) for name in ("created_at", "updated_at")}
    assert made.body == {"name": "order.placed", "family": "own", "version": 1, **definition}
    assert times["created_at"] == times["updated_at"]
    assert api.get("order.placed").body == made.body | times
    assert api.list().body[-1] == made.body | times
    assert [one["name"] for one in api.list().body[:-1]] == list(EVENT_TYPES)


def test_a_type_may_have_a_description_alone(api: Api) -> None:
    made = api.put("anything")
    assert made.status == 201
    assert made.body.keys() == {
        *("name", "family", "description", "version", "created_at", "updated_at")
    }


@pytest.mark.parametrize("example", [None, False, 0, "", [], {}])
def test_any_json_value_is_an_example_and_null_is_one(api: Api, example: Any) -> None:
    assert api.put("anything", example=example).body["example"] == example
    assert api.get("anything").body["example"] == example


def test_a_built_in_type_is_shown_in_the_same_form(api: Api) -> None:
    one = api.get("ping").body
    assert one == next(entry for entry in api.list().body if entry["name"] == "ping")
    assert one["family"] == "onefuzz"
    assert api.get("TASK").body["family"] == "singularity"


@pytest.mark.parametrize("name", ["nothing", "Ping", "a/b", "ä", "..", "", "x" * 129])
def test_what_does_not_exist_is_404(api: Api, name: str) -> None:
    for answer in (api.get(name), api.delete(name), api.validate(name, 1)):
        assert answer.status == 404


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("ping", "is the name of a built-in event type"),
        ("PING", "is the name of a built-in event type"),
        ("Task", "is the name of a built-in event type"),
        ("crash_reported", "is the name of a built-in event type"),
        ("relay.started", "is reserved"),
        ("Relay.x", "is reserved"),
        ("import", "is reserved"),
        ("-a", "must be 1 to 128 characters"),
        ("a b", "must be 1 to 128 characters"),
        ("a/b", "must be 1 to 128 characters"),
        ("order.*", "must be 1 to 128 characters"),
        ("ä", "must be 1 to 128 characters"),
        ("a\n", "must be 1 to 128 characters"),
        ("x" * 129, "must be 1 to 128 characters"),
    ],
)
def test_names_that_are_refused(api: Api, name: str, message: str) -> None:
    answer = api.put(name)
    assert answer.status == 400
    assert answer.errors["name"].startswith(message)


@pytest.mark.parametrize("name", ["a", "0", "x" * 128, "A.b-c_d", "relay", "relayed.x", "pings"])
def test_names_that_are_allowed(api: Api, name: str) -> None:
    assert api.put(name).status == 201


def test_names_that_differ_in_case_alone_are_not_two_types(api: Api) -> None:
    assert api.put("Order.Placed").status == 201
    answer = api.put("order.placed")
    assert answer.status == 409
    assert "Order.Placed" in answer.body["detail"]
    assert api.get("order.placed").status == 404
    assert api.post({"event_type": "order.placed", "event": 1}).status == 400


@pytest.mark.parametrize(
    ("definition", "field"),
    [
        ({"description": ""}, "description"),
        ({"description": None}, "description"),
        ({"schema": True}, "schema"),
        ({"schema": "x"}, "schema"),
        ({"group": ""}, "group"),
        ({"deprecated": "yes"}, "deprecated"),
        ({"unknown": 1}, "unknown"),
    ],
)
def test_members_that_are_refused(api: Api, definition: dict[str, Any], field: str) -> None:
    answer = api.put("order", **definition)
    assert answer.status == 400
    assert field in answer.errors
    assert api.get("order").status == 404


def test_a_schema_with_a_number_beyond_the_range_of_json_is_refused(api: Api) -> None:
    body = b'{"description": "A test.", "schema": {"enum": [1e999]}}'
    status, problem = Ask(event_types.one, "PUT", body, path={"name": "order"}).of(api.process)
    assert status == 400
    assert fields(problem) == ["schema"]


def test_an_example_must_be_valid(api: Api) -> None:
    answer = api.put("order", schema=SCHEMA, example={"number": "s3cret"})
    assert answer.status == 400
    assert answer.errors == {"example.number": "must be an integer"}


def test_the_same_definition_changes_nothing(api: Api, memory_relay: InProcess) -> None:
    first = api.put("order", schema=SCHEMA, example={"number": 1}).body
    memory_relay.clock.advance(10)
    again = api.put("order", schema=dict(reversed(SCHEMA.items())), example={"number": 1})
    assert again.status == 200
    assert again.body["version"] == 1
    assert api.put("order", schema=SCHEMA, example={"number": 1}).body["version"] == 1
    assert api.get("order").body["created_at"] == first["created_at"]


def test_a_description_is_changed_without_a_new_version(api: Api, memory_relay: InProcess) -> None:
    first = api.put("order", schema=SCHEMA, group="a").body
    memory_relay.clock.advance(10)
    changed = api.put("order", schema=SCHEMA, description="Another.", deprecated=True)
    assert changed.status == 200
    assert changed.body["version"] == 1
    assert changed.body["description"] == "Another."
    assert "group" not in changed.body
    assert changed.body["created_at"] == first["created_at"]
    assert changed.body["updated_at"] > first["updated_at"]


def test_a_schema_that_may_break_something_needs_to_be_meant(api: Api) -> None:
    api.put("order", schema=SCHEMA)
    refused = api.put("order", schema=CLOSED)
    assert refused.status == 409
    assert "version 1" in refused.body["detail"]
    assert '"breaking": true' in refused.body["detail"]
    assert all(field.startswith("schema") for field in refused.errors)
    assert api.get("order").body["version"] == 1
    assert api.put("order", schema=CLOSED, breaking=True).body["version"] == 2
    assert api.put("order", schema=SCHEMA).body["version"] == 3


def test_a_schema_may_go_and_comes_back_only_if_meant(api: Api) -> None:
    api.put("order", schema=SCHEMA)
    assert api.put("order").body["version"] == 2
    assert api.put("order", schema=SCHEMA).status == 409
    assert api.put("order", schema={}).body["version"] == 3


def test_a_deleted_type_is_gone_and_its_versions_are_counted_on(api: Api) -> None:
    api.put("order", schema=SCHEMA)
    api.put("order")
    assert api.delete("order").body == {"result": True}
    assert api.get("order").status == 404
    assert api.delete("order").status == 404
    assert [one["name"] for one in api.list().body] == list(EVENT_TYPES)
    made = api.put("order", schema=CLOSED)
    assert (made.status, made.body["version"]) == (201, 3)


def test_a_deleted_name_may_come_back_in_another_case(api: Api) -> None:
    api.put("order")
    api.delete("order")
    assert api.put("Order").status == 201
    assert api.get("order").status == 404
    assert api.get("Order").body["version"] == 2


@pytest.mark.parametrize("name", ["ping", "TASK"])
def test_built_in_types_are_not_deleted(api: Api, name: str) -> None:
    assert api.delete(name).status == 404


def test_a_type_that_webhooks_name_is_not_deleted(api: Api) -> None:
    api.put("order.placed")
    webhook = api.webhook("order.placed").body["webhook_id"]
    refused = api.delete("order.placed")
    assert refused.status == 409
    assert webhook in refused.body["detail"]
    assert api.get("order.placed").status == 200
    assert api.delete("order.placed", force="maybe").status == 400
    assert api.delete("order.placed", force="true").status == 200
    assert api.get("order.placed").status == 404


def test_a_type_that_wildcards_stand_for_is_deleted(api: Api) -> None:
    api.put("order.placed")
    api.webhook("order.*")
    api.webhook("*")
    assert api.delete("order.placed").status == 200


def test_there_is_an_end_to_the_number_of_types(api: Api, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(registration, "MOST_TYPES", 2)
    assert api.put("a").status == 201
    assert api.put("b").status == 201
    assert api.put("c").status == 400
    assert api.put("a", description="Changed.").status == 200
    api.delete("a")
    assert api.put("c").status == 201
