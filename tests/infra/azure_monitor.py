"""Evaluates the alert rules of a snapshot on samples, as Azure Monitor documents it."""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final, Protocol, TypeVar

from tests.infra.kusto import NotKnown, Query
from tests.infra.samples import Rows
from tools.infra.alert_rules import minutes
from tools.infra.metric_rules import PLACES_CRITERION

Samples_contra = TypeVar("Samples_contra", contravariant=True)

Key = tuple[str, ...]
"""The values of the dimensions of one alert; empty where the rule has none."""

_OF_LOG_ALERTS: Final = {
    "actions",
    "autoMitigate",
    "criteria",
    "description",
    "displayName",
    "enabled",
    "evaluationFrequency",
    "scopes",
    "severity",
    "skipQueryValidation",
    "windowSize",
}
_OF_METRIC_ALERTS: Final = _OF_LOG_ALERTS - {"displayName", "skipQueryValidation"}
_OPERATORS: Final[Mapping[str, Callable[[float, float], bool]]] = {
    "GreaterThan": operator.gt,
    "GreaterThanOrEqual": operator.ge,
    "LessThan": operator.lt,
    "LessThanOrEqual": operator.le,
    "Equals": operator.eq,
    "NotEquals": operator.ne,
}
_AGGREGATIONS: Final[Mapping[str, Callable[[Iterable[float]], float]]] = {
    "Maximum": max,
    "Minimum": min,
    "Total": sum,
}


class Alert(Protocol[Samples_contra]):
    """A rule that is evaluated every so often."""

    @property
    def every(self) -> timedelta: ...

    def met(self, samples: Samples_contra, at: datetime) -> set[Key]:
        """Return the dimensions for which the condition is met at one evaluation."""


def notifications(
    alert: Alert[Samples_contra], samples: Samples_contra, since: datetime, until: datetime
) -> Iterator[tuple[datetime, str, Key]]:
    """Yield when, whether ``fired`` or ``resolved``, and for which dimensions mails are sent.

    A rule that resolves itself is silent while an alert is fired. It resolves after three
    evaluations without the condition, or two if it is evaluated less than every 15 minutes.
    """
    quiet_needed = 3 if alert.every <= timedelta(minutes=15) else 2
    quiet: dict[Key, int] = {}
    at = since
    while at <= until:
        met = alert.met(samples, at)
        yield from ((at, "fired", key) for key in sorted(met - set(quiet)))
        quiet |= dict.fromkeys(met, 0)
        for key in set(quiet) - met:
            quiet[key] += 1
            if quiet[key] == quiet_needed:
                del quiet[key]
                yield at, "resolved", key
        at += alert.every


@dataclass(frozen=True)
class Rule:
    """What the rules of all alerts have."""

    rule: Mapping[str, Any]
    """The properties of the rule in a snapshot."""

    @property
    def every(self) -> timedelta:
        return timedelta(minutes=minutes(self.rule["evaluationFrequency"]))

    @property
    def window(self) -> timedelta:
        return timedelta(minutes=minutes(self.rule["windowSize"]))

    def _check(self, known: set[str]) -> None:
        """Raise NotKnown where a property could change what is taken for granted here."""
        if set(self.rule) != known or not (self.rule["enabled"] and self.rule["autoMitigate"]):
            raise NotKnown(f"a rule with {set(self.rule) ^ known}, or that is not as the others")

    def _in_window(self, time: datetime, at: datetime) -> bool:
        return at - self.window <= time <= at


@dataclass(frozen=True)
class LogAlert(Rule):
    """A ``scheduledQueryRules``, with its query parsed."""

    query: Query

    @property
    def criterion(self) -> Mapping[str, Any]:
        [criterion] = self.rule["criteria"]["allOf"]
        found: Mapping[str, Any] = criterion
        return found

    def met(self, samples: Rows, at: datetime) -> set[Key]:
        """Return the dimensions for which the condition is met at one evaluation."""
        self._check(_OF_LOG_ALERTS)
        if self.criterion["failingPeriods"] != {
            "numberOfEvaluationPeriods": 1,
            "minFailingPeriodsToAlert": 1,
        }:
            raise NotKnown("more than one evaluation period")
        in_window = {
            name: [row for row in found if self._in_window(_time(row), at)]
            for name, found in samples.items()
        }
        measured: dict[Key, list[float]] = {}
        for row in self.query.run(in_window, at):
            value = row[self.criterion["metricMeasureColumn"]]
            if value is not None and self._takes(row):
                key = tuple(str(row[dimension["name"]]) for dimension in self._dimensions)
                measured.setdefault(key, []).append(value)
        aggregate = _AGGREGATIONS[self.criterion["timeAggregation"]]
        compare = _OPERATORS[self.criterion["operator"]]
        threshold = self.criterion["threshold"]
        return {key for key, values in measured.items() if compare(aggregate(values), threshold)}

    @property
    def _dimensions(self) -> list[Mapping[str, Any]]:
        found: list[Mapping[str, Any]] = self.criterion["dimensions"]
        return found

    def _takes(self, row: Mapping[str, Any]) -> bool:
        """Return whether the rule's dimensions include a row of the answer."""
        for dimension in self._dimensions:
            if dimension["operator"] != "Include":
                raise NotKnown(f"a dimension with {dimension['operator']}")
            if "*" not in dimension["values"] and row[dimension["name"]] not in dimension["values"]:
                return False
        return True


