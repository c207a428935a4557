"""Rows as they lie in Application Insights, made by the relay's own logging."""

from __future__ import annotations

import json
import logging
from datetime import datetime, timedelta
from typing import Any

from shared import log
from tests.infra.kusto import Row
from tests.support.log_records import collected
from tools.infra.__main__ import log_lines
from tools.infra.kql import TABLES

NOW = datetime.fromisoformat("2030-05-15T12:00:00+00:00")

Rows = dict[str, list[Row]]
"""The rows of each table."""

_LINES = log_lines()
_VALUES = {"str": "text", "int": 0, "float": 0.0, "bool": False, "list": []}


def ago(minutes: float) -> datetime:
    return NOW - timedelta(minutes=minutes)


def line(at: datetime, event: str, **fields: Any) -> Row:
    """Return the row of a log line: fields that each such line has are empty unless given.

    ``infra/log_lines.json`` has the fields; another test compares it with a running relay.
    """
    kinds = _LINES[event]
    assert set(fields) <= set(kinds), f"{event} has no fields {set(fields) - set(kinds)}"
    given = {n: _VALUES[kind] for n, kind in kinds.items() if not kind.endswith("?")} | fields
    with collected("relay", logging.LogRecord.getMessage) as messages:
        log.info(event, **given)
    [message] = messages
    return trace(at, message)


def trace(at: datetime, message: str) -> Row:
    """Return a row of ``traces``, which the host's settings exclude from sampling."""
    return {"timestamp": at, "message": message, "itemCount": 1}


def request(at: datetime, status: str, stands_for: int = 1) -> Row:
    """Return a row of ``requests``, which are sampled: one may stand for several."""
    return {"timestamp": at, "name": "post_events", "resultCode": status, "itemCount": stands_for}


def tables(*rows: Row) -> Rows:
    """Put rows into their tables, beside lines of the host that no query must take for ours."""
    found: Rows = {name: [] for name in TABLES}
    for row in (*rows, *_LINES_OF_THE_HOST):
        columns = set(row)
        [table] = [name for name, schema in TABLES.items() if columns == _columns(schema)]
        found[table].append(row)
    return found


def _columns(schema: str) -> set[str]:
    return {column.split(":")[0].strip() for column in schema.strip("()").split(",")}


_LINES_OF_THE_HOST = (
    trace(ago(1), "Executing 'Functions.deliver' (Reason='New queue message detected …', Id=…)"),
    trace(ago(1), 'Request successfully matched the route with name "post_events"'),
    trace(ago(1), json.dumps({"Event": "tick", "event_id": "no event of ours"})),
)
