"""Rows as the relay writes them, for tests that write some themselves."""

from __future__ import annotations

import json
import time
from typing import Any

from shared.events.envelope import parse_events
from shared.model import Event


def stored_event(event: dict[str, Any], *uids: str, at: float | None = None) -> Event:
    """What is stored first when *event*, an envelope, is posted *at* a time, for these webhooks."""
    [envelope], _ = parse_events(json.dumps(event).encode(), max_event_bytes=262144)
    return Event(
        event_id=event["event_id"],
        event_type=envelope.event_type,
        received_ms=round((time.time() if at is None else at) * 1000),
        event_json=envelope.event_json,
        extras_json="{}",
        digest=envelope.digest,
        targets=uids,
    )
