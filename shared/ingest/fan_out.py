"""Creates the deliveries of an event and puts their first messages. No other code does.

Can run any number of times on the same event. The call that creates a delivery's record puts its
first message; a later call that finds the record puts a follow-up, and only if the delivery has not
ended. So a second run completes what broke off, and sends nothing twice.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from shared import parallel
from shared.delivery.health_cache import HealthCache
from shared.delivery.transitions import Transitions
from shared.model import DeliveryKey, Event
from shared.store import Store
from shared.store.messages import AttemptMessage, FanOutMessage, MessageKind, grouped
from shared.store.queue import Queue

SLICE = 32
"""More targets than this are left to the queue function, in slices of this size."""

MANY = 4
"""From this many records for one webhook on, one transaction is cheaper than single inserts."""


class FanOut:
    """Creates deliveries. Thread-safe."""

    def __init__(
        self,
        store: Store,
        transitions: Transitions,
        health_cache: HealthCache,
        clock: Callable[[], float],
    ) -> None:
        self._store = store
        self._transitions = transitions
        self._health_cache = health_cache
        self._clock = clock

    def start(self, event: Event) -> None:
        """Create the deliveries of *event*, or put messages that have them created."""
        count = len(event.targets)
        if count <= SLICE:
            self.run(event, event.targets)
            return
        slices = [
            FanOutMessage(event.received_ms, event.event_id, at, min(at + SLICE, count))
            for at in range(0, count, SLICE)
        ]
        parallel.map(lambda part: self._store.first_attempts.send(part.encode()), slices)

    def start_all(self, events: Sequence[Event]) -> None:
        """Do what `start` does for each of *events*, which came together and are new.

        The records of one webhook are created in one transaction; then first messages are put, each
        for several deliveries. If one of the records exists already the transaction creates none,
        and each is created by itself.
        """
        groups: dict[tuple[str, int], list[Event]] = {}
        large: list[Event] = []
        for event in events:
            if len(event.targets) > SLICE:
                large.append(event)
                continue
            for uid in event.targets:
                groups.setdefault((uid, event.received_ms), []).append(event)
        parallel.map(self.start, large)
        parallel.map(lambda item: self._create_all(item[0][0], item[1]), groups.items())

    def _create_all(self, uid: str, events: Sequence[Event]) -> None:
        queue = self._queue_for(uid)
        new = {event.delivery_key(uid): event.event_type for event in events}
        if len(events) < MANY or not self._transitions.queue_all(new):
            created = parallel.map(lambda event: self._create(event, uid), events)
            events = [event for event, is_new in zip(events, created, strict=True) if is_new]
        messages = grouped(AttemptMessage.for_event(MessageKind.FIRST, e, uid) for e in events)
        parallel.map(lambda message: queue.send(message.encode()), messages)

    def run(self, event: Event, uids: Sequence[str]) -> None:
        """Create the deliveries of *event* to the webhooks *uids*."""
        parallel.map(lambda uid: self._create_and_send(event, uid), uids)

    def _queue_for(self, uid: str) -> Queue:
        """Return the queue for first messages: what is slow or failing must not delay the rest."""
        slow = self._health_cache.belongs_in_slow_lane(uid, self._clock())
        return self._store.slow if slow else self._store.first_attempts

    def _create_and_send(self, event: Event, uid: str) -> None:
        queue = self._queue_for(uid)
        if self._create(event, uid):
            queue.send(AttemptMessage.for_event(MessageKind.FIRST, event, uid).encode())

    def _create(self, event: Event, uid: str) -> bool:
        """Create a delivery; if it exists already, follow it up and return False."""
        key = event.delivery_key(uid)
        if self._transitions.queue(key, event.event_type):
            return True
        record = self._store.records.get(key)
        if record is not None and not record.ended:
            self.follow_up(key, event.event_type)
        return False

    def follow_up(self, key: DeliveryKey, event_type: str) -> None:
        """Have a delivery attempted whose first message, if there was one, had no effect.

        The follow-up is behind the first message: whoever takes it knows that the first was taken,
        and lets a round make the attempt when one that may be in flight has had its time.
        """
        message = AttemptMessage(MessageKind.FOLLOW_UP, key, event_type, attempt=1)
        self._store.first_attempts.send(message.encode())
