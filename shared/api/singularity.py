"""``/singularity/api/webhooks``: Singularity's own API for its webhooks, on top of ours.

A webhook made here is a webhook like any other. Singularity answers in plain words, as JSON
strings; what it says in plain text when a request is wrong, we say as problem details.
"""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from shared import parallel
from shared.api import request_models
from shared.api.http import Request, Response, answer
from shared.app import App
from shared.errors import Conflict, InvalidInput, NotFound, UnknownWebhook
from shared.model import MessageFormat, Webhook

CREATED, EXISTED, DELETED, DIDNT_EXIST = "CREATED", "EXISTED", "DELETED", "DIDNT_EXIST"

_SUMMARY = "summary"
_KINDS = {"request": "REQUEST", "deploy": "DEPLOY", "task": "TASK"}
_MOST_SHOWN = 1000
"""Updates of one queue in one answer."""


def collection(relay: App, request: Request) -> Response:
    """``/singularity/api/webhooks`` with any of its methods."""
    if request.method == "POST":
        return _add(relay, request)
    if request.method == "DELETE":
        return _remove(relay, _webhook_id(request))
    request.parameters()
    return answer([_shown(webhook) for webhook in _every(relay)])


def one(relay: App, request: Request) -> Response:
    """``DELETE …/{webhookId}``, ``GET …/summary``, and ``GET …/{kind}?webhookId=``."""
    name = request.path["name"]
    if request.method == "DELETE":
        request.parameters()
        return _remove(relay, name)
    if name == _SUMMARY:
        request.parameters()
        return answer(_summary(relay))
    return _queued(relay, _type_of(name), _webhook_id(request))


def queued_updates(relay: App, request: Request) -> Response:
    """``GET …/request/{webhookId}``, and the same of ``deploy`` and ``task``."""
    request.parameters()
    return _queued(relay, _type_of(request.path["kind"]), request.path["webhook_id"])


def _add(relay: App, request: Request) -> Response:
    request.parameters()
    body = request_models.parse(request, request_models.SingularityWebhook)
    try:
        relay.outbound.check_url(body.uri)
    except InvalidInput as error:
        raise InvalidInput(f"uri: {error.detail}", field="uri") from None
    webhook_id = body.id or f"{body.type}-{quote(body.uri, safe='')}"
    webhook = Webhook(
        webhook_id=webhook_id,
        uid="",
        name=webhook_id,
        url=body.uri,
        event_types=(body.type,),
        message_format=MessageFormat.BARE,
        created_at=0.0,
        singularity_type=body.type,
        user=body.user or "",
    )
    try:
        relay.webhooks.create(webhook)
    except Conflict:
        if _find(relay, webhook_id) is None:
            raise InvalidInput("id: is taken by a webhook of another kind", field="id") from None
        return answer(EXISTED)
    return answer(CREATED)


def _remove(relay: App, webhook_id: str) -> Response:
    if _find(relay, webhook_id) is None:
        return answer(DIDNT_EXIST)
    try:
        relay.webhooks.delete(webhook_id)
    except UnknownWebhook:
        return answer(DIDNT_EXIST)
    return answer(DELETED)


def _queued(relay: App, update_type: str, webhook_id: str) -> Response:
    """The payloads that wait, oldest first, as they were spelled."""
    webhook = _find(relay, webhook_id)
    if webhook is None:
        return answer([])
    rows = relay.store.pending.oldest(webhook.uid, most=_MOST_SHOWN)
    refs = [row.key for row in rows if row.event_type == update_type]
    events = parallel.map(relay.store.events.of, refs)
    payloads = [event.event_json for event in events if event is not None]
    return Response(200, f"[{','.join(payloads)}]".encode())


def _summary(relay: App) -> list[dict[str, Any]]:
    in_trouble = {health.uid for health in relay.store.health.snapshot().webhooks}

    def queue_size(webhook: Webhook) -> int:
        if webhook.uid not in in_trouble:
            return 0
        return sum(row.event_type == _type(webhook) for row in relay.history.waiting(webhook))

    webhooks = _every(relay)
    sizes = parallel.map(queue_size, webhooks)
    return [
        {"webhook": _shown(webhook), "queueSize": size}
        for webhook, size in zip(webhooks, sizes, strict=True)
    ]


def _every(relay: App) -> list[Webhook]:
    return [webhook for webhook in relay.webhooks.every() if webhook.singularity_type]


def _find(relay: App, webhook_id: str) -> Webhook | None:
    """The webhook of that id, if it was made here."""
    try:
        webhook = relay.webhooks.get(webhook_id)
    except UnknownWebhook:
        return None
    return webhook if webhook.singularity_type else None


def _shown(webhook: Webhook) -> dict[str, Any]:
    view: dict[str, Any] = {
        "id": webhook.webhook_id,
        "uri": webhook.url,
        "type": _type(webhook),
        "timestamp": round(webhook.created_at * 1000),
    }
    return view | ({"user": webhook.user} if webhook.user else {})


def _type(webhook: Webhook) -> str:
    """What it receives: of the types that it was changed to since, the first that is ours."""
    types = (name for name in webhook.event_types if name in _KINDS.values())
    return next(types, webhook.singularity_type)


def _type_of(kind: str) -> str:
    if kind not in _KINDS:
        known = ", ".join((*_KINDS, _SUMMARY))
        raise NotFound(f"there is no {kind[:100]!r} here; there are {known}")
    return _KINDS[kind]


def _webhook_id(request: Request) -> str:
    webhook_id = request.parameters("webhookId").get("webhookId")
    if not webhook_id:
        raise InvalidInput("webhookId: is required", field="webhookId")
    return webhook_id
