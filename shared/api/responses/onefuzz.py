"""Deliveries as OneFuzz's client models them."""

from __future__ import annotations

from typing import Literal

from shared.api.responses.base import RawJson, RawString, SplicedModel

OneFuzzState = Literal["queued", "retrying", "succeeded", "failed"]


class LogEntry(SplicedModel):
    """A delivery as OneFuzz's client models it."""

    event_id: str
    event_type: str
    instance_id: RawString
    instance_name: RawString
    webhook_id: str
    state: OneFuzzState
    try_count: int
    event: RawJson
