"""Storage calls side by side, with a bound: they wait for the network, not for a core."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from typing import TypeVar

_THREADS = 16

T = TypeVar("T")
R = TypeVar("R")

_here = threading.local()


def each(function: Callable[[T], R], items: Iterable[T]) -> list[R]:
    """*function* of each of *items*, in their order. Raises what the first to fail raised.

    Within a call from here it works through *items* one by one: threads that wait for other
    threads of the same pool would, with enough of them, wait for ever.
    """
    work = list(items)
    if len(work) <= 1 or getattr(_here, "is_helper", False):
        return [function(item) for item in work]
    return list(_executor().map(function, work))


@cache
def _executor() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(_THREADS, thread_name_prefix="relay", initializer=_become_helper)


def _become_helper() -> None:
    _here.is_helper = True
