"""How all webhooks are doing, and what became of their deliveries hour by hour.

A page asks for it every few seconds. So a call makes one query, whatever the number of webhooks:
of all health rows, the latest round and the outcomes of the latest hours. The outcomes of earlier
hours and the list of webhooks are kept, and read anew once an hour and once a minute.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from shared.history.webhook_status import WebhookStatus, WebhookStatuses
from shared.model import Webhook
from shared.scheduling.housekeeping import HOURS_KEPT
from shared.status import StatusReport, report_of
from shared.store import Store
from shared.store.health import Snapshot
from shared.summary import HourlyOutcomes, Outcomes, hour_of
from shared.webhooks.registry import WebhookRegistry

LIST_SECONDS = 60.0
"""How long a list of webhooks is used. A change through this process is seen at once."""

_SNAPSHOT_SECONDS = 60.0
"""How old the snapshot may be that a call uses which has to read the list."""

_OPEN_HOURS = 2
"""The latest hours, whose outcomes still change: what processes have counted is merged late."""


@dataclass(frozen=True, slots=True)
class WebhookOverview:
    """One webhook, how it is doing, and its outcomes by the hour, of hours that have some."""

    webhook: Webhook
    status: WebhookStatus
    hours: Mapping[int, Outcomes]


@dataclass(frozen=True, slots=True)
class RelayOverview:
    """The relay and all webhooks, the oldest first, as they were ``at`` that time."""

    at: float
    relay: StatusReport
    waiting: int
    oldest_due_seconds: float
    webhooks: tuple[WebhookOverview, ...]


class Overview:
    """Reads overviews. Writes nothing."""

    def __init__(
        self,
        store: Store,
        registry: WebhookRegistry,
        statuses: WebhookStatuses,
        *,
        clock: Callable[[], float],
    ) -> None:
        self._store = store
        self._registry = registry
        self._statuses = statuses
        self._clock = clock
        self._latest: _Read | None = None

    def read(self) -> RelayOverview:
        """Return the overview of now; of a few seconds ago where the list had to be read."""
        webhooks = self._registry.recent(LIST_SECONDS)
        if webhooks is not None:
            read = self._read()
        else:
            webhooks = self._registry.every()
            read = self._recent() or self._read()
        return self._overview(webhooks, read)

    def _recent(self) -> _Read | None:
        latest = self._latest
        return latest if latest and self._clock() - latest.at <= _SNAPSHOT_SECONDS else None

    def _read(self) -> _Read:
        now = self._clock()
        latest = self._latest
        hour = hour_of(now)
        known = HourlyOutcomes()
        since = hour - HOURS_KEPT
        if latest is not None and hour_of(latest.at) == hour:
            since = hour - _OPEN_HOURS + 1
            known.hours = {h: of for h, of in latest.outcomes.hours.items() if h < since}
        snapshot = self._store.health.snapshot(outcomes_since=since)
        known.hours |= snapshot.outcomes.hours
        self._latest = _Read(now, snapshot, known)
        return self._latest

    def _overview(self, webhooks: list[Webhook], read: _Read) -> RelayOverview:
        healths = {health.uid: health for health in read.snapshot.webhooks}
        by_webhook: dict[str, dict[int, Outcomes]] = {}
        for hour, outcomes in read.outcomes.hours.items():
            for uid, one in outcomes.items():
                by_webhook.setdefault(uid, {})[hour] = one
        latest = read.snapshot.latest_round

        def overview(webhook: Webhook) -> WebhookOverview:
            hours = by_webhook.get(webhook.uid, {})
            success_at = max((one.last_success_at for one in hours.values()), default=0.0)
            status = self._statuses.in_round(
                webhook,
                healths.get(webhook.uid),
                read.snapshot.backlogs,
                last_success_at=success_at,
            )
            return WebhookOverview(webhook, status, hours)

        return RelayOverview(
            at=read.at,
            relay=report_of(read.snapshot, read.at),
            waiting=latest.waiting if latest else 0,
            oldest_due_seconds=latest.oldest_due_seconds if latest else 0.0,
            webhooks=tuple(overview(webhook) for webhook in webhooks),
        )


@dataclass(frozen=True, slots=True)
class _Read:
    """What was read at a time; ``outcomes`` has all hours."""

    at: float
    snapshot: Snapshot
    outcomes: HourlyOutcomes
