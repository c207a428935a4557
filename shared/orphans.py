"""Deliveries whose message went down with a process: found, and attempted again.

When a heartbeat has stopped, the dead process's first attempts are among the records that still
say ``queued``, were received before it died, and are older than what still lies in the queue
(which is about first in, first out). Each gets a checked message, which does nothing where the
delivery has ended after all: so a deep but healthy backlog is left alone, and a process that was
merely slow does no harm. Retries need none of this; their lease runs out by itself.
"""

from __future__ import annotations

from collections.abc import Callable

from shared import log, parallel
from shared.heartbeat import DEAD_AFTER, INTERVAL
from shared.model import QUEUED, Delivery, Heartbeat
from shared.store import Store
from shared.store.messages import CHECKED, AttemptMessage
from shared.webhooks import Webhooks

_SLACK = 30.0
"""Seconds by which clocks and the order of a queue may be off."""


class Orphans:
    def __init__(
        self,
        *,
        store: Store,
        webhooks: Webhooks,
        checked_delay: float,
        clock: Callable[[], float],
    ) -> None:
        """*checked_delay*: longer than an attempt lasts that is under way elsewhere."""
        self._store = store
        self._webhooks = webhooks
        self._checked_delay = checked_delay
        self._clock = clock

    def take_up(self, heartbeats: tuple[Heartbeat, ...]) -> int:
        """Send a checked message for each delivery that a dead process left. Returns how many."""
        now = self._clock()
        sent = 0
        for heartbeat in heartbeats:
            if now - heartbeat.at > DEAD_AFTER:
                sent += self._take_up(heartbeat, now)
                self._store.health.bury(heartbeat)
        return sent

    def _take_up(self, heartbeat: Heartbeat, now: float) -> int:
        oldest_queued = self._store.first_attempts.oldest_age(now)
        until = heartbeat.at + INTERVAL + _SLACK
        if oldest_queued is not None:
            until = min(until, now - oldest_queued - _SLACK)
        since = heartbeat.oldest_ms / 1000 - _SLACK
        if until <= since:
            return 0
        found = parallel.each(
            lambda webhook: self._queued(webhook.uid, since, until), self._webhooks.every()
        )
        orphans = [delivery for deliveries in found for delivery in deliveries]
        parallel.each(self._send, orphans)
        log.warning("process_died", process=heartbeat.process, orphans=len(orphans))
        return len(orphans)

    def _queued(self, uid: str, since: float, until: float) -> list[Delivery]:
        records = self._store.deliveries.received_between(
            uid, round(since * 1000), round(until * 1000), state=QUEUED
        )
        return [delivery for delivery in records if not delivery.attempts]

    def _send(self, delivery: Delivery) -> None:
        message = AttemptMessage(CHECKED, delivery.ref, delivery.event_type, attempt=1)
        self._store.retries.send(message.encode(), delay=self._checked_delay)
