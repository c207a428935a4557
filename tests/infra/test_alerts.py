"""The alerts: each compares a column that its query has, and has a paragraph in the runbook."""

from __future__ import annotations

import re

import pytest

from tools.infra import kql
from tools.infra.__main__ import INFRA, ROOT, queries
from tools.infra.bicep import Template, literal, properties, text

ALERTS = Template.read(INFRA / "modules" / "alerts.bicep")
ROWS = {
    str(literal(properties(row)["name"])): properties(row)
    for row in ALERTS.variables["logAlerts"].named_children
    if row.type == "object"
}
NUMBERS = {"int", "long", "real"}
MINUTES = {"PT1M": 1, "PT5M": 5, "PT10M": 10, "PT15M": 15, "PT1H": 60, "PT2H": 120}


@pytest.fixture(scope="module")
def analyses() -> dict[str, kql.Analysis]:
    return kql.analyse(queries())


def test_every_alert_asked_for_is_there() -> None:
    assert set(ROWS) == {
        "no-tick",
        "oldest-due",
        "poison",
        "dropped",
        "failing-webhook",
        "server-errors",
    }
    assert "${prefix}-storage-throttling" in text(ALERTS.root)


@pytest.mark.parametrize("name", ROWS)
def test_an_alert_compares_what_its_query_answers(
    name: str, analyses: dict[str, kql.Analysis]
) -> None:
    row = ROWS[name]
    file = re.search(r"queries/[\w.]+", text(row["query"]))
    assert file is not None
    columns = analyses[file[0]].columns
    assert columns[str(literal(row["column"]))] in NUMBERS
    per = literal(row["per"])
    # What is left in the answer tells one alert from another, and can only be text.
    assert set(columns) - {literal(row["column"])} == ({per} if per else set())
    if per:
        assert columns[str(per)] == "string"


@pytest.mark.parametrize("name", ROWS)
def test_an_alert_has_a_frequency_window_and_severity_that_azure_offers(name: str) -> None:
    row = {key: literal(value) for key, value in ROWS[name].items()}
    assert MINUTES[str(row["every"])] <= MINUTES[str(row["window"])]
    assert row["severity"] in range(5)
    assert row["times"] in range(1, 7)
    assert isinstance(row["threshold"], int)


def test_alerts_go_to_the_action_groups() -> None:
    (rule,) = (r for r in ALERTS.resources.values() if "scheduledQueryRules" in r.type)
    actions = properties(properties(rule.body)["properties"])["actions"]
    assert text(actions) == "{ actionGroups: actionGroups }"
    (metric,) = (r for r in ALERTS.resources.values() if "metricAlerts" in r.type)
    actions = properties(properties(metric.body)["properties"])["actions"]
    assert text(actions) == "[for id in actionGroups: { actionGroupId: id }]"


@pytest.mark.parametrize("name", [*ROWS, "storage-throttling"])
def test_an_alert_has_a_runbook_paragraph(name: str) -> None:
    runbook = (ROOT / "docs" / "operate.md").read_text()
    paragraph = re.search(rf"^### {name}\n(.*?)(?=^#|\Z)", runbook, re.MULTILINE | re.DOTALL)
    assert paragraph is not None, f"docs/operate.md has no heading {name}"
    for part in ("**Means**", "**Look**", "**Do**"):
        assert part in paragraph[1], f"{name}: no {part}"
