"""How things are shown: JSON that more than one part of the API answers with."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

from shared.history.delivery_history import Status
from shared.model import Attempt, Event


def iso(epoch: float) -> str:
    """ISO 8601 in UTC, to the millisecond."""
    moment = datetime.fromtimestamp(epoch, UTC)
    return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def event_json(event: Event, more: dict[str, object]) -> str:
    """An event with *more* members, its payload as it was spelled."""
    members = {
        "event_id": event.event_id,
        "event_type": event.event_type,
        "received_at": iso(event.received_ms / 1000),
        **json.loads(event.extras_json),
        **more,
    }
    return f'{json.dumps(members)[:-1]}, "event": {event.event_json}}}'


def status_view(status: Status) -> dict[str, Any]:
    """A delivery without its event. Times are ISO 8601 in UTC."""
    delivery, row = status.delivery, status.waiting
    view: dict[str, Any] = {
        "event_id": delivery.key.event_id,
        "event_type": delivery.event_type,
        "state": status.state,
        "attempts": row.attempts if row else delivery.attempts,
        "received_at": iso(delivery.key.received_ms / 1000),
    }
    if delivery.ended and delivery.ended_at is not None:
        view["ended_at"] = iso(delivery.ended_at)
    if delivery.ended and delivery.reason:
        view["reason"] = delivery.reason
    if row is not None and not delivery.ended:
        view["held"] = row.attempts == 0
        if row.next_attempt_at:
            view["next_attempt_at"] = iso(row.next_attempt_at)
    last = row.last if row else (delivery.results[-1] if delivery.results else None)
    if last is not None:
        view["last_attempt"] = attempt_view(last)
    return view


def attempt_view(attempt: Attempt) -> dict[str, Any]:
    """One attempt; what it lacks is left out."""
    view: dict[str, Any] = {"at": iso(attempt.at), "duration_ms": attempt.duration_ms}
    if attempt.status is not None:
        view["status"] = attempt.status
    if attempt.error is not None:
        view["error"] = attempt.error
    if attempt.detail:
        view["detail"] = attempt.detail
    if attempt.answer:
        view["answer"] = attempt.answer
    return view
