"""``/api/event-types``: the event types, and the definition of own ones."""

from __future__ import annotations

from http import HTTPStatus

from shared.api import parameters
from shared.api.http import Request, Response, reply, reply_array
from shared.api.request_models import parse, parse_object
from shared.api.responses.base import Result
from shared.api.responses.event_types import EventType, ImportReport, Verdict
from shared.app import App
from shared.errors import NotFound
from shared.event_types.definitions import Definition, Outcome
from shared.events.catalogue import EVENT_TYPES

_MOST_BYTES = 256 * 1024
"""Of a definition: a schema and an example, each of 64 KiB, with room for whitespace."""

_MOST_DOCUMENT_BYTES = 1024 * 1024


def listing(app: App, request: Request) -> Response:
    """``GET /api/event-types``."""
    request.parameters()
    own = map(EventType.of_own, app.event_types.every())
    return reply_array([*map(EventType.of, EVENT_TYPES.values()), *own])


def one(app: App, request: Request) -> Response:
    """``/api/event-types/{name}`` with any of its methods."""
    return {"GET": _get, "PUT": _put, "DELETE": _delete}[request.method](app, request)


def validate(app: App, request: Request) -> Response:
    """``POST /api/event-types/{name}/validate``."""
    request.parameters()
    request.require_json()
    name = request.path["name"]
    if not app.event_types.exists(name):
        raise NotFound("there is no event type of this name", field="name")
    return reply(Verdict.of(*app.incoming.judge(request.body, name)))


def import_document(app: App, request: Request) -> Response:
    """``POST /api/event-types/import``."""
    query = request.parameters("dry_run", "breaking")
    dry_run, breaking = (parameters.flag(name, query) for name in ("dry_run", "breaking"))
    document = parse_object(request, most_bytes=_MOST_DOCUMENT_BYTES)
    plan = app.event_type_registration.plan_import(document, breaking=breaking)
    if not dry_run:
        app.event_type_registration.carry_out(plan)
    return reply(ImportReport.of(plan))


def _get(app: App, request: Request) -> Response:
    request.parameters()
    name = request.path["name"]
    if name in EVENT_TYPES:
        return reply(EventType.of(EVENT_TYPES[name]))
    return reply(EventType.of_own(app.event_types.get(name)))


def _put(app: App, request: Request) -> Response:
    request.parameters()
    definition = parse(request, Definition, most_bytes=_MOST_BYTES)
    put = app.event_type_registration.put(request.path["name"], definition)
    status = HTTPStatus.CREATED if put.outcome is Outcome.CREATED else HTTPStatus.OK
    return reply(EventType.of_own(put.event_type), status)


def _delete(app: App, request: Request) -> Response:
    force = parameters.flag("force", request.parameters("force"))
    app.event_type_registration.delete(request.path["name"], force=force)
    return reply(Result(result=True))
