"""Storage calls side by side, with a bound: they wait for the network, not for a core."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import cache
from typing import Generic, TypeVar

from shared import log

_THREADS = 16

_MAX_LEVELS = 2
"""Calls of `map` within calls of `map` that get threads of their own."""

T = TypeVar("T")
R = TypeVar("R")

_here = threading.local()


@dataclass
class _Call(Generic[R]):
    """What one call returned or raised, and what it logged."""

    lines: list[log.Line] = field(default_factory=list)
    result: R | None = None
    error: BaseException | None = None


def map(function: Callable[[T], R], items: Iterable[T]) -> list[R]:  # noqa: A001 - parallel.map
    """Return *function* of each of *items*, in their order; raise what the first to fail raised.

    A call of `map` within *function* has threads of its own: threads that wait for others of the
    same pool could wait for ever. Further levels call *function* one by one. What the helper
    threads log is logged by the calling thread, since the host drops other lines.
    """
    items = list(items)
    level = getattr(_here, "level", 0)
    if len(items) <= 1 or level >= _MAX_LEVELS:
        return [function(item) for item in items]
    calls = list(_executor(level).map(lambda item: _call(function, item), items))
    for call in calls:
        log.write(call.lines)
    for call in calls:
        if call.error is not None:
            raise call.error
    return [call.result for call in calls]  # type: ignore[misc]


def _call(function: Callable[[T], R], item: T) -> _Call[R]:
    call = _Call[R]()
    with log.collected() as call.lines:
        try:
            call.result = function(item)
        except BaseException as error:  # noqa: BLE001 - raised by the calling thread
            call.error = error
    return call


@cache
def _executor(level: int) -> ThreadPoolExecutor:
    def enter() -> None:
        _here.level = level + 1

    return ThreadPoolExecutor(_THREADS, thread_name_prefix=f"relay-{level}", initializer=enter)
