"""Calls side by side, with a bound: they wait for the network, not for a core."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Executor, ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import cache
from queue import Empty, SimpleQueue
from typing import Generic, TypeVar

from shared import log

_THREADS = 16

_MAX_LEVELS = 2
"""Calls of `map` within calls of `map` that get threads of their own."""

T = TypeVar("T")
R = TypeVar("R")

_here = threading.local()


@dataclass
class Call(Generic[R]):
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
    calls = list(_executor(level).map(lambda item: call(lambda: function(item)), items))
    for made in calls:
        log.write(made.lines)
    for made in calls:
        if made.error is not None:
            raise made.error
    return [made.result for made in calls]  # type: ignore[misc]


def in_portions(
    executor: Executor, functions: Sequence[Callable[[], R]], *, gather: float
) -> Iterator[list[Call[R]]]:
    """Call *functions* side by side, and yield the calls as they end, several at a time.

    Each is yielded *gather* seconds after the first of its portion at the latest.
    """
    ended: SimpleQueue[Call[R]] = SimpleQueue()

    def run(function: Callable[[], R]) -> None:
        ended.put(call(function))

    for function in functions:
        executor.submit(run, function)
    left = len(functions)
    while left:
        portion = _portion(ended, left, gather)
        left -= len(portion)
        for made in portion:
            log.write(made.lines)
        yield portion


def _portion(ended: SimpleQueue[Call[R]], most: int, gather: float) -> list[Call[R]]:
    portion = [ended.get()]
    until = time.monotonic() + gather
    while len(portion) < most:
        try:
            portion.append(ended.get(timeout=max(0.0, until - time.monotonic())))
        except Empty:
            break
    return portion


def call(function: Callable[[], R]) -> Call[R]:
    """Call *function*, and return what it returned or raised and what it logged."""
    made = Call[R]()
    with log.collected() as made.lines:
        try:
            made.result = function()
        except BaseException as error:  # noqa: BLE001 - raised by the calling thread
            made.error = error
    return made


@cache
def _executor(level: int) -> ThreadPoolExecutor:
    def enter() -> None:
        _here.level = level + 1

    return ThreadPoolExecutor(_THREADS, thread_name_prefix=f"relay-{level}", initializer=enter)
