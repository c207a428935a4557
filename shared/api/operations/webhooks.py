"""The operations of one webhook."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic.json_schema import WithJsonSchema

from shared.api import request_models
from shared.api.operations.operation import WEBHOOK, WEBHOOKS, Operation, Tag
from shared.api.responses.base import Result
from shared.api.responses.deliveries import TrialResult
from shared.api.responses.filters import FilterTrial
from shared.api.responses.webhooks import Ping, SentExample, Webhook
from shared.webhooks import requests

Trial = Annotated[dict[str, Any], WithJsonSchema({"$ref": "#/components/schemas/Trial"})]

OPERATIONS = (
    Operation("GET", WEBHOOK, "get_webhook", Tag.WEBHOOKS, "A webhook", Webhook, not_found=True),
    Operation(
        "PATCH",
        WEBHOOK,
        "change_webhook",
        Tag.WEBHOOKS,
        "Change a webhook",
        Webhook,
        body=requests.WebhookChange,
        not_found=True,
    ),
    Operation(
        "DELETE",
        WEBHOOK,
        "delete_webhook",
        Tag.WEBHOOKS,
        "Delete a webhook",
        Result,
        not_found=True,
    ),
    Operation(
        "POST",
        f"{WEBHOOK}/ping",
        "ping_webhook",
        Tag.WEBHOOKS,
        "Send a ping event",
        Ping,
        not_found=True,
    ),
    Operation(
        "POST",
        f"{WEBHOOK}/send-example",
        "send_example",
        Tag.WEBHOOKS,
        "Send an event with the example of a type",
        SentExample,
        status=202,
        body=request_models.Example,
        not_found=True,
    ),
    Operation(
        "POST",
        f"{WEBHOOKS}/test",
        "test_webhook",
        Tag.WEBHOOKS,
        "Make one attempt at a webhook that is not stored. 429: others are being tested",
        TrialResult,
        body=request_models.WebhookTest,
    ),
    Operation(
        "POST",
        f"{WEBHOOK}/enable",
        "enable_webhook",
        Tag.WEBHOOKS,
        "Deliver to it again",
        Webhook,
        not_found=True,
    ),
    Operation(
        "POST",
        f"{WEBHOOK}/disable",
        "disable_webhook",
        Tag.WEBHOOKS,
        "Stop delivering to it",
        Webhook,
        not_found=True,
    ),
    Operation(
        "POST",
        f"{WEBHOOK}/filter/try",
        "try_filter",
        Tag.WEBHOOKS,
        "What its filter, or another one, says of an event",
        FilterTrial,
        body=Trial,
        not_found=True,
    ),
    Operation(
        "POST",
        f"{WEBHOOK}/rotate-secret",
        "rotate_webhook_secret",
        Tag.WEBHOOKS,
        "Give it a new secret; the old one signs alongside for a while",
        Webhook,
        body=requests.SecretRotation,
        not_found=True,
    ),
)
