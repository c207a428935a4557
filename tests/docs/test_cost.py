"""The figures of docs/cost.md follow from its table, and stay within what a delivery may cost."""

from __future__ import annotations

import json
from collections import Counter
from math import prod

import pytest

from shared.store.messages import MOST_TOGETHER
from tests.docs import markdown
from tests.docs.markdown import ROOT
from tools.infra import snapshots

TABLE = markdown.table_rows(markdown.section(ROOT / "docs" / "cost.md", "Per million deliveries"))
ROWS = [row for row in TABLE if len(row) == 4 and row[3].startswith("0.")]
[SUMS] = [row for row in TABLE if row[0] == "**dollars for a million**"]
IDLE = markdown.table_rows(markdown.section(ROOT / "docs" / "cost.md", "Idle, per month"))
MOST = {1: 3.50, 2: 1.50}
"""Dollars for a million deliveries, by column: single posts, arrays."""


@pytest.mark.parametrize("column", [1, 2])
def test_the_sums_are_those_of_the_rows(column: int) -> None:
    assert len(ROWS) == 6
    dollars = sum(float(row[column]) * float(row[3]) for row in ROWS) * 1_000_000
    assert SUMS[column] == f"**{dollars:.2f}**"


@pytest.mark.parametrize("column", MOST)
def test_a_million_costs_no_more_than_it_may(column: int) -> None:
    assert float(SUMS[column].strip("*")) <= MOST[column]


def test_the_requests_are_those_that_are_counted() -> None:
    """`tests/e2e/test_storage_cost.py` counts the same ones."""
    most_messages = -(-100 // MOST_TOGETHER) / 100
    partitions, records = 16 / 100, 1 / 100
    tables, queues = (
        next(row for row in ROWS if row[0] == f"{s} requests") for s in ("table", "queue")
    )
    assert float(tables[2]) == pytest.approx(partitions + records + most_messages, abs=0.005)
    assert float(queues[2]) == pytest.approx(most_messages * (2 + 1 / 32), abs=0.005)


def test_the_records_of_the_host_are_limited_as_it_says() -> None:
    host = json.loads((ROOT / "host.json").read_text())
    a_second = host["logging"]["applicationInsights"]["samplingSettings"][
        "maxTelemetryItemsPerSecond"
    ]
    [logs] = [row for row in ROWS if row[0] == "KB of logs"]
    assert float(logs[1]) == 2 * 10_000 * a_second / 1_000_000


def test_the_alerts_are_those_that_are_deployed() -> None:
    smallest = snapshots.read(ROOT / "infra")["smallest"]
    rules = smallest.of_type("Microsoft.Insights/scheduledQueryRules")
    every = Counter(rule["properties"]["evaluationFrequency"] for rule in rules)
    assert set(every) == {"PT5M", "PT15M"}
    series = sum(
        prod(len(dimension["values"]) for dimension in criterion.get("dimensions", ()))
        for rule in smallest.of_type("Microsoft.Insights/metricAlerts")
        for criterion in rule["properties"]["criteria"].get("allOf", ({},))
    )
    [row] = [row for row in IDLE if row[0] == "alerts"]
    assert row[1].startswith(
        f"{every['PT5M']} every 5 minutes × 1.50, {every['PT15M']} every 15 × 0.50; "
        f"{series} series of metrics × 0.10."
    )
    assert float(row[2]) == every["PT5M"] * 1.5 + every["PT15M"] * 0.5 + series * 0.1


def test_the_availability_test_is_the_one_that_is_deployed() -> None:
    test = snapshots.read(ROOT / "infra")["smallest"].one("Microsoft.Insights/webtests")
    places = len(test["properties"]["Locations"])
    times = 30 * 24 * 3600 // test["properties"]["Frequency"]
    [row] = [row for row in IDLE if row[0] == "availability test"]
    assert row[1:] == [f"{places} places × {times:,} × 0.0006", f"{places * times * 0.0006:.2f}"]
