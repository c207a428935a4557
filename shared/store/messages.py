"""Queue messages, and how they are spelled.

A message is one line of JSON, which says what to do, and after it the event's payload as it was
spelled, if the whole fits into a queue message.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from enum import StrEnum

from shared.model import DeliveryKey, Event, PendingDelivery


class MessageKind(StrEnum):
    """What a message asks for."""

    FIRST = "first"
    """The first attempt, put by the call that created the delivery's record."""

    FOLLOW_UP = "follow_up"
    """Put by a later call, behind the first message: when it is taken, that one was taken too."""

    CHECK = "check"
    """What a follow-up becomes: attempt the delivery, unless storage says it is not its turn."""

    RETRY = "retry"
    """A further attempt of a pending delivery."""

    PROBE = "probe"
    """The same, although the breaker is open."""

    FAN_OUT = "fan_out"
    """Create and send a slice of an event's deliveries."""


_ATTEMPTS = frozenset(MessageKind) - {MessageKind.FAN_OUT}

_VERSION = 1
_MAX_BYTES = 48 * 1024
"""A queue message holds 64 KiB of base64, which is 48 KiB of ours."""


class UnreadableMessage(ValueError):
    """The message was not written by the relay, or by a version that this code does not know."""


@dataclass(frozen=True, slots=True)
class AttemptMessage:
    """Attempt number ``attempt`` (from 1) of a delivery, with its event if that fitted."""

    kind: MessageKind
    key: DeliveryKey
    event_type: str
    attempt: int
    event: Event | None = None

    @classmethod
    def for_event(cls, kind: MessageKind, event: Event, uid: str) -> AttemptMessage:
        """Return the message for the first attempt of *event* to the webhook *uid*."""
        return cls(kind, event.delivery_key(uid), event.event_type, attempt=1, event=event)

    @classmethod
    def for_pending(cls, kind: MessageKind, pending: PendingDelivery) -> AttemptMessage:
        """Return the message for the next attempt of a pending delivery."""
        return cls(kind, pending.key, pending.event_type, pending.attempts + 1)

    def encode(self) -> str:
        """Return the message's text."""
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
        return text if len(text.encode()) <= _MAX_BYTES else json.dumps(head)


@dataclass(frozen=True, slots=True)
class FanOutMessage:
    """The targets ``start`` to ``stop`` of an event, in the order of its row."""

    received_ms: int
    event_id: str
    start: int
    stop: int

    def encode(self) -> str:
        """Return the message's text."""
        return json.dumps(
            {
                "v": _VERSION,
                "kind": MessageKind.FAN_OUT,
                "received_ms": self.received_ms,
                "event_id": self.event_id,
                "start": self.start,
                "stop": self.stop,
            }
        )


def decode(data: bytes) -> AttemptMessage | FanOutMessage:
    """Read a message. Raises UnreadableMessage."""
    try:
        head_text, _, payload = data.decode().partition("\n")
        head = json.loads(head_text)
        if head["v"] != _VERSION:
            raise UnreadableMessage(f"version {head['v']!r}")
        received_ms, event_id = int(head["received_ms"]), str(head["event_id"])
        kind = MessageKind(head["kind"])
        if kind not in _ATTEMPTS:
            return FanOutMessage(received_ms, event_id, int(head["start"]), int(head["stop"]))
        event_type = str(head["event_type"])
        event = None
        if payload:
            event = Event(event_id, event_type, received_ms, payload, str(head["extras"]))
        key = DeliveryKey(str(head["uid"]), received_ms, event_id)
        return AttemptMessage(kind, key, event_type, int(head["attempt"]), event)
    except (UnicodeDecodeError, ValueError, KeyError, TypeError) as error:
        raise UnreadableMessage(f"{type(error).__name__}: {error}"[:200]) from None


def as_text(data: bytes) -> str:
    """Return anything as a message's text: invalid UTF-8 is replaced, the excess cut off."""
    return data.decode(errors="replace").encode()[:_MAX_BYTES].decode(errors="ignore")
