"""The operations of webhooks as OneFuzz's client calls them."""

from __future__ import annotations

from shared.api import request_models
from shared.api.operations.operation import WEBHOOKS, Limit, Operation, Tag
from shared.api.responses.base import Result
from shared.api.responses.onefuzz import LogEntry
from shared.api.responses.webhooks import Ping, Webhook, WebhookList
from shared.history.webhook_status import WebhookState
from shared.webhooks import requests

OPERATIONS = (
    Operation(
        "GET",
        WEBHOOKS,
        "find_webhooks",
        Tag.ONEFUZZ,
        "All webhooks, a page of them where limit or cursor is given, or the one that is named",
        Webhook | WebhookList | list[Webhook],
        query={"webhook_id": str, "state": WebhookState, "limit": Limit, "cursor": str},
    ),
    Operation(
        "POST",
        WEBHOOKS,
        "create_webhook",
        Tag.WEBHOOKS,
        "Make a webhook",
        Webhook,
        body=requests.NewWebhook,
    ),
    Operation(
        "PATCH",
        WEBHOOKS,
        "change_referred_webhook",
        Tag.ONEFUZZ,
        "Change a webhook",
        Webhook,
        body=request_models.ReferredWebhookChange,
    ),
    Operation(
        "DELETE",
        WEBHOOKS,
        "delete_referred_webhook",
        Tag.ONEFUZZ,
        "Delete a webhook",
        Result,
        query={"webhook_id": str},
        required=["webhook_id"],
    ),
    Operation(
        "POST",
        f"{WEBHOOKS}/ping",
        "ping_referred_webhook",
        Tag.ONEFUZZ,
        "Send a ping event",
        Ping,
        body=request_models.OneWebhookReference,
    ),
    Operation(
        "POST",
        f"{WEBHOOKS}/logs",
        "list_webhook_logs",
        Tag.ONEFUZZ,
        "The recent deliveries, as OneFuzz's client models them",
        list[LogEntry],
        body=request_models.OneWebhookReference,
    ),
)
