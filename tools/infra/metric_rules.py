"""What Azure Monitor refuses in an alert on metrics or an availability test, by documentation.

The metrics are those of the reference of supported metrics, the places those of the page about
availability tests; frequencies and windows are those that Terraform's provider for Azure lists,
since Microsoft's own reference has none. All as they were in November 2026.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from tools.infra.alert_rules import minutes
from tools.infra.snapshots import Resource, Snapshot

METRIC_ALERT: Final = "Microsoft.Insights/metricAlerts"
WEB_TEST: Final = "Microsoft.Insights/webtests"
PLACES_CRITERION: Final = "Microsoft.Azure.Monitor.WebtestLocationAvailabilityCriteria"

_FREQUENCIES: Final = frozenset({1, 5, 15, 30, 60})
_WINDOWS: Final = frozenset({1, 5, 15, 30, 60, 360, 720, 1440})
_OPERATORS: Final = frozenset(
    {
        *("Equals", "NotEquals"),
        *("GreaterThan", "GreaterThanOrEqual", "LessThan", "LessThanOrEqual"),
    }
)
_NOT_IN_A_NAME: Final = re.compile(r"[*#&+:<>?@%{}\\/]|[ .]\Z")
_MOST_CHARACTERS_OF_A_DESCRIPTION: Final = 2048


@dataclass(frozen=True)
class Metric:
    """A metric that a type of resource offers."""

    aggregations: frozenset[str]
    dimensions: frozenset[str]


METRICS: Final[Mapping[str, Mapping[str, Metric]]] = {
    "Microsoft.Storage/storageAccounts": {
        "Transactions": Metric(
            frozenset({"Total"}),
            frozenset({"ResponseType", "GeoType", "ApiName", "Authentication", "TransactionType"}),
        ),
    },
}
"""The metrics that alerts use, by the type of the resource."""

PLACES: Final[Mapping[str, frozenset[str]]] = {
    "AzureCloud": frozenset(
        {
            *("emea-au-syd-edge", "latam-br-gru-edge", "us-fl-mia-edge", "apac-hk-hkn-azr"),
            *("us-va-ash-azr", "emea-ch-zrh-edge", "emea-fr-pra-edge", "apac-jp-kaw-edge"),
            *("emea-gb-db3-azr", "us-il-ch1-azr", "us-tx-sn1-azr", "apac-sg-sin-azr"),
            *("emea-se-sto-edge", "emea-nl-ams-azr", "us-ca-sjc-azr", "emea-ru-msa-edge"),
        }
    ),
    "AzureUSGovernment": frozenset(
        {
            *("usgov-va-azr", "usgov-phx-azr", "usgov-tx-azr"),
            *("usgov-ddeast-azr", "usgov-ddcentral-azr"),
        }
    ),
    "AzureChinaCloud": frozenset({"mc-cne-azr", "mc-cne2-azr", "mc-cnn-azr", "mc-cnn2-azr"}),
}
"""From where an availability test can ask, in each cloud."""

_TEST_SECONDS: Final = frozenset({300, 600, 900})
_TIMEOUT_SECONDS: Final = frozenset({30, 60, 90, 120})


def faults(found: Iterable[Snapshot]) -> Iterator[str]:
    """Yield everything that Azure would not take."""
    for snapshot in found:
        for rule in snapshot.of_type(METRIC_ALERT):
            for fault in _rule_faults(rule, snapshot):
                yield f"{snapshot.name}: {rule['name']}: {fault}"
        for test in snapshot.of_type(WEB_TEST):
            for fault in _test_faults(test):
                yield f"{snapshot.name}: {test['name']}: {fault}"


def places(test: Resource, cloud: str) -> list[str]:
    """Return the names of the places from which *test* asks in *cloud*."""
    return [_in_cloud(place["Id"], cloud) for place in test["properties"]["Locations"]]


def _rule_faults(rule: Resource, snapshot: Snapshot) -> Iterator[str]:
    given = rule["properties"]
    every, window = minutes(given["evaluationFrequency"]), minutes(given["windowSize"])
    if every not in _FREQUENCIES or window not in _WINDOWS or every >= window:
        yield f"every {every} minutes over {window} minutes is not offered"
    if _NOT_IN_A_NAME.search(rule["name"]):
        yield "its name has a character that is not allowed"
    if len(given["description"]) > _MOST_CHARACTERS_OF_A_DESCRIPTION:
        yield "its description is too long"
    if given["criteria"]["odata.type"] == PLACES_CRITERION:
        yield from _places_faults(given, snapshot)
    else:
        for criterion in given["criteria"]["allOf"]:
            yield from _criterion_faults(criterion, given["scopes"])


def _criterion_faults(criterion: Mapping[str, Any], scopes: list[str]) -> Iterator[str]:
    namespace, name = criterion["metricNamespace"], criterion["metricName"]
    metric = METRICS.get(namespace, {}).get(name)
    if metric is None:
        yield f"no metric {name} of {namespace} is known here"
        return
    if not all(f"/providers/{namespace}/" in scope for scope in scopes):
        yield f"it watches what is no {namespace}"
    if criterion["timeAggregation"] not in metric.aggregations:
        yield f"{name} is not offered as {criterion['timeAggregation']}"
    if criterion["operator"] not in _OPERATORS:
        yield f"there is no operator {criterion['operator']}"
    for dimension in criterion["dimensions"]:
        if dimension["name"] not in metric.dimensions:
            yield f"{name} has no dimension {dimension['name']}"
        if dimension["operator"] not in ("Include", "Exclude") or not dimension["values"]:
            yield f"the dimension {dimension['name']} names no values"


def _places_faults(given: Mapping[str, Any], snapshot: Snapshot) -> Iterator[str]:
    criterion = given["criteria"]
    if set(given["scopes"]) != {criterion["webTestId"], criterion["componentId"]}:
        yield "its scopes are not the test and the component"
    tests = [test for test in snapshot.of_type(WEB_TEST) if test["id"] == criterion["webTestId"]]
    if not tests:
        yield "the test that it names is not there"
        return
    properties = tests[0]["properties"]
    if not 1 <= criterion["failedLocationCount"] <= len(properties["Locations"]):
        yield f"the test does not ask from {criterion['failedLocationCount']} places"
    if minutes(given["windowSize"]) * 60 < properties["Frequency"]:
        yield "its window is shorter than the time between two requests from a place"
    if f"hidden-link:{criterion['componentId']}" not in tests[0]["tags"]:
        yield "no tag of the test links it to the component"


def _test_faults(test: Resource) -> Iterator[str]:
    given = test["properties"]
    if given["Frequency"] not in _TEST_SECONDS:
        yield f"a test every {given['Frequency']} s is not offered"
    if given["Timeout"] not in _TIMEOUT_SECONDS:
        yield f"a test of {given['Timeout']} s is not offered"
    if not test["kind"] == given["Kind"] == "standard":
        yield "only standard tests are still offered"
    for cloud, known in PLACES.items():
        found = places(test, cloud)
        if len(set(found)) != len(found):
            yield f"in {cloud} it asks from a place twice"
        for place in sorted(set(found) - known):
            yield f"{cloud} has no place {place}"


def _in_cloud(value: str, cloud: str) -> str:
    """Evaluate conditions on the name of the cloud around names."""
    condition = r"if\(equals\(environment\(\)\.name, '(\w+)'\), ('[\w-]+'), ('[\w-]+')\)"
    text = value.removeprefix("[").removesuffix("]")
    # The innermost condition has names on both sides.
    while found := re.search(condition, text):
        text = text.replace(found[0], found[2] if found[1] == cloud else found[3])
    return text.strip("'")
