"""Deliveries whose message went down with a process: found, and attempted again.

When a heartbeat has stopped, the dead process's first attempts are among the records that still
say ``queued``, were received before it died, and are older than what still lies in the queue
(which is about first in, first out). So a deep but healthy backlog is left alone. Each is followed
up, which does nothing where the delivery has ended after all, nor doubles it where the process was
merely slow. Retries need none of this; their lease runs out by itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from shared import log, parallel
from shared.delivery.heartbeat import INTERVAL
from shared.ingest.fan_out import FanOut
from shared.model import QUEUED, DeliveryRecord, Heartbeat
from shared.store import Store
from shared.webhooks.registry import WebhookRegistry

DEAD_AFTER = 35.0
"""Seconds for which a heartbeat has not changed when its process counts as dead: two missed."""

_SKEW = 60.0
"""Seconds by which the clocks of two processes may differ."""

_DISORDER = 30.0
"""Seconds by which the order of the queue may differ from the order of the events."""


class OrphanRecovery:
    def __init__(
        self,
        *,
        store: Store,
        webhooks: WebhookRegistry,
        fan_out: FanOut,
        clock: Callable[[], float],
    ) -> None:
        self._store = store
        self._webhooks = webhooks
        self._fan_out = fan_out
        self._clock = clock
        self._seen: dict[str, tuple[Heartbeat, float]] = {}

    def take_up(self, heartbeats: Iterable[Heartbeat]) -> int:
        """Follow up each delivery that a dead process left. Returns how many."""
        now = self._clock()
        sent = 0
        for heartbeat in self._stopped(heartbeats, now):
            since, until, complete = self._period(heartbeat, now)
            if not complete:
                continue
            orphans = self._left_behind(since, until)
            parallel.each(lambda o: self._fan_out.follow_up(o.key, o.event_type), orphans)
            self._store.health.bury(heartbeat)
            log.warning("process_died", process=heartbeat.process, orphans=len(orphans))
            sent += len(orphans)
        return sent

    def _stopped(self, heartbeats: Iterable[Heartbeat], now: float) -> list[Heartbeat]:
        """Those that have not changed for long, by our own clock: theirs may be another."""
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
        """From when until when its orphans were received, and whether that is all of them.

        It is not while the queue holds messages about as old as what the process may have taken:
        those cannot be told apart, so the search waits until they have been worked off.
        """
        since = heartbeat.oldest_ms / 1000 - _DISORDER
        would_have_beaten = heartbeat.at + INTERVAL
        until = would_have_beaten + _SKEW + _DISORDER
        oldest_age = self._store.first_attempts.oldest_age(now)
        if oldest_age is not None:
            until = min(until, now - oldest_age - _DISORDER)
        return since, until, until >= would_have_beaten

    def _left_behind(self, since: float, until: float) -> list[DeliveryRecord]:
        found = parallel.each(
            lambda webhook: self._left_of(webhook.uid, since, until), self._webhooks.every()
        )
        return [delivery for deliveries in found for delivery in deliveries]

    def _left_of(self, uid: str, since: float, until: float) -> list[DeliveryRecord]:
        """What waits is upkeep's: it need only know of it."""
        queued = list(
            self._store.records.received_between(
                uid, round(since * 1000), round(until * 1000), state=QUEUED
            )
        )
        waiting = {row.key for row in self._store.pending.every(uid)} if queued else set()
        if waiting:
            self._store.health.touch(uid)
        return [delivery for delivery in queued if delivery.key not in waiting]
