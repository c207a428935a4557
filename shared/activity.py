"""Counts and logs what is accepted and attempted.

Healthy deliveries have no log line of their own, since logs were most of what a delivery cost: each
process leaves a summary in storage every `INTERVAL`, and once a minute a round logs one line for
each webhook (`shared.scheduling.summary_log`). It cannot log them itself: when the last delivery of
a burst has ended, no invocation may follow, and the host drops lines that no invocation wrote.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from uuid import uuid4

from shared import log
from shared.counters import DROPPED, Counted, Counters
from shared.later import INTERVAL, LaterWrite
from shared.model import Attempt, DeliveryKey, Event
from shared.store import StorageFault
from shared.store.summaries import SummaryStore, parts
from shared.summary import AttemptFigures, DeliverySummary, Drops, Outcomes, Summary

__all__ = ["INTERVAL", "Activity", "EndedAttempt"]

MOST_WEBHOOKS = 2000
"""Webhooks that a process keeps apart between two writes; the rest are summed as `_OTHERS`."""

_OTHERS = "(others)"


@dataclass(frozen=True, slots=True)
class EndedAttempt:
    """An attempt whose result is recorded. ``number`` is 1 for the first of its delivery."""

    webhook_id: str
    key: DeliveryKey
    event_type: str
    number: int
    attempt: Attempt
    is_probe: bool
    payload_bytes: int


class Activity:
    """What this process has accepted and attempted. Thread-safe; makes no request of its caller."""

    def __init__(
        self,
        counters: Counters,
        summaries: SummaryStore,
        *,
        log_each: bool,
        clock: Callable[[], float],
    ) -> None:
        """*log_each*: log a line for each event and each attempt, as well as the summaries."""
        self._counters = counters
        self._summaries = summaries
        self._log_each = log_each
        self._clock = clock
        self._lock = threading.Lock()
        self._summary = Summary()
        self._counted: set[str] = set()
        """The uids of which there are outcomes."""
        self._unconfirmed: list[tuple[str, Summary]] = []
        """Parts, by their keys, that storage may have written though the request failed."""
        self._later = LaterWrite(self.write)

    def accepted(self, event: Event, *, repeated: bool) -> None:
        """Count an event that is stored; *repeated*: it was before."""
        now = self._clock()
        with self._lock:
            events = self._summary.events
            events.extend(now, now)
            if repeated:
                events.repeated += 1
            else:
                events.events += 1
                events.deliveries += len(event.targets)
                events.bytes += event.payload_bytes
        self._later.ask()
        if not repeated:
            self._counters.add(Counted.ACCEPTED)
        if self._log_each:
            log.info(
                "accepted",
                event_id=event.event_id,
                event_type=event.event_type,
                deliveries=len(event.targets),
                repeated=repeated,
                bytes=event.payload_bytes,
            )

    def attempted(self, ended: EndedAttempt) -> None:
        """Count an attempt, and log it if it failed."""
        attempt, now = ended.attempt, self._clock()
        latency_ms = round(now * 1000) - ended.key.received_ms
        figures = AttemptFigures(
            now, attempt.ok, ended.number, latency_ms, attempt.duration_ms, ended.payload_bytes
        )
        with self._lock:
            self._of(log.without_query(ended.webhook_id)).add(figures)
            outcomes = self._outcomes_of(ended.key.uid, now)
            if attempt.ok:
                outcomes.delivered += 1
                outcomes.last_success_at = now
            else:
                outcomes.failed += 1
        self._later.ask()
        self._counters.add(Counted.DELIVERED if attempt.ok else Counted.FAILED)
        if self._log_each or not attempt.ok:
            log.info(
                "attempt",
                webhook_id=ended.webhook_id,
                event_id=ended.key.event_id,
                event_type=ended.event_type,
                attempt=ended.number,
                outcome="delivered" if attempt.ok else "failed",
                status=attempt.status,
                error=attempt.error,
                duration_ms=attempt.duration_ms,
                since_accepted_ms=latency_ms,
                probe=True if ended.is_probe else None,
            )

    def dropped(self, uid: str | None, reason: str) -> None:
        """Count a delivery that was given up for *reason*; *uid* is None if nothing says whose."""
        self._counters.add(DROPPED + reason)
        if uid is None:
            return
        now = self._clock()
        with self._lock:
            drops = self._outcomes_of(uid, now).dropped.setdefault(reason, Drops())
            drops.merge(Drops(1, now, now))
        self._later.ask()

    def write(self) -> None:
        """Leave the summary to the next round, or try again later if storage fails."""
        self._later.begin()
        with self._lock:
            summary, self._summary = self._summary, Summary()
            self._counted.clear()
            waiting, self._unconfirmed = self._unconfirmed, []
        waiting += [(uuid4().hex, part) for part in (parts(summary) if summary else [])]
        try:
            while waiting:
                self._summaries.add(*waiting[0])
                del waiting[0]
        except StorageFault:
            # The host drops a log line of this thread, and requests tell that storage fails.
            with self._lock:
                # The one that failed keeps its key, so that it is not stored, and counted, twice.
                self._unconfirmed.append(waiting[0])
                for _, part in waiting[1:]:
                    self._summary.merge(part)
            self._later.ask()

    def close(self) -> None:
        """Write what has not been written."""
        if self._later.is_due:
            self.write()

    def _of(self, webhook_id: str) -> DeliverySummary:
        webhooks = self._summary.webhooks
        if webhook_id not in webhooks and len(webhooks) >= MOST_WEBHOOKS:
            webhook_id = _OTHERS
        return webhooks.setdefault(webhook_id, DeliverySummary())

    def _outcomes_of(self, uid: str, now: float) -> Outcomes:
        outcomes = self._summary.outcomes
        if uid not in self._counted and len(self._counted) >= MOST_WEBHOOKS:
            uid = _OTHERS
        self._counted.add(uid)
        return outcomes.of(now, uid)
