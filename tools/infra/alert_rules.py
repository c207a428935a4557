"""What Azure Monitor refuses or changes silently in an alert on logs, from its documentation.

No compiler knows these: a rule that is refused fails the whole deployment. The pages are those of
Azure Monitor's documentation about log search alert rules and about service limits, as they were
in November 2026.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from tools.infra.snapshots import Snapshot

_KIND: Final = "Microsoft.Insights/scheduledQueryRules"

# In minutes, as the documentation of scheduled query rules lists them.
_FREQUENCIES: Final = frozenset({1, 5, 10, 15, 30, 45, 60, 120, 180, 240, 300, 360, 1440})
_WINDOWS: Final = _FREQUENCIES | {2880}

_MOST_MINUTES_OF_A_STATEFUL_RULE: Final = 12 * 60
_MOST_BYTES: Final = 64 * 1024
_MOST_CHARACTERS_OF_A_DESCRIPTION: Final = 4096
_MOST_DIMENSIONS: Final = 6

_OPERATORS: Final = frozenset({"search", "union", "take", "limit"})
"""Refused, except ``union`` across resources; ``take`` and ``limit`` answer something else each
time."""

_NO_TABLE: Final = frozenset({"find", "print", "range"})
"""What a query may begin with elsewhere. In an alert it begins with a table."""

_FUNCTIONS: Final[Mapping[str, str]] = {
    "ago": "ago() makes the rule look at two days: write now() - 15m",
    "bag_unpack": "bag_unpack() is not supported in the query of an alert",
    "pivot": "pivot() is not supported in the query of an alert",
    "narrow": "narrow() is not supported in the query of an alert",
    "ingestion_time": "ingestion_time() is not supported where the service rewrites the query",
    "adx": "adx() asks another service, which sovereign clouds do not offer",
    "arg": "arg() asks another service, which needs an identity, and sovereign clouds do not offer",
    "cluster": "cluster() asks another service",
    "datatable": "the query of an alert begins with a table, not with datatable",
    "externaldata": "the query of an alert begins with a table, not with externaldata",
}

_TEXT_OR_COMMENT: Final = re.compile(
    r"""//[^\n]*|@"[^"\n]*"|@'[^'\n]*'|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'"""
)
_DURATION: Final = re.compile(r"P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?)?")


def faults(found: Iterable[Snapshot]) -> Iterator[str]:
    """Yield everything that Azure would not take, or not as it is meant."""
    for snapshot in found:
        for rule in snapshot.of_type(_KIND):
            for fault in _rule_faults(rule["properties"]):
                yield f"{snapshot.name}: {rule['name']}: {fault}"


def _rule_faults(rule: Mapping[str, Any]) -> Iterator[str]:
    every, window = minutes(rule["evaluationFrequency"]), minutes(rule["windowSize"])
    if every not in _FREQUENCIES or window not in _WINDOWS or every > window:
        yield f"every {every} minutes over {window} minutes is not offered"
    if every == 1:
        yield "a rule of one minute cannot ask traces or requests: they are functions over tables"
    if rule["autoMitigate"] and every > _MOST_MINUTES_OF_A_STATEFUL_RULE:
        yield "a rule that resolves itself is evaluated every 12 hours at least"
    if len(json.dumps(rule)) > _MOST_BYTES:
        yield "its properties are longer than 64 KB"
    if len(rule["description"]) > _MOST_CHARACTERS_OF_A_DESCRIPTION:
        yield "its description is too long"
    for criterion in rule["criteria"]["allOf"]:
        if len(criterion["dimensions"]) > _MOST_DIMENSIONS:
            yield f"it has more than {_MOST_DIMENSIONS} dimensions"
        yield from _query_faults(criterion)


def _query_faults(criterion: Mapping[str, Any]) -> Iterator[str]:
    query = _TEXT_OR_COMMENT.sub(
        lambda found: "" if found[0].startswith("//") else '""', criterion["query"]
    )
    periods = criterion["failingPeriods"]["numberOfEvaluationPeriods"]
    if periods > 1 and not re.search(r"\bproject\b.*\btimestamp\b", query):
        yield f"{periods} evaluation periods need a query that projects timestamp"
    if re.search(r"\bAggregatedValue\b", f"{query} {criterion['metricMeasureColumn']}"):
        yield "AggregatedValue is a word of the service's own"
    for name, why in _FUNCTIONS.items():
        if re.search(rf"\b{name}\s*\(", query):
            yield why
    # At the start of the query, of a statement, of a subquery, or after a pipe.
    for operator in sorted(set(re.findall(r"(?:^\s*|[|=(;]\s*)([a-z]+)\b(?!\s*\()", query))):
        if operator in _OPERATORS:
            yield f"{operator} is not supported in the query of an alert"
    for start in sorted(set(re.findall(r"(?:\A\s*|[=(;]\s*)([a-z]+)\b(?!\s*\()", query))):
        if start in _NO_TABLE:
            yield f"the query of an alert begins with a table, not with {start}"


def minutes(duration: str) -> int:
    """Return the length of ``PT5M``, ``PT2H`` or ``P1D`` in minutes."""
    found = _DURATION.fullmatch(duration)
    if found is None or not any(found.groups()):
        raise ValueError(f"{duration} is not a duration of days, hours and minutes")
    days, hours, rest = (int(number or 0) for number in found.groups())
    return (days * 24 + hours) * 60 + rest
