"""One message for several deliveries to one webhook: attempts side by side, recorded together.

The message has one place in its lane, and each of its deliveries passes the gate by itself. They
are attempted in rounds. A round begins as many attempts as the webhook's limits allow, and lasts
`_ROUND`. If all of its attempts have ended by then, the next round begins. If one takes longer, or
there was no room for any, the deliveries that are left make way: they are moved to the slow lane in
one message. There a message that waits delays nobody, so they wait a while for the webhook's other
attempts, unless these are known to take long, before they are held. A message that has no place
even there goes to the end of the queue.

Attempts that have delivered are recorded together, at the latest `_ROUND` after the first of them.
Everything else is recorded for each delivery as `DeliveryWorker` does.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from queue import Empty, SimpleQueue
from typing import ParamSpec, TypeVar

from shared import log, parallel
from shared.delivery.gate import Gate, Go, Hold, Move, Refusal
from shared.delivery.lanes import Lane, Place
from shared.delivery.worker import DeliveryWorker, Sent, Task
from shared.model import HoldReason, Webhook
from shared.policy.evidence import Evidence
from shared.store.messages import GroupMessage

P = ParamSpec("P")
R = TypeVar("R")

_ROUND = 0.25
"""Seconds. A quick webhook answers within this time."""

_BEGIN_WITHIN = 2.0
"""Seconds after which no attempt is begun: well below the `timing.CHECK_MARGIN` of a follow-up."""

_AGAIN = 1.0
"""Seconds after which a group that found no place in the slow lane comes there again."""

_PAUSE = 0.05
"""Seconds until a group that waits asks again for room."""


class GroupWorker:
    """Handles the messages about several deliveries each."""

    def __init__(self, worker: DeliveryWorker, gate: Gate, helpers: parallel.Helpers) -> None:
        self._worker = worker
        self._gate = gate
        self._helpers = helpers

    def handle(self, group: GroupMessage, lane: Lane, *, taken_first_time: bool) -> None:
        """Attempt each delivery of *group*; *taken_first_time*: nobody has taken it before.

        If the relay fails on one, that is raised when the others are done.
        """
        failures = _Failures()
        with self._tasks(group, lane, taken_first_time=taken_first_time) as tasks:
            flight = _Flight(self._helpers, failures)
            with self._gate.place(lane, group.uid) as place:
                left, decision = self._attempt_in_rounds(tasks, lane, place, flight)
                if place is None and self._may_wait(group.uid, lane, decision):
                    decision = Move(webhook_is_slow=False)
                failures.note(self._make_way, left, decision, lane)
                while flight.in_flight:
                    self._record(flight.ended(), failures)
        failures.raise_first()

    def handle_poison(self, group: GroupMessage) -> None:
        """Do for each delivery what `DeliveryWorker.handle_poison` does."""
        failures = _Failures()
        for message in group.members:
            failures.note(self._worker.handle_poison, message)
        failures.raise_first()

    @contextmanager
    def _tasks(
        self, group: GroupMessage, lane: Lane, *, taken_first_time: bool
    ) -> Iterator[list[Task]]:
        """Yield what is to be done, by what this process knows and, if that is not all, storage."""
        worker, members = self._worker, group.members
        with ExitStack() as begun:
            if taken_first_time:
                states = [begun.enter_context(worker.first_attempts.begin(m.key)) for m in members]
                pairs = zip(members, states, strict=True)
                found = [worker.task_of_first(message, lane, state) for message, state in pairs]
            else:
                found = parallel.map(worker.task_if_next, members)
            yield [task for task in found if task is not None]

    def _attempt_in_rounds(
        self, tasks: Sequence[Task], lane: Lane, place: Place | None, flight: _Flight
    ) -> tuple[Sequence[Task], Refusal | None]:
        """Return the tasks that found no room, and what the gate said of the first of them."""
        until = time.monotonic() + _BEGIN_WITHIN
        while True:
            tasks, decision = self._begin(tasks, lane, place, flight, until)
            has_begun = flight.in_flight > 0
            self._record(flight.ended(within=_ROUND), flight.failures)
            if not tasks or time.monotonic() >= until:
                return tasks, decision
            if has_begun and not flight.in_flight:
                continue
            if place is None or not self._may_wait(tasks[0].message.key.uid, lane, decision):
                return tasks, decision
            time.sleep(_PAUSE)

    def _may_wait(self, uid: str, lane: Lane, refusal: Refusal | None) -> bool:
        rated = isinstance(refusal, Hold) and refusal.reason is HoldReason.RATE
        return lane is Lane.SLOW and not rated and not self._gate.is_slow(uid)

    def _begin(
        self,
        tasks: Sequence[Task],
        lane: Lane,
        place: Place | None,
        flight: _Flight,
        until: float,
    ) -> tuple[Sequence[Task], Refusal | None]:
        checked = flight.failures.note(self._gate.check, tasks[0].message, lane) if tasks else None
        if isinstance(checked, Move):
            return tasks, checked
        if not isinstance(checked, Webhook):
            flight.failures.note(self._give_way, tasks, checked)
            return (), None
        for number, task in enumerate(tasks):
            if time.monotonic() >= until:
                return tasks[number:], None
            refusal = self._attempt_in_room(checked, task, lane, place, flight)
            if refusal is not None:
                return tasks[number:], refusal
        return (), None

    def _attempt_in_room(
        self, webhook: Webhook, task: Task, lane: Lane, place: Place | None, flight: _Flight
    ) -> Move | Hold | None:
        """Begin an attempt, or return why there is no room for it."""
        with ExitStack() as room:
            decision = room.enter_context(self._gate.room(webhook, task.message, lane, place))
            if not isinstance(decision, Go):
                return decision
            leaving = room.pop_all()
        flight.begin(lambda: self._send(leaving, task, lane, decision))
        return None

    def _give_way(self, tasks: Sequence[Task], refusal: Refusal | None) -> None:
        """Hold or drop *tasks*; without a refusal the relay has failed, and does so again later."""
        if refusal is not None:
            parallel.map(lambda task: self._worker.give_way(task, refusal), tasks)

    def _send(self, leaving: ExitStack, task: Task, lane: Lane, go: Go) -> Sent | None:
        with leaving:
            return self._worker.send(task, lane, go)

    def _make_way(self, tasks: Sequence[Task], refusal: Refusal | None, lane: Lane) -> None:
        """Move or hold *tasks*, in one message if they are moved."""
        if not tasks:
            return
        decision = refusal or self._gate.refuse(tasks[0].message, lane)
        if isinstance(decision, Move):
            first = [task.message for task in tasks if task.pending is None]
            delay = _AGAIN if lane is Lane.SLOW else 0
            self._worker.move_all(first, decision, delay=delay)
            tasks = [task for task in tasks if task.pending is not None]
        self._give_way(tasks, decision)

    def _record(self, sent: Sequence[Sent], failures: _Failures) -> None:
        delivered = [one for one in sent if one.evidence is Evidence.DELIVERED]
        if len(delivered) > 1:
            failures.note(self._worker.record_delivered, delivered)
            sent = [one for one in sent if one.evidence is not Evidence.DELIVERED]
        for one in sent:
            failures.note(self._worker.record, one)


class _Failures:
    """The relay's own faults with the deliveries of one group, which must not keep the others."""

    def __init__(self) -> None:
        self._errors: list[BaseException] = []

    def add(self, error: BaseException) -> None:
        self._errors.append(error)

    def note(self, function: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R | None:
        """Return what *function* returns; None, and note the error, if it raises one."""
        try:
            return function(*args, **kwargs)
        except Exception as error:  # noqa: BLE001 - raised when the others are done
            self.add(error)
            return None

    def raise_first(self) -> None:
        if self._errors:
            raise self._errors[0]


class _Flight:
    """The attempts of one group that are in flight."""

    def __init__(self, helpers: parallel.Helpers, failures: _Failures) -> None:
        self.failures = failures
        self.in_flight = 0
        self._helpers = helpers
        self._ended: SimpleQueue[parallel.Call[Sent | None]] = SimpleQueue()

    def begin(self, attempt: Callable[[], Sent | None]) -> None:
        """Have a helper make *attempt*; if none is free, make it here."""
        self.in_flight += 1
        if not self._helpers.start(attempt, self._ended.put):
            self._ended.put(parallel.call(attempt))

    def ended(self, *, within: float | None = None) -> list[Sent]:
        """Return the attempts that end *within* this time, or until `_ROUND` after the first."""
        until = None if within is None else time.monotonic() + within
        sent = []
        while self.in_flight:
            left = None if until is None else max(0.0, until - time.monotonic())
            try:
                made = self._ended.get(timeout=left)
            except Empty:
                break
            self.in_flight -= 1
            until = until or time.monotonic() + _ROUND
            log.write(made.lines)
            if made.error is not None:
                self.failures.add(made.error)
            elif made.result is not None:
                sent.append(made.result)
        return sent
