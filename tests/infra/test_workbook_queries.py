"""Each query of the workbook answers what its tile says, on rows of a quarter of an hour."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest

from tests.infra import kusto
from tests.infra.kusto import Row
from tests.infra.samples import NOW, ago, line, tables
from tools.infra import workbook
from tools.infra.__main__ import INFRA
from tools.infra.kql import TABLES

QUERIES = workbook.queries(workbook.read(INFRA / "workbook.json"))


def summary(webhook: str, minutes_ago: float, count: int, errors: int, **more: int) -> Row:
    given = {"webhook_id": webhook, "count": count, "errors": errors, **more}
    return line(ago(minutes_ago), "delivery_summary", **given)


def attempt(webhook: str, minutes_ago: float, **more: Any) -> Row:
    return line(ago(minutes_ago), "attempt", webhook_id=webhook, **more)


ROWS = tables(
    line(ago(12), "event_summary", events=30, deliveries=50, repeated=2),
    line(ago(2), "event_summary", events=4, deliveries=4),
    summary(
        "a",
        12,
        40,
        10,
        retried=4,
        p50=80,
        p95=200,
        p99=900,
        queued_p50=20,
        queued_p95=30,
        queued_p99=40,
    ),
    summary(
        "b", 12, 10, 0, p50=500, p95=600, p99=700, queued_p50=400, queued_p95=500, queued_p99=600
    ),
    summary("c", 12, 5, 5, retried=5),
    summary("a", 2, 4, 0, p50=90, p95=95, p99=99, queued_p50=5, queued_p95=6, queued_p99=7),
    line(ago(2), "dropped", reason="overflow"),
    line(ago(2), "dropped", reason="overflow"),
    line(ago(12), "dropped", reason="expired"),
    line(ago(3), "held", reason="share"),
    line(ago(3), "held", reason="rate"),
    line(ago(2), "held", reason="rate"),
    # One webhook fails, one is well again, one was disabled.
    line(
        ago(13),
        "webhook_failing",
        webhook_id="c",
        since=(NOW - timedelta(hours=3)).timestamp(),
        error="timeout",
    ),
    line(ago(14), "webhook_failing", webhook_id="a", since=1.0, error="timeout"),
    line(ago(11), "webhook_recovered", webhook_id="a", since=1.0),
    line(ago(14), "webhook_failing", webhook_id="d", since=1.0, error="HTTP 410"),
    line(ago(13), "webhook_disabled", webhook_id="d", reason="gone"),
    attempt("c", 12, outcome="failed", error="timeout"),
    attempt("c", 4, outcome="failed", status=503),
    attempt("c", 3, outcome="failed", status=503),
    attempt("a", 3, outcome="delivered", status=200),
    line(
        ago(12),
        "tick",
        waiting=7,
        due=3,
        left=1,
        failing=2,
        oldest_due_seconds=9.5,
        duration_ms=300,
        released=2,
        probed=1,
        dropped_overflow=1,
        dropped_expired=2,
        dropped_webhook_deleted=3,
        dropped_webhook_disabled=4,
    ),
    line(
        ago(12) + timedelta(seconds=40),
        "tick",
        waiting=5,
        due=4,
        left=0,
        failing=1,
        oldest_due_seconds=3.0,
        duration_ms=100,
        released=5,
        probed=1,
    ),
    line(ago(12) + timedelta(seconds=50), "tick", duration_ms=100),
    line(ago(9), "quarantined"),
    line(ago(8), "request_failed"),
    line(ago(7), "request_failed"),
    line(ago(7), "storage_unavailable"),
    *(
        line(ago(2), event)
        for event in (
            *("settings_unusable", "webhook_round_failed", "orphan_search_failed"),
            *("secret_unreadable", "relay_failed", "process_died", "heartbeat_failed"),
        )
    ),
    {"TimeGenerated": ago(3), "DataType": "AppTraces", "Quantity": 3.26, "IsBillable": True},
    {"TimeGenerated": ago(9), "DataType": "AppTraces", "Quantity": 1.1, "IsBillable": True},
    {"TimeGenerated": ago(3), "DataType": "AppRequests", "Quantity": 9.0, "IsBillable": True},
    {"TimeGenerated": ago(3), "DataType": "Usage", "Quantity": 50.0, "IsBillable": False},
)

# Workbooks divide time as the portal chooses; here by five minutes.
EARLY, MIDDLE, LATE = (NOW - timedelta(minutes=m) for m in (15, 10, 5))


def at(time: datetime, **values: Any) -> Row:
    return {"timestamp": time, **values}


ANSWERS: dict[str, list[Row]] = {
    "totals": [
        {"What": "Events accepted", "Count": 34},
        {"What": "Deliveries made of them", "Count": 54},
        {"What": "Delivered", "Count": 44},
        {"What": "Retried", "Count": 9},
        {"What": "Dropped", "Count": 3},
    ],
    "over-time": [
        at(EARLY, accepted=30, delivered=40, failed=15, retried=9, dropped=1),
        at(LATE, accepted=4, delivered=4, failed=0, retried=0, dropped=2),
    ],
    "dropped": [
        at(EARLY, reason="expired", dropped=1),
        at(LATE, reason="overflow", dropped=2),
    ],
    # By weight: 30 of 40 were delivered in 80 ms.
    "latency": [
        at(EARLY, p50=80, p95_of_slowest=600, p99_of_slowest=900),
        at(LATE, p50=90, p95_of_slowest=95, p99_of_slowest=99),
    ],
    "in-queue": [
        at(EARLY, p50=20, p95_of_slowest=500, p99_of_slowest=600),
        at(LATE, p50=5, p95_of_slowest=6, p99_of_slowest=7),
    ],
    "failing": [
        {
            "webhook_id": "c",
            "since": NOW - timedelta(hours=3),
            "hours": 3.0,
            "first_error": "timeout",
            "last_failure": ago(3),
            "last_error": "HTTP 503",
        }
    ],
    "failures": [
        {"webhook_id": "c", "error": "HTTP 503", "attempts": 2, "latest": ago(3)},
        {"webhook_id": "c", "error": "timeout", "attempts": 1, "latest": ago(12)},
    ],
    "held": [at(LATE, reason="share", held=1), at(LATE, reason="rate", held=2)],
    "depth": [at(EARLY, waiting=7, due=4, left_for_next_tick=1, webhooks_failing=2)],
    "oldest": [at(EARLY, oldest_due_seconds=9.5)],
    "tick-duration": [at(EARLY, p50=100, p95=300, longest=300)],
    # 40 s between two rounds that are 10 s apart: three are missed.
    "missed-ticks": [at(EARLY, missed=3)],
    "tick-work": [
        at(
            EARLY,
            released=7,
            probed=2,
            overflow=1,
            expired=2,
            webhook_deleted=3,
            webhook_disabled=4,
        )
    ],
    "faults": [
        at(MIDDLE, what="quarantined", count=1),
        at(MIDDLE, what="request_failed", count=2),
        at(MIDDLE, what="storage_unavailable", count=1),
        at(LATE, what="settings_unusable", count=1),
        at(LATE, what="webhook_round_failed", count=1),
        at(LATE, what="orphan_search_failed", count=1),
        at(LATE, what="secret_unreadable", count=1),
        at(LATE, what="relay_failed", count=1),
    ],
    "log-volume": [
        {"DataType": "AppRequests", "MB": 9.0},
        {"DataType": "AppTraces", "MB": 4.4},
    ],
}


@pytest.fixture(scope="module")
def answers() -> dict[str, list[Row]]:
    found = kusto.parse(QUERIES, TABLES)
    return {name: query.run(ROWS, NOW) for name, query in found.items()}


def test_each_tile_has_an_answer_here() -> None:
    assert {f"workbook {name}" for name in ANSWERS} == set(QUERIES)


@pytest.mark.parametrize("name", ANSWERS)
def test_a_tile_shows_what_it_says(name: str, answers: dict[str, list[Row]]) -> None:
    found = answers[f"workbook {name}"]
    if "timestamp" in ANSWERS[name][0]:  # a chart, which has no order
        assert len(found) == len(ANSWERS[name])
        assert all(row in ANSWERS[name] for row in found), found
    else:
        assert found == ANSWERS[name]
