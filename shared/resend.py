"""Sending again, because a person asked for it: one delivery, or all that was given up."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from shared import parallel, policy
from shared.errors import Conflict
from shared.model import DROPPED, Delivery, Event, Waiting, Webhook
from shared.records import WAITING, Status
from shared.store import Store
from shared.store.messages import RETRY, AttemptMessage

STATES = (DROPPED, WAITING)

MOST_AT_ONCE = 500
"""Recovered by one call; who wants more calls again."""

MOST_COUNTED = 10_000


@dataclass(frozen=True, slots=True)
class Recovered:
    """How many there were, or were taken up; ``more`` where the call stopped at its limit."""

    count: int
    more: bool


class Resend:
    def __init__(self, store: Store, clock: Callable[[], float]) -> None:
        self._store = store
        self._clock = clock

    def one(self, webhook: Webhook, event: Event, status: Status) -> None:
        """Attempt an ended delivery anew, or one that waits now. Raises Conflict."""
        ref, delivery = event.ref(webhook.uid), status.delivery
        due = self._clock() + policy.LEASE
        row = self._store.waiting.get(ref)
        if row is None and not delivery.ended:
            raise Conflict("the delivery is queued for its first attempt", field="event_id")
        if row is None:
            row = self._reopened(delivery, due)
        elif not self._store.waiting.postpone(row, due):
            raise Conflict("the delivery is being attempted", field="event_id")
        elif delivery.ended:
            self._store.deliveries.reopen(delivery)
        self._store.health.touch(ref.uid)
        message = AttemptMessage(RETRY, ref, event.event_type, row.attempts + 1)
        self._store.retries.send(message.encode())

    def count(
        self, webhook: Webhook, since: float, until: float, states: Sequence[str]
    ) -> Recovered:
        """How many deliveries `recover` would take up."""
        found = sum(1 for _ in islice(self._found(webhook, since, until, states), MOST_COUNTED + 1))
        return Recovered(min(found, MOST_COUNTED), more=found > MOST_COUNTED)

    def recover(
        self, webhook: Webhook, since: float, until: float, states: Sequence[str]
    ) -> Recovered:
        """Let what was dropped, or waits, be attempted anew, each once, at upkeep's pace.

        Covers the events received from *since* until *until*. What is taken up is ``queued``
        again, so a call that broke off, or stopped at its limit, is simply made again.
        """
        found = list(islice(self._found(webhook, since, until, states), MOST_AT_ONCE + 1))
        batch = found[:MOST_AT_ONCE]
        parallel.each(self._take_up, batch)
        if batch:
            self._store.health.touch(webhook.uid, pace=policy.FIRST_PACE, paced_at=self._clock())
        return Recovered(len(batch), more=len(found) > MOST_AT_ONCE)

    def _found(
        self, webhook: Webhook, since: float, until: float, states: Sequence[str]
    ) -> Iterator[Delivery | Waiting]:
        since_ms, until_ms = round(since * 1000), round(until * 1000)
        if DROPPED in states:
            yield from self._store.deliveries.received_between(
                webhook.uid, since_ms, until_ms, state=DROPPED
            )
        if WAITING in states:
            for row in self._store.waiting.every(webhook.uid):
                if since_ms <= row.ref.received_ms <= until_ms and row.next_attempt_at:
                    yield row

    def _take_up(self, found: Delivery | Waiting) -> None:
        if isinstance(found, Waiting):
            self._store.waiting.postpone(found, policy.HELD)
        else:
            self._reopened(found, policy.HELD)

    def _reopened(self, delivery: Delivery, due: float) -> Waiting:
        """An ended delivery made to wait again.

        The waiting row first: beside a record that has ended it does no harm where this breaks
        off.
        """
        row = Waiting(
            delivery.ref,
            delivery.event_type,
            delivery.attempts,
            due,
            since=self._clock(),
            results=delivery.results,
        )
        self._store.waiting.put(row)
        if not self._store.deliveries.reopen(delivery):
            raise Conflict("the delivery is being changed by others", field="event_id")
        return row
