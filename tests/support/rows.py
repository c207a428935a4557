"""Rows as the relay writes them, for tests that write rows themselves."""

from __future__ import annotations

import json
import time
from typing import Any

from shared.events.envelope import parse_events
from shared.model import Event
from tests.support.built_in_types import NO_OTHER_TYPES


def stored_event(event: dict[str, Any], *uids: str, at: float | None = None) -> Event:
    """Return the envelope *event* as it is stored, accepted *at* epoch seconds for *uids*."""
    [envelope], _ = parse_events(
        json.dumps(event).encode(), types=NO_OTHER_TYPES, max_event_bytes=262144
    )
    return Event(
        event_id=event["event_id"],
        event_type=envelope.event_type,
        received_ms=round((time.time() if at is None else at) * 1000),
        event_json=envelope.event_json,
        extras_json="{}",
        digest=envelope.digest,
        targets=uids,
    )
