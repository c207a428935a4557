"""Collects what is logged while a test does something."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

T = TypeVar("T")


@contextmanager
def collected(name: str | None, read: Callable[[logging.LogRecord], T]) -> Iterator[list[T]]:
    """Yield what *read* makes of each record of the logger *name* (None: all) from INFO on."""
    found: list[T] = []

    class Collect(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            found.append(read(record))

    logger, handler = logging.getLogger(name), Collect()
    before = logger.level
    logger.addHandler(handler)
    logger.setLevel(logging.INFO)
    try:
        yield found
    finally:
        logger.setLevel(before)
        logger.removeHandler(handler)
