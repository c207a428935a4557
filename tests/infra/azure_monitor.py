"""Evaluates the alert rules of a snapshot on sample rows, as Azure Monitor documents it."""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from tests.infra.kusto import NotKnown, Query
from tests.infra.samples import Rows
from tools.infra.alert_rules import minutes

Key = tuple[str, ...]
"""The values of the dimensions of one alert; empty where the rule has none."""

_KNOWN: Final = {
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
_OPERATORS: Final[Mapping[str, Callable[[float, float], bool]]] = {
    "GreaterThan": operator.gt,
    "GreaterThanOrEqual": operator.ge,
    "LessThan": operator.lt,
    "LessThanOrEqual": operator.le,
    "Equals": operator.eq,
}
_AGGREGATIONS: Final[Mapping[str, Callable[[Iterable[float]], float]]] = {
    "Maximum": max,
    "Minimum": min,
    "Total": sum,
}


@dataclass(frozen=True)
class LogAlert:
    """A ``scheduledQueryRules``, with its query parsed."""

    rule: Mapping[str, Any]
    """The properties of the rule in a snapshot."""
    query: Query

    @property
    def criterion(self) -> Mapping[str, Any]:
        [criterion] = self.rule["criteria"]["allOf"]
        found: Mapping[str, Any] = criterion
        return found

    @property
    def every(self) -> timedelta:
        return timedelta(minutes=minutes(self.rule["evaluationFrequency"]))

    @property
    def window(self) -> timedelta:
        return timedelta(minutes=minutes(self.rule["windowSize"]))

    def met(self, rows: Rows, at: datetime) -> set[Key]:
        """Return the dimensions for which the condition is met at one evaluation."""
        self._check()
        in_window = {
            name: [row for row in found if at - self.window <= _time(row) <= at]
            for name, found in rows.items()
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

    def notifications(
        self, rows: Rows, since: datetime, until: datetime
    ) -> Iterator[tuple[datetime, str, Key]]:
        """Yield when, whether ``fired`` or ``resolved``, and for which dimensions mails are sent.

        A rule that resolves itself is silent while an alert is fired. It resolves after three
        evaluations without the condition, or two if it is evaluated less than every 15 minutes.
        """
        assert self.rule["autoMitigate"]
        quiet_needed = 3 if self.every <= timedelta(minutes=15) else 2
        quiet: dict[Key, int] = {}
        at = since
        while at <= until:
            met = self.met(rows, at)
            yield from ((at, "fired", key) for key in sorted(met - set(quiet)))
            quiet |= dict.fromkeys(met, 0)
            for key in set(quiet) - met:
                quiet[key] += 1
                if quiet[key] == quiet_needed:
                    del quiet[key]
                    yield at, "resolved", key
            at += self.every

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

    def _check(self) -> None:
        """Raise NotKnown where a property could change what this class takes for granted."""
        if set(self.rule) != _KNOWN or not self.rule["enabled"]:
            raise NotKnown(f"a rule with {set(self.rule) ^ _KNOWN}, or that is not enabled")
        if self.criterion["failingPeriods"] != {
            "numberOfEvaluationPeriods": 1,
            "minFailingPeriodsToAlert": 1,
        }:
            raise NotKnown("more than one evaluation period")


def _time(row: Mapping[str, Any]) -> datetime:
    found: datetime = row["timestamp"] if "timestamp" in row else row["TimeGenerated"]
    return found
