"""Says what posting events would do. Reads what is stored, and writes nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from shared import parallel
from shared.events.envelope import Envelope
from shared.filters.explanation import Explanation, explain
from shared.filters.view import EventView
from shared.ingest.deduplication import Deduplication
from shared.ingest.event_ingest import RefusedEvent, conflict, refusals
from shared.ingest.incoming import Incoming
from shared.model import Event
from shared.store import Store
from shared.webhooks.registry import WebhookRegistry


@dataclass(frozen=True, slots=True)
class Recipient:
    """A webhook that wants the type of an event; ``unmet`` are the conditions of its filter.

    Those alone that the event does not meet. ``webhook_id`` is None where it is not known any more.
    """

    webhook_id: str | None
    unmet: Sequence[Explanation] = ()

    @property
    def wanted(self) -> bool:
        """Whether the webhook would get the event."""
        return not self.unmet


@dataclass(frozen=True, slots=True)
class PlannedEvent:
    """What posting an event would do. ``event_id`` is None where one would be made.

    ``repeated``: it was accepted before, and would go to no other webhooks than then.
    """

    event_id: str | None
    event_type: str
    recipients: Sequence[Recipient]
    filtered: int
    repeated: bool = False


class DryRun:
    """Does what `shared.ingest.event_ingest.EventIngest` does, save that it stores nothing."""

    def __init__(self, store: Store, incoming: Incoming, webhooks: WebhookRegistry) -> None:
        self._store = store
        self._deduplication = Deduplication(store)
        self._incoming = incoming
        self._webhooks = webhooks

    def post(
        self, body: bytes, key: str | None = None
    ) -> PlannedEvent | list[PlannedEvent | RefusedEvent]:
        """Return what would become of one event, or of each in an array.

        Raises what accepting them would raise.
        """
        envelopes, is_array = self._incoming.read(body, key)
        events = self._incoming.addressed(envelopes)
        self._store.events.transactions(events)  # raises TooLarge
        stored = {event.event_id: event for event in reversed(events)}
        stored |= self._known(envelopes, events)
        if is_array:
            refused = refusals(events, stored)
            planned = self._planned_all(envelopes, events, stored)
            return [refused.get(index) or one for index, one in enumerate(planned)]
        [event] = events
        if stored[event.event_id].digest != event.digest:
            raise conflict(event, "event_id")
        return self._planned_all(envelopes, events, stored)[0]

    def _known(self, envelopes: Sequence[Envelope], events: Sequence[Event]) -> dict[str, Event]:
        """Read what is stored under the ids that the envelopes have, by these ids."""
        named = [e for envelope, e in zip(envelopes, events, strict=True) if envelope.event_id]
        found = parallel.map(self._deduplication.known, named)
        return {event.event_id: event for event in found if event is not None}

    def _planned_all(
        self, envelopes: Sequence[Envelope], events: Sequence[Event], stored: Mapping[str, Event]
    ) -> list[PlannedEvent]:
        """Return what would become of each event.

        *stored* has what is stored under each id, or the event itself if nothing is.
        """
        is_repeat = any(stored[event.event_id] is not event for event in events)
        ids = self._webhooks.known_ids() if is_repeat else {}
        return [
            self._planned(envelope, event, stored[event.event_id], ids)
            for envelope, event in zip(envelopes, events, strict=True)
        ]

    def _planned(
        self, envelope: Envelope, event: Event, stored: Event, ids: Mapping[str, str]
    ) -> PlannedEvent:
        """Return what would become of an event.

        *stored* is *event* itself if it is new; *ids* are those of the webhooks by uid.
        """
        kind, event_id = event.event_type, envelope.event_id
        if stored is not event:
            before = [Recipient(ids.get(uid)) for uid in stored.targets]
            return PlannedEvent(event_id, kind, before, stored.filtered, repeated=True)
        recipients = self._recipients(event)
        filtered = sum(not one.wanted for one in recipients)
        return PlannedEvent(event_id, kind, recipients, filtered)

    def _recipients(self, event: Event) -> list[Recipient]:
        """Return the webhooks that want the type of *event*, and what their filters say."""
        subscribers = self._webhooks.subscribed(event.event_type)
        view = EventView(event)
        recipients = []
        for uid in subscribers.uids:
            webhook = self._webhooks.by_uid(uid)
            if webhook is not None:
                compiled = subscribers.filters.get(uid)
                conditions = explain(compiled, view) if compiled else ()
                unmet = [condition for condition in conditions if not condition.matched]
                recipients.append(Recipient(webhook.webhook_id, unmet))
        return recipients
