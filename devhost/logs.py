"""What goes to stderr: time, level, function, message.

The real worker sends the host the message alone, with the name of the function that was running;
``extra`` fields do not arrive. So it is here.
"""

from __future__ import annotations

import logging
import sys
import time
from contextvars import ContextVar

running: ContextVar[str] = ContextVar("running", default="host")
"""The name of the function that runs in this thread or task."""


class _Formatter(logging.Formatter):
    default_time_format = "%Y-%m-%dT%H:%M:%S"
    default_msec_format = "%s.%03dZ"
    converter = staticmethod(time.gmtime)

    def format(self, record: logging.LogRecord) -> str:
        record.function = running.get()
        return super().format(record)


def configure() -> None:
    """Set the root logger up as the worker does: INFO and above."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(_Formatter("[%(asctime)s] %(levelname)s %(function)s: %(message)s"))
    root = logging.getLogger()
    root.addHandler(handler)
    root.setLevel(logging.INFO)
