"""What the app uses of `threading`, `time`, `queue` and `concurrent.futures`, made of tasks."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from queue import Empty
from typing import Any, Protocol

from tests.simulation.scheduler import Scheduler, Task


class Machine(Protocol):
    """Where the code that runs now runs: its scheduler, and its own time."""

    @property
    def scheduler(self) -> Scheduler: ...

    def monotonic(self) -> float:
        """Return the monotonic time of the process that runs now."""


class Lock:
    """`threading.Lock`. It goes to those who wait in the order in which they came."""

    def __init__(self, machine: Machine) -> None:
        self._scheduler = machine.scheduler
        self._held = False
        self._waiting: deque[Task] = deque()

    def acquire(self) -> bool:
        if not self._held:
            self._held = True
            return True
        self._waiting.append(self._scheduler.running)
        self._scheduler.wait()
        return True

    def release(self) -> None:
        if self._waiting:
            self._scheduler.wake(self._waiting.popleft())
        else:
            self._held = False

    def __enter__(self) -> bool:
        return self.acquire()

    def __exit__(self, *_: object) -> None:
        self.release()


class Condition:
    """`threading.Condition`."""

    def __init__(self, machine: Machine) -> None:
        self._scheduler = machine.scheduler
        self._lock = Lock(machine)
        self._waiting: list[Task] = []

    def __enter__(self) -> bool:
        return self._lock.acquire()

    def __exit__(self, *_: object) -> None:
        self._lock.release()

    def wait(self, timeout: float | None = None) -> bool:
        task = self._scheduler.running
        self._waiting.append(task)
        self._lock.release()
        self._scheduler.wait(timeout)
        notified = task not in self._waiting
        if not notified:
            self._waiting.remove(task)
        self._lock.acquire()
        return notified

    def wait_for(self, predicate: Callable[[], bool], timeout: float | None = None) -> bool:
        end = None if timeout is None else self._scheduler.now + timeout
        while not predicate():
            left = None if end is None else end - self._scheduler.now
            if left is not None and left <= 0:
                return predicate()
            self.wait(left)
        return True

    def notify(self, count: int = 1) -> None:
        for task in self._waiting[:count]:
            self._scheduler.wake(task)
        del self._waiting[:count]

    def notify_all(self) -> None:
        self.notify(len(self._waiting))


class Event:
    """`threading.Event`."""

    def __init__(self, machine: Machine) -> None:
        self._condition = Condition(machine)
        self._set = False

    def is_set(self) -> bool:
        return self._set

    def set(self) -> None:
        self._set = True
        self._condition.notify_all()

    def wait(self, timeout: float | None = None) -> bool:
        with self._condition:
            return self._condition.wait_for(self.is_set, timeout)


class Thread:
    """`threading.Thread`: a task of the process that starts it."""

    def __init__(
        self,
        machine: Machine,
        target: Callable[[], object],
        name: str = "thread",
        *,
        daemon: bool = False,
    ) -> None:
        self._scheduler = machine.scheduler
        self._target = target
        self._name = name
        self.daemon = daemon

    def start(self) -> None:
        self._scheduler.spawn(self._target, self._scheduler.running.life, self._name)


class Timer:
    """`threading.Timer`."""

    def __init__(self, machine: Machine, interval: float, function: Callable[[], object]) -> None:
        self._scheduler = machine.scheduler
        self._interval = interval
        self._function = function
        self._cancelled = False
        self.daemon = False

    def start(self) -> None:
        life = self._scheduler.running.life
        self._scheduler.spawn(self._run, life, "timer", delay=self._interval)

    def cancel(self) -> None:
        self._cancelled = True

    def _run(self) -> None:
        if not self._cancelled:
            self._function()


class TaskLocal:
    """`threading.local`: each task has its own attributes."""

    def __init__(self, machine: Machine) -> None:
        self.__dict__["_scheduler"] = machine.scheduler

    def __getattr__(self, name: str) -> Any:
        try:
            return self._scheduler.running.local[id(self), name]
        except KeyError:
            raise AttributeError(name) from None

    def __setattr__(self, name: str, value: Any) -> None:
        self._scheduler.running.local[id(self), name] = value


class SimpleQueue:
    """`queue.SimpleQueue`."""

    def __init__(self, machine: Machine) -> None:
        self._scheduler = machine.scheduler
        self._items: deque[Any] = deque()
        self._waiting: deque[Task] = deque()

    def put(self, item: Any) -> None:
        self._items.append(item)
        if self._waiting:
            self._scheduler.wake(self._waiting.popleft())

    def get(self, timeout: float | None = None) -> Any:
        end = None if timeout is None else self._scheduler.now + timeout
        while not self._items:
            left = None if end is None else end - self._scheduler.now
            if left is not None and left <= 0:
                raise Empty
            task = self._scheduler.running
            self._waiting.append(task)
            self._scheduler.wait(left)
            if task in self._waiting:
                self._waiting.remove(task)
        return self._items.popleft()


class Executor:
    """`ThreadPoolExecutor`: at most *workers* of its calls run at once."""

    def __init__(
        self,
        machine: Machine,
        workers: int,
        *,
        thread_name_prefix: str = "pool",
        initializer: Callable[[], object] = lambda: None,
    ) -> None:
        self._scheduler = machine.scheduler
        self._free = workers
        self._name = thread_name_prefix
        self._initializer = initializer
        self._waiting: deque[Callable[[], object]] = deque()

    def submit(self, function: Callable[..., object], *arguments: Any) -> None:
        """Call *function* in a task; it raises nothing."""
        self._waiting.append(lambda: function(*arguments))
        self._start()

    def map(self, function: Callable[[Any], Any], items: Iterable[Any]) -> Iterator[Any]:
        items = list(items)
        results: list[Any] = [None] * len(items)
        caller, left = self._scheduler.running, len(items)

        def call(index: int) -> None:
            nonlocal left
            results[index] = function(items[index])
            left -= 1
            if not left:
                self._scheduler.wake(caller)

        for index in range(len(items)):
            self.submit(call, index)
        while left:
            self._scheduler.wait()
        return iter(results)

    def shutdown(self) -> None:
        """Its tasks end with their process."""

    def _start(self) -> None:
        if not self._free or not self._waiting:
            return
        self._free -= 1
        function = self._waiting.popleft()
        life = self._scheduler.running.life

        def run() -> None:
            self._initializer()
            function()

        self._scheduler.spawn(run, life, self._name, ended=self._ended)

    def _ended(self) -> None:
        self._free += 1
        if self._waiting and not self._scheduler.running.life.dead:
            self._start()
