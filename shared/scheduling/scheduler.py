"""The timer side: what is due, probes, overflow, expiry, retention.

A tick is one query where nothing is in trouble. Each step is idempotent, and guarded by an etag
where two ticks could collide.
"""

from __future__ import annotations

import random
import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import timedelta

from shared import log, parallel, policy
from shared.crypto.encryption import Encryption
from shared.delivery.transitions import Transitions
from shared.model import Health, PendingDelivery, Webhook, day_of
from shared.scheduling.orphans import OrphanRecovery
from shared.store import Store
from shared.store.messages import PROBE, RETRY, AttemptMessage
from shared.webhooks.registry import WebhookRegistry

BUDGET = 8.0
"""Seconds that a tick may spend on the webhooks in trouble; the rest is left for the next."""

_READ = 1000
"""Waiting rows of a webhook that a round looks at, at least: one request."""

_TRIES = 8
_HOUSEKEEPING_EVERY = 3600.0
_RECORD_TICK_EVERY = 60.0
_SECONDS_A_DAY = 86400


@dataclass
class TickStats:
    """What one tick did; the fields of its log line."""

    in_trouble: int = 0
    failing: int = 0
    waiting: int = 0
    due: int = 0
    released: int = 0
    probed: int = 0
    dropped: dict[str, int] = field(default_factory=dict)
    orphans: int = 0
    left: int = 0
    oldest_due_seconds: float = 0.0
    _lock: threading.Lock = field(default_factory=threading.Lock, repr=False)

    def add(self, **counts: int) -> None:
        with self._lock:
            for name, count in counts.items():
                setattr(self, name, getattr(self, name) + count)

    def add_dropped(self, reason: str) -> None:
        with self._lock:
            self.dropped[reason] = self.dropped.get(reason, 0) + 1

    def saw_due(self, seconds: float) -> None:
        with self._lock:
            self.oldest_due_seconds = max(self.oldest_due_seconds, seconds)

    def fields(self) -> dict[str, int | float]:
        reasons = (
            policy.OVERFLOW,
            policy.EXPIRED,
            policy.WEBHOOK_DELETED,
            policy.WEBHOOK_DISABLED,
        )
        return {
            "in_trouble": self.in_trouble,
            "failing": self.failing,
            "waiting": self.waiting,
            "due": self.due,
            "released": self.released,
            "probed": self.probed,
            **{f"dropped_{reason}": self.dropped.get(reason, 0) for reason in reasons},
            "orphans": self.orphans,
            "left": self.left,
            "oldest_due_seconds": round(self.oldest_due_seconds, 3),
        }


