"""The life of a delivery: the only module that writes records, pending rows and webhook health.

=========  =====================================================================================
queue      record ``queued``; its first message follows
hold       pending row, due at once and not claimed; then health
claim      the pending row's ``claimed_until``: nobody else attempts the delivery before then
await      pending row, claimed for an attempt that may be in flight; then health
fail       pending row with one attempt more; then health
succeed    record ``delivered``; then the pending row is deleted; then health
           (of several deliveries: all records, then all rows, then health)
drop       record ``dropped``; then the pending row is deleted
reopen     pending row beside the ended record; record ``queued``; then the row is made due
release    the pending row is leased; a message follows
=========  =====================================================================================

A crash between two writes does no harm, for these reasons:

- **Pending row, then health.** The scheduler finds pending rows through health. After a crash in
  between, the message that was being handled is taken again, and touches health.
- **Record, then pending row.** Whoever finds a pending row beside an ended record deletes it.
- **A pending row is deleted only in the version that was read.** If the delivery was reopened in
  between, the row of the new life stays.
- **``delivered`` may overwrite ``dropped``, never the other way round**: what a subscriber has
  received is delivered.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal, TypeVar

from shared import log, parallel
from shared.activity import Activity
from shared.delivery.health_cache import HealthCache
from shared.model import (
    Attempt,
    Breaker,
    DeliveryKey,
    DeliveryRecord,
    DropReason,
    Health,
    HealthChange,
    PendingDelivery,
    RecordState,
    Webhook,
    append_attempt,
)
from shared.optimistic import Contention, Settled, write_if_unchanged
from shared.policy import release, timing
from shared.policy.retry import RetryPolicy
from shared.store import StorageFault, Store
from shared.store.records import Ending

T = TypeVar("T")

RECORDING_PATIENCE = 20.0
"""Seconds for which a success is written again while storage fails; less than a claim's margin."""

_PAUSE = 0.5
_SUCCESS_INTERVAL = 5.0
"""Seconds between two writes of ``last_success_at`` for a webhook that succeeds often."""


@dataclass(frozen=True, slots=True)
class RetryTiming:
    """When a failed delivery is attempted again, and how long a claim lasts, in seconds."""

    policy: RetryPolicy
    claim_seconds: float
    rng: random.Random


