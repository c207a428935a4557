"""How the relay is doing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Literal, Self

from pydantic import Field

from shared.api.responses.base import ResponseModel, Time, given
from shared.api.responses.webhooks import WebhookStatus, shown_url
from shared.events.fields import optional
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

    ``failed`` counts attempts. Counted to within a minute, and less what a process that dies has
    counted in its last minute.
    """

    at: Time
    delivered: int
    failed: int
    dropped: int

    @classmethod
    def of(cls, hour: int, outcomes: Outcomes) -> Self:
        return cls(
            at=iso8601(hour * 3600.0),
            delivered=outcomes.delivered,
            failed=outcomes.failed,
            dropped=sum(drops.count for drops in outcomes.dropped.values()),
        )


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
