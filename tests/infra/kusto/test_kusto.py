"""The interpreter against Kusto's documentation, and what it refuses."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from tests.infra import kusto
from tests.infra.kusto import NotKnown, Row

NOW = datetime(2030, 1, 1, 12, 0, tzinfo=UTC)
SCHEMA = {"T": "(timestamp: datetime, text: string, n: int, x: real, ok: bool)"}
ROWS: list[Row] = [
    {"timestamp": NOW - timedelta(minutes=7), "text": "b", "n": 1, "x": 2.5, "ok": True},
    {"timestamp": NOW - timedelta(minutes=6), "text": "a", "n": 5, "x": None, "ok": False},
    {"timestamp": NOW - timedelta(minutes=1), "text": "a", "n": None, "x": -2.5, "ok": None},
]


SCALARS: dict[str, Any] = {
    "7 / 2": 3,
    "7 / 2.0": 3.5,
    "1 + 2 * 3": 7,
    "round(2.5)": 3.0,
    "round(0 - 2.5)": -3.0,
    "round(2.449, 1)": 2.4,
    "'ABC' startswith 'ab'": True,
    "5 in (1, 5)": True,
    "5 between (1 .. 5)": True,
    "6 between (1 .. 5)": False,
    "iff(isnull(toint('x')), 1, 2)": 1,
    "toint('x') > 3": None,
    "toint('x') > 3 or true": True,
    "toint('x') > 3 and false": False,
    "toint(2.9)": 2,
    "tolong('12')": 12,
    "coalesce(toint('x'), 4)": 4,
    "coalesce('', 'b')": "b",
    "case(1 > 2, 'a', 2 > 1, 'b', 'c')": "b",
    "case(1 > 2, 'a', 'c')": "c",
    "strcat('a', 1, tostring(toint('x')))": "a1",
    'parse_json(\'{"a": {"b": 7}}\').a.b': 7,
    "parse_json('no json').a": None,
    "tostring(parse_json('{\"a\": \"7\"}').a) == '7'": True,
    "parse_json('{\"a\": \"7\"}').a == '7'": True,
    "bin(17, 5)": 15,
    "bin(now() - 7m, 5m)": NOW - timedelta(minutes=10),
    "(now() - unixtime_seconds_todatetime(0)) / 1d > 365 * 60.0": True,
    "90m / 1h": 1.5,
}


TABLES: dict[str, list[dict[str, Any]]] = {
    "T | where ok | project n": [{"n": 1}],
    "T | where n > 1 | project n": [{"n": 5}],
    "T | summarize sum(n), max(x), count()": [{"sum_n": 6, "max_x": 2.5, "count_": 3}],
    "T | where n > 9 | summarize sum(n), max(x), c = count()": [
        {"sum_n": 0, "max_x": None, "c": 0}
    ],
    "T | where n > 9 | summarize sum(n) by text": [],
    "T | summarize c = count() by text | order by text asc": [
        {"text": "a", "c": 2},
        {"text": "b", "c": 1},
    ],
    "T | summarize c = count() by bin(timestamp, 5m)": [
        {"timestamp": NOW - timedelta(minutes=10), "c": 2},
        {"timestamp": NOW - timedelta(minutes=5), "c": 1},
    ],
    "T | summarize arg_max(timestamp, n) by text | where text == 'a'": [
        {"text": "a", "timestamp": NOW - timedelta(minutes=1), "n": None}
    ],
    "T | summarize minif(n, ok), countif(n > 0), sumif(n, n > 1)": [
        {"minif_n": 1, "countif_": 2, "sumif_n": 5}
    ],
    "T | order by n | project n": [{"n": 5}, {"n": 1}, {"n": None}],
    "T | order by n asc | project n": [{"n": None}, {"n": 1}, {"n": 5}],
    "T | top 1 by n | project n": [{"n": 5}],
    "T | order by timestamp asc | extend p = prev(n) | project p": [
        {"p": None},
        {"p": 1},
        {"p": 5},
    ],
    "let L = T | where n == 5; T | where n == 1 | join kind=leftouter L on text | project n, n1": [
        {"n": 1, "n1": None}
    ],
    "let L = T | where n == 5; T | where text == 'a' | join kind=leftouter L on text "
    "| project n, n1": [{"n": 5, "n1": 5}, {"n": None, "n1": 5}],
    "T | where n == 1 | project n, text | evaluate narrow()": [
        {"Row": 0, "Column": "n", "Value": "1"},
        {"Row": 0, "Column": "text", "Value": "b"},
    ],
    "T | extend w = iff(n == 1, 90, 10) | summarize percentilew(n, w, 50)": [
        {"percentilew_n_w_50": 1}
    ],
}


REFUSED = [
    "T | where text has 'a'",
    "T | where x != 2.5",  # null != value
    "T | extend strlen(text)",
    "T | project a = strlen(text)",
    "T | summarize dcount(n)",
    "T | take 1",
    "T | join T on text",
    "T | join kind=inner T on text",
    "T | where n / 0 > 1",
    "T | summarize avg(n)",
    "T | mv-expand n",
    "T | sort by n asc nulls last",
    "T | where nothing > 1",  # a fault of the parser
    "T | where n > 5 | summarize arg_max(n, x) | union T",
    "T | where isnull(n) | summarize sum(n)",
    "print 1",
]


@pytest.fixture(scope="module")
def parsed() -> dict[str, kusto.Query]:
    return kusto.parse({q: q for q in [*map(scalar, SCALARS), *TABLES, *REFUSED]}, SCHEMA)


def scalar(expression: str) -> str:
    """Return a query whose only value is that of an expression."""
    return f"T | where n == 1 | project v = {expression}"


@pytest.mark.parametrize("expression", SCALARS)
def test_a_scalar_has_the_value_that_kusto_gives(
    expression: str, parsed: dict[str, kusto.Query]
) -> None:
    [row] = parsed[scalar(expression)].run({"T": ROWS}, NOW)
    assert row["v"] == SCALARS[expression]


@pytest.mark.parametrize("query", TABLES)
def test_a_query_has_the_answer_that_kusto_gives(
    query: str, parsed: dict[str, kusto.Query]
) -> None:
    found = parsed[query].run({"T": ROWS}, NOW)
    assert [list(row.values()) for row in found] == [list(row.values()) for row in TABLES[query]]


@pytest.mark.parametrize("query", REFUSED)
def test_what_it_does_not_know_is_refused(query: str, parsed: dict[str, kusto.Query]) -> None:
    with pytest.raises(NotKnown):
        parsed[query].run({"T": ROWS}, NOW)
