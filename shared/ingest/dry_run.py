"""Says what posting events would do. Reads what is stored, and writes nothing."""

from __future__ import annotations

from collections.abc import Sequence
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
    repeated: bool
    recipients: Sequence[Recipient]
    filtered: int


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
        known = {
            event.event_id: event
            for event in parallel.map(self._deduplication.known, events)
            if event is not None
        }
        if not is_array:
            return self._single(envelopes[0], events[0], known)
        stored = {event.event_id: event for event in reversed(events)} | known
        refused = refusals(events, stored)
        return [
            refused.get(index) or self._planned(envelopes[index], event, stored[event.event_id])
            for index, event in enumerate(events)
        ]

    def _single(self, envelope: Envelope, event: Event, known: dict[str, Event]) -> PlannedEvent:
        stored = known.get(event.event_id, event)
        if stored.digest != event.digest:
            raise conflict(event, "event_id")
        return self._planned(envelope, event, stored)

    def _planned(self, envelope: Envelope, event: Event, stored: Event) -> PlannedEvent:
        repeated = stored is not event
        recipients = self._recipients_before(stored) if repeated else self._recipients(event)
        filtered = stored.filtered if repeated else sum(not one.wanted for one in recipients)
        return PlannedEvent(envelope.event_id, event.event_type, repeated, recipients, filtered)

    def _recipients_before(self, stored: Event) -> list[Recipient]:
        """Return the webhooks to which an event went that was accepted before."""
        ids = self._webhooks.known_ids()
        return [Recipient(ids.get(uid)) for uid in stored.targets]

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
