"""Calls side by side, with a bound: they wait for the network, not for a core."""

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
class Call(Generic[R]):
    """What one call returned or raised, and what it logged."""

    lines: list[log.Line] = field(default_factory=list)
    result: R | None = None
    error: BaseException | None = None


class Helpers:
    """A bounded number of threads, which help whoever asks while one is free. Thread-safe."""

    def __init__(self, threads: int) -> None:
        self._free = threading.Semaphore(threads)
        self._executor = ThreadPoolExecutor(threads, thread_name_prefix="relay-helper")

    def start(self, function: Callable[[], R], ended: Callable[[Call[R]], None]) -> bool:
        """Have a free thread call *function* and then *ended*; False if none is free."""
        if not self._free.acquire(blocking=False):
            return False

        def run() -> None:
            try:
                ended(call(function))
            finally:
                self._free.release()

        self._executor.submit(run)
        return True

    def close(self) -> None:
        """Wait for the calls that were started, and end the threads."""
        self._executor.shutdown()


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
