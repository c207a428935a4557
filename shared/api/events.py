"""``/api/events``."""

from __future__ import annotations

from collections.abc import Sequence
from http import HTTPStatus

from shared.api import parameters
from shared.api.http import Request, Response, problem_details, reply, reply_array
from shared.api.responses.base import given
from shared.api.responses.events import (
    Accepted,
    Event,
    EventHead,
    EventList,
    Outcome,
    Refused,
)
from shared.api.responses.filters import Planned
from shared.app import App
from shared.crypto import signing
from shared.errors import InvalidInput, Unauthorized
from shared.events.envelope_model import is_event_id
from shared.history.event_list import EventFilter
from shared.ingest.dry_run import PlannedEvent
from shared.ingest.event_ingest import AcceptedEvent, RefusedEvent
from shared.ingest.incoming import IDEMPOTENCY_KEY

_DIGEST = "x-onefuzz-digest"
_FILTERS = ("since", "until", "event_type", "id_prefix")


def post(app: App, request: Request) -> Response:
    """``POST /api/events``: 202 once the event, or what is accepted of the array, is stored."""
    _authenticate(app, request)
    query = request.parameters("dry_run")
    request.require_json()
    if not request.body or request.body.isspace():
        raise InvalidInput(
            "the body is empty: a chunked body may arrive so, send a Content-Length", field=""
        )
    key = _idempotency_key(request)
    if parameters.flag("dry_run", query):
        return _planned(app.dry_run.post(request.body, key))
    accepted = app.ingest.post(request.body, key)
    if isinstance(accepted, list):
        return _array_of(accepted)
    return reply(Accepted.of(accepted), HTTPStatus.ACCEPTED)


def get(app: App, request: Request) -> Response:
    """``GET /api/events/{event_id}``: the event, and what became of it at each webhook."""
    request.parameters()
    event = app.history.event(request.path["event_id"])
    ids = app.webhooks.known_ids()
    outcomes = [
        Outcome.of(status, webhook_id=ids.get(status.delivery.key.uid))
        for status in app.history.outcomes(event)
    ]
    return reply(Event.of(event, outcomes))


def listing(app: App, request: Request) -> Response:
    """``GET /api/events``: the events without their payloads, newest first."""
    query = request.parameters(*_FILTERS, "limit", "cursor")
    since, until = parameters.time_range(query)
    wanted = EventFilter(
        since=since,
        until=until,
        event_type=parameters.event_type(query, app.event_types),
        id_prefix=_id_prefix(query.get("id_prefix")),
    )
    found = app.events.page(wanted, limit=parameters.limit(query), cursor=query.get("cursor"))
    heads = [EventHead.of(head) for head in found.events]
    return reply(EventList(events=heads, **given(cursor=found.cursor)))


def _array_of(outcomes: Sequence[AcceptedEvent | RefusedEvent]) -> Response:
    accepted = [outcome for outcome in outcomes if isinstance(outcome, AcceptedEvent)]
    if len(accepted) == len(outcomes):
        return Response(HTTPStatus.ACCEPTED, Accepted.array_of(accepted).encode())
    models = (
        _refused(outcome) if isinstance(outcome, RefusedEvent) else Accepted.of(outcome)
        for outcome in outcomes
    )
    return reply_array(models, HTTPStatus.ACCEPTED)


def _planned(planned: PlannedEvent | list[PlannedEvent | RefusedEvent]) -> Response:
    """Respond with what posting the event, or the array, would do."""
    if not isinstance(planned, list):
        return reply(Planned.of(planned))
    return reply_array(
        _refused(one) if isinstance(one, RefusedEvent) else Planned.of(one) for one in planned
    )


def _refused(outcome: RefusedEvent) -> Refused:
    return Refused(event_id=outcome.event_id, error=problem_details(outcome.error))


def _idempotency_key(request: Request) -> str | None:
    """Return the Idempotency-Key without the quotes that its specification puts around it."""
    key = request.headers.get(IDEMPOTENCY_KEY.lower())
    quoted = key is not None and len(key) > 1 and key[0] == key[-1] == '"'
    return key[1:-1] if key and quoted else key


def _id_prefix(text: str | None) -> str | None:
    if text is not None and not is_event_id(text):
        raise InvalidInput("id_prefix: no event id begins so", field="id_prefix")
    return text


def _authenticate(app: App, request: Request) -> None:
    """Raise Unauthorized where ``INGEST_SECRET_TOKEN`` is set and did not sign the body."""
    token = app.settings.ingest_secret_token
    if token is None:
        return
    digest = request.headers.get(_DIGEST, "")
    if not signing.verify_digest(token, request.body, digest):
        raise Unauthorized("X-Onefuzz-Digest is missing or wrong", field="X-Onefuzz-Digest")
