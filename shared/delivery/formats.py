"""Makes the body that a subscriber receives. Pure; the payload stays as the producer spelled it.

===============  ===================================================================  ============
format           body                                                                 content type
===============  ===================================================================  ============
``onefuzz``      the message of OneFuzz's document: ``event_id``, ``event_type``,     JSON
                 ``event``, other members of the envelope, ``webhook_id``
``event_grid``   an array of one Event Grid event, the payload as ``data``            JSON
``cloudevents``  a CloudEvents 1.0 event in structured mode, the payload as ``data``  CloudEvents
``bare``         the payload alone, as Singularity sends it                           JSON
===============  ===================================================================  ============
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from urllib.parse import quote

from shared.json_text import with_members
from shared.model import Event, MessageFormat
from shared.times import iso8601

_JSON = "application/json"
_RELAY = "webhook-relay"
_EVENT_GRID_DATA_VERSION = "1.0.0"


@dataclass(frozen=True, slots=True)
class Body:
    """The bytes of a request and their Content-Type."""

    data: bytes
    content_type: str


def render(message_format: str, event: Event, webhook_id: str) -> Body:
    """Return the bytes to send, which are the same for every attempt of a delivery."""
    text, content_type = FORMATS[message_format](event, webhook_id)
    return Body(text.encode(), content_type)


def _onefuzz(event: Event, webhook_id: str) -> tuple[str, str]:
    extras = event.extras_json[1:-1]
    return (
        f'{{"event_id":{json.dumps(event.event_id)},"event_type":{json.dumps(event.event_type)},'
        f'"event":{event.event_json},{extras}{"," if extras else ""}'
        f'"webhook_id":{json.dumps(webhook_id)}}}'
    ), _JSON


def _event_grid(event: Event, _webhook_id: str) -> tuple[str, str]:
    members = {
        "id": event.event_id,
        "eventType": event.event_type,
        "subject": _sender(event),
        "eventTime": _time(event),
        "dataVersion": _EVENT_GRID_DATA_VERSION,
    }
    return f"[{_with_data(members, event)}]", _JSON


def _cloudevents(event: Event, _webhook_id: str) -> tuple[str, str]:
    members = {
        "specversion": "1.0",
        "id": event.event_id,
        "source": quote(_sender(event), errors="replace"),
        "type": event.event_type,
        "time": _time(event),
        "datacontenttype": _JSON,
    }
    return _with_data(members, event), "application/cloudevents+json"


def _bare(event: Event, _webhook_id: str) -> tuple[str, str]:
    return event.event_json, _JSON


def _with_data(members: dict[str, str], event: Event) -> str:
    return with_members(json.dumps(members), {"data": event.event_json})


def _sender(event: Event) -> str:
    """Return ``instance_name`` of the envelope, or the relay's name."""
    name = json.loads(event.extras_json).get("instance_name")
    return name if isinstance(name, str) and name else _RELAY


def _time(event: Event) -> str:
    """Return the receive time, so that every attempt sends the same bytes."""
    return iso8601(event.received_ms / 1000)


FORMATS: Mapping[str, Callable[[Event, str], tuple[str, str]]] = {
    MessageFormat.ONEFUZZ: _onefuzz,
    MessageFormat.EVENT_GRID: _event_grid,
    MessageFormat.CLOUDEVENTS: _cloudevents,
    MessageFormat.BARE: _bare,
}
