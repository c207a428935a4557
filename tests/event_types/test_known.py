"""What it costs to know the event types, and what happens between processes and callers."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from shared.event_types import definitions
from shared.event_types.compatibility import reasons_against
from shared.event_types.demands import Reason
from shared.event_types.known import EventTypes
from shared.event_types.references import Document
from shared.model import OwnEventType
from shared.store.event_types import EventTypeStore
from tests.event_types.api import Api
from tests.support.clock import Clock
from tests.support.in_process import InProcess

PING = {"event_type": "ping", "event": {"ping_id": "0f14d0ab-9605-4a62-a9e4-5ed26688389b"}}


class Counted:
    """A store of event types that counts what it is asked."""

    def __init__(self, rows: EventTypeStore) -> None:
        self._rows = rows
        self.heads_read = 0
        self.rows_read = 0

    def heads(self) -> Iterator[OwnEventType]:
        self.heads_read += 1
        return self._rows.heads()

    def get(self, name: str) -> OwnEventType | None:
        self.rows_read += 1
        return self._rows.get(name)


class TestCost:
    @pytest.fixture
    def clock(self) -> Clock:
        return Clock()

    @pytest.fixture
    def rows(self, memory_relay: InProcess) -> Counted:
        return Counted(memory_relay.store.event_types)

    @pytest.fixture
    def types(self, rows: Counted, clock: Clock) -> EventTypes:
        return EventTypes(rows, cache_seconds=10, clock=clock)  # type: ignore[arg-type]

    def test_a_built_in_type_costs_nothing(self, types: EventTypes, rows: Counted) -> None:
        assert types.exists("ping")
        assert types.has_existed("TASK")
        assert rows.heads_read == 0

    def test_an_own_type_is_read_once(
        self, api: Api, types: EventTypes, rows: Counted, clock: Clock
    ) -> None:
        api.put("order", schema={"type": "object"})
        for _ in range(5):
            assert types.own("order") is not None
            clock.advance(1)
        assert (rows.heads_read, rows.rows_read) == (1, 1)

    def test_a_list_read_again_reads_no_schema_that_is_known(
        self, api: Api, types: EventTypes, rows: Counted, clock: Clock
    ) -> None:
        api.put("order", schema={"type": "object"})
        for _ in range(3):
            assert types.own("order") is not None
            clock.advance(10)
        assert (rows.heads_read, rows.rows_read) == (3, 1)
        api.put("order")
        clock.advance(10)
        own = types.own("order")
        assert own is not None
        assert own.version == 2
        assert rows.rows_read == 2

    def test_what_is_deleted_keeps_no_compiled_schema(
        self, api: Api, types: EventTypes, clock: Clock
    ) -> None:
        for name in ("order", "bill"):
            api.put(name, schema={"type": "object"})
            clock.advance(10)
            assert types.own(name) is not None
        api.delete("order")
        clock.advance(10)
        assert types.own("order") is None
        assert list(types._compiled) == ["bill"]

    def test_a_flood_of_unknown_names_causes_one_query_a_second(
        self, types: EventTypes, rows: Counted, clock: Clock
    ) -> None:
        for number in range(1000):
            assert types.own(f"unknown{number}") is None
            types.unknown(f"unknown{number}")
            clock.advance(0.01)
        assert rows.heads_read <= 11
        assert rows.rows_read == 0

    @pytest.mark.parametrize("name", ["", "a b", "ä", "x" * 129, "\ud800", "../ping", "*"])
    def test_what_is_no_name_causes_no_query(
        self, types: EventTypes, rows: Counted, name: str
    ) -> None:
        assert types.own(name) is None
        assert not types.exists(name)
        assert rows.heads_read == 0

    def test_a_definition_is_compared_once_with_what_is_stored(
        self, api: Api, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        compared: list[Document] = []

        def counting(old: Document, new: Document) -> list[Reason]:
            compared.append(new)
            return reasons_against(old, new)

        monkeypatch.setattr(definitions, "reasons_against", counting)
        api.put("order", schema={"type": "object"})
        assert api.put("order", schema={"type": ["object", "array"]}).body["version"] == 2
        assert len(compared) == 1

    def test_an_event_of_a_built_in_type_reads_no_event_types(
        self, memory_relay: InProcess, api: Api, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def fail(_: EventTypeStore) -> None:
            raise AssertionError

        monkeypatch.setattr(EventTypeStore, "heads", fail)
        assert api.post(PING).status == 202
        assert api.post(PING, PING).status == 202
        assert api.webhook("ping", "*", "order.*").status == 200
        assert api.events(event_type="ping").status == 200
        assert api.validate("ping", PING["event"]).status == 200


@contextmanager
def before_write(process: InProcess, method: str, act: Callable[[], Any]) -> Iterator[None]:
    """Let *act* happen once, right before the process writes an event type."""
    rows = process.store.event_types
    original = getattr(rows, method)
    done: list[bool] = []

    def write(*arguments: Any) -> Any:
        if not done:
            done.append(True)
            act()
        return original(*arguments)

    setattr(rows, method, write)
    try:
        yield
    finally:
        delattr(rows, method)
    assert done


class TestRaces:
    def test_two_definitions_of_one_new_type(
        self, memory_relay: InProcess, api: Api, other: Api
    ) -> None:
        with before_write(memory_relay, "insert", lambda: other.put("order", schema={})):
            made = api.put("order", schema={"type": "object"})
        assert made.status == 409  # the other's schema accepted more
        assert api.get("order").body["schema"] == {}

    def test_two_changes_of_one_type(self, memory_relay: InProcess, api: Api, other: Api) -> None:
        closed = {"properties": {"a": {}}, "additionalProperties": False}
        api.put("order", schema=closed)
        with before_write(
            memory_relay, "change", lambda: other.put("order", description="Theirs.")
        ):
            changed = api.put("order", schema={})
        assert changed.body["version"] == 3  # without a schema was version 2
        assert changed.body["description"] == "A test."

    def test_a_change_of_what_is_being_deleted(
        self, memory_relay: InProcess, api: Api, other: Api
    ) -> None:
        api.put("order")
        with before_write(memory_relay, "change", lambda: other.delete("order")):
            made = api.put("order", schema={})
        assert made.body["version"] == 2
        assert api.get("order").status == 200

    def test_a_deletion_while_a_webhook_subscribes(
        self, memory_relay: InProcess, api: Api, other: Api
    ) -> None:
        api.put("order", schema={"type": "object"}, example={})
        before = api.get("order").body
        with before_write(memory_relay, "change", lambda: other.webhook("order")):
            assert api.delete("order").status == 409
        assert api.get("order").body == before
        memory_relay.clock.advance(10)
        assert other.post({"event_type": "order", "event": {}}).body["deliveries"] == 1

    def test_a_webhook_that_subscribes_to_what_is_being_deleted(
        self, memory_relay: InProcess, api: Api, other: Api, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        api.put("order")
        insert = memory_relay.relay.webhooks.create

        def create(webhook: Any) -> Any:
            assert other.delete("order").status == 200
            return insert(webhook)

        monkeypatch.setattr(memory_relay.relay.webhooks, "create", create)
        made = api.webhook("order")
        assert made.status == 200  # as if the type had been deleted afterwards, by force
        assert api.post({"event_type": "order", "event": 1}).status == 400
        monkeypatch.undo()
        api.put("order")
        assert api.post({"event_type": "order", "event": 1}).body["deliveries"] == 1


def test_the_list_is_not_read_with_schemas_and_examples(memory_relay: InProcess, api: Api) -> None:
    api.put("order", schema={"title": "x" * 1000}, example={"a": 1})
    [head] = memory_relay.store.event_types.heads()
    assert (head.name, head.version) == ("order", 1)
    assert head.schema_json == head.example_json == head.description == ""


def test_a_schema_of_the_longest_kind_is_stored(api: Api) -> None:
    schema = {"title": "ä" * 32_000, "type": "object"}
    example = {"text": "x" * 65_000}
    assert api.put("order", schema=schema, example=example).status == 201
    assert api.get("order").body["schema"] == schema
    assert json.dumps(api.get("order").body["example"]) == json.dumps(example)
