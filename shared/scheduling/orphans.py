"""Finds orphans: deliveries whose first message was taken by a process that died.

When a heartbeat has stopped, they are among the records that are still ``queued``, were received
before the process died, and are older than what is still in the queue, which is about first in,
first out. So a deep but healthy backlog is left alone. Each orphan gets a follow-up message, which
does nothing if the delivery has ended, nor sends it twice if the process was only slow. Retries
need none of this: their lease runs out by itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from shared import log, parallel
from shared.delivery.heartbeat import INTERVAL
from shared.delivery.transitions import Transitions
from shared.ingest.fan_out import FanOut
from shared.model import DeliveryRecord, Heartbeat, RecordState
from shared.store import NewerRow, Store
from shared.webhooks.registry import WebhookRegistry

DEAD_AFTER = 35.0
"""Seconds for which a heartbeat has not changed when its process counts as dead: two missed."""

_SKEW = 60.0
"""Seconds by which the clocks of two processes may differ."""

_DISORDER = 30.0
"""Seconds by which the order of the queue may differ from the order of the events."""


class OrphanRecovery:
    """Watches the heartbeats, and looks for the orphans of those that have stopped."""

    def __init__(
        self,
        *,
        store: Store,
        registry: WebhookRegistry,
        fan_out: FanOut,
        transitions: Transitions,
        clock: Callable[[], float],
    ) -> None:
        self._store = store
        self._registry = registry
        self._fan_out = fan_out
        self._transitions = transitions
        self._clock = clock
        self._seen: dict[str, tuple[Heartbeat, float]] = {}

    def recover(self, heartbeats: Iterable[Heartbeat]) -> int:
        """Send a follow-up for each orphan of a dead process; return how many."""
        now = self._clock()
        sent = 0
        for heartbeat in self._stopped(heartbeats, now):
            since, until, complete = self._period(heartbeat, now)
            if not complete:
                continue
            try:
                orphans = self._orphans_of(since, until)
            except NewerRow as error:
                # The heartbeat stays, so the search is made again once a release reads that row.
                log.error("orphan_search_failed", process=heartbeat.process, error=str(error))
                continue
            parallel.map(lambda o: self._fan_out.follow_up(o.key, o.event_type), orphans)
            self._store.health.delete_stopped(heartbeat)
            log.warning("process_died", process=heartbeat.process, orphans=len(orphans))
            sent += len(orphans)
        return sent

    def _stopped(self, heartbeats: Iterable[Heartbeat], now: float) -> list[Heartbeat]:
        """Return those that have not changed for long, by our own clock; theirs may differ."""
        seen = {}
        for heartbeat in heartbeats:
            before, since = self._seen.get(heartbeat.process, (heartbeat, now))
            seen[heartbeat.process] = heartbeat, since if before.etag == heartbeat.etag else now
        self._seen = seen
        return [
            heartbeat
            for heartbeat, since in seen.values()
            if now - since > DEAD_AFTER or now - heartbeat.at > DEAD_AFTER + _SKEW
        ]

    def _period(self, heartbeat: Heartbeat, now: float) -> tuple[float, float, bool]:
        """Return from when until when its orphans were received, and whether that is all of them.

        It is not while a queue holds messages about as old as what the process may have taken:
        they cannot be told apart, so the search waits until those messages have been handled.
        """
        since = heartbeat.oldest_ms / 1000 - _DISORDER
        next_beat = heartbeat.at + INTERVAL
        until = next_beat + _SKEW + _DISORDER
        for queue in (self._store.first_attempts, self._store.slow):
            oldest_age = queue.oldest_age(now)
            if oldest_age is not None:
                until = min(until, now - oldest_age - _DISORDER)
        return since, until, until >= next_beat

    def _orphans_of(self, since: float, until: float) -> list[DeliveryRecord]:
        """Find orphans of all webhooks; those of a deleted one have yet to be dropped."""
        found = parallel.map(
            lambda uid: self._queued_without_pending(uid, since, until),
            self._registry.known_ids(),
        )
        return [delivery for deliveries in found for delivery in deliveries]

    def _queued_without_pending(self, uid: str, since: float, until: float) -> list[DeliveryRecord]:
        """Return the queued deliveries of one webhook but those that will be retried anyway."""
        queued = list(
            self._store.records.received_between(
                uid, round(since * 1000), round(until * 1000), state=RecordState.QUEUED
            )
        )
        pending = {row.key for row in self._store.pending.every(uid)} if queued else set()
        if pending:
            self._transitions.mark_pending(uid)
        return [record for record in queued if record.key not in pending]
