"""Makes events of what is posted, for the webhooks that want them. Stores nothing."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from uuid import uuid4

from shared.errors import FieldError, InvalidInput
from shared.event_types.known import EventTypes
from shared.events import onefuzz_8
from shared.events.catalogue import EVENT_TYPES
from shared.events.envelope import Envelope, id_fault, judge, parse_events
from shared.model import Event
from shared.webhooks.registry import WebhookRegistry
from shared.webhooks.subscribers import Subscribers

IDEMPOTENCY_KEY = "Idempotency-Key"
"""The header that gives an event its id where the body does not."""


class Incoming:
    """Reads bodies, and makes events of the envelopes in them."""

    def __init__(
        self,
        webhooks: WebhookRegistry,
        *,
        max_event_bytes: int,
        max_batch_bytes: int,
        types: EventTypes,
        instance: Mapping[str, str],
        clock: Callable[[], float],
    ) -> None:
        """*instance* has ``instance_id`` and ``instance_name``, if the settings give them."""
        self._webhooks = webhooks
        self._max_event_bytes = max_event_bytes
        self._max_batch_bytes = max_batch_bytes
        self._types = types
        self._instance = {name: json.dumps(value) for name, value in instance.items()}
        self._clock = clock

    def read(self, body: bytes, key: str | None = None) -> tuple[list[Envelope], bool]:
        """Return the envelopes in *body*, and whether it is an array. Raises InvalidInput.

        *key* is the Idempotency-Key, which becomes the ``event_id`` of a single event without one.
        """
        envelopes, is_array = parse_events(
            body,
            max_event_bytes=self._max_event_bytes,
            max_batch_bytes=self._max_batch_bytes,
            types=self._types,
        )
        if key is None:
            return envelopes, is_array
        if is_array:
            raise _bad_key("does not go with an array: give each of its events an event_id")
        return [_with_key(envelope, key) for envelope in envelopes], is_array

    def judge(self, body: bytes, event_type: str) -> tuple[list[FieldError], int]:
        """Return what `read` would say of one envelope, see `shared.events.envelope.judge`."""
        return judge(body, event_type, max_event_bytes=self._max_event_bytes, types=self._types)

    def addressed(self, envelopes: Sequence[Envelope]) -> list[Event]:
        """Make the events, each for the webhooks that want it. All are received now."""
        now_ms = self._now_ms()
        subscribers = {
            kind: self._webhooks.subscribed(kind) for kind in {e.event_type for e in envelopes}
        }
        return [self._event(e, subscribers[e.event_type], now_ms) for e in envelopes]

    def example(self, event_type: str, uids: tuple[str, ...] = ()) -> Event:
        """Make an event of the type's example, for the webhooks *uids*. Raises InvalidInput.

        It has an ``instance_id`` if no event of the type could be posted without.
        """
        payload_json, version = self._types.example(event_type)
        known = EVENT_TYPES.get(event_type)
        instance = onefuzz_8.INSTANCE if known is not None and known.needs_instance_id else {}
        extras = {**{name: json.dumps(value) for name, value in instance.items()}, **self._instance}
        envelope = Envelope(None, event_type, payload_json, extras, digest="", type_version=version)
        return self.event_for(envelope, uids)

    def made(
        self, event_type: str, event_json: str, uids: tuple[str, ...], *, event_id: str
    ) -> Event:
        """Make an event of the relay's own, for the webhooks *uids* whatever they want."""
        envelope = Envelope(event_id, event_type, event_json, extras={}, digest="")
        return self.event_for(envelope, uids)

    def event_for(self, envelope: Envelope, uids: tuple[str, ...]) -> Event:
        """Make the event, for the webhooks *uids* whatever they want."""
        return self._event(envelope, Subscribers(uids, {}), self._now_ms())

    def _event(self, envelope: Envelope, subscribers: Subscribers, now_ms: int) -> Event:
        """Make the event, for those of *subscribers* that want it."""
        extras = {**envelope.extras}
        for name, value in self._instance.items():
            extras.setdefault(name, value)
        members = ",".join(f"{json.dumps(name)}:{raw}" for name, raw in extras.items())
        event = Event(
            event_id=envelope.event_id or str(uuid4()),
            event_type=envelope.event_type,
            received_ms=now_ms,
            event_json=envelope.event_json,
            extras_json=f"{{{members}}}",
            digest=envelope.digest,
            targets=subscribers.uids,
            type_version=envelope.type_version,
        )
        return subscribers.narrow(event)

    def _now_ms(self) -> int:
        return round(self._clock() * 1000)


def _with_key(envelope: Envelope, key: str) -> Envelope:
    """Return the envelope with *key* as its id. Raises InvalidInput."""
    if envelope.event_id is not None:
        if envelope.event_id != key:
            raise _bad_key("is another one than event_id in the body")
        return envelope
    fault = id_fault(key, envelope.event_type)
    if fault is not None:
        raise _bad_key(fault)
    return replace(envelope, event_id=key)


def _bad_key(message: str) -> InvalidInput:
    return InvalidInput(f"{IDEMPOTENCY_KEY}: {message}", field=IDEMPOTENCY_KEY)
