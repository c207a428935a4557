"""Rows as the relay writes them, for tests that write rows themselves."""

from __future__ import annotations

import json
import time
from typing import Any

from shared.events.envelope import parse_events
from shared.model import Attempt, DropReason, Event, RecordState, Webhook
from shared.store.records import Ending
from tests.support.built_in_types import NO_OTHER_TYPES
from tests.support.client import ping_event
from tests.support.in_process import Process


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


def attempt(at: float, result: int | str, ms: int = 5) -> Attempt:
    """Return an attempt that was answered with a status, or ended with an error."""
    status, error = (result, None) if isinstance(result, int) else (None, result)
    return Attempt(at, status, error, "", ms, "")


def ended_delivery(
    relay: Process, webhook: Webhook, at: float, result: int | str | None, ms: int = 5
) -> str:
    """Record a delivery that ended with an attempt of this *result*, or without one.

    Returns the id of the event, which is not stored.
    """
    key = stored_event(ping_event(), at=at).delivery_key(webhook.uid)
    assert relay.store.records.insert(key, "ping")
    relay.store.records.end(key, ending(at, result, ms))
    return key.event_id


def ending(at: float, result: int | str | None, ms: int = 5) -> Ending:
    """Return how such a delivery ended: a 2xx has delivered it."""
    results = () if result is None else (attempt(at, result, ms),)
    if results and results[0].ok:
        return Ending(RecordState.DELIVERED, 1, results, at)
    return Ending(RecordState.DROPPED, len(results), results, at, DropReason.EXPIRED)
