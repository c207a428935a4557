"""Accepts posted events: validates and stores them, and has their deliveries created.

Nothing is acknowledged before it is stored. The event's row is inserted first; a conflict there
shows that the event is a repeat.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import uuid4

from shared import log, parallel
from shared.errors import Conflict
from shared.events.envelope import Envelope, parse_events
from shared.ingest.fan_out import FanOut
from shared.model import Event, day_of
from shared.store import Store
from shared.webhooks.registry import WebhookRegistry

_REPEAT_SECONDS = 3600
"""A repeat is recognised for the rest of its day, and at least for this long."""

_SKEW_SECONDS = 120
"""Seconds by which the clock of another instance may be ahead."""


@dataclass(frozen=True, slots=True)
class AcceptedEvent:
    """An event that is stored, and how many deliveries it has. ``repeated``: it was before."""

    """An event that is stored: the number of its deliveries, and whether it was stored before."""

    event_id: str
    deliveries: int
    repeated: bool


class EventIngest:
    """Accepts events for all webhooks, and pings for one."""

    """Validates a posted event, stores it and creates its deliveries."""

    def __init__(
        self,
        *,
        store: Store,
        webhooks: WebhookRegistry,
        fan_out: FanOut,
        max_event_bytes: int,
        max_batch_bytes: int,
        instance: Mapping[str, str],
        clock: Callable[[], float],
    ) -> None:
        """*instance* has ``instance_id`` and ``instance_name``, if the settings give them."""
        self._store = store
        self._webhooks = webhooks
        self._fan_out = fan_out
        self._max_event_bytes = max_event_bytes
        self._max_batch_bytes = max_batch_bytes
        self._instance = {name: json.dumps(value) for name, value in instance.items()}
        self._clock = clock

    def post(self, body: bytes) -> AcceptedEvent | list[AcceptedEvent]:
        """Accept one event or an array of events, and return one result or a list.

        Raises InvalidInput before anything is stored, and Conflict when an ``event_id`` is known
        with another body: of an array then nothing is stored either, unless the other event
        arrives while the array is being stored.
        """
        envelopes, many = parse_events(
            body, max_event_bytes=self._max_event_bytes, max_batch_bytes=self._max_batch_bytes
        )
        if not many:
            return self._accept(envelopes[0], field="event_id")
        self._refuse_conflicts(envelopes)
        fields = [f"[{index}].event_id" for index in range(len(envelopes))]
        stored = parallel.map(
            lambda item: self._stored(item[0], field=item[1]),
            zip(envelopes, fields, strict=True),
        )
        self._fan_out.start_all([event for event, repeated in stored if not repeated])
        parallel.map(self._fan_out.start, [event for event, repeated in stored if repeated])
        return [_accepted(event, repeated=repeated) for event, repeated in stored]

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
        event = self._event(envelope, (uid,))
        self._store.events.insert(event)
        self._fan_out.start(event)
        return ping_id

    def _accept(self, envelope: Envelope, *, field: str) -> AcceptedEvent:
        event, repeated = self._stored(envelope, field=field)
        self._fan_out.start(event)
        return _accepted(event, repeated=repeated)

    def _stored(self, envelope: Envelope, *, field: str) -> tuple[Event, bool]:
        """Return the event as it is stored now, and whether it was stored before."""
        event = self._event(envelope, self._webhooks.subscribed(envelope.event_type))
        stored = self._stored_on(_neighbours(event.received_ms), envelope.event_id)
        if stored is None and not self._store.events.insert(event):
            stored = self._store.events.get(day_of(event.received_ms), event.event_id)
        if stored is None:
            return event, False
        _refuse_other_body(stored, envelope, field)
        return stored, True

    def _refuse_conflicts(self, envelopes: Sequence[Envelope]) -> None:
        now_ms = self._now_ms()
        days = [day_of(now_ms), *_neighbours(now_ms)]

        def check(item: tuple[int, Envelope]) -> None:
            index, envelope = item
            stored = self._stored_on(days, envelope.event_id)
            if stored is not None:
                _refuse_other_body(stored, envelope, f"[{index}].event_id")

        parallel.map(check, enumerate(envelopes))

    def _stored_on(self, days: Sequence[date], event_id: str | None) -> Event | None:
        """Read the event of this id from the first of *days* that has it."""
        if event_id is None:
            return None
        for day in days:
            stored = self._store.events.get(day, event_id)
            if stored is not None:
                return stored
        return None

    def _event(self, envelope: Envelope, targets: tuple[str, ...]) -> Event:
        extras = {**envelope.extras}
        for name, value in self._instance.items():
            extras.setdefault(name, value)
        return Event(
            event_id=envelope.event_id or str(uuid4()),
            event_type=envelope.event_type,
            received_ms=self._now_ms(),
            event_json=envelope.event_json,
            extras_json="{" + ",".join(f'"{name}":{raw}' for name, raw in extras.items()) + "}",
            digest=envelope.digest,
            targets=targets,
        )

    def _now_ms(self) -> int:
        return round(self._clock() * 1000)


def _accepted(event: Event, *, repeated: bool) -> AcceptedEvent:
    log.info(
        "accepted",
        event_id=event.event_id,
        event_type=event.event_type,
        deliveries=len(event.targets),
        repeated=repeated,
        bytes=len(event.event_json),
    )
    return AcceptedEvent(event.event_id, len(event.targets), repeated=repeated)


def _refuse_other_body(stored: Event, envelope: Envelope, field: str) -> None:
    if stored.digest != envelope.digest:
        detail = f"{field}: {stored.event_id} was accepted with another body"
        raise Conflict(detail, field=field)


def _neighbours(epoch_ms: int) -> list[date]:
    """Return the other days whose tables may have a repeat: near midnight the day beyond it."""
    days = (day_of(epoch_ms + 1000 * offset) for offset in (-_REPEAT_SECONDS, _SKEW_SECONDS))
    return [day for day in days if day != day_of(epoch_ms)]
