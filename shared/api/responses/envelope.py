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
    """Return the payload and the known members of an event's envelope as JSON text."""
    extras = event.extras()
    known = {name: json.dumps(extras[name]) for name in WithEnvelope.model_fields if name in extras}
    return known | {"event": event.event_json}
