"""``/singularity/api/webhooks``: Singularity's own API for its webhooks.

Singularity answers in plain words, as JSON strings. Where it answers a wrong request with plain
text, we answer with problem details.
"""

from __future__ import annotations

from collections.abc import Mapping

from shared.api import request_models
from shared.api.http import Request, Response, array_of, reply_array, reply_text
from shared.api.responses.singularity import SingularitySummary, SingularityWebhook
from shared.app import App
from shared.errors import InvalidInput, NotFound
from shared.webhooks.requests import NewSingularityWebhook
from shared.webhooks.singularity import UpdateType, update_type

_SUMMARY = "summary"
_QUEUES: Mapping[str, UpdateType] = {
    "request": UpdateType.REQUEST,
    "deploy": UpdateType.DEPLOY,
    "task": UpdateType.TASK,
}
_MOST_SHOWN = 1000
"""Pending deliveries of one webhook among which the updates of a queue are looked for."""


def collection(app: App, request: Request) -> Response:
    """``/singularity/api/webhooks`` with any of its methods."""
    if request.method == "POST":
        request.parameters()
        return reply_text(app.singularity.add(request_models.parse(request, NewSingularityWebhook)))
    if request.method == "DELETE":
        return reply_text(app.singularity.remove(_webhook_id(request)))
    request.parameters()
    return reply_array(map(SingularityWebhook.of, app.singularity.every()))


def one(app: App, request: Request) -> Response:
    """``DELETE …/{webhookId}``, ``GET …/summary``, and ``GET …/{kind}?webhookId=``."""
    name = request.path["name"]
    if request.method == "DELETE":
        request.parameters()
        return reply_text(app.singularity.remove(name))
    if name == _SUMMARY:
        request.parameters()
        return _summary(app)
    return _queue(app, _type_of(name), _webhook_id(request))


def queued_updates(app: App, request: Request) -> Response:
    """``GET …/request/{webhookId}``, and the same of ``deploy`` and ``task``."""
    request.parameters()
    return _queue(app, _type_of(request.path["kind"]), request.path["webhook_id"])


def _queue(app: App, wanted: UpdateType, webhook_id: str) -> Response:
    """Respond with the payloads that are pending, the oldest first, as they were spelled."""
    webhook = app.singularity.find(webhook_id)
    if webhook is None:
        return array_of([])
    events = app.history.pending_events(webhook, wanted, most=_MOST_SHOWN)
    return array_of(event.event_json for event in events)


def _summary(app: App) -> Response:
    webhooks = app.singularity.every()
    sizes = app.history.pending_counts({webhook.uid: update_type(webhook) for webhook in webhooks})
    return reply_array(
        SingularitySummary(webhook=SingularityWebhook.of(webhook), queueSize=sizes[webhook.uid])
        for webhook in webhooks
    )


def _type_of(kind: str) -> UpdateType:
    if kind not in _QUEUES:
        known = ", ".join((*_QUEUES, _SUMMARY))
        raise NotFound(f"there is no {kind[:100]!r} here; there are {known}")
    return _QUEUES[kind]


def _webhook_id(request: Request) -> str:
    webhook_id = request.parameters("webhookId").get("webhookId")
    if not webhook_id:
        raise InvalidInput("webhookId: is required", field="webhookId")
    return webhook_id
