"""Tasks in one thread, on simulated time: one runs at a time, and the seed decides which is next.

A task is a greenlet, so that a switch costs a microsecond and the app's own code, which knows
nothing of tasks, may switch anywhere. It runs until it sleeps, waits or ends. Whatever happens at
the same time happens in an order that the seed decides.
"""

from __future__ import annotations

import heapq
import itertools
import math
import random
from collections.abc import Callable
from typing import Any

from greenlet import getcurrent, greenlet


class ProcessDied(BaseException):
    """Raised in the tasks of a process that has died, wherever they are. No code catches it."""


class Life:
    """What tasks belong to, and die or stand still with: a process, or the world outside."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.dead = False
        self.stands_still_until = 0.0
        self.tasks: dict[Task, None] = {}
        self.kept: list[tuple[Task, int]] = []
        """The tasks that would have gone on while it stood still, with their tickets."""


class Task:
    """One greenlet. ``ticket`` changes whenever it is resumed, so that a late wake-up is void."""

    __slots__ = ("ended", "greenlet", "life", "local", "name", "started", "ticket")

    def __init__(self, life: Life, name: str) -> None:
        self.life = life
        self.name = name
        self.ticket = 0
        self.started = False
        self.ended = False
        self.local: dict[tuple[int, str], Any] = {}
        self.greenlet: greenlet


_Callback = Callable[[], object]


class Scheduler:
    """Runs tasks and callbacks in the order of their times."""

    def __init__(self, rng: random.Random, start: float) -> None:
        self.now = start
        self.switches = 0
        self.failure: tuple[Task, BaseException] | None = None
        """What a task raised though it must not: a bug of the app's or of the simulator's."""
        self._random = rng.random
        self._order = itertools.count()
        self._heap: list[tuple[float, float, int, Task | _Callback, int]] = []
        self._hub = getcurrent()
        self._running: Task | None = None

    @property
    def running(self) -> Task:
        """The task that runs now."""
        assert self._running is not None, "only a task can sleep or wait"
        return self._running

    @property
    def life(self) -> Life | None:
        """The life of the task that runs now; None in a callback."""
        return None if self._running is None else self._running.life

    def at(self, time: float, callback: _Callback, *, first: bool = False) -> None:
        """Call *callback*, which cannot wait, at *time*; *first*: before all else of that time."""
        tie = -1.0 if first else self._random()
        heapq.heappush(self._heap, (max(time, self.now), tie, next(self._order), callback, 0))

    def spawn(
        self,
        function: Callable[[], object],
        life: Life,
        name: str,
        *,
        delay: float = 0.0,
        ended: _Callback | None = None,
    ) -> Task:
        """Start a task; *ended* is called when it has ended, in whatever way."""
        task = Task(life, name)

        def run() -> None:
            try:
                function()
            except ProcessDied:
                pass
            except BaseException as error:  # noqa: BLE001 - reported by the run
                self.failure = self.failure or (task, error)
            task.ended = True
            life.tasks.pop(task, None)
            if ended is not None:
                ended()

        task.greenlet = greenlet(run, self._hub)
        if life.dead:
            task.ended = True
            if ended is not None:
                ended()
            return task
        life.tasks[task] = None
        self._push(self.now + delay, task)
        return task

    def sleep(self, seconds: float) -> None:
        """Let *seconds* pass for the task that runs."""
        task = self.running
        if task.life.dead:
            raise ProcessDied
        self._push(self._after(seconds), task)
        self._switch(task)

    def wait(self, timeout: float | None = None) -> None:
        """Wait for a wake-up, or for *timeout* seconds."""
        task = self.running
        if task.life.dead:
            raise ProcessDied
        if timeout is not None:
            self._push(self._after(timeout), task)
        self._switch(task)

    def wake(self, task: Task) -> None:
        """Resume a task that waits."""
        if not task.ended:
            self._push(self.now, task)

    def kill(self, life: Life) -> None:
        """End all tasks of *life* where they are, before anything else happens."""
        if not life.dead:
            life.dead = True
            self.at(self.now, lambda: self._end(life), first=True)

    def stand_still(self, life: Life, until: float) -> None:
        """Let none of the tasks of *life* go on before *until*."""
        life.stands_still_until = until
        self.at(until, lambda: self.go_on(life))

    def go_on(self, life: Life) -> None:
        """Let the tasks of *life* go on, unless it is to stand still for longer."""
        if life.stands_still_until > self.now:
            return
        kept, life.kept = life.kept, []
        for task, ticket in kept:
            if task.ticket == ticket and not task.ended:
                self._push(self.now, task)

    def run_until(self, time: float) -> None:
        """Run all that is due until *time*, or until a task has failed."""
        heap = self._heap
        while heap and heap[0][0] <= time and self.failure is None:
            due, _, _, what, ticket = heapq.heappop(heap)
            self.now = max(self.now, due)
            if not isinstance(what, Task):
                what()
            elif what.ticket == ticket and not what.ended:
                self._resume(what)
        if self.failure is None:
            self.now = max(self.now, time)

    def _after(self, seconds: float) -> float:
        """Return the time in *seconds*, and later than now, however few they are."""
        due = self.now + seconds
        return due if due > self.now or seconds <= 0 else math.nextafter(self.now, math.inf)

    def _resume(self, task: Task) -> None:
        life = task.life
        if life.dead:
            return
        if life.stands_still_until > self.now:
            life.kept.append((task, task.ticket))
            return
        task.ticket += 1
        task.started = True
        self.switches += 1
        self._running = task
        task.greenlet.switch()
        self._running = None

    def _push(self, time: float, task: Task) -> None:
        entry = (time, self._random(), next(self._order), task, task.ticket)
        heapq.heappush(self._heap, entry)

    def _switch(self, task: Task) -> None:
        self._hub.switch()
        if task.life.dead:
            raise ProcessDied

    def _end(self, life: Life) -> None:
        for task in list(life.tasks):
            if task.ended:
                continue
            if task.started:
                self._running = task
                task.greenlet.throw(ProcessDied)
                self._running = None
            else:
                task.ended = True
        life.tasks.clear()
