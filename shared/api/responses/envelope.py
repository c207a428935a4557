"""The envelope of an event, as responses show it."""

from __future__ import annotations

import json

from shared import model
from shared.api.responses.base import RawJson, RawString, RawStringOrNull, SplicedModel
from shared.events.fields import optional


class WithEnvelope(SplicedModel):
    """What the envelope of the event had besides its id, type and payload, and the payload."""

    instance_id: RawString = optional()
    instance_name: RawString = optional()
    created_at: RawString = optional()
    version: RawString = optional()
    sas_url: RawString = optional()
    expires_on: RawStringOrNull = optional()
    event: RawJson


def raw_members(event: model.Event) -> dict[str, str]:
    """Return the payload and the optional members of an event's envelope as JSON text."""
    extras = json.loads(event.extras_json)
    return {name: json.dumps(value) for name, value in extras.items()} | {"event": event.event_json}
