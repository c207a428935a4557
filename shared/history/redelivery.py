"""Sending again, because a person asked for it: one delivery, or all that was given up."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from shared import parallel, policy
from shared.errors import Conflict
from shared.history.delivery_history import WAITING, Status
from shared.model import DROPPED, DeliveryKey, DeliveryRecord, Event, PendingDelivery, Webhook
from shared.store import Store
from shared.store.messages import RETRY, AttemptMessage

STATES = (DROPPED, WAITING)

MOST_AT_ONCE = 500
"""Recovered by one call; who wants more calls again."""

MOST_COUNTED = 10_000

_SECONDS_A_DAY = 86_400


@dataclass(frozen=True, slots=True)
class Recovered:
    """How many there were, or were taken up; ``more`` where the call stopped at its limit."""

    count: int
    more: bool


class Redelivery:
    def __init__(self, store: Store, *, days: int, clock: Callable[[], float]) -> None:
        """*days*: how many days back there are records."""
        self._store = store
        self._days = days
        self._clock = clock

    def one(self, webhook: Webhook, event: Event, status: Status) -> None:
        """Attempt an ended delivery anew, or one that waits now. Raises Conflict."""
        _refuse_disabled(webhook)
        due = self._clock() + policy.LEASE
        if status.delivery.ended:
            rows = self._reopened(webhook, [status.delivery], due)
            if not rows:
                raise Conflict("the delivery is being changed by others", field="event_id")
            row = rows[0]
        else:
            row = self._postponed(event.delivery_key(webhook.uid), due)
        message = AttemptMessage(RETRY, row.key, event.event_type, row.attempts + 1)
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
        again, so a call that broke off, or stopped at its limit, is simply made again. Raises
        Conflict.
        """
        _refuse_disabled(webhook)
        found = list(islice(self._found(webhook, since, until, states), MOST_AT_ONCE + 1))
        batch = found[:MOST_AT_ONCE]
        ended = [item for item in batch if isinstance(item, DeliveryRecord)]
        waiting = [item for item in batch if isinstance(item, PendingDelivery)]
        count = 0
        if ended:
            count += len(self._reopened(webhook, ended, policy.HELD, **self._paced()))
        if waiting:
            self._store.health.touch(webhook.uid, **self._paced())
            count += sum(
                parallel.each(lambda row: self._store.pending.postpone(row, policy.HELD), waiting)
            )
        return Recovered(count, more=len(found) > MOST_AT_ONCE)

    def _found(
        self, webhook: Webhook, since: float, until: float, states: Sequence[str]
    ) -> Iterator[DeliveryRecord | PendingDelivery]:
        """Of the time for which there are records: a day costs a request, whatever it holds."""
        now = self._clock()
        since_ms = round(max(since, now - (self._days + 1) * _SECONDS_A_DAY) * 1000)
        until_ms = round(min(until, now + _SECONDS_A_DAY) * 1000)
        if DROPPED in states:
            yield from self._store.records.received_between(
                webhook.uid, since_ms, until_ms, state=DROPPED
            )
        if WAITING in states:
            for row in self._store.pending.every(webhook.uid):
                if since_ms <= row.key.received_ms <= until_ms and row.next_attempt_at:
                    yield row

    def _postponed(self, ref: DeliveryKey, due: float) -> PendingDelivery:
        row = self._store.pending.get(ref)
        if row is None:
            raise Conflict("the delivery is queued for its first attempt", field="event_id")
        if not self._store.pending.postpone(row, due):
            raise Conflict("the delivery is being attempted", field="event_id")
        return row

    def _paced(self) -> dict[str, float]:
        return {"pace": policy.FIRST_PACE, "paced_at": 0.0}

    def _reopened(
        self, webhook: Webhook, ended: list[DeliveryRecord], due: float, **facts: float
    ) -> list[PendingDelivery]:
        """Ended deliveries made to wait again, until *due*; without those that others took.

        In an order that may break off anywhere: the waiting rows, which beside records that have
        ended do no harm, and which upkeep, told before and after, finds and clears away; then the
        records. Until these say so no row is due.
        """
        self._store.health.touch(webhook.uid, **facts)
        rows = parallel.each(self._row_beside, ended)
        self._store.health.touch(webhook.uid, **facts)
        pairs = [(d, row) for d, row in zip(ended, rows, strict=True) if row is not None]
        opened = parallel.each(lambda pair: self._opened(*pair, due), pairs)
        return [row for row in opened if row is not None]

    def _row_beside(self, delivery: DeliveryRecord) -> PendingDelivery | None:
        """A waiting row for a record that has ended, in the place of one that was left there."""
        now = self._clock()
        row = PendingDelivery(
            delivery.key,
            delivery.event_type,
            delivery.attempts,
            now + policy.LEASE,
            since=now,
            results=delivery.results,
        )
        while (etag := self._store.pending.put(row)) is None:
            left = self._store.pending.get(row.key)
            record = self._store.records.get(row.key)
            if record is None or record.etag != delivery.etag:
                return None
            row = replace(row, etag=left.etag if left else "")
        return replace(row, etag=etag)

    def _opened(
        self, delivery: DeliveryRecord, row: PendingDelivery, due: float
    ) -> PendingDelivery | None:
        if not self._store.records.reopen(delivery):
            return None
        if not self._store.pending.postpone(row, due):
            # Whoever came upon it before the record was open has cleared it away.
            self._store.pending.put(replace(row, next_attempt_at=due, etag=""))
        return row


def _refuse_disabled(webhook: Webhook) -> None:
    """Upkeep would give up again at once whatever was taken up for it."""
    if not webhook.enabled:
        raise Conflict("the webhook is disabled; enable it first", field="webhook_id")
