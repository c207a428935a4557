"""One message for several deliveries to one webhook: attempts side by side, recorded together.

The message takes one place in its lane. Each delivery in it passes the webhook's limits by itself,
in a thread of its own, and waits there as it would with a message of its own: so each attempt has
begun, or is refused, within a moment. Those that have delivered are recorded together, and those
that were refused are moved together, at the latest `_GATHER` after the first of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Executor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import partial

from shared import parallel
from shared.delivery.gate import Gate, Go, Move, Refusal
from shared.delivery.lanes import Lane, Place
from shared.delivery.limiter import IN_GROUP
from shared.delivery.worker import Again, DeliveryWorker, FirstTime, Sent, Taken, Task
from shared.model import Webhook
from shared.policy.evidence import Evidence
from shared.store.messages import AttemptMessage, GroupMessage

_GATHER = 0.25
"""Seconds. A quick webhook has answered all attempts of a group by then."""


@dataclass(frozen=True, slots=True)
class _Refused:
    """A delivery that may not be attempted now, and what is to be done with it."""

    task: Task
    refusal: Refusal


class GroupWorker:
    """Handles the messages about several deliveries each."""

    def __init__(self, worker: DeliveryWorker, gate: Gate, threads: Executor) -> None:
        """*threads*: as many as there can be attempts of groups in flight or waiting."""
        self._worker = worker
        self._gate = gate
        self._threads = threads

    def handle(self, group: GroupMessage, lane: Lane, taken: Taken) -> None:
        """Do for each delivery of *group* what its first message would have done.

        If the relay fails on one, that is raised when the others are done.
        """
        match taken:
            case Again():
                parallel.map(self._worker.await_attempt, group.members)
            case FirstTime(alone_until):
                with self._tasks(group, lane, alone_until) as tasks:
                    if tasks:
                        self._attempt_all(tasks, lane)

    def handle_poison(self, group: GroupMessage) -> None:
        """Do for each delivery what `DeliveryWorker.handle_poison` does."""
        faults = _Faults()
        for message in group.members:
            with faults.noted():
                self._worker.handle_poison(message)
        faults.raise_first()

    @contextmanager
    def _tasks(self, group: GroupMessage, lane: Lane, alone_until: float) -> Iterator[list[Task]]:
        """Yield what is to be done, by what this process knows of the deliveries."""
        worker = self._worker
        tasks = [Task(message, alone_until=alone_until) for message in group.members]
        with ExitStack() as begun:
            states = [
                begun.enter_context(worker.first_attempts.begin(t.message.key)) for t in tasks
            ]
            pairs = zip(tasks, states, strict=True)
            found = [worker.task_of_first(task, lane, state) for task, state in pairs]
            yield [task for task in found if task is not None]

    def _attempt_all(self, tasks: Sequence[Task], lane: Lane) -> None:
        first = tasks[0].message
        webhook = self._gate.check(first, lane)
        if not isinstance(webhook, Webhook):
            self._give_way([_Refused(task, webhook) for task in tasks])
            return
        with self._gate.enter(webhook, first, lane) as place:
            if isinstance(place, Place):
                self._attempt_side_by_side(webhook, tasks, lane, place)
            else:
                self._give_way([_Refused(task, place) for task in tasks])

    def _attempt_side_by_side(
        self, webhook: Webhook, tasks: Sequence[Task], lane: Lane, place: Place
    ) -> None:
        attempts = [partial(self._attempt, webhook, task, lane, place) for task in tasks]
        faults = _Faults()
        for ended in parallel.in_portions(self._threads, attempts, gather=_GATHER):
            faults.add(call.error for call in ended)
            with faults.noted():
                self._record([c.result for c in ended if isinstance(c.result, Sent)])
            with faults.noted():
                self._give_way([c.result for c in ended if isinstance(c.result, _Refused)])
        faults.raise_first()

    def _attempt(
        self, webhook: Webhook, task: Task, lane: Lane, place: Place
    ) -> Sent | _Refused | None:
        """Return what has been delivered, or why there was no attempt; a failure is recorded."""
        with self._gate.limit(webhook, task.message, lane, place, IN_GROUP) as decision:
            if not isinstance(decision, Go):
                return _Refused(task, decision)
            sent = self._worker.send(task, decision)
        if sent is None or sent.evidence is Evidence.DELIVERED:
            return sent
        self._worker.record(sent)
        return None

    def _record(self, delivered: Sequence[Sent]) -> None:
        if len(delivered) > 1:
            self._worker.record_delivered(delivered)
        elif delivered:
            self._worker.record(delivered[0])

    def _give_way(self, refused: Sequence[_Refused]) -> None:
        """Hold, drop or move deliveries; first messages that are moved go on together."""
        messages: list[AttemptMessage] = []
        moves: list[Move] = []
        others: list[_Refused] = []
        for one in refused:
            if isinstance(one.refusal, Move) and one.task.pending is None:
                messages.append(one.task.message)
                moves.append(one.refusal)
            else:
                others.append(one)
        if moves:
            slow = any(move.webhook_is_slow for move in moves)
            self._worker.move_all(messages, Move(slow, max(move.delay for move in moves)))
        parallel.map(lambda one: self._worker.give_way(one.task, one.refusal), others)


class _Faults:
    """The relay's own faults with the deliveries of one group, which must not keep the others."""

    def __init__(self) -> None:
        self._errors: list[BaseException] = []

    def add(self, errors: Iterable[BaseException | None]) -> None:
        self._errors.extend(error for error in errors if error is not None)

    @contextmanager
    def noted(self) -> Iterator[None]:
        try:
            yield
        except Exception as error:  # noqa: BLE001 - raised when the others are done
            self._errors.append(error)

    def raise_first(self) -> None:
        if self._errors:
            raise self._errors[0]
