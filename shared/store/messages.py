"""What lies in the queues.

A message is one line of JSON, which says what to do, and after it the event's payload as it was
spelled, while the whole fits into a queue message. ``kind`` is one of:

=========  =====================================================================================
first      the first attempt of a delivery, put by the call that made its record
follow     put by a later call, behind the first: what comes after the first has left the queue
checked    what becomes of it when an attempt has had its time: the record decides
retry      another attempt of a delivery that waits
probe      the same, past an open breaker
fan_out    make and send the deliveries of a slice of an event's targets
=========  =====================================================================================
"""

from __future__ import annotations

import json
from dataclasses import dataclass

from shared.model import DeliveryKey, Event

FIRST, FOLLOW, CHECKED = "first", "follow", "checked"
RETRY, PROBE, FAN_OUT = "retry", "probe", "fan_out"
_ATTEMPTS = {FIRST, FOLLOW, CHECKED, RETRY, PROBE}

_VERSION = 1
_MOST_BYTES = 48 * 1024
"""A message holds 64 KiB of base64, which is 48 KiB of ours."""


class UnreadableMessage(ValueError):
    """A message that the relay did not write, or not in a version that it knows."""


@dataclass(frozen=True, slots=True)
class AttemptMessage:
    """Attempt number ``attempt`` (from 1) of the delivery ``ref``; ``event`` where it fitted."""

    kind: str
    key: DeliveryKey
    event_type: str
    attempt: int
    event: Event | None = None

    def encode(self) -> str:
        head = {
            "v": _VERSION,
            "kind": self.kind,
            "uid": self.key.uid,
            "received_ms": self.key.received_ms,
            "event_id": self.key.event_id,
            "event_type": self.event_type,
            "attempt": self.attempt,
        }
        if self.event is None:
            return json.dumps(head)
        inline = {**head, "extras": self.event.extras_json}
        text = f"{json.dumps(inline)}\n{self.event.event_json}"
        return text if len(text.encode()) <= _MOST_BYTES else json.dumps(head)


@dataclass(frozen=True, slots=True)
class FanOutMessage:
    """Targets ``start`` to ``stop`` of the event, in the order of its row."""

    received_ms: int
    event_id: str
    start: int
    stop: int

    def encode(self) -> str:
        return json.dumps(
            {
                "v": _VERSION,
                "kind": FAN_OUT,
                "received_ms": self.received_ms,
                "event_id": self.event_id,
                "start": self.start,
                "stop": self.stop,
            }
        )


def decode(data: bytes) -> AttemptMessage | FanOutMessage:
    """Raises UnreadableMessage."""
    try:
        head_text, _, payload = data.decode().partition("\n")
        head = json.loads(head_text)
        if head["v"] != _VERSION:
            raise UnreadableMessage(f"version {head['v']!r}")
        received_ms, event_id = int(head["received_ms"]), str(head["event_id"])
        kind = head["kind"]
        if kind == FAN_OUT:
            return FanOutMessage(received_ms, event_id, int(head["start"]), int(head["stop"]))
        if kind not in _ATTEMPTS:
            raise UnreadableMessage(f"kind {kind!r}")
        event_type = str(head["event_type"])
        event = None
        if payload:
            event = Event(event_id, event_type, received_ms, payload, str(head["extras"]))
        ref = DeliveryKey(str(head["uid"]), received_ms, event_id)
        return AttemptMessage(kind, ref, event_type, int(head["attempt"]), event)
    except (UnicodeDecodeError, ValueError, KeyError, TypeError) as error:
        raise UnreadableMessage(f"{type(error).__name__}: {error}"[:200]) from None


def as_text(data: bytes) -> str:
    """Anything as a message's text: what is no UTF-8 is replaced, and what does not fit cut off."""
    return data.decode(errors="replace").encode()[:_MOST_BYTES].decode(errors="ignore")
