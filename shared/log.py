"""Structured log lines: one JSON object per line, so that a query can read its fields.

The Functions host forwards the message of a worker's log line but not its ``extra``, so all fields
are in the message. ``exc_info`` would append the traceback to the JSON and make it invalid, so
`trace` returns the traceback as a field. In Application Insights: ``traces | extend d =
parse_json(message) | where d.event == "attempt"``.
"""

from __future__ import annotations

import json
import logging
import re
import threading
import traceback
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

_logger = logging.getLogger("relay")
_here = threading.local()

Line = tuple[int, str]
"""The level and the message of a log line."""

_MOST_OF_A_TRACE = 4000
"""Characters. Application Insights cuts a message at 32 KiB; JSON may need six per character."""

_QUERY = re.compile(r"\?|%(?:25)*3F", re.IGNORECASE)
"""The start of a URL's query in a Singularity webhook's id, encoded or not."""


def info(event: str, **fields: Any) -> None:
    """Log *event* with *fields*; a field that is None is left out.

    If a ``webhook_id`` contains a URL, its query is left out, because it may be a secret.
    """
    _write(logging.INFO, event, fields)


def warning(event: str, **fields: Any) -> None:
    """Do what `info` does, as a warning."""
    _write(logging.WARNING, event, fields)


def error(event: str, **fields: Any) -> None:
    """Do what `info` does, as an error."""
    _write(logging.ERROR, event, fields)


def without_query(webhook_id: str) -> str:
    """Return an id without the query of the URL that it may contain."""
    return _QUERY.split(webhook_id)[0]


def trace(error: BaseException) -> str:
    """Return the traceback of *error* for a log field; of a long one the end."""
    return "".join(traceback.format_exception(error))[-_MOST_OF_A_TRACE:]


@contextmanager
def collected() -> Iterator[list[Line]]:
    """Collect the log lines of this thread, so that another thread can write them.

    The host drops lines that do not come from the thread of an invocation.
    """
    before = getattr(_here, "lines", None)
    lines: list[Line] = []
    _here.lines = lines
    try:
        yield lines
    finally:
        _here.lines = before


def write(lines: Iterable[Line]) -> None:
    """Write the lines that another thread has collected."""
    for line in lines:
        _log(line)


def _write(level: int, event: str, fields: dict[str, Any]) -> None:
    if not _logger.isEnabledFor(level):
        return
    given = {name: value for name, value in fields.items() if value is not None}
    if "webhook_id" in given:
        given["webhook_id"] = without_query(given["webhook_id"])
    _log((level, json.dumps({"event": event, **given}, default=str)))


def _log(line: Line) -> None:
    lines = getattr(_here, "lines", None)
    if lines is not None:
        lines.append(line)
        return
    level, message = line
    _logger.log(level, message)
