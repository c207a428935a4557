"""The queries of alerts and workbook, judged by Microsoft's own Kusto parser.

It knows the tables that Application Insights offers, so a misspelt column or function is found; the
fields of our log lines, which are inside a message, are looked up in ``infra/log_lines.json``.
"""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from tools import node

LogLines = Mapping[str, Mapping[str, str]]
"""Event → field → ``str``, ``int``, ``float``, ``bool`` or ``list``; with ``?`` if not in each."""

TABLES: Final = {
    "traces": "(timestamp: datetime, message: string, itemCount: int)",
    "requests": "(timestamp: datetime, name: string, resultCode: string, itemCount: int)",
    "Usage": "(TimeGenerated: datetime, DataType: string, Quantity: real, IsBillable: bool)",
}
"""The columns that the queries use of the tables of Application Insights and the workspace."""

_CONVERSIONS: Final = {
    "str": {"tostring"},
    "int": {"toint", "tolong"},
    "float": {"todouble"},
    "bool": {"tobool"},
}
_EVENT_NAMES: Final = re.compile(r'd\.event (?:== ("\w+")|in \(([^)]*)\))')


@dataclass(frozen=True)
class Analysis:
    """What the parser makes of one query."""

    faults: tuple[str, ...]
    columns: Mapping[str, str]
    """The answer's columns, each with its type."""
    fields: tuple[tuple[str, str | None], ...]
    """The fields of log lines that are read, each with the function that converts it."""


def analyse(queries: Mapping[str, str]) -> dict[str, Analysis]:
    """All of *queries* at once, since starting the parser takes a second."""
    answers = ask_parser(Path(__file__).with_name("kql.js"), queries, TABLES)
    return {name: _analysis(found) for name, found in answers.items()}


def ask_parser(
    script: Path, queries: Mapping[str, str], tables: Mapping[str, str]
) -> dict[str, Any]:
    """Return what *script*, which uses ``kusto.js``, answers for each query."""
    answer = subprocess.run(
        [str(node.find().program), str(script), str(node.PACKAGES / "node_modules")],
        input=json.dumps({"tables": dict(tables), "queries": dict(queries)}),
        capture_output=True,
        text=True,
        check=True,
        timeout=100,
    )
    answers: dict[str, Any] = json.loads(answer.stdout)
    return answers


def events_of(query: str) -> set[str]:
    """The log lines that *query* asks for."""
    found = _EVENT_NAMES.findall(query)
    return {name for one, many in found for name in re.findall(r'"(\w+)"', one or many)}


def faults(queries: Mapping[str, str], log_lines: LogLines) -> Iterator[str]:
    """Everything wrong with *queries*, as lines to print."""
    for name, found in analyse(queries).items():
        yield from (f"{name}: {fault}" for fault in found.faults)
        events = events_of(queries[name])
        for event in sorted(events - set(log_lines)):
            yield f"{name}: no log line is called {event}"
        types: dict[str, set[str]] = {}
        for event in events & set(log_lines):
            for log_field, kind in log_lines[event].items():
                types.setdefault(log_field, set()).add(kind.removesuffix("?"))
        for log_field, conversion in found.fields:
            if log_field == "event":
                continue
            if log_field not in types:
                yield f"{name}: no line of {', '.join(sorted(events))} has a field {log_field}"
            elif any(conversion not in _CONVERSIONS[kind] for kind in types[log_field]):
                kinds = " or ".join(sorted(types[log_field]))
                yield f"{name}: {log_field} is {kinds}, and converted with {conversion}()"


def _analysis(found: Mapping[str, Any]) -> Analysis:
    return Analysis(
        faults=tuple(found["faults"]),
        columns={column["name"]: column["type"] for column in found["columns"]},
        fields=tuple((f["field"], f["converted"]) for f in found["fields"]),
    )
