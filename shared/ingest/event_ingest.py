"""Accepts posted events: validates and stores them, and has their deliveries created.

Nothing is acknowledged before it is stored. Of an array, an event whose id is known with another
body is refused by itself, and the others are accepted.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from uuid import uuid4

from shared import parallel
from shared.activity import Activity
from shared.errors import Conflict
from shared.events.envelope import Envelope, parse_events
from shared.ingest.deduplication import Deduplication, StoredEvent
from shared.ingest.fan_out import FanOut
from shared.model import Event
from shared.store import Store
from shared.webhooks.registry import WebhookRegistry
from shared.webhooks.subscribers import Subscribers


@dataclass(frozen=True, slots=True)
class AcceptedEvent:
    """An event that is stored, and how many deliveries it has. ``repeated``: it was before."""

    event_id: str
    deliveries: int
    repeated: bool


@dataclass(frozen=True, slots=True)
class RefusedEvent:
    """An event of an array that contradicts what is stored under its id."""

    event_id: str
    error: Conflict


class EventIngest:
    """Accepts events for all webhooks, and pings for one."""

    def __init__(
        self,
        *,
        store: Store,
        webhooks: WebhookRegistry,
        fan_out: FanOut,
        max_event_bytes: int,
        max_batch_bytes: int,
        instance: Mapping[str, str],
        activity: Activity,
        clock: Callable[[], float],
    ) -> None:
        """*instance* has ``instance_id`` and ``instance_name``, if the settings give them."""
        self._store = store
        self._deduplication = Deduplication(store)
        self._webhooks = webhooks
        self._fan_out = fan_out
        self._max_event_bytes = max_event_bytes
        self._max_batch_bytes = max_batch_bytes
        self._instance = {name: json.dumps(value) for name, value in instance.items()}
        self._activity = activity
        self._clock = clock

    def post(self, body: bytes) -> AcceptedEvent | list[AcceptedEvent | RefusedEvent]:
        """Accept one event or an array of events, and return one result or a list.

        Raises InvalidInput before anything is stored, and Conflict when an ``event_id`` is known
        with another body: for an array, if that is so of every event.
        """
        envelopes, is_array = parse_events(
            body, max_event_bytes=self._max_event_bytes, max_batch_bytes=self._max_batch_bytes
        )
        if is_array:
            return self._accept_all(envelopes)
        [envelope] = envelopes
        subscribers = self._webhooks.subscribed(envelope.event_type)
        event = self._event(envelope, subscribers, self._now_ms())
        stored = self._deduplication.insert(event)
        if stored.event.digest != event.digest:
            raise _conflict(event, "event_id")
        self._fan_out.start(stored.event)
        return self._accepted(stored.event, repeated=not stored.is_new)

    def ping(self, uid: str) -> str:
        """Send a ping event to one webhook, whatever its event types; return the ``ping_id``."""
        ping_id = str(uuid4())
        envelope = Envelope(
            event_id=ping_id,
            event_type="ping",
            event_json=json.dumps({"ping_id": ping_id}),
            extras={},
            digest="",
        )
        event = self._event(envelope, Subscribers((uid,), {}), self._now_ms())
        self._store.events.insert(event)
        self._fan_out.start(event)
        return ping_id

    def _accept_all(self, envelopes: Sequence[Envelope]) -> list[AcceptedEvent | RefusedEvent]:
        """Accept an array. Of several events with one id, the first is the one to be stored."""
        now_ms = self._now_ms()
        subscribers = {
            kind: self._webhooks.subscribed(kind) for kind in {e.event_type for e in envelopes}
        }
        events = [self._event(e, subscribers[e.event_type], now_ms) for e in envelopes]
        first = {event.event_id: event for event in reversed(events)}
        stored = self._deduplication.insert_all(list(first.values()))
        refused = {
            index: _conflict(event, f"[{index}].event_id")
            for index, event in enumerate(events)
            if stored[event.event_id].event.digest != event.digest
        }
        if len(refused) == len(events):
            errors = [error for conflict in refused.values() for error in conflict.errors]
            raise Conflict("every event_id was accepted with another body", errors=errors)
        accepted = {
            e.event_id: stored[e.event_id] for i, e in enumerate(events) if i not in refused
        }
        self._start_all(accepted.values())

        def outcome(index: int, event: Event) -> AcceptedEvent | RefusedEvent:
            if index in refused:
                return RefusedEvent(event.event_id, refused[index])
            is_new = stored[event.event_id].is_new and event is first[event.event_id]
            return self._accepted(stored[event.event_id].event, repeated=not is_new)

        return [outcome(index, event) for index, event in enumerate(events)]

    def _start_all(self, accepted: Collection[StoredEvent]) -> None:
        new = [one.event for one in accepted if one.is_new]
        self._fan_out.start_all(new)
        parallel.map(self._fan_out.start, [one.event for one in accepted if not one.is_new])

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
        )
        return subscribers.narrow(event)

    def _accepted(self, event: Event, *, repeated: bool) -> AcceptedEvent:
        self._activity.accepted(event, repeated=repeated)
        return AcceptedEvent(event.event_id, len(event.targets), repeated=repeated)

    def _now_ms(self) -> int:
        return round(self._clock() * 1000)


def _conflict(event: Event, field: str) -> Conflict:
    return Conflict(f"{field}: {event.event_id} was accepted with another body", field=field)
