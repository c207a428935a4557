"""What OneFuzz's client can read: the webhooks that its models accept, and its delivery logs."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from uuid import UUID

from shared.api.http import Response, reply_array
from shared.api.responses.onefuzz import LogEntry, OneFuzzState
from shared.app import App
from shared.events.catalogue import EVENT_TYPES
from shared.events.fields import UUID_PATTERN
from shared.history.delivery_filter import DeliveryState, Status
from shared.model import Event, MessageFormat, Webhook

_RECENT = 50
_STATES: Mapping[DeliveryState, OneFuzzState] = {
    DeliveryState.QUEUED: "queued",
    DeliveryState.WAITING: "retrying",
    DeliveryState.DELIVERED: "succeeded",
    DeliveryState.DROPPED: "failed",
}
_FORMATS = frozenset({MessageFormat.ONEFUZZ, MessageFormat.EVENT_GRID})
_TYPES = frozenset(name for name, kind in EVENT_TYPES.items() if kind.family == "onefuzz")
_UUID = re.compile(UUID_PATTERN)
_NIL_UUID = str(UUID(int=0))
_APP_NAME = "webhook-relay"


def can_model(webhook: Webhook) -> bool:
    """Whether OneFuzz's client can read *webhook*; its whole list fails over one that it cannot."""
    return (
        _UUID.fullmatch(webhook.webhook_id) is not None
        and webhook.message_format in _FORMATS
        and _TYPES.issuperset(webhook.event_types)
    )


def logs(app: App, webhook: Webhook) -> Response:
    """Respond with the recent deliveries to *webhook*, the newest first."""
    recent = app.history.recent(webhook, limit=_RECENT)
    return reply_array(_log_entry(app, webhook, status, event) for status, event in recent)


def _log_entry(app: App, webhook: Webhook, status: Status, event: Event) -> LogEntry:
    extras = event.extras()
    instance_id = extras.get("instance_id") or app.settings.instance_id or _NIL_UUID
    instance_name = extras.get("instance_name") or app.settings.instance_name or _APP_NAME
    return LogEntry(
        event_id=event.event_id,
        event_type=event.event_type,
        instance_id=json.dumps(instance_id),
        instance_name=json.dumps(instance_name),
        webhook_id=webhook.webhook_id,
        state=_state(status),
        try_count=status.attempts,
        event=event.event_json,
    )


def _state(status: Status) -> OneFuzzState:
    """Return the state in OneFuzz's terms, in which nothing is retried before its first attempt."""
    held = status.waiting is not None and status.waiting.attempts == 0
    return _STATES[DeliveryState.QUEUED if held else status.state]
