"""The summary lines: healthy deliveries have one line a minute and webhook, others one each."""

from __future__ import annotations

import json
import logging
import threading
from collections.abc import Callable
from typing import Any

import pytest

from shared import activity, later
from shared.activity import EndedAttempt
from shared.model import Attempt, DeliveryKey, DropReason
from shared.store.faults import Unavailable
from shared.summary import DeliverySummary, Summary
from tests.support.client import ping_event
from tests.support.in_process import InProcess, in_memory
from tests.support.receiver import Receiver
from tests.support.waiting import wait_until

Lines = Callable[[str], list[dict[str, Any]]]


@pytest.fixture
def lines(caplog: pytest.LogCaptureFixture) -> Lines:
    """The lines of an event so far."""
    caplog.set_level(logging.INFO, "relay")

    def found(event: str) -> list[dict[str, Any]]:
        every = [json.loads(record.getMessage()) for record in caplog.records]
        return [line for line in every if line["event"] == event]

    return found


def left(*processes: InProcess) -> None:
    """What happens 15 s after the first delivery."""
    for process in processes:
        process.relay._activity.write()


def test_deliveries_of_two_processes_are_one_line(
    relay: InProcess, twin: InProcess, receiver: Receiver, lines: Lines
) -> None:
    webhook = relay.subscribe(receiver.url)
    began = relay.clock.now
    relay.post_pings(2)
    relay.pump()
    twin.post_pings(3)
    twin.pump()
    left(relay, twin)

    relay.tick(60)

    [line] = lines("delivery_summary")
    assert line["webhook_id"] == webhook.webhook_id
    assert (line["count"], line["errors"], line["retried"]) == (5, 0, 0)
    assert line["bytes"] == 5 * len(json.dumps(ping_event()["event"]))
    assert began <= line["since"] <= line["until"] <= relay.clock.now
    for name in ("p50", "p95", "p99", "duration_p50", "duration_p99", "queued_p50", "queued_p99"):
        assert 0 <= line[name] < 5000, name
    [events] = lines("event_summary")
    assert (events["events"], events["repeated"], events["deliveries"]) == (5, 0, 5)
    assert lines("attempt") == lines("accepted") == []
    relay.tick(60)
    assert len(lines("delivery_summary")) == 1, "it is logged once"


def test_a_failure_has_a_line_of_its_own(
    relay: InProcess, receiver: Receiver, lines: Lines
) -> None:
    relay.subscribe(receiver.url)
    receiver.answer_next(500)
    [event_id] = relay.post_pings(1)
    relay.pump()
    relay.round(15)
    left(relay)

    relay.tick(60)

    [failed] = lines("attempt")
    assert (failed["event_id"], failed["outcome"], failed["status"]) == (event_id, "failed", 500)
    [line] = lines("delivery_summary")
    assert (line["count"], line["errors"], line["retried"]) == (2, 1, 1)
    assert line["p50"] >= 10_000, "from accept to receipt, the wait for the retry included"
    assert line["queued_p50"] < 1000, "before the first attempt"


def test_webhooks_and_repeats_are_told_apart(
    relay: InProcess, receiver: Receiver, lines: Lines
) -> None:
    made = {relay.subscribe(receiver.url).webhook_id for _ in range(2)}
    event = ping_event()
    relay.post(event, event)
    relay.pump()
    left(relay)

    relay.tick(60)

    assert {line["webhook_id"] for line in lines("delivery_summary")} == made
    [events] = lines("event_summary")
    assert (events["events"], events["repeated"], events["deliveries"]) == (1, 1, 2)


def test_only_failures_have_no_percentiles(
    memory_relay: InProcess, receiver: Receiver, lines: Lines
) -> None:
    memory_relay.subscribe(receiver.url)
    receiver.answer = 500
    memory_relay.post_pings(1)
    memory_relay.pump()
    left(memory_relay)

    memory_relay.tick(60)

    [line] = lines("delivery_summary")
    assert (line["count"], line["errors"]) == (1, 1)
    assert not {"p50", "duration_p50"} & set(line)


def test_the_setting_brings_back_a_line_each(receiver: Receiver, lines: Lines) -> None:
    with in_memory(LOG_DELIVERIES="all") as relay:
        relay.subscribe(receiver.url)
        ids = relay.post_pings(2)
        relay.pump()
        left(relay)
        relay.tick(60)

    assert [line["event_id"] for line in lines("accepted")] == ids
    assert [line["outcome"] for line in lines("attempt")] == ["delivered", "delivered"]
    [line] = lines("delivery_summary")
    assert line["count"] == 2, "the workbook counts by the summaries alone"


def test_a_round_without_deliveries_logs_no_summary(memory_relay: InProcess, lines: Lines) -> None:
    memory_relay.tick(60)
    assert lines("delivery_summary") == lines("event_summary") == []


def test_a_query_of_a_url_is_neither_stored_nor_logged(memory_relay: InProcess) -> None:
    made = memory_relay.relay._activity
    made.attempted(ended("url/https%3A%2F%2Fexample.org%2Fhook%3Ftoken%3Dhidden"))
    made.write()

    [stored] = memory_relay.store.summaries.oldest()

    assert list(stored.summary.webhooks) == ["url/https%3A%2F%2Fexample.org%2Fhook"]


