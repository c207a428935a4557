"""``POST /api/webhooks/{webhook_id}/filter/try``: what a filter says of an event."""

from __future__ import annotations

import json
from collections.abc import Mapping

from shared.api.http import Request, Response, reply
from shared.api.request_models import checked_filter
from shared.api.responses.filters import FilterCondition, FilterTrial
from shared.api.webhooks import webhook_in_path
from shared.app import App
from shared.errors import InvalidInput
from shared.events.envelope_model import is_event_id
from shared.events.reader import Member, read_object
from shared.filters.evaluation import CompiledFilter
from shared.filters.explanation import explain, matches
from shared.filters.view import EventView
from shared.model import Event, Webhook
from shared.webhooks.subscribers import compiled, wants_type

_FILTER_BYTES = 64 * 1024
"""Room for a filter beside the event."""


def try_filter(app: App, request: Request) -> Response:
    """Evaluate the webhook's filter, or the one in the body, on the event that the body names."""
    request.parameters()
    webhook = webhook_in_path(app, request)
    request.require_json()
    members = read_object(request.body, app.settings.max_event_bytes + _FILTER_BYTES)
    given = members.pop("filter", None)
    chosen = _filter_of(webhook) if given is None else _checked(given)
    event = _event(app, members)
    conditions = explain(chosen, EventView(event)) if chosen else []
    has_type, has_filter = wants_type(webhook, event.event_type), matches(conditions)
    return reply(
        FilterTrial(
            wanted=webhook.enabled and has_type and has_filter,
            enabled=webhook.enabled,
            event_type_matched=has_type,
            filter_matched=has_filter,
            conditions=[FilterCondition.of(one) for one in conditions],
        )
    )


def _filter_of(webhook: Webhook) -> CompiledFilter | None:
    return compiled(webhook.filter) if webhook.filter else None


def _checked(given: Member) -> CompiledFilter | None:
    """Return the filter of the body; None where it is null. Raises InvalidInput."""
    if given.value is None:
        return None
    return CompiledFilter(checked_filter(given.value))


def _event(app: App, members: Mapping[str, Member]) -> Event:
    """Return the event of the envelope, or the stored one if there is only an id.

    Raises InvalidInput, and NotFound where no event is stored under the id.
    """
    if members.keys() - {"event_id"}:
        text = ",".join(f"{json.dumps(name)}:{member.text}" for name, member in members.items())
        [envelope], _ = app.incoming.read(f"{{{text}}}".encode())
        return app.incoming.event_for(envelope, ())
    event_id = members["event_id"].value if members else None
    if not isinstance(event_id, str) or not is_event_id(event_id):
        raise InvalidInput(
            "event_id: must be the id of a stored event, or come with event_type and event",
            field="event_id",
        )
    return app.history.event(event_id)
