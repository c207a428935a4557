"""Redelivery on request: of one delivery, or of all that were dropped in a time range."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from shared import parallel
from shared.delivery.transitions import Transitions
from shared.errors import Conflict
from shared.history.delivery_filter import DeliveryState, Status
from shared.model import (
    DeliveryKey,
    DeliveryRecord,
    Event,
    HealthChange,
    PendingDelivery,
    RecordState,
    Webhook,
)
from shared.policy import release, retention, timing
from shared.store import Store
from shared.store.messages import AttemptMessage, MessageKind

MOST_AT_ONCE = 300
"""Deliveries that one call recovers, within a second of CPU; for more it is called again."""

MOST_COUNTED = 10_000
"""Deliveries that a dry run counts."""


@dataclass(frozen=True, slots=True)
class Recovered:
    """How many deliveries match, or were recovered; ``more`` if the call stopped at its limit."""

    count: int
    more: bool


class Redelivery:
    """Makes ended or pending deliveries due again."""

    def __init__(
        self, store: Store, transitions: Transitions, *, days: int, clock: Callable[[], float]
    ) -> None:
        """*days*: how many days back there are records."""
        self._store = store
        self._transitions = transitions
        self._days = days
        self._clock = clock

    def one(self, webhook: Webhook, event: Event, status: Status) -> None:
        """Attempt an ended delivery again, or a pending one now. Raises Conflict."""
        self.refuse_disabled(webhook)
        now = self._clock()
        if status.delivery.ended:
            reopened = self._transitions.reopen([status.delivery], now + timing.LEASE)
            if not reopened:
                raise Conflict("the delivery is being changed by others", field="event_id")
            pending = reopened[0]
        else:
            pending = self._released(event.delivery_key(webhook.uid), now)
        message = AttemptMessage.for_pending(MessageKind.RETRY, pending)
        self._store.retries.send(message.encode())

    def count(
        self, webhook: Webhook, since: float, until: float, states: Sequence[str]
    ) -> Recovered:
        """Count the deliveries that `recover` would recover."""
        keys = self._keys(webhook, since, until, states)
        found = sum(1 for _ in islice(keys, MOST_COUNTED + 1))
        return Recovered(min(found, MOST_COUNTED), more=found > MOST_COUNTED)

    def recover(
        self, webhook: Webhook, since: float, until: float, states: Sequence[str]
    ) -> Recovered:
        """Let what was dropped or is pending be attempted again, at the scheduler's pace.

        Covers the events received from *since* until *until*. What is recovered is ``queued``
        again, so a call that broke off, or stopped at its limit, is simply repeated. Raises
        Conflict.
        """
        self.refuse_disabled(webhook)
        found = list(islice(self._found(webhook, since, until, states), MOST_AT_ONCE + 1))
        batch = found[:MOST_AT_ONCE]
        ended = [item for item in batch if isinstance(item, DeliveryRecord)]
        pending = [item for item in batch if isinstance(item, PendingDelivery)]
        count = self.take_up(webhook, ended, pending)
        return Recovered(count, more=len(found) > MOST_AT_ONCE)

    def take_up(
        self,
        webhook: Webhook,
        ended: Sequence[DeliveryRecord],
        pending: Sequence[PendingDelivery],
    ) -> int:
        """Let these be attempted again at the scheduler's pace; return how many will be.

        Those that others change meanwhile are left alone.
        """
        restart = HealthChange(pace=release.RESTARTED)
        count = 0
        if ended:
            count += len(self._transitions.reopen(ended, timing.HELD, restart))
        if pending:
            self._transitions.mark_pending(webhook.uid, restart)
            count += sum(parallel.map(self._transitions.make_due, pending))
        return count

    def refuse_disabled(self, webhook: Webhook) -> None:
        """Raise Conflict for a disabled webhook: the next round would drop everything again."""
        if not webhook.enabled:
            raise Conflict("the webhook is disabled; enable it first", field="webhook_id")

    def _found(
        self, webhook: Webhook, since: float, until: float, states: Sequence[str]
    ) -> Iterator[DeliveryRecord | PendingDelivery]:
        """Find what matches, within the days that have records: each costs at least a request."""
        since_ms, until_ms = self._range(since, until)
        if RecordState.DROPPED in states:
            yield from self._store.records.received_between(
                webhook.uid, since_ms, until_ms, state=RecordState.DROPPED, size=MOST_AT_ONCE + 1
            )
        if DeliveryState.WAITING in states:
            yield from self._waiting(webhook, since_ms, until_ms)

    def _keys(
        self, webhook: Webhook, since: float, until: float, states: Sequence[str]
    ) -> Iterator[DeliveryKey]:
        """Find the keys of what `_found` finds, without what was recorded of each."""
        since_ms, until_ms = self._range(since, until)
        if RecordState.DROPPED in states:
            yield from self._store.records.keys_between(
                webhook.uid, since_ms, until_ms, state=RecordState.DROPPED
            )
        if DeliveryState.WAITING in states:
            yield from (row.key for row in self._waiting(webhook, since_ms, until_ms))

    def _waiting(self, webhook: Webhook, since_ms: int, until_ms: int) -> Iterator[PendingDelivery]:
        for row in self._store.pending.outlines(webhook.uid):
            if since_ms <= row.key.received_ms <= until_ms and row.next_attempt_at:
                yield row

    def _range(self, since: float, until: float) -> tuple[int, int]:
        """Return the milliseconds from *since* to *until* of which there can be records."""
        now = self._clock()
        since_ms = round(max(since, retention.earliest(self._days, now)) * 1000)
        return since_ms, round(min(until, now + retention.AHEAD) * 1000)

    def _released(self, key: DeliveryKey, now: float) -> PendingDelivery:
        pending = self._store.pending.get(key)
        if pending is None:
            raise Conflict("the delivery is queued for its first attempt", field="event_id")
        released = self._transitions.redeliver(pending, now)
        if released is None:
            raise Conflict("the delivery is being attempted", field="event_id")
        return released