@pytest.mark.slow
def test_many_webhooks_fit_into_rows(memory_relay: InProcess, lines: Lines) -> None:
    made = memory_relay.relay._activity
    for number in range(700):
        for duration in range(1, 3000, 50):
            made.attempted(ended(f"webhook-{number}", duration))
    made.write()

    memory_relay.tick(60)

    assert len(lines("delivery_summary")) == 700
    assert {line["count"] for line in lines("delivery_summary")} == {60}
    assert memory_relay.store.summaries.oldest() == []


def test_beyond_the_most_webhooks_they_are_summed(
    memory_relay: InProcess, monkeypatch: pytest.MonkeyPatch, lines: Lines
) -> None:
    monkeypatch.setattr(activity, "MOST_WEBHOOKS", 3)
    made = memory_relay.relay._activity
    for number in range(10):
        made.attempted(ended(f"webhook-{number}"))
    made.write()

    memory_relay.tick(60)

    counts = {line["webhook_id"]: line["count"] for line in lines("delivery_summary")}
    assert counts == {"webhook-0": 1, "webhook-1": 1, "webhook-2": 1, "(others)": 7}


def test_hundreds_of_webhooks_with_all_kinds_of_drops_fit(memory_relay: InProcess) -> None:
    made = memory_relay.relay._activity
    uids = [f"{number:032x}" for number in range(300)]
    for uid in uids:
        for reason in DropReason:
            made.dropped(uid, reason)

    made.write()

    assert not made._later.is_due, "all was written"
    total = Summary()
    for stored in memory_relay.store.summaries.oldest():
        total.merge(stored.summary)
    [outcomes] = total.outcomes.hours.values()
    assert {uid: one.dropped_count for uid, one in outcomes.items()} == dict.fromkeys(
        uids, len(DropReason)
    )


def test_nothing_is_lost_while_storage_fails(
    memory_relay: InProcess, monkeypatch: pytest.MonkeyPatch, lines: Lines
) -> None:
    made, rows = memory_relay.relay._activity, memory_relay.store.summaries
    made.attempted(ended("webhook"))
    with monkeypatch.context() as patched:
        patched.setattr(rows, "add", fails)
        made.write()
    assert made._later.is_due, "it will be tried again"
    made.attempted(ended("webhook"))
    made.write()
    with monkeypatch.context() as patched:
        patched.setattr(rows._table, "delete", fails_to_delete)
        memory_relay.tick(60)
    assert lines("delivery_summary") == [], "a row that stays would be logged again"

    memory_relay.tick(60)

    assert [line["count"] for line in lines("delivery_summary")] == [2]


def test_what_storage_wrote_without_an_answer_is_counted_once(
    memory_relay: InProcess, monkeypatch: pytest.MonkeyPatch, lines: Lines
) -> None:
    made, rows = memory_relay.relay._activity, memory_relay.store.summaries
    add = rows.add

    def adds_without_an_answer(key: str, summary: Summary) -> None:
        add(key, summary)
        fails()

    made.attempted(ended("webhook"))
    with monkeypatch.context() as patched:
        patched.setattr(rows, "add", adds_without_an_answer)
        for _ in range(2):
            made.write()
            made.attempted(ended("webhook"))
    made.write()

    memory_relay.tick(60)

    assert [line["count"] for line in lines("delivery_summary")] == [3]


def test_a_row_that_is_written_again_after_a_round_took_it_is_counted_once(
    memory_relay: InProcess, lines: Lines
) -> None:
    """As by a process that got no answer to the first write."""
    rows = memory_relay.store.summaries
    part = Summary(webhooks={"webhook": DeliverySummary(count=2)})
    rows.add("key", part)
    memory_relay.tick(60)
    assert [line["count"] for line in lines("delivery_summary")] == [2]

    rows.add("key", part)
    memory_relay.tick(60)

    assert [line["count"] for line in lines("delivery_summary")] == [2]
    assert rows.oldest() == []


def test_it_is_written_in_the_background(
    memory_relay: InProcess, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(later, "INTERVAL", 0.05)
    memory_relay.relay._activity.attempted(ended("webhook"))
    wait_until(lambda: memory_relay.store.summaries.oldest(), 5, "the row")


def test_closing_writes_the_rest(memory_relay: InProcess) -> None:
    memory_relay.relay._activity.attempted(ended("webhook"))
    memory_relay.relay.write_counts()
    assert len(memory_relay.store.summaries.oldest()) == 1
    assert memory_relay.store.counters.every()[0].counts == {"delivered": 1}


def test_threads_lose_no_attempt(memory_relay: InProcess) -> None:
    made = memory_relay.relay._activity

    def attempt() -> None:
        for _ in range(500):
            made.attempted(ended("webhook"))

    threads = [threading.Thread(target=attempt) for _ in range(8)]
    for thread in threads:
        thread.start()
    for _ in range(5):
        made.write()
    for thread in threads:
        thread.join()
    made.write()

    total = Summary()
    for stored in memory_relay.store.summaries.oldest():
        total.merge(stored.summary)
    assert total.webhooks["webhook"].count == 4000


def ended(webhook_id: str, duration_ms: int = 5) -> EndedAttempt:
    attempt = Attempt(0.0, 200, None, "", duration_ms, "")
    key = DeliveryKey("uid", 1_900_000_000_000, "event")
    return EndedAttempt(webhook_id, key, "ping", 1, attempt, is_probe=False, payload_bytes=10)


def fails(*_arguments: object) -> None:
    raise Unavailable("down", operation="test", target="counters")


def fails_to_delete(*_arguments: object, **_options: object) -> None:
    fails()
