"""Webhooks as Singularity shows them."""

from __future__ import annotations

from typing import Self

from pydantic import Field

from shared import model
from shared.api.responses.base import ResponseModel, given
from shared.events.fields import optional
from shared.webhooks.singularity import update_type


class SingularityWebhook(ResponseModel):
    """A webhook as Singularity shows it; ``timestamp`` is epoch milliseconds."""

    id: str
    uri: str
    type: str
    timestamp: int = optional()
    user: str = optional()

    @classmethod
    def of(cls, webhook: model.Webhook) -> Self:
        return cls(
            id=webhook.webhook_id,
            uri=webhook.url,
            type=update_type(webhook),
            timestamp=round(webhook.created_at * 1000),
            **given(user=webhook.user or None),
        )


class SingularitySummary(ResponseModel):
    """A Singularity webhook, and how many of its updates wait to be sent again."""

    webhook: SingularityWebhook
    queue_size: int = Field(alias="queueSize")
