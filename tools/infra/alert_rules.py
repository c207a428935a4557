"""What Azure Monitor refuses or changes silently in an alert on logs, from its documentation.

No compiler knows these: a rule that is refused fails the whole deployment.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any, Final

from tools.infra.snapshots import Snapshot

_KIND: Final = "Microsoft.Insights/scheduledQueryRules"

# In minutes, as the documentation of scheduled query rules lists them.
_FREQUENCIES: Final = frozenset({1, 5, 10, 15, 30, 45, 60, 120, 180, 240, 300, 360, 1440})
_WINDOWS: Final = _FREQUENCIES | {2880}

_DURATION: Final = re.compile(r"PT(?:(\d+)H)?(?:(\d+)M)?")


def faults(found: Iterable[Snapshot]) -> Iterator[str]:
    """Yield everything that Azure would not take, or not as it is meant."""
    for snapshot in found:
        for rule in snapshot.of_type(_KIND):
            for criterion in rule["properties"]["criteria"]["allOf"]:
                for fault in _rule_faults(rule["properties"], criterion):
                    yield f"{snapshot.name}: {rule['name']}: {fault}"


def _rule_faults(rule: dict[str, Any], criterion: dict[str, Any]) -> Iterator[str]:
    every, window = minutes(rule["evaluationFrequency"]), minutes(rule["windowSize"])
    if every not in _FREQUENCIES or window not in _WINDOWS or every > window:
        yield f"every {every} minutes over {window} minutes is not offered"
    if every == 1:
        yield "a rule of one minute cannot ask traces or requests: they are functions over tables"
    yield from _query_faults(criterion)


def _query_faults(criterion: dict[str, Any]) -> Iterator[str]:
    query = "\n".join(line.partition("//")[0] for line in criterion["query"].splitlines())
    periods = criterion["failingPeriods"]["numberOfEvaluationPeriods"]
    if periods > 1 and not re.search(r"\bproject\b.*\btimestamp\b", query):
        yield f"{periods} evaluation periods need a query that projects timestamp"
    if re.search(r"\bago\s*\(", query):
        yield "ago() makes the rule look at two days: write now() - 15m"
    for operator in ("union", "search", "take", "limit"):
        if re.search(rf"(?:^|\|)\s*{operator}\b", query, re.MULTILINE):
            yield f"{operator} is not supported in the query of an alert"


def minutes(duration: str) -> int:
    """Return the length of ``PT5M`` or ``PT2H`` in minutes."""
    found = _DURATION.fullmatch(duration)
    if found is None:
        raise ValueError(f"{duration} is not a duration of hours and minutes")
    return int(found[1] or 0) * 60 + int(found[2] or 0)
