"""The alerts: each compares a column that its query has, and has a paragraph in the runbook."""

from __future__ import annotations

import re

import pytest

from tools.infra import kql, snapshots
from tools.infra.__main__ import INFRA, ROOT, queries

SMALLEST = snapshots.read(INFRA)["smallest"]
EVERY_OPTION = snapshots.read(INFRA)["every-option"]
RULES = {
    rule["name"].removeprefix("relay-prod-"): rule["properties"]
    for rule in SMALLEST.of_type("Microsoft.Insights/scheduledQueryRules")
}
METRIC_ALERTS = {
    rule["name"].removeprefix("relay-prod-"): rule["properties"]
    for rule in SMALLEST.of_type("Microsoft.Insights/metricAlerts")
}
NUMBERS = {"int", "long", "real"}


@pytest.fixture(scope="module")
def analyses() -> dict[str, kql.Analysis]:
    return kql.analyse(queries())


def test_every_alert_asked_for_is_there() -> None:
    assert set(RULES) == {
        "no-tick",
        "oldest-due",
        "queue-age",
        "poison",
        "dropped",
        "failing-webhook",
        "failing-share",
        "server-errors",
        "http-5xx",
    }
    assert set(METRIC_ALERTS) == {"storage-throttling", "unreachable"}


@pytest.mark.parametrize("name", RULES)
def test_an_alert_compares_what_its_query_answers(
    name: str, analyses: dict[str, kql.Analysis]
) -> None:
    (criterion,) = RULES[name]["criteria"]["allOf"]
    file = f"queries/{name.replace('-', '_')}.kql"
    assert criterion["query"] == (INFRA / file).read_text()
    columns = analyses[file].columns
    assert columns[criterion["metricMeasureColumn"]] in NUMBERS
    per = {dimension["name"] for dimension in criterion["dimensions"]}
    # What is left in the answer tells one alert from another, and can only be text.
    assert set(columns) - {criterion["metricMeasureColumn"]} == per
    assert {columns[name] for name in per} <= {"string"}


def test_throttling_counts_the_four_answers_of_busy_storage() -> None:
    """Their names are those of the reference of storage's metrics, as it was in November 2026."""
    [criterion] = METRIC_ALERTS["storage-throttling"]["criteria"]["allOf"]
    [dimension] = criterion["dimensions"]
    assert (criterion["metricName"], dimension["name"]) == ("Transactions", "ResponseType")
    assert set(dimension["values"]) == {
        "ServerBusyError",
        "ClientThrottlingError",
        "ClientAccountRequestThrottlingError",
        "ClientAccountBandwidthThrottlingError",
    }


def test_alerts_go_to_the_action_groups() -> None:
    mail = EVERY_OPTION.one("Microsoft.Insights/actionGroups")["id"]
    theirs = (
        "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/team-oncall"
        "/providers/Microsoft.Insights/actionGroups/oncall"
    )
    for rule in EVERY_OPTION.of_type("Microsoft.Insights/scheduledQueryRules"):
        assert rule["properties"]["actions"] == {"actionGroups": [mail, theirs]}
    for rule in EVERY_OPTION.of_type("Microsoft.Insights/metricAlerts"):
        assert rule["properties"]["actions"] == [
            {"actionGroupId": mail},
            {"actionGroupId": theirs},
        ]


def test_the_app_is_asked_from_outside_unless_it_is_closed() -> None:
    test = SMALLEST.one("Microsoft.Insights/webtests")
    request = test["properties"]["Request"]
    assert request["RequestUrl"].startswith("[format('{0}/api/health', ")
    (link,) = (tag for tag in test["tags"] if tag.startswith("hidden-link:"))
    assert link == f"hidden-link:{SMALLEST.one('Microsoft.Insights/components')['id']}"
    places = len(test["properties"]["Locations"])
    assert METRIC_ALERTS["unreachable"]["criteria"]["failedLocationCount"] < places
    found = snapshots.read(INFRA)
    assert found["private"].of_type("Microsoft.Insights/webtests") == []
    assert found["resource-group"].of_type("Microsoft.Insights/webtests") == []


@pytest.mark.parametrize("name", [*RULES, *METRIC_ALERTS])
def test_an_alert_has_a_runbook_paragraph(name: str) -> None:
    runbook = (ROOT / "docs" / "operate.md").read_text()
    paragraph = re.search(rf"^### {name}\n(.*?)(?=^#|\Z)", runbook, re.MULTILINE | re.DOTALL)
    assert paragraph is not None, f"docs/operate.md has no heading {name}"
    for part in ("**Means**", "**Look**", "**Do**"):
        assert part in paragraph[1], f"{name}: no {part}"
