"""``GET /api/events``: order, filters, pages, and what a page costs."""

from __future__ import annotations

import json
import random
import uuid
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest

from shared.api import events
from shared.api.http import Request, Response, respond
from shared.history import event_list
from shared.history.event_list import REQUESTS_A_CALL
from shared.model import Event
from shared.store import StorageFault
from tests.support.accounts import Account
from tests.support.clock import Clock
from tests.support.in_process import InProcess, in_memory, in_process

DAY = 86_400


@pytest.fixture
def relay(account: Account) -> Iterator[InProcess]:
    with in_process(account, Clock()) as relay:
        yield relay


def get(relay: InProcess, query: dict[str, str]) -> Response:
    request = Request("GET", {}, query, {}, b"")
    return respond(lambda: events.listing(relay.relay, request), route="test")


def page(relay: InProcess, query: dict[str, str]) -> dict[str, Any]:
    response = get(relay, query)
    assert response.status == 200, response.body
    answer: dict[str, Any] = json.loads(response.body)
    return answer


def every(relay: InProcess, **query: str) -> list[str]:
    found: list[str] = []
    for _ in range(3000):
        answer = page(relay, query)
        assert len(answer["events"]) <= int(query.get("limit", "50"))
        found += [event["event_id"] for event in answer["events"]]
        if "cursor" not in answer:
            return found
        query["cursor"] = answer["cursor"]
    raise AssertionError("the pages do not end")


def stored(relay: InProcess, count: int, *, days: float, payload: str = "{}") -> list[Event]:
    """Store events evenly over the last *days*, every tenth with the time of another."""
    rng = random.Random(1)
    made = []
    for number in range(count):
        age = (number - number % 10 // 9) * days * DAY / count
        made.append(
            Event(
                event_id=str(uuid.UUID(int=rng.getrandbits(128))),
                event_type="ping" if number % 3 else "node_created",
                received_ms=round((relay.clock.now - age) * 1000),
                event_json=payload,
                extras_json="{}",
            )
        )
    for group in relay.store.events.transactions(made):
        assert relay.store.events.insert_all(group)
    return sorted(made, key=lambda event: (-event.received_ms, event.event_id))


def ids(made: list[Event]) -> list[str]:
    return [event.event_id for event in made]


def iso(epoch_ms: int) -> str:
    return datetime.fromtimestamp(epoch_ms / 1000, UTC).isoformat()


def counted(relay: InProcess, patch: pytest.MonkeyPatch) -> list[int]:
    """Return a list that gets the number of events that each request finds."""
    requests: list[int] = []
    real = relay.store.events.heads

    def heads(*args: Any, **options: Any) -> Any:
        found, more = real(*args, **options)
        requests.append(len(found))
        return found, more

    patch.setattr(relay.store.events, "heads", heads)
    return requests


def test_newest_first_with_filters(relay: InProcess) -> None:
    made = stored(relay, 2500, days=3)

    first = page(relay, {})["events"]
    assert [event["event_id"] for event in first] == ids(made[:50])
    assert first[0] == {
        "event_id": made[0].event_id,
        "event_type": made[0].event_type,
        "received_at": iso(made[0].received_ms).replace("+00:00", ".000Z")
        if made[0].received_ms % 1000 == 0
        else iso(made[0].received_ms)[:23] + "Z",
    }
    assert every(relay, limit="1000") == ids(made)
    assert every(relay, limit="333", event_type="node_created") == [
        event.event_id for event in made if event.event_type == "node_created"
    ]
    since, until = made[2000].received_ms, made[700].received_ms
    assert every(relay, limit="1000", since=iso(since), until=iso(until)) == [
        event.event_id for event in made if since <= event.received_ms <= until
    ]
    for length in (1, 3, 36):
        prefix = made[1234].event_id[:length]
        assert every(relay, limit="100", id_prefix=prefix) == [
            event.event_id for event in made if event.event_id.startswith(prefix)
        ]
    assert every(relay, id_prefix="~") == every(relay, event_type="node_deleted") == []


def test_a_busy_day_is_read_in_stretches(relay: InProcess, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(event_list, "_MOST_SORTED", 100)
    made = stored(relay, 2500, days=0.4)

    assert every(relay, limit="130") == ids(made)


def test_pages_hold_what_was_there_throughout(relay: InProcess) -> None:
    made = stored(relay, 300, days=1.5)

    first = page(relay, {"limit": "100"})
    relay.clock.advance(1)
    stored_later = Event("later", "ping", round(relay.clock.now * 1000), "{}", "{}")
    relay.store.events.insert(stored_later)
    rest = every(relay, limit="100", cursor=first["cursor"])

    assert [event["event_id"] for event in first["events"]] + rest == ids(made)


def test_a_page_costs_a_bounded_number_of_requests() -> None:
    """Of many events as of few, and where there are none for months."""
    with in_memory(RETENTION_DAYS="90") as relay, pytest.MonkeyPatch.context() as patch:
        made = stored(relay, 12_000, days=0.3)
        requests = counted(relay, patch)

        assert [event["event_id"] for event in page(relay, {})["events"]] == ids(made[:50])
        assert len(requests) <= REQUESTS_A_CALL
        assert sum(requests) <= 1000 * REQUESTS_A_CALL

        requests.clear()
        empty = page(relay, {"until": iso(made[-1].received_ms - 1), "limit": "1"})
        assert empty["events"] == []
        assert len(requests) == REQUESTS_A_CALL
        assert every(relay, limit="1", cursor=empty["cursor"]) == []


def test_storage_that_gives_a_few_rows_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """Azure ends a request that takes long with a continuation, and perhaps without a row."""
    with in_memory() as relay:
        made = stored(relay, 90, days=2)
        relay.host.account.scan_rows = 7  # type: ignore[attr-defined]

        assert every(relay, limit="20") == ids(made)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("limit", "0"),
        ("limit", "1001"),
        ("limit", "50,50"),
        ("since", "now"),
        ("until", "2026-13-01T00:00:00Z"),
        ("event_type", "pong"),
        ("event_type", "ping,ping"),
        ("id_prefix", "a/b"),
        ("id_prefix", "é"),
        ("id_prefix", "x" * 129),
        ("cursor", "x"),
        ("cursor", "WzEsMiwzXQ"),
        ("cursor", "Wy0xLCJ4IiwxXQ"),
        ("cursor", "Wzk5OTk5OTk5OTk5OTk5OTk5OTk5LCIiLDFd"),
        ("cursor", "WzEsIiIsMF0"),
        ("state", "delivered"),
        ("Type", "ping"),
    ],
)
def test_a_bad_parameter_is_named(memory_relay: InProcess, name: str, value: str) -> None:
    response = get(memory_relay, {name: value})

    assert response.status == 400
    assert json.loads(response.body)["errors"][0]["field"] == name


def test_storage_that_fails_is_a_503(
    memory_relay: InProcess, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise StorageFault("down")

    monkeypatch.setattr(memory_relay.store.events, "heads", fail)

    assert get(memory_relay, {}).status == 503
