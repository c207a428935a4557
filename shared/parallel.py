"""Storage calls side by side, with a bound: they wait for the network, not for a core."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from typing import TypeVar

_THREADS = 16

T = TypeVar("T")
R = TypeVar("R")


def each(function: Callable[[T], R], items: Iterable[T]) -> list[R]:
    """*function* of each of *items*, in their order. Raises what the first to fail raised.

    Not for use from within itself: the threads are few, and would wait for one another.
    """
    work = list(items)
    if len(work) < 2:
        return [function(item) for item in work]
    return list(_executor().map(function, work))


@cache
def _executor() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(_THREADS, thread_name_prefix="relay")