@dataclass(frozen=True)
class Measured:
    """What a metric of a resource was in one minute, for one combination of its dimensions."""

    at: datetime
    metric: str
    value: float
    dimensions: Mapping[str, str]


@dataclass(frozen=True)
class MetricAlert(Rule):
    """A ``metricAlerts`` with a threshold. Each combination of dimensions is a series."""

    def met(self, samples: Iterable[Measured], at: datetime) -> set[Key]:
        """Return the dimensions for which the condition is met at one evaluation."""
        self._check(_OF_METRIC_ALERTS)
        [criterion] = self.rule["criteria"]["allOf"]
        if criterion["criterionType"] != "StaticThresholdCriterion":
            raise NotKnown(criterion["criterionType"])
        series: dict[Key, list[float]] = {}
        for sample in samples:
            key = _series(sample, criterion)
            if key is not None and self._in_window(sample.at, at):
                series.setdefault(key, []).append(sample.value)
        aggregate = _AGGREGATIONS[criterion["timeAggregation"]]
        compare = _OPERATORS[criterion["operator"]]
        threshold = criterion["threshold"]
        return {key for key, values in series.items() if compare(aggregate(values), threshold)}


def _series(sample: Measured, criterion: Mapping[str, Any]) -> Key | None:
    """Return the series of a criterion that a sample belongs to; None for a sample of no series."""
    if sample.metric != criterion["metricName"]:
        return None
    key = []
    for dimension in criterion["dimensions"]:
        value = sample.dimensions[dimension["name"]]
        named = value in dimension["values"] or "*" in dimension["values"]
        if named != (dimension["operator"] == "Include"):
            return None
        key.append(value)
    return tuple(key)


@dataclass(frozen=True)
class Asked:
    """One request of an availability test, from one place; without a status, no answer came."""

    at: datetime
    place: str
    status: int | None
    seconds: float = 0.1
    path: str = "/api/health"


@dataclass(frozen=True)
class PlacesAlert(Rule):
    """A ``metricAlerts`` that counts the places from which an availability test fails.

    With retries a test fails if three requests in succession do. A place counts if a test from
    there failed within the window; whether a later success would take it out is not documented, and
    makes no difference while the window holds one test of each place.
    """

    test: Mapping[str, Any]
    """The properties of the availability test."""

    def met(self, samples: Iterable[Asked], at: datetime) -> set[Key]:
        """Return the empty key if the condition is met at one evaluation."""
        self._check(_OF_METRIC_ALERTS)
        criterion = self.rule["criteria"]
        if criterion["odata.type"] != PLACES_CRITERION or not self.test["Enabled"]:
            raise NotKnown("another criterion, or a test that is off")
        failed = {place for time, place in self._failed_tests(samples) if self._in_window(time, at)}
        return {()} if len(failed) >= criterion["failedLocationCount"] else set()

    def _failed_tests(self, asked: Iterable[Asked]) -> Iterator[tuple[datetime, str]]:
        """Yield the time and place of each test that failed, at the last request of it."""
        tries = 3 if self.test["RetryEnabled"] else 1
        refused: dict[str, int] = {}
        for request in asked:
            if self._is_right(request):
                refused[request.place] = 0
                continue
            refused[request.place] = refused.get(request.place, 0) + 1
            if refused[request.place] >= tries:
                yield request.at, request.place

    def _is_right(self, request: Asked) -> bool:
        if not self.test["Request"]["RequestUrl"].startswith(f"[format('{{0}}{request.path}', "):
            raise NotKnown(f"a test of {self.test['Request']['RequestUrl']}")
        expected: int = self.test["ValidationRules"]["ExpectedHttpStatusCode"]
        timeout: int = self.test["Timeout"]
        return request.status == expected and request.seconds <= timeout


def _time(row: Mapping[str, Any]) -> datetime:
    found: datetime = row["timestamp"] if "timestamp" in row else row["TimeGenerated"]
    return found
