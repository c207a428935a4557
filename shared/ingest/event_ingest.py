"""Accepts posted events: validates and stores them, and has their deliveries created.

Nothing is acknowledged before it is stored. Of an array, an event whose id is known with another
body is refused by itself, and the others are accepted.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from uuid import uuid4

from shared import parallel
from shared.activity import Activity
from shared.errors import Conflict
from shared.ingest.deduplication import Deduplication, StoredEvent
from shared.ingest.fan_out import FanOut
from shared.ingest.incoming import Incoming
from shared.model import Event
from shared.store import Store


@dataclass(frozen=True, slots=True)
class AcceptedEvent:
    """An event that is stored, and how many deliveries it has. ``repeated``: it was before.

    ``filtered`` counts the webhooks whose filters did not want it.
    """

    event_id: str
    deliveries: int
    repeated: bool
    filtered: int = 0


@dataclass(frozen=True, slots=True)
class RefusedEvent:
    """An event of an array that contradicts what is stored under its id."""

    event_id: str
    error: Conflict


class EventIngest:
    """Accepts events for all webhooks, and makes pings and examples for one."""

    def __init__(
        self, store: Store, incoming: Incoming, fan_out: FanOut, activity: Activity
    ) -> None:
        self._store = store
        self._deduplication = Deduplication(store)
        self._incoming = incoming
        self._fan_out = fan_out
        self._activity = activity

    def post(
        self, body: bytes, key: str | None = None
    ) -> AcceptedEvent | list[AcceptedEvent | RefusedEvent]:
        """Accept one event or an array of events, and return one result or a list.

        *key* is the Idempotency-Key. Raises InvalidInput before anything is stored, and Conflict
        when an ``event_id`` is known with another body: for an array, if that is so of every event.
        """
        envelopes, is_array = self._incoming.read(body, key)
        events = self._incoming.addressed(envelopes)
        if is_array:
            return self._accept_all(events)
        [event] = events
        stored = self._deduplication.insert(event)
        if stored.event.digest != event.digest:
            raise conflict(event, "event_id")
        self._fan_out.start(stored.event)
        return self._accepted(stored.event, repeated=not stored.is_new)

    def ping(self, uid: str) -> str:
        """Send a ping event to one webhook, whatever it wants; return the ``ping_id``."""
        ping_id = str(uuid4())
        payload = json.dumps({"ping_id": ping_id})
        self._send(self._incoming.made("ping", payload, (uid,), event_id=ping_id))
        return ping_id

    def send_example(self, uid: str, event_type: str) -> str:
        """Send the example of *event_type* to one webhook; return the ``event_id``.

        Raises InvalidInput for an unknown type.
        """
        event = self._incoming.example(event_type, (uid,))
        self._send(event)
        return event.event_id

    def _send(self, event: Event) -> None:
        self._store.events.insert(event)
        self._fan_out.start(event)

    def _accept_all(self, events: Sequence[Event]) -> list[AcceptedEvent | RefusedEvent]:
        """Accept an array. Of several events with one id, the first is the one to be stored."""
        first = {event.event_id: event for event in reversed(events)}
        stored = self._deduplication.insert_all(list(first.values()))
        refused = refusals(events, {name: one.event for name, one in stored.items()})
        accepted = {
            e.event_id: stored[e.event_id] for i, e in enumerate(events) if i not in refused
        }
        self._start_all(accepted.values())

        def outcome(index: int, event: Event) -> AcceptedEvent | RefusedEvent:
            if index in refused:
                return refused[index]
            is_new = stored[event.event_id].is_new and event is first[event.event_id]
            return self._accepted(stored[event.event_id].event, repeated=not is_new)

        return [outcome(index, event) for index, event in enumerate(events)]

    def _start_all(self, accepted: Collection[StoredEvent]) -> None:
        new = [one.event for one in accepted if one.is_new]
        self._fan_out.start_all(new)
        parallel.map(self._fan_out.start, [one.event for one in accepted if not one.is_new])

    def _accepted(self, event: Event, *, repeated: bool) -> AcceptedEvent:
        self._activity.accepted(event, repeated=repeated)
        return AcceptedEvent(event.event_id, len(event.targets), repeated, event.filtered)


def refusals(events: Sequence[Event], stored: dict[str, Event]) -> dict[int, RefusedEvent]:
    """Return those of an array, by their places, that contradict what is stored under their ids.

    Raises Conflict if all of them do.
    """
    refused = {
        index: RefusedEvent(event.event_id, conflict(event, f"[{index}].event_id"))
        for index, event in enumerate(events)
        if stored[event.event_id].digest != event.digest
    }
    if len(refused) == len(events):
        errors = [error for one in refused.values() for error in one.error.errors]
        raise Conflict("every event_id was accepted with another body", errors=errors)
    return refused


def conflict(event: Event, field: str) -> Conflict:
    """Return the error for an event whose id is known with another body."""
    return Conflict(f"{field}: {event.event_id} was accepted with another body", field=field)
