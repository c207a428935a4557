"""Structured log lines: one JSON object per line, so that a query can read its fields.

The Functions host forwards a worker's log message but not its ``extra``; what is to be queried
must therefore be in the message. With ``exc_info`` the trace would be there too, behind the JSON,
which then is none: `trace` makes it a field. In Application Insights: ``traces | extend d =
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
"""Level and message."""

_MOST_OF_A_TRACE = 4000
"""Application Insights cuts a message at 32 KiB; a character may take six in JSON."""

_QUERY = re.compile(r"\?|%(?:25)*3F", re.IGNORECASE)
"""Where the query of a URL begins that, encoded, is part of a Singularity webhook's id."""


def info(event: str, **fields: Any) -> None:
    """Log *event* with *fields*; a field that is None is left out.

    Of a ``webhook_id`` that holds a URL, the query, which may be a secret, is left out as well.
    """
    _write(logging.INFO, event, fields)


def warning(event: str, **fields: Any) -> None:
    """Log *event* as a warning, see :func:`info`."""
    _write(logging.WARNING, event, fields)


def error(event: str, **fields: Any) -> None:
    """Log *event* as an error, see :func:`info`."""
    _write(logging.ERROR, event, fields)


def trace(error: BaseException) -> str:
    """Where *error* was raised, as a field: the end of it, where it is long."""
    return "".join(traceback.format_exception(error))[-_MOST_OF_A_TRACE:]


@contextmanager
def collected() -> Iterator[list[Line]]:
    """Keep what this thread logs, for another to write.

    The host drops a worker's line that does not come from the thread of an invocation.
    """
    before = getattr(_here, "lines", None)
    lines: list[Line] = []
    _here.lines = lines
    try:
        yield lines
    finally:
        _here.lines = before


def write(lines: Iterable[Line]) -> None:
    """Log what another thread has collected."""
    for line in lines:
        _log(line)


def _write(level: int, event: str, fields: dict[str, Any]) -> None:
    if not _logger.isEnabledFor(level):
        return
    given = {name: value for name, value in fields.items() if value is not None}
    if "webhook_id" in given:
        given["webhook_id"] = _QUERY.split(given["webhook_id"])[0]
    _log((level, json.dumps({"event": event, **given}, default=str)))


def _log(line: Line) -> None:
    lines = getattr(_here, "lines", None)
    if lines is not None:
        lines.append(line)
        return
    level, message = line
    _logger.log(level, message)
