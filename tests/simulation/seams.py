"""Puts simulated threads, time and random ids in the place of the real ones, in all of `shared`.

The app's modules name what they use of the standard library at their top. Here, and nowhere else,
these names are given to the simulator while a world runs; the code of the app is unchanged.
"""

from __future__ import annotations

import importlib
import pkgutil
import random
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from types import ModuleType, SimpleNamespace
from typing import Any
from uuid import UUID

import shared
from shared import parallel
from tests.simulation import threads
from tests.simulation.threads import Machine

_REAL_ONLY = (
    "shared.store.wire",
    "shared.store.azure",
    "shared.store.connection",
    "shared.outbound",
)
"""What talks to a network. No part of a world reaches it, but for the checks of an URL."""


@contextmanager
def simulated(machine: Machine, rng: random.Random, *, fan_out_slice: int) -> Iterator[None]:
    """Let the modules of `shared` run on *machine* meanwhile, with ids made by *rng*.

    An event with more than *fan_out_slice* targets has its deliveries created by messages.
    """
    names = _names(machine, rng)
    before: list[tuple[ModuleType, str, Any]] = []
    try:
        for module in modules():
            for name, value in names.items():
                if name in vars(module):
                    before.append((module, name, vars(module)[name]))
                    setattr(module, name, value)
        others = {**_helpers(machine), "shared.ingest.fan_out.SLICE": fan_out_slice}
        for name, value in others.items():
            module_name, attribute = name.rsplit(".", 1)
            module = sys.modules[module_name]
            before.append((module, attribute, vars(module)[attribute]))
            setattr(module, attribute, value)
        yield
    finally:
        for module, name, value in reversed(before):
            setattr(module, name, value)


REPLACED = frozenset({"threading", "time", "uuid4", "SimpleQueue", "ThreadPoolExecutor"})
"""The names that the simulator gives another meaning."""


@cache
def modules() -> tuple[ModuleType, ...]:
    """Return every module of `shared` that a world may run."""
    names = [info.name for info in pkgutil.walk_packages(shared.__path__, "shared.")]
    return tuple(importlib.import_module(n) for n in names if not n.startswith(_REAL_ONLY))


def _names(machine: Machine, rng: random.Random) -> dict[str, Any]:
    def sleep(seconds: float) -> None:
        machine.scheduler.sleep(seconds)

    def uuid4() -> UUID:
        return UUID(int=rng.getrandbits(128), version=4)

    def of(kind: type) -> Any:
        return lambda *args, **options: kind(machine, *args, **options)

    return {
        "threading": SimpleNamespace(
            Lock=of(threads.Lock),
            Condition=of(threads.Condition),
            Event=of(threads.Event),
            Thread=of(threads.Thread),
            Timer=of(threads.Timer),
        ),
        "time": SimpleNamespace(monotonic=machine.monotonic, sleep=sleep),
        "uuid4": uuid4,
        "SimpleQueue": of(threads.SimpleQueue),
        "ThreadPoolExecutor": of(threads.Executor),
    }


def _helpers(machine: Machine) -> dict[str, Any]:
    """Return what the app makes once for the whole process: here each process has its own."""
    here = threads.TaskLocal(machine)
    pools: dict[tuple[object, int], threads.Executor] = {}

    def executor(level: int) -> threads.Executor:
        def enter() -> None:
            here.level = level + 1

        place = machine.scheduler.running.life, level
        if place not in pools:
            pools[place] = threads.Executor(machine, parallel._THREADS, initializer=enter)
        return pools[place]

    return {
        "shared.parallel._here": here,
        "shared.parallel._executor": executor,
        "shared.log._here": threads.TaskLocal(machine),
    }
