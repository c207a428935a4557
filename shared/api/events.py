"""``/api/events`` and ``/api/event-types``."""

from __future__ import annotations

from http import HTTPStatus

from shared.api.http import Request, Response, answer
from shared.api.response_models import event_json, status_view
from shared.app import App
from shared.crypto import signing
from shared.errors import InvalidInput, Unauthorized
from shared.events.catalogue import EVENT_TYPES

_DIGEST = "x-onefuzz-digest"


def post(relay: App, request: Request) -> Response:
    """``POST /api/events``: 202 once the event, or every event of the array, is durable."""
    _authenticate(relay, request)
    request.parameters()
    request.require_json()
    if not request.body.strip():
        raise InvalidInput("the body is empty (a chunked body may arrive so)", field="")
    accepted = relay.ingest.post(request.body)
    if isinstance(accepted, list):
        return answer([one.to_dict() for one in accepted], HTTPStatus.ACCEPTED)
    return answer(accepted.to_dict(), HTTPStatus.ACCEPTED)


def get(relay: App, request: Request) -> Response:
    """``GET /api/events/{event_id}``: the event, and what became of it at each webhook."""
    request.parameters()
    event = relay.history.event(request.path["event_id"])
    names = {webhook.uid: webhook.webhook_id for webhook in relay.webhooks.every()}
    outcomes = [
        {"webhook_id": names.get(status.delivery.key.uid), **status_view(status)}
        for status in relay.history.outcomes(event)
    ]
    return Response(200, event_json(event, {"deliveries": outcomes}).encode())


def types(_relay: App, request: Request) -> Response:
    """``GET /api/event-types``."""
    request.parameters()
    return answer(
        [
            {
                "name": event_type.name,
                "description": event_type.description,
                "schema": event_type.json_schema(),
                "example": event_type.example,
            }
            for event_type in EVENT_TYPES.values()
        ]
    )


def _authenticate(relay: App, request: Request) -> None:
    """Where ``INGEST_SECRET_TOKEN`` is set, only who knows it may post. Raises Unauthorized."""
    token = relay.settings.ingest_secret_token
    if token is None:
        return
    digest = request.headers.get(_DIGEST, "")
    if not signing.verify_digest(token, request.body, digest):
        raise Unauthorized("X-Onefuzz-Digest is missing or wrong", field="X-Onefuzz-Digest")
