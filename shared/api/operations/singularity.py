"""The operations of Singularity's API."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic.json_schema import WithJsonSchema

from shared.api.operations.operation import Operation, Tag
from shared.api.responses.singularity import SingularitySummary, SingularityWebhook
from shared.webhooks import requests
from shared.webhooks.singularity import AddResult, RemoveResult

_AnyArray = Annotated[list[Any], WithJsonSchema({"type": "array", "items": {}})]

_SINGULARITY = "/singularity/api/webhooks"

OPERATIONS = (
    Operation(
        "GET",
        _SINGULARITY,
        "list_singularity_webhooks",
        Tag.SINGULARITY,
        "Singularity's webhooks",
        list[SingularityWebhook],
    ),
    Operation(
        "POST",
        _SINGULARITY,
        "add_singularity_webhook",
        Tag.SINGULARITY,
        "Add a Singularity webhook",
        AddResult,
        body=requests.NewSingularityWebhook,
    ),
    Operation(
        "DELETE",
        _SINGULARITY,
        "remove_singularity_webhook",
        Tag.SINGULARITY,
        "Remove a Singularity webhook",
        RemoveResult,
        query={"webhookId": str},
        required=["webhookId"],
    ),
    Operation(
        "DELETE",
        f"{_SINGULARITY}/{{name}}",
        "remove_singularity_webhook_by_path",
        Tag.SINGULARITY,
        "Remove a Singularity webhook",
        RemoveResult,
    ),
    Operation(
        "GET",
        f"{_SINGULARITY}/{{name}}",
        "get_singularity_summary",
        Tag.SINGULARITY,
        "summary: the webhooks and how much waits; request, deploy, task: what waits for one",
        list[SingularitySummary] | _AnyArray,
        query={"webhookId": str},
        not_found=True,
    ),
    Operation(
        "GET",
        f"{_SINGULARITY}/{{kind}}/{{webhook_id}}",
        "list_singularity_updates",
        Tag.SINGULARITY,
        "What waits for one webhook: its payloads, oldest first",
        _AnyArray,
        not_found=True,
    ),
)
