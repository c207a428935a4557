"""Runs the rounds of the scheduler, one every ten seconds.

A round without pending deliveries makes one query and one write. Each of its steps is idempotent,
and guarded by an etag where two rounds could collide.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from shared import log, parallel
from shared.delivery.lanes import Lane
from shared.model import Health, LatestRound
from shared.policy import timing
from shared.scheduling.housekeeping import Housekeeping
from shared.scheduling.orphans import OrphanRecovery
from shared.scheduling.round import BUDGET, Round, RoundStats
from shared.scheduling.summary_log import SummaryLog
from shared.scheduling.webhook_round import WebhookRound
from shared.store import StorageFault, Store
from shared.store.health import Snapshot
from shared.store.pending import Backlog

_QUEUE_LENGTHS_EVERY = 60.0
"""Seconds. A length is one request for each queue."""


class RetryScheduler:
    """Releases due deliveries, probes, drops, recovers orphans, keeps the day tables."""

    def __init__(
        self,
        store: Store,
        webhook_round: WebhookRound,
        orphans: OrphanRecovery,
        housekeeping: Housekeeping,
        summary_log: SummaryLog,
        clock: Callable[[], float],
    ) -> None:
        self._store = store
        self._webhook_round = webhook_round
        self._orphans = orphans
        self._housekeeping = housekeeping
        self._summary_log = summary_log
        self._clock = clock
        self._last_processed = ""
        self._began_at = clock()
        self._lengths_at = float("-inf")

    def tick(self) -> RoundStats:
        """Run one round. Meant to be called every 10 s, by one caller at a time."""
        now = self._clock()
        period, self._began_at = now - self._began_at, now
        snapshot = self._store.health.snapshot()
        this = Round(now, period, self._behind(snapshot.webhooks, now))
        this.stats.in_trouble = len(snapshot.webhooks)
        this.stats.failing = snapshot.failing
        if snapshot.webhooks:
            self._process(self._in_rotation(snapshot.webhooks), this)
        if snapshot.heartbeats:
            this.stats.orphans = self._orphans.recover(snapshot.heartbeats)
        self._housekeeping.run_if_due(now)
        self._record(this, snapshot)
        self._summary_log.write_if_due(now)
        return this.stats

    def _behind(self, webhooks: Sequence[Health], now: float) -> frozenset[Lane]:
        """Return the lanes in which what was released a lease ago is still in the queue."""
        lanes = dict.fromkeys(Round(now, 0.0).lane_of(health) for health in webhooks)
        queues = {Lane.RETRIES: self._store.retries, Lane.SLOW: self._store.slow}
        ages = {lane: queues[lane].oldest_age(now) or 0.0 for lane in lanes}
        return frozenset(lane for lane, age in ages.items() if age > timing.LEASE)

    def _in_rotation(self, webhooks: Iterable[Health]) -> list[Health]:
        """Return the webhooks in an order that starts after the one processed last."""
        ordered = sorted(webhooks, key=lambda health: health.uid)
        return [h for h in ordered if h.uid > self._last_processed] + [
            h for h in ordered if h.uid <= self._last_processed
        ]

    def _process(self, webhooks: list[Health], this: Round) -> None:
        """Process the webhooks side by side, until the round's budget is spent."""

        def process(health: Health) -> bool:
            if self._clock() - this.now > BUDGET:
                this.stats.add(left=1)
                return False
            self._process_one(health, this)
            return True

        done = parallel.map(process, webhooks)
        if all(done):
            self._last_processed = ""
        else:
            self._last_processed = webhooks[max(done.index(False) - 1, 0)].uid

    def _process_one(self, health: Health, this: Round) -> None:
        """Process one webhook. What is wrong with its rows does not stop the round for the others.

        Raises StorageFault, since that is wrong with storage.
        """
        try:
            self._webhook_round.process(health, this)
        except StorageFault:
            raise
        except Exception as error:  # noqa: BLE001 - whatever it is, the others are served
            log.error(
                "webhook_round_failed",
                webhook_uid=health.uid,
                error=f"{type(error).__name__}: {str(error)[:300]}",
                traceback=log.trace(error),
            )

    def _record(self, this: Round, snapshot: Snapshot) -> None:
        """Write the log line and the row of this round, once a minute with the queues' lengths."""
        lengths = {}
        if this.now - self._lengths_at >= _QUEUE_LENGTHS_EVERY:
            lengths = self._store.queue_lengths()
            self._lengths_at = this.now
        seconds = self._clock() - this.now
        backlogs = _backlogs(this, snapshot)
        self._store.health.record_round(
            LatestRound(
                at=this.now,
                seconds=seconds,
                waiting=sum(backlog.count for backlog in backlogs.values()),
                oldest_due_seconds=this.stats.oldest_due_seconds,
                queues=lengths,
            ),
            backlogs,
        )
        queued = {f"{name.replace('-', '_')}_queued": length for name, length in lengths.items()}
        log.info("tick", **this.stats.fields(), **queued, duration_ms=round(seconds * 1000))


def _backlogs(this: Round, snapshot: Snapshot) -> dict[str, Backlog]:
    """Return what is pending; for a webhook that was not read, what the round before knew."""
    known = {**snapshot.backlogs, **this.stats.backlogs}
    return {h.uid: known[h.uid] for h in snapshot.webhooks if h.uid in known}
