"""The summary of a webhook's latest deliveries, for charts: counted beside the records."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import pairwise
from typing import Any

import pytest

from shared.api import deliveries
from shared.model import Webhook
from shared.store.conditions import EVERY_ROW
from shared.store.keys import day_table
from tests.support.accounts import Account
from tests.support.asking import Ask
from tests.support.clock import Clock, iso
from tests.support.counted import counting, queries
from tests.support.in_process import InProcess, in_memory, in_process
from tests.support.receiver import Receiver
from tests.support.rows import ended_delivery

MINUTE, HOUR, DAY = 60, 3600, 86_400
RESULTS: tuple[int | str, ...] = ("timeout", 200, 200)
STATES = ("delivered", "dropped", "waiting", "queued")


@pytest.fixture
def relay(account: Account) -> Iterator[InProcess]:
    with in_process(account, Clock()) as relay:
        yield relay


def summary(relay: InProcess, webhook: Webhook, **query: str) -> Any:
    path = {"webhook_id": webhook.webhook_id}
    status, answer = Ask(deliveries.summary, "GET", b"", query, path=path).of(relay)
    assert status == 200, answer
    return answer


def record(
    relay: InProcess, webhook: Webhook, ago: float, result: int | str | None, ms: int = 5
) -> None:
    ended_delivery(relay, webhook, relay.clock.now - ago, result, ms)


def total(answer: dict[str, Any], state: str) -> int:
    return sum(bucket[state] for bucket in answer["buckets"])


def moment(text: str) -> float:
    return datetime.fromisoformat(text).timestamp()


def test_what_was_sent_what_waits_and_what_is_queued(relay: InProcess, receiver: Receiver) -> None:
    webhook = relay.subscribe(receiver.url)
    relay.post_pings(3)
    relay.pump()
    receiver.answer = 503
    relay.post_pings(2)
    relay.pump()
    relay.post_pings(1)

    answer = summary(relay, webhook)

    assert (answer["deliveries"], answer["more"]) == (6, False)
    assert {state: total(answer, state) for state in STATES} == {
        "delivered": 3,
        "dropped": 0,
        "waiting": 2,
        "queued": 1,
    }
    assert answer["results"] == [
        {"result": "200", "text": "the receiver answered 200 OK", "count": 3},
        {"result": "503", "text": "the receiver answered 503 Service Unavailable", "count": 2},
    ]
    assert 0 <= answer["p50_ms"] <= answer["p95_ms"] < 2000


def test_over_time(relay: InProcess) -> None:
    """Counts and percentiles of each stretch, those without anything included."""
    webhook = relay.subscribe("https://receiver.example/")
    made: list[tuple[float, int | str, int]] = [
        (n * 30 * MINUTE, RESULTS[n % 3], 100 + n) for n in range(48)
    ]
    for ago, result, ms in made:
        record(relay, webhook, ago, result, ms)
    record(relay, webhook, 2.2 * HOUR, None)

    answer = summary(relay, webhook)

    buckets = answer["buckets"]
    assert 20 <= len(buckets) <= 41
    starts = [moment(bucket["at"]) for bucket in buckets]
    [seconds] = {bucket["seconds"] for bucket in buckets}
    assert {later - earlier for earlier, later in pairwise(starts)} == {seconds}
    assert starts[0] <= moment(answer["since"]) == relay.clock.now - made[-1][0]
    assert starts[-1] <= moment(answer["until"]) <= starts[-1] + seconds
    for start, bucket in zip(starts, buckets, strict=True):
        inside = [m for m in made if start <= relay.clock.now - m[0] < start + seconds]
        durations = sorted(ms for _, _, ms in inside)
        assert bucket["delivered"] == sum(result == 200 for _, result, _ in inside)
        assert bucket.get("p50_ms") == (durations[(len(durations) - 1) // 2] if inside else None)
        assert bucket.get("p95_ms") == (durations[-1] if inside else None)
    assert total(answer, "dropped") == 17
    assert (answer["p50_ms"], answer["p95_ms"]) == (100 + 23, 100 + 45)
    assert [(each["result"], each["count"]) for each in answer["results"]] == [
        ("200", 32),
        ("timeout", 16),
    ]


def test_filters(relay: InProcess, receiver: Receiver) -> None:
    webhook = relay.subscribe(receiver.url, "ping", "pool_created")
    results: list[int | str] = [200, 200, 503, "timeout", 200]
    for n, result in enumerate(results):
        record(relay, webhook, 10 + n * HOUR, result)
    receiver.answer = 503
    relay.post_pings(2)
    relay.pump()

    since, until = iso(relay.clock.now - 2.5 * HOUR), iso(relay.clock.now - 5)
    within = summary(relay, webhook, since=since, until=until)
    assert (within["deliveries"], total(within, "delivered")) == (3, 2)
    assert (moment(within["since"]), moment(within["until"])) == (moment(since), moment(until))
    assert summary(relay, webhook, state="waiting")["deliveries"] == 2
    assert summary(relay, webhook, state="queued")["deliveries"] == 0
    assert summary(relay, webhook, state="dropped")["deliveries"] == 2
    assert summary(relay, webhook, status_code="503")["deliveries"] == 3
    assert summary(relay, webhook, status_code="503", state="dropped")["deliveries"] == 1
    assert summary(relay, webhook, event_type="pool_created")["deliveries"] == 0


def test_a_webhook_without_deliveries(memory_relay: InProcess) -> None:
    webhook = memory_relay.subscribe("https://receiver.example/")

    answer = summary(memory_relay, webhook)

    assert (answer["deliveries"], answer["more"], answer["results"]) == (0, False, [])
    assert [{state: bucket[state] for state in STATES} for bucket in answer["buckets"]] == [
        dict.fromkeys(STATES, 0)
    ]
    assert "p50_ms" not in answer


def test_the_latest_thousand_are_read_with_narrow_queries() -> None:
    with in_memory(Clock()) as relay:
        webhook = relay.subscribe("https://receiver.example/")
        for number in range(1100):
            record(relay, webhook, 3 + number, 200)

        with counting(relay) as counts:
            answer = summary(relay, webhook)

        assert (answer["deliveries"], answer["more"]) == (1000, True)
        assert total(answer, "delivered") == 1000
        assert moment(answer["since"]) == relay.clock.now - 3 - 999
        assert counts == {"query deliveries": 1, "get webhooks": 1}

        with counting(relay) as counts:
            until = iso(relay.clock.now - 1000)
            answer = summary(relay, webhook, until=until, since=iso(relay.clock.now - HOUR))

        assert (answer["deliveries"], answer["more"]) == (103, False)
        assert queries(counts) == 1


def test_a_table_that_is_not_dropped_yet(memory_relay: InProcess) -> None:
    """For up to an hour after midnight there are records of one day more."""
    relay = memory_relay
    webhook = relay.subscribe("https://receiver.example/")
    days = relay.relay.settings.keep_days + 1
    record(relay, webhook, days * DAY + HOUR, 200)
    record(relay, webhook, 3, 200)

    for query in ({}, {"since": iso(relay.clock.now - 2 * days * DAY)}):
        answer = summary(relay, webhook, **query)
        assert (answer["deliveries"], total(answer, "delivered")) == (2, 2)


def test_pages_of_storage_without_what_is_wanted(
    memory_relay: InProcess, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Storage may have gone through many records, and found none, when the call ends."""
    relay = memory_relay
    webhook = relay.subscribe("https://receiver.example/")
    go_on = {"PartitionKey": webhook.uid, "RowKey": "x"}
    monkeypatch.setattr(relay.store.records, "outlines", lambda *_, **__: ([], go_on))

    answer = summary(relay, webhook, event_type="ping")

    assert (answer["deliveries"], answer["more"]) == (0, True)
    body = {"event_type": "ping", "dry_run": True}
    path = {"webhook_id": webhook.webhook_id}
    counted = relay.call(deliveries.resend_all, "POST", body, **path)
    assert counted == {"matching": 0, "more": True}


def test_rows_of_earlier_releases_count_as_unknown(relay: InProcess) -> None:
    webhook = relay.subscribe("https://receiver.example/")
    record(relay, webhook, 3, 200)
    table = relay.store.storage.table(
        day_table("deliveries", datetime.fromtimestamp(relay.clock.now, UTC).date())
    )
    [row] = table.query(EVERY_ROW)
    earlier = {name: value for name, value in row.items() if not name.startswith("latest_")}
    table.replace(earlier, etag=row.etag)

    answer = summary(relay, webhook)

    assert [(each["result"], each["count"]) for each in answer["results"]] == [("unknown", 1)]
    assert total(answer, "delivered") == 1
    assert "p50_ms" not in answer
