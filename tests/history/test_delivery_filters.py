"""Deliveries by the time of their event and by the status of the latest attempt, page by page."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from shared.api import deliveries
from shared.model import Webhook, day_of
from shared.store.conditions import partition
from shared.store.keys import day_table
from tests.support.accounts import Account
from tests.support.asking import Ask, fields
from tests.support.clock import Clock, iso
from tests.support.in_process import InProcess, in_memory, in_process
from tests.support.receiver import Receiver
from tests.support.rows import ended_delivery

STATUSES = (200, 503, 404, 503, None)


@pytest.fixture
def relay(account: Account) -> Iterator[InProcess]:
    with in_process(account, Clock()) as relay:
        yield relay


def get(relay: InProcess, webhook: Webhook, query: dict[str, str]) -> tuple[int, Any]:
    path = {"webhook_id": webhook.webhook_id}
    return Ask(deliveries.listing, "GET", b"", query, path=path).of(relay)


def page(relay: InProcess, webhook: Webhook, query: dict[str, str]) -> Any:
    status, answer = get(relay, webhook, query)
    assert status == 200, answer
    return answer


def every(relay: InProcess, webhook: Webhook, **query: str) -> list[str]:
    found: list[str] = []
    for _ in range(500):
        answer = page(relay, webhook, query)
        assert len(answer["deliveries"]) <= int(query.get("limit", "50"))
        found += [delivery["event_id"] for delivery in answer["deliveries"]]
        if "cursor" not in answer:
            return found
        query["cursor"] = answer["cursor"]
    raise AssertionError("the pages do not end")


def record_days(relay: InProcess, webhook: Webhook) -> list[tuple[float, int | None, str]]:
    """Record 60 over three days, 1.2 hours apart, with each status in turn; newest first."""
    made = []
    for number in range(60):
        at = relay.clock.now - number * 4320
        status = STATUSES[number % len(STATUSES)]
        made.append((at, status, ended_delivery(relay, webhook, at, status)))
    return made


@pytest.mark.parametrize("limit", [1, 7, 1000])
def test_by_status_time_and_state(relay: InProcess, receiver: Receiver, limit: int) -> None:
    webhook = relay.subscribe(receiver.url)
    made = record_days(relay, webhook)
    options = {"limit": str(limit)}

    for status in (200, 503, 404, 500):
        expected = [event_id for _, of, event_id in made if of == status]
        assert every(relay, webhook, **options, status_code=str(status)) == expected
    since, until = made[45][0], made[11][0]  # both included
    expected = [event_id for _, _, event_id in made[11:46]]
    assert every(relay, webhook, **options, since=iso(since), until=iso(until)) == expected
    dropped = [event_id for at, of, event_id in made if at >= since and of == 503]
    filters = {"since": iso(since), "status_code": "503", "state": "dropped"}
    assert every(relay, webhook, **options, **filters) == dropped
    assert every(relay, webhook, **options, status_code="503", state="delivered") == []


def test_the_latest_attempt_of_what_waits(relay: InProcess, receiver: Receiver) -> None:
    receiver.answer = 500
    webhook = relay.subscribe(receiver.url)
    waits = relay.post_pings(2)
    relay.pump()
    receiver.answer = 503
    relay.round()

    assert every(relay, webhook, status_code="503") == waits[::-1]
    assert every(relay, webhook, status_code="500") == []


def test_pages_hold_what_was_there_throughout(relay: InProcess, receiver: Receiver) -> None:
    """More matches than a page has room for, while others are recorded and removed."""
    webhook = relay.subscribe(receiver.url)
    made = [ended_delivery(relay, webhook, relay.clock.now - n, 503) for n in range(20)]

    first = page(relay, webhook, {"limit": "6", "status_code": "503"})
    ended_delivery(relay, webhook, relay.clock.now, 503)
    table = relay.store.storage.table(
        day_table("deliveries", day_of(round(relay.clock.now * 1000)))
    )
    [last_listed] = [row for row in table.query(partition(webhook.uid)) if made[5] in row["RowKey"]]
    table.delete(webhook.uid, last_listed["RowKey"])
    rest = every(relay, webhook, limit="6", status_code="503", cursor=first["cursor"])

    assert [delivery["event_id"] for delivery in first["deliveries"]] + rest == made


def test_a_rare_status_costs_a_bounded_number_of_requests(monkeypatch: pytest.MonkeyPatch) -> None:
    """A page may be empty, and say where to go on."""
    most = 25  # of 250: a tenth of the rows shows the same
    monkeypatch.setattr("shared.history.delivery_scan.MOST_WIDE", most)
    with in_memory() as relay:
        webhook = relay.subscribe("https://receiver.example/")
        rows = 30 * most
        for number in range(rows):
            ended_delivery(relay, webhook, relay.clock.now - 10 - number / 100, 200)
        rare = ended_delivery(relay, webhook, relay.clock.now - 10 - rows, 418)
        calls = []
        real = relay.store.records.page

        def counted(*args: Any, **options: Any) -> Any:
            calls.append(options["size"])
            return real(*args, **options)

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(relay.store.records, "page", counted)
            first = page(relay, webhook, {"status_code": "418"})
        assert first["deliveries"] == []
        assert len(calls) == 4 + relay.relay.settings.keep_days
        assert every(relay, webhook, status_code="418", cursor=first["cursor"]) == [rare]


def test_by_event(relay: InProcess, receiver: Receiver) -> None:
    webhook = relay.subscribe(receiver.url)
    other = relay.subscribe(receiver.url, "pool_created")
    first, second = relay.post_pings(2)
    relay.pump()
    long_ago, now = iso(relay.clock.now - 60), iso(relay.clock.now)

    assert every(relay, webhook, event_id=first) == [first]
    assert every(relay, webhook, event_id=second, state="delivered", since=long_ago) == [second]
    assert every(relay, webhook, event_id=first, status_code="200", until=now) == [first]
    assert every(relay, webhook, event_id=first, status_code="503") == []
    assert every(relay, webhook, event_id=first, event_type="pool_created") == []
    assert every(relay, webhook, event_id=first, until=long_ago) == []
    assert every(relay, webhook, event_id=first, since=iso(relay.clock.now + 1)) == []
    assert every(relay, webhook, event_id=first[:-1]) == []
    assert every(relay, other, event_id=first) == []


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("event_id", "a/b"),
        ("event_id", ".."),
        ("event_id", "x" * 129),
        ("status_code", "99"),
        ("status_code", "1000"),
        ("status_code", "5xx"),
        ("status_code", "503,503"),
        ("status_code", "٥٠٣"),
        ("status_code", "+50"),
        ("since", "yesterday"),
        ("since", "2026-01-31"),
        ("since", "2026-01-31T12:00:00"),
        ("since", "1769860800"),
        ("until", "2026-01-31T12:00:00Z,2026-01-31T12:00:00Z"),
        ("until", "x" * 5000),
        ("Since", "2026-01-31T12:00:00Z"),
        ("cursor", "WyIyMDI2LTAxLTMxIiwgbnVsbCwgIi4uIl0"),
        ("cursor", "WyIyMDI2LTAxLTMxIiwgbnVsbCwgNywgOF0"),
    ],
)
def test_a_bad_parameter_is_named(memory_relay: InProcess, name: str, value: str) -> None:
    webhook = memory_relay.subscribe("https://receiver.example/")

    status, problem = get(memory_relay, webhook, {name: value})

    assert (status, fields(problem)) == (400, [name])


def test_one_event_has_no_pages(memory_relay: InProcess) -> None:
    webhook = memory_relay.subscribe("https://receiver.example/")

    _, problem = get(memory_relay, webhook, {"event_id": "a", "cursor": "WyIyMDI2LTAxLTMxIl0"})

    assert fields(problem) == ["cursor"]


def test_since_is_not_later_than_until(memory_relay: InProcess) -> None:
    webhook = memory_relay.subscribe("https://receiver.example/")
    query = {"since": "2026-02-01T00:00:00Z", "until": "2026-01-31T23:00:00Z"}

    status, problem = get(memory_relay, webhook, query)

    assert (status, fields(problem)) == (400, ["since"])
