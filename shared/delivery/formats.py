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

from shared import event_grid
from shared.json_text import with_members
from shared.model import Event, MessageFormat

_JSON = "application/json"


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
    return f"[{_with_data(event_grid.members(event), event)}]", _JSON


def _cloudevents(event: Event, _webhook_id: str) -> tuple[str, str]:
    members = {
        "specversion": "1.0",
        "id": event.event_id,
        "source": quote(event_grid.sender(event), errors="replace"),
        "type": event.event_type,
        "time": event_grid.received_at(event),
        "datacontenttype": _JSON,
    }
    return _with_data(members, event), "application/cloudevents+json"


def _bare(event: Event, _webhook_id: str) -> tuple[str, str]:
    return event.event_json, _JSON


def _with_data(members: dict[str, str], event: Event) -> str:
    return with_members(json.dumps(members), {"data": event.event_json})


FORMATS: Mapping[str, Callable[[Event, str], tuple[str, str]]] = {
    MessageFormat.ONEFUZZ: _onefuzz,
    MessageFormat.EVENT_GRID: _event_grid,
    MessageFormat.CLOUDEVENTS: _cloudevents,
    MessageFormat.BARE: _bare,
}
