"""Waiting for a condition instead of sleeping."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")


def wait_until(
    condition: Callable[[], T | None], timeout: float = 20.0, what: str | Callable[[], str] = "it"
) -> T:
    """Poll *condition* until it is true, and return its value.

    Raises AssertionError after *timeout* seconds, saying that *what* did not happen.
    """
    deadline = time.monotonic() + timeout
    pause = 0.01
    while not (result := condition()):
        if time.monotonic() > deadline:
            message = what if isinstance(what, str) else what()
            raise AssertionError(f"waited {timeout:g} s in vain for {message}")
        time.sleep(pause)
        pause = min(pause * 1.5, 0.1)
    return result
