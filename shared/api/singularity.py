"""``/singularity/api/webhooks``: Singularity's own API for its webhooks, on top of ours.

A webhook made here is a webhook like any other. Singularity answers in plain words, as JSON
strings; what it says in plain text when a request is wrong, we say as problem details.
"""

from __future__ import annotations

from typing import Any
from urllib.parse import quote, unquote

from shared import parallel
from shared.api import bodies
from shared.api.http import Request, Response, answer
from shared.errors import Conflict, InvalidInput, NotFound, UnknownWebhook
from shared.formats import BARE
from shared.model import Webhook
from shared.relay import Relay

CREATED, EXISTED, DELETED, DIDNT_EXIST = "CREATED", "EXISTED", "DELETED", "DIDNT_EXIST"

_SUMMARY = "summary"
_KINDS = {"request": "REQUEST", "deploy": "DEPLOY", "task": "TASK"}


def collection(relay: Relay, request: Request) -> Response:
    """``/singularity/api/webhooks`` with any of its methods."""
    if request.method == "POST":
        return _add(relay, request)
    if request.method == "DELETE":
        return _remove(relay, _webhook_id(request))
    request.parameters()
    return answer([_shown(webhook) for webhook in _every(relay)])


def one(relay: Relay, request: Request) -> Response:
    """``DELETE …/{webhookId}``, ``GET …/summary``, and ``GET …/{kind}?webhookId=``."""
    name = request.path["name"]
    if request.method == "DELETE":
        request.parameters()
        return _remove(relay, name)
    if name == _SUMMARY:
        request.parameters()
        return answer(_summary(relay))
    return _queued(relay, name, _webhook_id(request))


def queued_updates(relay: Relay, request: Request) -> Response:
    """``GET …/request/{webhookId}``, and the same of ``deploy`` and ``task``."""
    request.parameters()
    return _queued(relay, request.path["kind"], request.path["webhook_id"])


def _add(relay: Relay, request: Request) -> Response:
    request.parameters()
    body = bodies.parse(request, bodies.SingularityWebhook)
    try:
        relay.outbound.check_url(body.uri)
    except InvalidInput as error:
        raise InvalidInput(error.detail, field="uri") from None
    webhook_id = body.id or f"{body.type}-{quote(body.uri, safe='')}"
    webhook = Webhook(
        webhook_id=webhook_id,
        uid="",
        name=webhook_id,
        url=body.uri,
        event_types=(body.type,),
        message_format=BARE,
        created_at=0.0,
        singularity_type=body.type,
        user=body.user or "",
    )
    try:
        relay.webhooks.create(webhook)
    except Conflict:
        if not relay.webhooks.get(webhook_id).singularity_type:
            raise InvalidInput("id: is taken by a webhook of another kind", field="id") from None
        return answer(EXISTED)
    return answer(CREATED)


def _remove(relay: Relay, webhook_id: str) -> Response:
    webhook = _find(relay, webhook_id)
    if webhook is None:
        return answer(DIDNT_EXIST)
    try:
        relay.webhooks.delete(webhook.webhook_id)
    except UnknownWebhook:
        return answer(DIDNT_EXIST)
    return answer(DELETED)


def _queued(relay: Relay, kind: str, webhook_id: str) -> Response:
    """The payloads that wait, oldest first, as they were spelled."""
    if kind not in _KINDS:
        raise NotFound(f"no queue of {kind[:100]!r}; there are {', '.join(_KINDS)}", field="kind")
    webhook = _find(relay, webhook_id)
    if webhook is None or webhook.singularity_type != _KINDS[kind]:
        return answer([])
    refs = [row.ref for row in relay.store.waiting.every(webhook.uid)]
    events = parallel.each(relay.store.events.of, refs)
    payloads = [event.event_json for event in events if event is not None]
    return Response(200, f"[{','.join(payloads)}]".encode())


def _summary(relay: Relay) -> list[dict[str, Any]]:
    in_trouble = {health.uid for health in relay.store.health.snapshot().webhooks}

    def entry(webhook: Webhook) -> dict[str, Any]:
        waits = relay.store.waiting.every(webhook.uid) if webhook.uid in in_trouble else ()
        return {"webhook": _shown(webhook), "queueSize": sum(1 for _ in waits)}

    return parallel.each(entry, _every(relay))


def _every(relay: Relay) -> list[Webhook]:
    return [webhook for webhook in relay.webhooks.every() if webhook.singularity_type]


def _find(relay: Relay, webhook_id: str) -> Webhook | None:
    """The webhook of that id, however often its percent-encoding was undone on the way here.

    Ids contain encoded URIs; a client may encode them once more for the path or not, and the
    Functions host decodes a path once, save for ``%2F``.
    """
    every = _every(relay)
    for webhook in every:
        if webhook.webhook_id == webhook_id:
            return webhook
    wanted = _fully_decoded(webhook_id)
    return next((w for w in every if _fully_decoded(w.webhook_id) == wanted), None)


def _fully_decoded(text: str) -> str:
    while (decoded := unquote(text)) != text:
        text = decoded
    return text


def _shown(webhook: Webhook) -> dict[str, Any]:
    view: dict[str, Any] = {
        "id": webhook.webhook_id,
        "uri": webhook.url,
        "type": webhook.singularity_type,
        "timestamp": round(webhook.created_at * 1000),
    }
    return view | ({"user": webhook.user} if webhook.user else {})


def _webhook_id(request: Request) -> str:
    webhook_id = request.parameters("webhookId").get("webhookId")
    if not webhook_id:
        raise InvalidInput("webhookId: is required", field="webhookId")
    return webhook_id
