"""A cached value: its age, loading it once, and invalidation."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

from shared.cache import Cache


class Source:
    def __init__(self) -> None:
        self.value = 0
        self.loads = 0
        self.entered = threading.Event()
        self.go_on = threading.Event()
        self.go_on.set()

    def load(self) -> int:
        self.loads += 1
        value = self.value
        self.entered.set()
        assert self.go_on.wait(10)
        return value


def test_is_loaded_anew_when_it_is_too_old() -> None:
    now, source = 0.0, Source()
    cached = Cache(source.load, seconds=5, clock=lambda: now)
    assert (cached.get(), cached.get(), source.loads) == (0, 0, 1)
    now, source.value = 5.0, 1
    assert (cached.get(), source.loads) == (1, 2)


def test_zero_seconds_keep_nothing() -> None:
    source = Source()
    cached = Cache(source.load, seconds=0, clock=lambda: 0.0)
    cached.get()
    cached.get()
    assert source.loads == 2


def test_is_loaded_once_for_all_who_wait() -> None:
    source = Source()
    source.go_on.clear()
    cached = Cache(source.load, seconds=5, clock=lambda: 0.0)
    with ThreadPoolExecutor(8) as pool:
        waiting = [pool.submit(cached.get) for _ in range(8)]
        source.go_on.set()
        assert [future.result() for future in waiting] == [0] * 8
    assert source.loads == 1


def test_what_was_being_loaded_during_a_change_is_not_kept() -> None:
    source = Source()
    source.go_on.clear()
    cached = Cache(source.load, seconds=5, clock=lambda: 0.0)
    with ThreadPoolExecutor(1) as pool:
        old = pool.submit(cached.get)
        assert source.entered.wait(10)
        source.value = 1
        cached.invalidate()
        source.go_on.set()
        assert old.result() == 0
    assert cached.get() == 1
