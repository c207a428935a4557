"""Logs what all processes have delivered: one line for each webhook and minute."""

from __future__ import annotations

from shared import log, parallel
from shared.store import StorageFault, Store
from shared.store.summaries import StoredSummary
from shared.summary import DeliverySummary, EventSummary, Summary

_EVERY = 60.0
"""Seconds. One query, and one delete for each row that a process has left."""


class SummaryLog:
    """Takes the summaries that processes leave in storage, merges and logs them."""

    def __init__(self, store: Store) -> None:
        self._rows = store.summaries
        self._logged_at = float("-inf")

    def write_if_due(self, now: float) -> None:
        """Log what there is, once a minute."""
        if now - self._logged_at < _EVERY:
            return
        self._logged_at = now
        rows = self._rows.oldest()
        total = Summary()
        # Deleted first, so that no row is logged twice; what cannot be deleted waits a minute.
        for stored, deleted in zip(rows, parallel.map(self._delete, rows), strict=True):
            if deleted:
                total.merge(stored.summary)
        if total.events:
            _log_events(total.events)
        for webhook_id, summary in total.webhooks.items():
            _log_deliveries(webhook_id, summary)

    def _delete(self, stored: StoredSummary) -> bool:
        try:
            self._rows.delete(stored)
        except StorageFault:
            return False
        return True


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
