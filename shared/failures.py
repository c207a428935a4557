"""What has failed lately at all webhooks: what waits, by its latest error, and what was dropped."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from shared.model import Webhook, is_success
from shared.overview import Overview, WebhookOverview
from shared.store import Store
from shared.store.pending import FailedRow
from shared.summary import Drops

MOST_REQUESTS = 5
"""Storage requests for what waits, a thousand deliveries each."""


@dataclass(frozen=True, slots=True)
class FailureGroup:
    """Deliveries to one webhook that failed alike.

    ``error`` is that of the latest attempt, None if an earlier release recorded it; where
    ``reason`` is given they were dropped for it, and the error is not known. ``event_id`` is that
    of one of them, if known.
    """

    webhook: Webhook
    error: str | None
    reason: str | None
    count: int
    first_at: float
    last_at: float
    event_id: str | None


@dataclass(frozen=True, slots=True)
class FailureReport:
    """All groups, the latest first; ``more``: more is waiting than was read."""

    at: float
    groups: tuple[FailureGroup, ...]
    more: bool


class Failures:
    """Reads failures. Writes nothing."""

    def __init__(self, store: Store, overview: Overview) -> None:
        self._store = store
        self._overview = overview

    def read(self) -> FailureReport:
        """Return what waits now after a failure, and what was dropped in the last day."""
        overview = self._overview.read()
        rows, more = self._store.pending.failed(most_requests=MOST_REQUESTS)
        webhooks = {one.webhook.uid: one.webhook for one in overview.webhooks}
        groups = [*_waiting(rows, webhooks), *_dropped(overview.webhooks)]
        groups.sort(key=lambda group: -group.last_at)
        return FailureReport(overview.at, tuple(groups), more)


def _waiting(rows: list[FailedRow], webhooks: Mapping[str, Webhook]) -> Iterator[FailureGroup]:
    """Group *rows*, without those of deleted webhooks, which will be dropped.

    What was delivered, and will be sent again, has not failed.
    """
    groups: dict[tuple[str, str | None], FailureGroup] = {}
    for row in rows:
        webhook = webhooks.get(row.key.uid)
        if webhook is None or _has_succeeded(row.latest.result):
            continue
        one = FailureGroup(
            webhook, row.latest.result, None, 1, row.since, row.latest.at, row.key.event_id
        )
        place = row.key.uid, row.latest.result
        groups[place] = _together(groups[place], one) if place in groups else one
    yield from groups.values()


def _together(group: FailureGroup, later: FailureGroup) -> FailureGroup:
    return replace(
        later,
        count=group.count + later.count,
        first_at=min(group.first_at, later.first_at),
        last_at=max(group.last_at, later.last_at),
    )


def _has_succeeded(result: str | None) -> bool:
    return result is not None and result.isdecimal() and is_success(int(result))


def _dropped(webhooks: tuple[WebhookOverview, ...]) -> Iterator[FailureGroup]:
    for one in webhooks:
        by_reason: dict[str, Drops] = {}
        for outcomes in one.hours.values():
            for reason, drops in outcomes.dropped.items():
                by_reason.setdefault(reason, Drops()).merge(drops)
        for reason, drops in by_reason.items():
            yield FailureGroup(
                one.webhook, None, reason, drops.count, drops.first_at, drops.last_at, None
            )
