"""Queue messages, and how they are spelled.

A message is one line of JSON, which says what to do, and after it the event's payload as it was
spelled, if the whole fits into a queue message. In a message for several deliveries the payloads
follow one another, and the line has the length of each.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from shared.model import DeliveryKey, Event, PendingDelivery


class MessageKind(StrEnum):
    """What a message asks for."""

    FIRST = "first"
    """The first attempt, put by the call that created the delivery's record."""

    FOLLOW_UP = "follow_up"
    """Put by a later call, behind the first message: when it is taken, that one was taken too."""

    CHECK = "check"
    """A first message that may be a copy: attempt the delivery, unless storage says otherwise."""

    RETRY = "retry"
    """A further attempt of a pending delivery."""

    PROBE = "probe"
    """The same, although the breaker is open."""

    GROUP = "group"
    """The first attempts of several deliveries to one webhook, whose events came together."""

    FAN_OUT = "fan_out"
    """Create and send a slice of an event's deliveries."""

    @property
    def is_retry(self) -> bool:
        """Whether it asks for a further attempt of a pending delivery, which is leased for it."""
        return self in {MessageKind.RETRY, MessageKind.PROBE}


MOST_TOGETHER = 8
"""The most deliveries in one message."""

_VERSION = 1
_MAX_BYTES = 48 * 1024
"""A queue message holds 64 KiB of base64, which is 48 KiB of ours."""

_GROUP_BYTES = _MAX_BYTES - 256
"""What is left of these for the members of a group."""


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

    @property
    def uid(self) -> str:
        """The webhook's uid."""
        return self.key.uid

    @property
    def received_ms(self) -> int:
        """When the event was received."""
        return self.key.received_ms

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
class GroupMessage:
    """First attempts of two or more deliveries to one webhook, received at the same time."""

    members: tuple[AttemptMessage, ...]

    @property
    def uid(self) -> str:
        """The webhook's uid."""
        return self.members[0].uid

    @property
    def received_ms(self) -> int:
        """When the events were received."""
        return self.members[0].received_ms

    def encode(self) -> str:
        """Return the message's text, which fits into a queue message if `grouped` made this."""
        head = {
            "v": _VERSION,
            "kind": MessageKind.GROUP,
            "uid": self.uid,
            "received_ms": self.received_ms,
            "members": [_member(message) for message in self.members],
        }
        payloads = (m.event.event_json for m in self.members if m.event is not None)
        return f"{json.dumps(head)}\n{''.join(payloads)}"


def grouped(messages: Iterable[AttemptMessage]) -> list[AttemptMessage | GroupMessage]:
    """Put *messages* into groups that each fit into a queue message; one alone stays as it is.

    They are first attempts at one webhook, of events that were received at the same time. An event
    that is too large to be in a message is left out, to be read when the attempt is made.
    """
    groups: list[list[AttemptMessage]] = []
    room = 0
    for message in messages:
        size = _member_bytes(message)
        if size > _GROUP_BYTES:
            message = replace(message, event=None)  # noqa: PLW2901 - the same message, smaller
            size = _member_bytes(message)
        if not groups or size > room or len(groups[-1]) == MOST_TOGETHER:
            groups.append([])
            room = _GROUP_BYTES
        groups[-1].append(message)
        room -= size
    return [GroupMessage(tuple(group)) if len(group) > 1 else group[0] for group in groups]


def _member(message: AttemptMessage) -> dict[str, object]:
    head: dict[str, object] = {
        "event_id": message.key.event_id,
        "event_type": message.event_type,
    }
    if message.event is not None:
        head["extras"] = message.event.extras_json
        head["length"] = len(message.event.event_json)
    return head


def _member_bytes(message: AttemptMessage) -> int:
    payload = message.event.event_json if message.event else ""
    return len(json.dumps(_member(message))) + len(", ") + len(payload.encode())


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


Message = AttemptMessage | GroupMessage | FanOutMessage


def decode(data: bytes) -> Message:
    """Read a message. Raises UnreadableMessage."""
    try:
        head_text, _, payload = data.decode().partition("\n")
        head = json.loads(head_text)
        if head["v"] != _VERSION:
            raise UnreadableMessage(f"version {head['v']!r}")
        match MessageKind(head["kind"]):
            case MessageKind.FAN_OUT:
                start, stop = int(head["start"]), int(head["stop"])
                return FanOutMessage(int(head["received_ms"]), str(head["event_id"]), start, stop)
            case MessageKind.GROUP:
                return _decode_group(head, payload)
            case kind:
                return _decode_attempt(head, kind, int(head["attempt"]), payload)
    except (UnicodeDecodeError, ValueError, KeyError, TypeError) as error:
        raise UnreadableMessage(f"{type(error).__name__}: {error}"[:200]) from None


def _decode_attempt(
    head: Mapping[str, Any], kind: MessageKind, attempt: int, payload: str
) -> AttemptMessage:
    event_id, event_type = str(head["event_id"]), str(head["event_type"])
    key = DeliveryKey(str(head["uid"]), int(head["received_ms"]), event_id)
    event = None
    if payload:
        event = Event(event_id, event_type, key.received_ms, payload, str(head["extras"]))
    return AttemptMessage(kind, key, event_type, attempt, event)


def _decode_group(head: Mapping[str, Any], payloads: str) -> GroupMessage:
    members = []
    for member in head["members"]:
        length = int(member.get("length", 0))
        own, payloads = payloads[:length], payloads[length:]
        if len(own) < length:
            raise UnreadableMessage("a payload is cut off")
        members.append(_decode_attempt({**head, **member}, MessageKind.FIRST, 1, own))
    if not members:
        raise UnreadableMessage("a group without members")
    return GroupMessage(tuple(members))


def as_text(data: bytes) -> str:
    """Return anything as a message's text: invalid UTF-8 is replaced, the excess cut off."""
    return data.decode(errors="replace").encode()[:_MAX_BYTES].decode(errors="ignore")
