"""Writes log lines to stderr: time, level, function, message.

The real worker sends the host the message alone, with the invocation that the thread is at work
on; ``extra`` fields do not arrive. A line of no invocation (of the import, or of a thread of the
app's own) is dropped by the host. So it is here.
"""

from __future__ import annotations

import logging
import sys
import time
from contextvars import ContextVar

_HOST = "host"
_OF_THE_HOST = ("devhost", "uvicorn", "asyncio")

running: ContextVar[str] = ContextVar("running", default=_HOST)
"""The name of the function that runs in this thread or task."""


class _Formatter(logging.Formatter):
    default_time_format = "%Y-%m-%dT%H:%M:%S"
    default_msec_format = "%s.%03dZ"
    converter = staticmethod(time.gmtime)

    def format(self, record: logging.LogRecord) -> str:
        record.function = running.get()
        return super().format(record)


def _arrives(record: logging.LogRecord) -> bool:
    return running.get() != _HOST or record.name.partition(".")[0] in _OF_THE_HOST


def configure() -> None:
    """Set up the root logger as the worker does: INFO and above."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(_Formatter("[%(asctime)s] %(levelname)s %(function)s: %(message)s"))
    handler.addFilter(_arrives)
    root = logging.getLogger()
    root.addHandler(handler)
    root.setLevel(logging.INFO)
