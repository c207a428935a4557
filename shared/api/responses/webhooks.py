"""Webhooks and how they are doing."""

from __future__ import annotations

import json
from typing import Annotated, Self
from urllib.parse import urlsplit, urlunsplit

from pydantic import Field

from shared import model
from shared.api.responses.base import ResponseModel, Time, given, optional_time
from shared.events.fields import optional
from shared.history.webhook_status import WebhookState
from shared.history.webhook_status import WebhookStatus as StatusOfWebhook
from shared.history.wording import explained
from shared.times import iso8601
from shared.webhooks.requests import ShownFilter, SigningMethod
from shared.webhooks.secrets import Disclosed


class WebhookStatus(ResponseModel):
    """How a webhook is doing. What is not known, or does not apply, is left out.

    ``waiting`` is counted up to 1,000; ``waiting_is_capped``: there may be more. A list leaves out
    the count where too much waits for its webhooks together, and knows the last success of those
    alone that have failed lately.
    """

    state: WebhookState
    waiting: int = optional()
    waiting_is_capped: bool = optional()
    oldest_waiting_at: Time = optional()
    next_attempt_at: Time = optional()
    failing_since: Time = optional()
    last_failure_at: Time = optional()
    last_error: Annotated[
        str, Field(description="a code such as timeout, or a status such as HTTP 503")
    ] = optional()
    last_error_text: Annotated[str, Field(description="the same in words")] = optional()
    last_success_at: Time = optional()
    paused_until: Time = optional()

    @classmethod
    def of(cls, status: StatusOfWebhook, *, now: float) -> Self:
        health, backlog = status.health, status.backlog
        failing_since = health.breaker.failing_since if health and health.breaker.open else None
        oldest_at = backlog.oldest_ms / 1000 if backlog and backlog.count > 0 else None
        error = health.last_error if health else ""
        paused = health is not None and health.paused_until > now
        return cls(
            state=status.state,
            **given(
                waiting=backlog.count if backlog else None,
                waiting_is_capped=True if backlog and backlog.capped else None,
                oldest_waiting_at=optional_time(oldest_at),
                next_attempt_at=optional_time(status.next_attempt_at),
                failing_since=optional_time(failing_since),
                last_failure_at=optional_time((health and health.last_failure_at) or None),
                last_error=error or None,
                last_error_text=explained(error) if error else None,
                last_success_at=optional_time(status.last_success_at or None),
                paused_until=optional_time(health.paused_until if health and paused else None),
            ),
        )


class Webhook(ResponseModel):
    """A webhook without its secrets. The URL is shown without its query, which may hold one."""

    webhook_id: str
    name: str
    url: str
    event_types: list[str]
    message_format: model.MessageFormat
    enabled: bool
    created_at: Time
    has_secret: bool
    signing: SigningMethod
    disabled_reason: str = optional()
    disabled_at: Time = optional()
    previous_secret_until: Time = optional()
    public_key: str = optional()
    headers: list[str] = optional()
    secrets_unreadable: bool = optional()
    max_in_flight: int = optional()
    rate_per_second: float = optional()
    filter: ShownFilter = optional()
    status: WebhookStatus = optional()
    secret_token: Annotated[
        str, Field(repr=False, description="a generated one, in this answer alone")
    ] = optional()

    @classmethod
    def of(
        cls,
        webhook: model.Webhook,
        disclosed: Disclosed | None,
        status: StatusOfWebhook | None,
        *,
        now: float,
        generated_secret: str | None = None,
    ) -> Self:
        """*disclosed* is None where no key decrypts the secrets, *status* where it is not known."""
        until = max(webhook.previous_secrets.values(), default=0.0)
        method = SigningMethod.ASYMMETRIC if webhook.asymmetric else SigningMethod.SYMMETRIC
        return cls(
            webhook_id=webhook.webhook_id,
            name=webhook.name,
            url=shown_url(webhook),
            event_types=list(webhook.event_types),
            message_format=model.MessageFormat(webhook.message_format),
            enabled=webhook.enabled,
            created_at=iso8601(webhook.created_at),
            has_secret=bool(webhook.secret),
            signing=method,
            **given(
                disabled_reason=webhook.disabled_reason or None,
                disabled_at=optional_time(webhook.disabled_at or None),
                previous_secret_until=iso8601(until) if until > now else None,
                public_key=disclosed.public_key if disclosed else None,
                headers=disclosed.header_names if disclosed else None,
                secrets_unreadable=None if disclosed else True,
                max_in_flight=webhook.max_in_flight or None,
                rate_per_second=webhook.rate_per_second or None,
                filter=json.loads(webhook.filter) if webhook.filter else None,
                status=WebhookStatus.of(status, now=now) if status else None,
                secret_token=generated_secret,
            ),
        )


class WebhookList(ResponseModel):
    """A page of the webhooks, the oldest first; ``cursor`` continues it."""

    webhooks: list[Webhook]
    cursor: str = optional()


class Ping(ResponseModel):
    """A ping event was sent; its payload has this id."""

    ping_id: str


class SentExample(ResponseModel):
    """An event with the example of a type was sent; it has this id."""

    event_id: str


def shown_url(webhook: model.Webhook) -> str:
    """Return the URL without its query, which may hold a secret."""
    return urlunsplit(urlsplit(webhook.url)._replace(query="", fragment=""))
