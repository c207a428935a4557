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
_LEVELS = 2

T = TypeVar("T")
R = TypeVar("R")

_here = threading.local()


@dataclass
class _Work(Generic[R]):
    """One call: what it answered or raised, and what it logged on the way."""

    lines: list[log.Line] = field(default_factory=list)
    result: R | None = None
    error: BaseException | None = None


def each(function: Callable[[T], R], items: Iterable[T]) -> list[R]:
    """*function* of each of *items*, in their order. Raises what the first to fail raised.

    Within a call from here, the calls of the next level have threads of their own: threads that
    wait for others of the same pool would, with enough of them, wait for ever. Further levels work
    through their items one by one. What the helpers log is logged by the calling thread.
    """
    items = list(items)
    level = getattr(_here, "level", 0)
    if len(items) <= 1 or level >= _LEVELS:
        return [function(item) for item in items]

    def work(item: T) -> _Work[R]:
        done = _Work[R]()
        with log.collected() as done.lines:
            try:
                done.result = function(item)
            except BaseException as error:  # noqa: BLE001 - raised by the calling thread
                done.error = error
        return done

    done = list(_executor(level).map(work, items))
    for one in done:
        log.write(one.lines)
    for one in done:
        if one.error is not None:
            raise one.error
    return [one.result for one in done]  # type: ignore[misc]


@cache
def _executor(level: int) -> ThreadPoolExecutor:
    def enter() -> None:
        _here.level = level + 1

    return ThreadPoolExecutor(_THREADS, thread_name_prefix=f"relay-{level}", initializer=enter)
