"""Logs what all processes have delivered, and keeps what became of it by the hour.

There is one log line for each webhook and minute, and one row for each hour (`ActivityStore`).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from uuid import uuid4

from shared import log, parallel
from shared.store import StorageFault, Store
from shared.store.summaries import StoredSummary
from shared.summary import DeliverySummary, EventSummary, HourlyOutcomes, Summary, hour_of

_EVERY = 60.0
"""Seconds. One query, a merge and a delete for each row that a process has left, and one write."""

_REMEMBERED = 600.0
"""Seconds for which a row that was taken is known: a process that got no answer to its write of it
writes it again, at the latest some 15 s after storage answers."""


class SummaryLog:
    """Takes the summaries that processes leave in storage, merges, logs and keeps them.

    What it has taken and not written yet is lost if the process dies.
    """

    def __init__(self, store: Store) -> None:
        self._rows = store.summaries
        self._activity = store.activity
        self._logged_at = float("-inf")
        self._hours: dict[int, _Hour] = {}
        self._taken: dict[str, float] = {}
        """When each row was taken, by its key."""

    def write_if_due(self, now: float) -> None:
        """Log and keep what there is, once a minute."""
        if now - self._logged_at < _EVERY:
            return
        self._logged_at = now
        self._forget_taken(now)
        total = Summary()
        for taken in parallel.map(lambda row: self._take(row, now), self._rows.oldest()):
            if taken is not None:
                total.merge(taken)
        if total.events:
            _log_events(total.events)
        for webhook_id, summary in total.webhooks.items():
            _log_deliveries(webhook_id, summary)
        self._keep(total.outcomes, now)

    def _take(self, stored: StoredSummary, now: float) -> Summary | None:
        """Return the summary, which nobody takes again.

        None where it has to wait a minute, or where a row was written again after it was taken.
        """
        try:
            if not self._rows.take(stored, now):
                return None
        except StorageFault:
            return None
        was_taken = stored.key in self._taken
        self._taken[stored.key] = now
        return None if was_taken else stored.summary

    def _forget_taken(self, now: float) -> None:
        self._taken = {key: at for key, at in self._taken.items() if at > now - _REMEMBERED}

    def _keep(self, outcomes: HourlyOutcomes, now: float) -> None:
        """Add *outcomes* to those of their hours, and write the hours that have changed."""
        for hour, of in outcomes.hours.items():
            self._hours.setdefault(hour, _Hour()).add(HourlyOutcomes({hour: of}))
        for hour, kept in list(self._hours.items()):
            if not kept.is_written:
                self._activity.write(hour, kept.key, kept.outcomes.hours[hour])
                kept.is_written = True
            if hour < hour_of(now) - 1:
                del self._hours[hour]  # what comes later yet gets a row of its own


@dataclass
class _Hour:
    """What this process has taken of one hour, all of which is in its row ``key``."""

    key: str = field(default_factory=lambda: uuid4().hex)
    outcomes: HourlyOutcomes = field(default_factory=HourlyOutcomes)
    is_written: bool = False

    def add(self, outcomes: HourlyOutcomes) -> None:
        self.outcomes.merge(outcomes)
        self.is_written = False


def _log_events(summary: EventSummary) -> None:
    log.info(
        "event_summary",
        events=summary.events,
        repeated=summary.repeated,
        deliveries=summary.deliveries,
        bytes=summary.bytes,
        since=round(summary.since, 3),
        until=round(summary.until, 3),
    )


def _log_deliveries(webhook_id: str, summary: DeliverySummary) -> None:
    latency, duration, queued = summary.latency, summary.duration, summary.queued
    log.info(
        "delivery_summary",
        webhook_id=webhook_id,
        count=summary.count,
        errors=summary.errors,
        retried=summary.retried,
        bytes=summary.bytes,
        p50=latency.percentile(50),
        p95=latency.percentile(95),
        p99=latency.percentile(99),
        duration_p50=duration.percentile(50),
        duration_p95=duration.percentile(95),
        duration_p99=duration.percentile(99),
        queued_p50=queued.percentile(50),
        queued_p95=queued.percentile(95),
        queued_p99=queued.percentile(99),
        since=round(summary.since, 3),
        until=round(summary.until, 3),
    )
