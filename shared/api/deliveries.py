"""``/api/webhooks/{webhook_id}/deliveries``: what became of what was sent to a webhook."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from shared.api import request_models
from shared.api.http import Request, Response, answer
from shared.api.response_models import attempt_view, event_json, status_view
from shared.api.webhooks import named
from shared.app import App
from shared.errors import InvalidInput
from shared.events.catalogue import EVENT_TYPES
from shared.history.delivery_history import STATES

_DEFAULT_LIMIT, _MOST = 50, 1000


def listing(relay: App, request: Request) -> Response:
    """``GET …/deliveries?state=&event_type=&limit=&cursor=``, newest first."""
    given = request.parameters("state", "event_type", "limit", "cursor")
    _one_of("state", given.get("state"), STATES)
    _one_of("event_type", given.get("event_type"), EVENT_TYPES)
    limit = _limit(given.get("limit"))
    found = relay.history.deliveries(
        named(relay, request),
        limit=limit,
        cursor=given.get("cursor"),
        state=given.get("state"),
        event_type=given.get("event_type"),
    )
    view: dict[str, Any] = {"deliveries": [status_view(status) for status in found.deliveries]}
    return answer(view if found.cursor is None else view | {"cursor": found.cursor})


def one(relay: App, request: Request) -> Response:
    """``GET …/deliveries/{event_id}``: the event, and every recorded attempt."""
    request.parameters()
    webhook = named(relay, request)
    event, status = relay.history.delivery(webhook, request.path["event_id"])
    results = status.waiting.results if status.waiting else status.delivery.results
    view = {
        **status_view(status),
        "webhook_id": webhook.webhook_id,
        "results": [attempt_view(attempt) for attempt in results],
    }
    return Response(200, event_json(event, view).encode())


def resend(relay: App, request: Request) -> Response:
    """``POST …/deliveries/{event_id}/resend``."""
    request.parameters()
    webhook = named(relay, request)
    event, status = relay.history.delivery(webhook, request.path["event_id"])
    relay.redelivery.one(webhook, event, status)
    return answer({"result": True}, HTTPStatus.ACCEPTED)


def recover(relay: App, request: Request) -> Response:
    """``POST /api/webhooks/{webhook_id}/recover``: send again what was given up."""
    request.parameters()
    webhook = named(relay, request)
    body = request_models.parse(request, request_models.Recovery)
    since = body.since.timestamp()
    until = body.until.timestamp() if body.until else relay.clock()
    if since > until:
        raise InvalidInput("since: is later than until", field="since")
    if body.dry_run:
        found = relay.redelivery.count(webhook, since, until, body.states)
        return answer({"matching": found.count, "more": found.more})
    done = relay.redelivery.recover(webhook, since, until, body.states)
    return answer({"recovered": done.count, "more": done.more}, HTTPStatus.ACCEPTED)


def _one_of(name: str, value: str | None, known: Any) -> None:
    if value is not None and value not in known:
        raise InvalidInput(f"{name}: must be one of {', '.join(known)}", field=name)


def _limit(text: str | None) -> int:
    if text is None:
        return _DEFAULT_LIMIT
    if not (text.isascii() and text.isdecimal() and 1 <= int(text[:9]) <= _MOST):
        raise InvalidInput(f"limit: must be a whole number from 1 to {_MOST}", field="limit")
    return int(text)
