"""The figures of docs/cost.md follow from its table, and stay within what a delivery may cost."""

from __future__ import annotations

import json

import pytest

from tests.docs import markdown
from tests.docs.markdown import ROOT

TABLE = markdown.table_rows(markdown.section(ROOT / "docs" / "cost.md", "Per million deliveries"))
ROWS = [row for row in TABLE if len(row) == 4 and row[3].startswith("0.")]
[SUMS] = [row for row in TABLE if row[0] == "**dollars for a million**"]
MOST = 3.50


@pytest.mark.parametrize("column", [1, 2])
def test_the_sums_are_those_of_the_rows(column: int) -> None:
    assert len(ROWS) == 6
    dollars = sum(float(row[column]) * float(row[3]) for row in ROWS) * 1_000_000
    assert SUMS[column] == f"**{dollars:.2f}**"


def test_single_posts_cost_no_more_than_they_may() -> None:
    assert float(SUMS[1].strip("*")) <= MOST


def test_the_records_of_the_host_are_limited_as_it_says() -> None:
    host = json.loads((ROOT / "host.json").read_text())
    a_second = host["logging"]["applicationInsights"]["samplingSettings"][
        "maxTelemetryItemsPerSecond"
    ]
    [logs] = [row for row in ROWS if row[0] == "KB of logs"]
    assert float(logs[1]) == 2 * 10_000 * a_second / 1_000_000
