"""How the relay is doing."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Annotated, Any, Literal, Self

from pydantic import Field

from shared.api.responses.base import ResponseModel, Time, given, optional_time
from shared.api.responses.webhooks import WebhookStatus, shown_url
from shared.events.fields import optional
from shared.failures import FailureGroup as Group
from shared.failures import FailureReport
from shared.history.wording import drop_explained, explained
from shared.overview import RelayOverview, WebhookOverview
from shared.status import StatusReport
from shared.summary import Outcomes
from shared.times import iso8601

_TICK_OVERDUE = 180.0
"""Seconds. If the instance that ticks dies, another one ticks after up to a minute."""


class Health(ResponseModel):
    """How the relay is doing; ``storage`` says what is wrong where ``status`` is error."""

    status: Literal["ok", "degraded", "error"]
    storage: str
    last_tick_age_seconds: float | None = optional()
    queues: dict[str, int] = optional()
    failing_webhooks: int = optional()
    webhooks_in_trouble: int = optional()

    @classmethod
    def of(cls, report: StatusReport, **more: Any) -> Self:
        """*more* are the members that a subclass adds."""
        age = report.tick_age
        is_overdue = age is None or age > _TICK_OVERDUE
        return cls(
            status="degraded" if is_overdue else "ok",
            storage="ok",
            last_tick_age_seconds=None if age is None else round(age, 1),
            queues=dict(report.queues),
            failing_webhooks=report.failing,
            webhooks_in_trouble=report.in_trouble,
            **more,
        )


class RelayHealth(Health):
    """How the relay is doing, with what the latest round of the scheduler saw.

    ``queues`` are those that it asked for in the last minute.
    """

    waiting: Annotated[int, Field(description="deliveries, of all webhooks")]
    oldest_due_seconds: Annotated[float, Field(description="how long the oldest is overdue")]


class Hour(ResponseModel):
    """What became of deliveries in the hour from ``at`` on.

    ``failed`` counts attempts. The counts are a minute old. They are meant for charts: what a
    process that dies has counted in its last minute is missing, and where an answer of storage is
    lost for good, a few can be counted twice.
    """

    at: Time
    delivered: int
    failed: int
    dropped: int

    @classmethod
    def of(cls, hour: int, outcomes: Outcomes) -> Self:
        return cls(
            at=_hour_text(hour),
            delivered=outcomes.delivered,
            failed=outcomes.failed,
            dropped=outcomes.dropped_count,
        )


@lru_cache(maxsize=64)
def _hour_text(hour: int) -> str:
    """Return when an hour begins; an overview of a thousand webhooks names the same 25 hours."""
    return iso8601(hour * 3600.0)


class RecentActivity(ResponseModel):
    """The last 24 hours and the present one: those in which there was something, and the sums."""

    hours: list[Hour]
    delivered: int
    failed: int
    dropped: int

    @classmethod
    def of(cls, outcomes: Mapping[int, Outcomes]) -> Self:
        hours = [Hour.of(hour, outcomes[hour]) for hour in sorted(outcomes)]
        return cls(
            hours=hours,
            delivered=sum(hour.delivered for hour in hours),
            failed=sum(hour.failed for hour in hours),
            dropped=sum(hour.dropped for hour in hours),
        )


class OverviewWebhook(ResponseModel):
    """A webhook in the overview. ``status`` counts what waits as the latest round saw it."""

    webhook_id: str
    name: str
    url: str
    event_types: list[str]
    enabled: bool
    disabled_reason: str = optional()
    status: WebhookStatus
    activity: RecentActivity

    @classmethod
    def of(cls, overview: WebhookOverview, *, now: float) -> Self:
        webhook = overview.webhook
        return cls(
            webhook_id=webhook.webhook_id,
            name=webhook.name,
            url=shown_url(webhook),
            event_types=list(webhook.event_types),
            enabled=webhook.enabled,
            status=WebhookStatus.of(overview.status, now=now),
            activity=RecentActivity.of(overview.hours),
            **given(disabled_reason=webhook.disabled_reason or None),
        )


class Overview(ResponseModel):
    """The relay and all webhooks, the oldest first, as of ``at``."""

    at: Time
    relay: RelayHealth
    webhooks: list[OverviewWebhook]

    @classmethod
    def of(cls, overview: RelayOverview) -> Self:
        relay = RelayHealth.of(
            overview.relay,
            waiting=overview.waiting,
            oldest_due_seconds=round(overview.oldest_due_seconds, 1),
        )
        return cls(
            at=iso8601(overview.at),
            relay=relay,
            webhooks=[OverviewWebhook.of(one, now=overview.at) for one in overview.webhooks],
        )


class FailureGroup(ResponseModel):
    """Deliveries to one webhook that failed alike.

    Those that wait have the error of their latest attempt. The first of them began to wait at
    ``first_at``, and the latest attempt was at ``last_at``. Those that were dropped in the last day
    have the reason in the place of the error, and were dropped between the two. The error is
    ``unknown`` if an earlier release recorded it. ``event_id`` is one of them, if it is known.
    """

    webhook_id: str
    webhook_name: str
    state: Literal["waiting", "dropped"]
    error: str
    error_text: Annotated[str, Field(description="the error, or the reason, in words")]
    reason: str = optional()
    count: int
    first_at: Time
    last_at: Time = optional()
    event_id: str = optional()

    @classmethod
    def of(cls, group: Group) -> Self:
        error = group.reason or group.error
        if group.reason is not None:
            text = drop_explained(group.reason)
        else:
            text = explained(error) if error else "an earlier release recorded it"
        return cls(
            webhook_id=group.webhook.webhook_id,
            webhook_name=group.webhook.name,
            state="dropped" if group.reason else "waiting",
            error=error or "unknown",
            error_text=text,
            count=group.count,
            first_at=iso8601(group.first_at),
            **given(
                reason=group.reason,
                last_at=optional_time(group.last_at or None),
                event_id=group.event_id,
            ),
        )


class FailureList(ResponseModel):
    """What has failed lately at all webhooks, the latest first.

    ``more``: more is waiting than was read, and the counts may be too low. Drops are counted as in
    the overview; those of deleted webhooks are left out.
    """

    at: Time
    groups: list[FailureGroup]
    more: bool

    @classmethod
    def of(cls, report: FailureReport) -> Self:
        groups = [FailureGroup.of(group) for group in report.groups]
        return cls(at=iso8601(report.at), groups=groups, more=report.more)