class Transitions:
    """Every write about a delivery, see the module's docstring."""

    def __init__(
        self,
        store: Store,
        health_cache: HealthCache,
        retry: RetryTiming,
        activity: Activity,
        clock: Callable[[], float],
    ) -> None:
        self._store = store
        self._health_cache = health_cache
        self._retry = retry
        self._activity = activity
        self._clock = clock

    def queue(self, key: DeliveryKey, event_type: str) -> bool:
        """Create the record; False if there is one."""
        return self._store.records.insert(key, event_type)

    def queue_all(self, new: Mapping[DeliveryKey, str]) -> bool:
        """Create records for one webhook and day in one transaction; False, and none, if one is."""
        return self._store.records.insert_all(new)

    def new_pending(self, key: DeliveryKey, event_type: str) -> PendingDelivery:
        """Return a pending delivery that is not stored, has no attempt and is due at once."""
        return PendingDelivery(key, event_type, 0, timing.HELD, since=self._clock())

    def hold(self, pending: PendingDelivery, change: HealthChange | None = None) -> None:
        """Keep the delivery, without an attempt, until the scheduler releases it."""
        if pending.stored:
            self._store.pending.hold(pending, timing.HELD)
        else:
            self._put(pending)
        self._store.health.touch(pending.key.uid, change)

    def claim(self, pending: PendingDelivery) -> PendingDelivery | None:
        """Reserve the next attempt for the caller; None if another was first."""
        until = self._clock() + self._retry.claim_seconds
        if pending.stored:
            return self._store.pending.claim(pending, until)
        claimed = self._store.pending.put(replace(pending, claimed_until=until))
        # Also after a conflict: the row may be our own, written by a request that seemed to fail.
        self._store.health.touch(pending.key.uid)
        return claimed

    def await_attempt(self, pending: PendingDelivery, until: float) -> None:
        """Put a pending row that is claimed, and due at *until*, for whoever may be at it."""
        self._put(replace(pending, next_attempt_at=until, claimed_until=until))
        self._store.health.touch(pending.key.uid)

    def fail(
        self,
        pending: PendingDelivery,
        attempt: Attempt,
        change: HealthChange | None = None,
        *,
        not_before: float = 0.0,
    ) -> PendingDelivery | None:
        """Store a failed *attempt*, and when the next is due: by backoff, but *not_before* then.

        Returns the delivery as it is stored now; None if it has ended or moved on meanwhile, which
        leaves health as it is.
        """
        attempts = pending.attempts + 1
        due = self._clock() + self._retry.policy.delay(attempts, self._retry.rng)
        failed = replace(
            pending,
            attempts=attempts,
            since=pending.since if pending.stored else attempt.at,
            results=append_attempt(pending.results, attempt),
            next_attempt_at=max(due, not_before),
            claimed_until=0.0,
            redelivery=False,
        )
        stored = self._put(failed)
        if stored is None:
            return None
        self._store.health.touch(pending.key.uid, change)
        if change is not None and change.paused_until is not None:
            self._health_cache.invalidate()
        return stored

    def succeed(self, webhook: Webhook, pending: PendingDelivery, attempt: Attempt) -> None:
        """Record the delivery as delivered.

        Tried again while storage fails, since what a subscriber has must not be sent once more.
        """
        self._end_insistently(pending, attempt)
        if pending.stored:
            self._store.pending.delete(pending)
        self._note_success(webhook, attempt)

    def succeed_all(
        self, webhook: Webhook, delivered: Sequence[tuple[PendingDelivery, Attempt]]
    ) -> None:
        """Do what `succeed` does for deliveries of one day, with one request for the records.

        It writes none where one is missing: then each is written by itself.
        """

        def end_all() -> bool:
            endings = {p.key: self._delivered(p, attempt) for p, attempt in delivered}
            return self._store.records.end_all(endings)

        if not self._insistently(end_all):
            for pending, attempt in delivered:
                self._end_insistently(pending, attempt)
        for pending, _ in delivered:
            if pending.stored:
                self._store.pending.delete(pending)
        self._note_success(webhook, max((attempt for _, attempt in delivered), key=lambda a: a.at))

    def refuse(self, webhook: Webhook, pending: PendingDelivery, attempt: Attempt) -> None:
        """Drop a delivery as undeliverable because of what *attempt*, its last one, has shown."""
        final = replace(
            pending,
            attempts=pending.attempts + 1,
            results=append_attempt(pending.results, attempt),
        )
        self.drop(pending.key, DropReason.UNDELIVERABLE, webhook, final)

    def close_breaker(self, webhook: Webhook) -> None:
        """Close the breaker, if it is open: the webhook has shown that it is alive."""
        health = self._health_cache.get(webhook.uid)
        if health is not None and health.breaker.open:
            self._close_breaker(webhook, health, HealthChange())

    def drop(
        self,
        key: DeliveryKey,
        reason: DropReason,
        webhook: Webhook | None,
        pending: PendingDelivery | None = None,
    ) -> bool:
        """Give the delivery up; False if it had ended.

        *pending* is read where it is not given. Where the record has gone with its day, which ends
        the delivery too, only the log line says so.
        """
        pending = pending or self._store.pending.get(key)
        record = self._store.records.get(key)
        dropped = record is not None and self._end_dropped(record, reason, pending)
        if pending is not None and pending.stored:
            self._store.pending.delete(pending)
            dropped = dropped or record is None
        known = pending or record
        if dropped and known is not None:
            self._note_drop(
                reason,
                key.uid,
                key.event_id,
                known.event_type,
                webhook_id=webhook.webhook_id if webhook else None,
                attempts=pending.attempts if pending else 0,
            )
        return dropped

    def expire(self, event_id: str, event_type: str | None = None, uid: str | None = None) -> None:
        """Give up a delivery that has had no attempt until its day was over.

        Its record has gone with the day, or was never made, so only log and counts say so.
        """
        self._note_drop(DropReason.EXPIRED, uid, event_id, event_type)

    def delete_left_behind(self, pending: PendingDelivery) -> None:
        """Delete the pending row of a delivery whose record has ended."""
        self._store.pending.delete(pending)

    def mark_pending(self, uid: str, change: HealthChange | None = None) -> None:
        """Let the scheduler find the pending deliveries of the webhook *uid*."""
        self._store.health.touch(uid, change)

    def redeliver(self, pending: PendingDelivery, now: float) -> PendingDelivery | None:
        """Do what `release` does, for a delivery that a person had sent again."""
        return self._store.pending.redeliver(pending, now + timing.LEASE)

    def release(self, pending: PendingDelivery, now: float) -> PendingDelivery | None:
        """Lease a pending delivery for the message that the caller puts next.

        If the message gets lost, the delivery is due again after the lease. None if another was
        first.
        """
        return self._store.pending.postpone(pending, now + timing.LEASE)

    def make_due(self, pending: PendingDelivery) -> bool:
        """Send a pending delivery again at once; False if it has changed since it was read."""
        return self._store.pending.redeliver(pending, timing.HELD) is not None

    def reopen(
        self, records: Sequence[DeliveryRecord], due: float, change: HealthChange | None = None
    ) -> list[PendingDelivery]:
        """Let ended deliveries of one webhook be attempted again, from *due* on.

        Returns those that were reopened, without those that others changed meanwhile. In an order
        that may break off anywhere:

        1. Health is touched, so that the scheduler looks at the webhook.
        2. Each gets a pending row, leased. Beside an ended record it does no harm, and a round that
           finds it deletes it.
        3. Health is touched again: a round may have deleted it before there were pending rows.
        4. The records become ``queued``.
        5. The pending rows become due.
        """
        uid = records[0].key.uid
        self._store.health.touch(uid, change)
        beside = parallel.map(self._put_beside, records)
        self._store.health.touch(uid, change)
        pairs = [(r, p) for r, p in zip(records, beside, strict=True) if p is not None]
        reopened = parallel.map(lambda pair: self._reopen_record(*pair, due), pairs)
        return [pending for pending in reopened if pending is not None]

    def change_health(self, health: Health, change: HealthChange) -> bool:
        """Write what the scheduler concluded from *health*; False if another was first.

        The worker's own facts may change the row meanwhile, and do so all the time at a busy
        webhook. What counts is whether the conclusion's premises still hold.
        """

        def write(current: Health) -> Literal[True] | None:
            return True if self._store.health.update(current, change) else None

        def reread() -> Health | Settled[Literal[True] | None]:
            current = self._store.health.get(health.uid)
            if current is None or _premises(current) != _premises(health):
                return Settled(None)
            return current

        try:
            return write_if_unchanged(health, write=write, reread=reread) is not None
        except Contention:
            return False

    def mark_slow(self, uid: str) -> None:
        """Let all processes know that the webhook's attempts take long: one write in a while."""
        now = self._clock()
        health = self._health_cache.get(uid)
        if health is not None and health.slow_until > now + timing.SLOW / 2:
            return
        self._store.health.touch(uid, HealthChange(slow_until=now + timing.SLOW))
        self._health_cache.invalidate()

    def forget_health(self, health: Health) -> None:
        """Delete the health of a webhook without pending deliveries, unless it was touched."""
        self._store.health.delete(health)

    def _put(self, pending: PendingDelivery) -> PendingDelivery | None:
        """Store *pending*, new or changed, and return the row that there is then.

        That is another's, where it has at least as many attempts; None if the row is gone, since
        the delivery has ended.
        """

        def reread() -> PendingDelivery | Settled[PendingDelivery | None]:
            current = self._store.pending.get(pending.key)
            if current is None or current.attempts >= pending.attempts:
                return Settled(current)
            return replace(pending, etag=current.etag)

        return write_if_unchanged(pending, write=self._store.pending.put, reread=reread)

    def _put_beside(self, record: DeliveryRecord) -> PendingDelivery | None:
        """Put a leased pending row beside an ended record; None if the record has changed."""
        now = self._clock()
        pending = PendingDelivery(
            record.key,
            record.event_type,
            record.attempts,
            now + timing.LEASE,
            since=now,
            results=record.results,
            redelivery=True,
        )

        def reread() -> PendingDelivery | Settled[PendingDelivery | None]:
            left_behind = self._store.pending.get(record.key)
            current = self._store.records.get(record.key)
            if current is None or current.etag != record.etag:
                return Settled(None)
            return replace(pending, etag=left_behind.etag if left_behind else None)

        return write_if_unchanged(pending, write=self._store.pending.put, reread=reread)

    def _reopen_record(
        self, record: DeliveryRecord, pending: PendingDelivery, due: float
    ) -> PendingDelivery | None:
        if not self._store.records.reopen(record):
            return None
        postponed = self._store.pending.postpone(pending, due)
        if postponed is None:
            # A round took the row for one that was left behind, and deleted it; the next one may
            # have deleted health.
            postponed = self._store.pending.put(replace(pending, next_attempt_at=due, etag=None))
            self._store.health.touch(record.key.uid)
        return postponed or pending

    def _note_drop(
        self,
        reason: DropReason,
        uid: str | None,
        event_id: str,
        event_type: str | None,
        *,
        webhook_id: str | None = None,
        attempts: int = 0,
    ) -> None:
        self._activity.dropped(uid, reason)
        log.warning(
            "dropped",
            webhook_id=webhook_id,
            webhook_uid=uid,
            event_id=event_id,
            event_type=event_type,
            reason=reason,
            attempts=attempts,
        )

    def _end_insistently(self, pending: PendingDelivery, attempt: Attempt) -> None:
        self._insistently(
            lambda: self._store.records.end(pending.key, self._delivered(pending, attempt))
        )

    def _delivered(self, pending: PendingDelivery, attempt: Attempt) -> Ending:
        results = append_attempt(pending.results, attempt)
        return Ending(RecordState.DELIVERED, pending.attempts + 1, results, self._clock())

    def _insistently(self, write: Callable[[], T]) -> T:
        """Return what *write* returns, which is called again for a while if storage fails."""
        give_up_at = self._clock() + RECORDING_PATIENCE
        while True:
            try:
                return write()
            except StorageFault:
                if self._clock() >= give_up_at:
                    raise
                time.sleep(_PAUSE)

    def _end_dropped(
        self, record: DeliveryRecord, reason: DropReason, pending: PendingDelivery | None
    ) -> bool:
        if record.ended:
            return False

        def write(current: DeliveryRecord) -> Literal[True] | None:
            attempts, results = (pending.attempts, pending.results) if pending else (0, ())
            ending = Ending(RecordState.DROPPED, attempts, results, self._clock(), reason)
            return True if self._store.records.end_if_unchanged(current, ending) else None

        def reread() -> DeliveryRecord | Settled[Literal[True] | None]:
            current = self._store.records.get(record.key)
            return Settled(None) if current is None or current.ended else current

        return write_if_unchanged(record, write=write, reread=reread) is not None

    def _note_success(self, webhook: Webhook, attempt: Attempt) -> None:
        """Write a success to health, if the webhook has pending deliveries."""
        now = self._clock()
        health = self._health_cache.get(webhook.uid)
        if health is None:
            return
        paused = health.paused_until > now and attempt.at > health.last_failure_at
        change = HealthChange(last_success_at=now, paused_until=0.0 if paused else None)
        if health.breaker.open:
            self._close_breaker(webhook, health, change)
        elif paused or now - health.last_success_at >= _SUCCESS_INTERVAL:
            self._store.health.touch(webhook.uid, change)
            self._health_cache.invalidate()

    def _close_breaker(self, webhook: Webhook, health: Health, change: HealthChange) -> None:
        now = self._clock()
        closed = replace(
            change,
            closed_at=now,
            breaker=Breaker(),
            pace=release.RESTARTED,
            last_probe_failed_at=0.0,
            probed_received_at=0.0,
        )
        self._store.health.touch(webhook.uid, closed)
        self._health_cache.invalidate()
        log.info(
            "webhook_recovered",
            webhook_id=webhook.webhook_id,
            since=health.breaker.failing_since,
            failing_seconds=round(now - health.breaker.failing_since, 3),
        )


def _premises(health: Health) -> tuple[object, ...]:
    """Return what the scheduler's conclusions rest on; another round or a success changes it."""
    return health.breaker, health.pace, health.last_success_at