class RetryScheduler:
    def __init__(
        self,
        *,
        store: Store,
        webhooks: WebhookRegistry,
        ledger: Transitions,
        orphans: OrphanRecovery,
        encryption: Encryption,
        retry: policy.RetryPolicy,
        max_waiting: int | None,
        expiry: float | None,
        retention_days: int,
        clock: Callable[[], float],
        rng: random.Random,
    ) -> None:
        self._store = store
        self._webhooks = webhooks
        self._ledger = ledger
        self._orphans = orphans
        self._sealing = encryption
        self._retry = retry
        self._max_waiting = max_waiting
        self._read = max(_READ, 2 * (max_waiting or 0))
        self._expiry = expiry
        self.keep_days = max(retention_days, -(-int(expiry or 0) // _SECONDS_A_DAY))
        self._clock = clock
        self._rng = rng
        self._went_on_from = ""
        self._began_at = clock()
        self._period = self._ahead = 0.0
        self._housekept_at = float("-inf")
        self._recorded_at = float("-inf")

    def tick(self) -> TickStats:
        """One round. Meant to be called every 10 s, by one caller at a time."""
        began = self._clock()
        self._period = began - self._began_at
        self._ahead = policy.look_ahead(self._period)
        self._began_at = began
        tally = TickStats()
        snapshot = self._store.health.snapshot()
        tally.in_trouble = len(snapshot.webhooks)
        tally.failing = sum(health.open for health in snapshot.webhooks)
        if snapshot.webhooks:
            self._tend_all(self._in_rotation(snapshot.webhooks), tally, began)
        if snapshot.heartbeats:
            tally.orphans = self._orphans.take_up(snapshot.heartbeats)
        if began - self._housekept_at >= _HOUSEKEEPING_EVERY:
            self._keep_house(began)
        queued = {}
        if began - self._recorded_at >= _RECORD_TICK_EVERY:
            self._store.health.record_tick(began)
            self._recorded_at = began
            queued = {
                "deliveries_queued": self._store.first_attempts.length(),
                "retries_queued": self._store.retries.length(),
            }
        duration_ms = round((self._clock() - began) * 1000)
        log.info("tick", **tally.fields(), **queued, duration_ms=duration_ms)
        return tally

    def _in_rotation(self, webhooks: Iterable[Health]) -> list[Health]:
        """Where the budget ran out last time, this time begins."""
        ordered = sorted(webhooks, key=lambda health: health.uid)
        return [h for h in ordered if h.uid > self._went_on_from] + [
            h for h in ordered if h.uid <= self._went_on_from
        ]

    def _tend_all(self, webhooks: list[Health], tally: TickStats, began: float) -> None:
        behind = self._retries_are_behind(began)

        def tend(health: Health) -> bool:
            if self._clock() - began > BUDGET:
                tally.add(left=1)
                return False
            self._tend(health, tally, began, behind=behind)
            return True

        done = parallel.each(tend, webhooks)
        if all(done):
            self._went_on_from = ""
        else:
            self._went_on_from = webhooks[max(done.index(False) - 1, 0)].uid

    def _retries_are_behind(self, now: float) -> bool:
        """Whether what was released a lease ago still lies in the queue."""
        age = self._store.retries.oldest_age(now)
        return age is not None and age > policy.LEASE

    def _tend(self, health: Health, tally: TickStats, now: float, *, behind: bool) -> None:
        webhook = self._webhooks.by_uid(health.uid)
        if webhook is None or not webhook.enabled:
            self._drop_all(health, webhook, tally)
            return
        if health.open and now + self._ahead < health.probe_at:
            return
        rows = self._store.pending.of(health.uid, most=self._read)
        tally.add(waiting=len(rows))
        every = len(rows) < self._read
        rows = self._drop_some(rows, health, webhook, tally, now)
        if not rows and every:
            self._store.health.delete(health)
        elif health.open:
            self._probe(rows, health, tally, now)
        elif (since := policy.failing_since(rows, health.last_success_at)) is not None:
            self._open(rows, health, webhook, since, tally, now)
        elif health.paused_until <= now:
            self._release(rows, health, tally, now, behind=behind)

    def _open(
        self,
        rows: list[PendingDelivery],
        health: Health,
        webhook: Webhook,
        since: float,
        tally: TickStats,
        now: float,
    ) -> None:
        """Open the breaker, and let one probe take the place of this round's attempts."""
        probe_at = now + self._retry.probe_delay(1, self._rng)
        opened = self._conclude(
            health, open=True, failing_since=since, probe_at=probe_at, probes=0, pace=0
        )
        if not opened:
            return
        log.warning(
            "webhook_failing",
            webhook_id=webhook.webhook_id,
            since=since,
            error=health.last_error,
        )
        self._send_probe(policy.probe(rows, now), health, tally, now)

    def _probe(
        self, rows: list[PendingDelivery], health: Health, tally: TickStats, now: float
    ) -> None:
        row = policy.probe(rows, now)
        if row is None:
            return
        probes = health.probes + 1
        mine = self._conclude(
            health,
            probe_at=max(now + self._retry.probe_delay(probes, self._rng), health.paused_until),
            probes=probes,
            full=self._max_waiting is not None and len(rows) >= self._max_waiting,
        )
        if mine:
            self._send_probe(row, health, tally, now)

    def _send_probe(
        self, row: PendingDelivery | None, health: Health, tally: TickStats, now: float
    ) -> None:
        if row is not None and health.paused_until <= now and self._send(PROBE, row, now):
            tally.add(probed=1)

    def _release(
        self,
        rows: list[PendingDelivery],
        health: Health,
        tally: TickStats,
        now: float,
        *,
        behind: bool,
    ) -> None:
        """Put a message for what is due, unless those of earlier rounds have yet to be taken."""
        if len(rows) >= self._read:
            due = self._store.pending.due(
                health.uid, now, ahead=self._ahead, most=policy.MOST_RELEASED
            )
        else:
            due = policy.due(rows, now, self._ahead)
        if not due:
            return
        tally.add(due=len(due))
        tally.saw_due(now - min(policy.due_since(row, health) for row in due))
        if behind:
            return
        pace = policy.next_pace(health, len(due))
        paced = pace or health.pace
        if paced and not self._conclude(health, pace=pace, paced_at=now):
            return
        batch = due[: pace or policy.MOST_RELEASED]
        delays = policy.release_delays(len(batch), health, now, self._period)
        sent = parallel.each(
            lambda item: self._send(RETRY, item[0], now, delay=item[1]),
            zip(batch, delays, strict=True),
        )
        tally.add(released=sum(sent))

    def _send(self, kind: str, row: PendingDelivery, now: float, *, delay: float = 0.0) -> bool:
        """Put the next attempt's message; False when another tick was first.

        The row is moved ahead first, so that a message which gets lost is put again later.
        """
        if not self._store.pending.postpone(row, now + policy.LEASE):
            return False
        message = AttemptMessage(kind, row.key, row.event_type, row.attempts + 1)
        self._store.retries.send(message.encode(), delay=delay)
        return True

    def _conclude(self, health: Health, **conclusions: float | bool) -> bool:
        """Write *conclusions* down; False when another tick, or a success, was first.

        The delivery side's other facts may change the row meanwhile, and at a busy webhook do so
        all the time.
        """
        current: Health | None = health
        for _ in range(_TRIES):
            if current is None or _drawn_from(current) != _drawn_from(health):
                return False
            if self._store.health.change(current, **conclusions):
                return True
            current = self._store.health.get(health.uid)
        return False

    def _drop_some(
        self,
        rows: list[PendingDelivery],
        health: Health,
        webhook: Webhook,
        tally: TickStats,
        now: float,
    ) -> list[PendingDelivery]:
        """Give up what has expired or overflowed; answers with what is left."""
        expired = policy.expired(rows, health, self._expiry)
        left = _without(rows, expired)
        overflow = policy.overflow(left, health, self._max_waiting, now)
        self._drop(expired, policy.EXPIRED, webhook, tally)
        self._drop(overflow, policy.OVERFLOW, webhook, tally)
        return _without(left, overflow)

    def _drop_all(self, health: Health, webhook: Webhook | None, tally: TickStats) -> None:
        reason = policy.WEBHOOK_DISABLED if webhook else policy.WEBHOOK_DELETED
        rows = self._store.pending.of(health.uid, most=_READ)
        self._drop(rows, reason, webhook, tally)
        if len(rows) < _READ:
            self._store.health.delete(health)

    def _drop(
        self, rows: list[PendingDelivery], reason: str, webhook: Webhook | None, tally: TickStats
    ) -> None:
        def drop(row: PendingDelivery) -> None:
            if self._ledger.dropped(row.key, reason, webhook=webhook, row=row):
                tally.add_dropped(reason)

        parallel.each(drop, rows)

    def _keep_house(self, now: float) -> None:
        """Make the tables of today and tomorrow, remove what has had its time, tidy secrets."""
        today = day_of(round(now * 1000))
        self._store.make_day(today)
        self._store.make_day(today + timedelta(days=1))
        dropped = self._store.drop_days_before(today - timedelta(days=self.keep_days))
        if dropped:
            log.info("days_dropped", tables=dropped)
        self._webhooks.tidy_secrets(now, self._sealing)
        self._housekept_at = now


def _drawn_from(health: Health) -> tuple[float, ...]:
    """What another tick or a success would have changed."""
    return (
        health.open,
        health.probe_at,
        health.probes,
        health.pace,
        health.paced_at,
        health.last_success_at,
    )


def _without(rows: list[PendingDelivery], dropped: list[PendingDelivery]) -> list[PendingDelivery]:
    refs = {row.key for row in dropped}
    return [row for row in rows if row.key not in refs]
