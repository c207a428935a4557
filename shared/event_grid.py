"""The members of an Event Grid event that the relay makes of an event, except for ``data``."""

from __future__ import annotations

from shared.model import Event
from shared.times import iso8601

_RELAY = "webhook-relay"
_DATA_VERSION = "1.0.0"


def members(event: Event) -> dict[str, str]:
    """Return the members; their order is that of the message format."""
    return {
        "id": event.event_id,
        "eventType": event.event_type,
        "subject": sender(event),
        "eventTime": received_at(event),
        "dataVersion": _DATA_VERSION,
    }


def sender(event: Event) -> str:
    """Return ``instance_name`` of the envelope, or the relay's name."""
    name = event.extras().get("instance_name")
    return name if isinstance(name, str) and name else _RELAY


def received_at(event: Event) -> str:
    """Return the receive time, so that every attempt sends the same bytes."""
    return iso8601(event.received_ms / 1000)
