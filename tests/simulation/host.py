"""The Functions host: it takes messages in batches, calls the app, and fires the timer."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import Any

from shared.app import QueueOptions
from shared.store.faults import BadRequest
from tests.simulation.instances import LIMITED_FAULTS, Instance
from tests.simulation.invariants import Judge
from tests.simulation.plan import Copies, TimerFault
from tests.simulation.scheduler import Life, Scheduler
from tests.simulation.storage import SimulatedAccount, SimulatedStorage
from tests.simulation.trace import Trace
from tests.support.in_process import LEASE, MOST_ATTEMPTS
from tests.support.memory.queues import Lease
from tests.support.relay import ROOT

OPTIONS = QueueOptions.of(ROOT / "host.json")

RETRY_AFTER = 10.0
"""Seconds until a message on which the function failed is shown again, as in host.json."""

PERIOD = 10.0
"""Seconds from one round of the timer to the next."""

_POLL = 1.0
"""The longest that an idle host waits between two looks at a queue."""

_MOST_COPIES = 2

_TRIES = 3
"""How often the host tries to delete or to move a message."""


class Host:
    """Feeds whichever instances there are."""

    def __init__(
        self,
        scheduler: Scheduler,
        account: SimulatedAccount,
        trace: Trace,
        rng: random.Random,
        instances: Callable[[], Sequence[Instance]],
        judge: Judge,
    ) -> None:
        self._scheduler = scheduler
        self._account = account
        self._trace = trace
        self._rng = rng
        self._instances = instances
        self._judge = judge
        self._looks_at: dict[str, float] = {}
        """When it looks at each queue next."""
        self._timer_faults: dict[TimerFault, float] = {}
        """Until when."""
        self._leader: Instance | None = None
        self._copies = Copies(0.0, 0.0, 0.0)
        self._copies_until = 0.0
        self.faults: Counter[str] = Counter()
        account.on_visible = self._visible

    # -- queues

    def look_everywhere(self) -> None:
        """Look at all queues now, since an instance has begun."""
        for queue in list(self._looks_at):
            self._looks_at.pop(queue)
        for name in list(self._account._queues):
            self._look_at(name, self._scheduler.now)

    def _visible(self, queue: str, at: float) -> None:
        if queue != "quarantine":
            self._look_at(queue, at + self._rng.uniform(0.0, _POLL) ** 3)

    def _look_at(self, queue: str, at: float) -> None:
        if self._looks_at.get(queue, float("inf")) <= at:
            return
        self._looks_at[queue] = at
        self._scheduler.at(at, lambda: self._look(queue, at))

    def _look(self, queue: str, at: float) -> None:
        if self._looks_at.get(queue) != at:
            return
        del self._looks_at[queue]
        data = self._account.known_queue(queue)
        next_visible = None if data is None else data.next_visible
        if data is None or next_visible is None:
            return
        now = self._scheduler.now
        if next_visible > now:
            self._look_at(queue, next_visible + self._rng.uniform(0.0, _POLL) ** 3)
            return
        free = [
            i
            for i in self._instances()
            if i.well and i.in_flight.get(queue, 0) <= OPTIONS.threshold
        ]
        if not free:
            if self._instances():  # else it looks when one has begun
                self._look_at(queue, now + _POLL)
            return
        instance = self._rng.choice(free)
        for lease in data.receive(OPTIONS.batch, LEASE):
            self._take(instance, queue, lease)
            copies = self._copies_until > now and lease.dequeue_count <= _MOST_COPIES
            if copies and self._rng.random() < self._copies.part:
                self.faults["copy of a message"] += 1
                data.renew(lease, self._rng.uniform(0.0, self._copies.within))
        self._look_at(queue, now + self._rng.uniform(0.0, 0.1))

    def _take(self, instance: Instance, queue: str, lease: Lease) -> None:
        instance.in_flight[queue] = instance.in_flight.get(queue, 0) + 1
        head = lease.text.partition("\n")[0]
        self._trace.step(instance.name, "take", queue, head, f"#{lease.dequeue_count}")

        def ended() -> None:
            instance.in_flight[queue] -= 1

        self._scheduler.spawn(
            lambda: self._handle(instance, queue, lease),
            instance.life,
            queue,
            delay=self._rng.uniform(0.0, 0.02),
            ended=ended,
        )

    def _handle(self, instance: Instance, queue: str, lease: Lease) -> None:
        put_at = datetime.fromtimestamp(lease.inserted_at, UTC)
        try:
            instance.handle(queue, lease.text, lease.dequeue_count, put_at)
        except Exception as error:  # noqa: BLE001 - the host catches all
            if not isinstance(error, LIMITED_FAULTS):
                self._judge.blame(f"{queue}: {type(error).__name__}: {error}")
            self._trace.note(instance.name, f"! {queue} failed: {error}")
            self._failed(instance, queue, lease)
        else:
            self._try(instance, lambda storage: storage.queue(queue).delete(lease))

    def _failed(self, instance: Instance, queue: str, lease: Lease) -> None:
        if lease.dequeue_count < MOST_ATTEMPTS:
            self._try(instance, lambda storage: storage.queue(queue).renew(lease, RETRY_AFTER))
            return
        if self._try(instance, lambda storage: storage.queue(f"{queue}-poison").send(lease.text)):
            self._try(instance, lambda storage: storage.queue(queue).delete(lease))

    def _try(self, instance: Instance, request: Callable[[SimulatedStorage], Any]) -> bool:
        """Make a request, a few times if need be. What fails then is left to the lease."""
        storage = SimulatedStorage(self._account, instance.life, lambda: False)
        for _ in range(_TRIES):
            try:
                request(storage)
            except BadRequest:
                return False  # it was taken by others since, or is gone
            except LIMITED_FAULTS:
                self._scheduler.sleep(0.5)
            else:
                return True
        return False

    def give_out_again(self, copies: Copies) -> None:
        """From now on, give out a part of the messages again while they are handled."""
        self._copies, self._copies_until = copies, self._scheduler.now + copies.seconds

    # -- the timer

    def start_timer(self, outside: Life) -> None:
        self._scheduler.spawn(self._fire, outside, "timer")

    def timer_fault(self, fault: TimerFault, seconds: float) -> None:
        self._timer_faults[fault] = self._scheduler.now + seconds

    def calm_down(self) -> None:
        self._timer_faults.clear()
        self._copies_until = 0.0

    def _fire(self) -> None:
        while True:
            self._scheduler.sleep(PERIOD)
            if not self._has(TimerFault.STOPPED):
                for instance in self._choose():
                    self._tick(instance)

    def _choose(self) -> list[Instance]:
        well = [instance for instance in self._instances() if instance.well]
        if not well:
            return []
        if self._leader not in well or self._has(TimerFault.OVERLAPS):
            self._leader = self._rng.choice(well)
        if self._has(TimerFault.TWICE):
            return well[:2] if len(well) > 1 else well * 2
        return [self._leader] if self._leader else []

    def _has(self, fault: TimerFault) -> bool:
        return self._timer_faults.get(fault, 0.0) > self._scheduler.now

    def _tick(self, instance: Instance) -> None:
        if instance.ticking and not self._has(TimerFault.TWICE):
            return
        instance.ticking = True
        self._trace.step(instance.name, "timer", "", "", "")

        def tick() -> None:
            try:
                instance.app.scheduler.tick()
            except Exception as error:  # noqa: BLE001 - the host catches all
                if not isinstance(error, LIMITED_FAULTS):
                    self._judge.blame(f"timer: {type(error).__name__}: {error}")
                self._trace.note(instance.name, f"! timer failed: {error}")

        def ended() -> None:
            instance.ticking = False

        delay = self._rng.uniform(0.0, 0.3)
        self._scheduler.spawn(tick, instance.life, "timer", delay=delay, ended=ended)
