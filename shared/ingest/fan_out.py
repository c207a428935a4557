"""From an event to its deliveries: the one place where they are made and sent off.

Can be run any number of times on the same event. The call that makes a delivery's record sends
its first attempt; a later call that finds the record has the delivery followed up, and only where
it has not ended: so running it again completes what broke off, and delivers nothing twice.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from shared import parallel
from shared.model import DeliveryKey, Event, day_of
from shared.store import Store
from shared.store.messages import FIRST, FOLLOW, AttemptMessage, FanOutMessage

SLICE = 32
"""More targets than this are left to the queue side, a slice each."""


MANY = 4
"""As many records for one webhook are cheaper to make in one transaction than one by one."""


class FanOut:
    def __init__(self, store: Store) -> None:
        self._store = store

    def start(self, event: Event) -> None:
        """Make and send *event*'s deliveries, or leave that to the queue side, durably."""
        count = len(event.targets)
        if count <= SLICE:
            self.run(event, event.targets)
            return
        slices = [
            FanOutMessage(event.received_ms, event.event_id, at, min(at + SLICE, count))
            for at in range(0, count, SLICE)
        ]
        parallel.each(lambda part: self._store.first_attempts.send(part.encode()), slices)

    def start_all(self, events: Sequence[Event]) -> None:
        """The same as `start` for each of *events*, which came together and are new.

        Many records for one webhook are made in one transaction, by which all of them are this
        call's to send off; where one is on record already, none is made, and each goes by itself.
        """
        groups: dict[tuple[str, date], list[Event]] = {}
        large: list[Event] = []
        for event in events:
            if len(event.targets) > SLICE:
                large.append(event)
                continue
            for uid in event.targets:
                groups.setdefault((uid, day_of(event.received_ms)), []).append(event)
        parallel.each(self.start, large)
        parallel.each(lambda item: self._many(item[0][0], item[1]), groups.items())

    def _many(self, uid: str, events: Sequence[Event]) -> None:
        refs = {event.delivery_key(uid): event.event_type for event in events}
        if len(events) < MANY or not self._store.records.insert_all(refs):
            parallel.each(lambda event: self._one(event, uid), events)
            return
        parallel.each(lambda event: self._send_first(event, uid), events)

    def run(self, event: Event, uids: Sequence[str]) -> None:
        """Make and send *event*'s deliveries to the webhooks *uids*."""
        parallel.each(lambda uid: self._one(event, uid), uids)

    def _one(self, event: Event, uid: str) -> None:
        ref = event.delivery_key(uid)
        if self._store.records.insert(ref, event.event_type):
            self._send_first(event, uid)
            return
        delivery = self._store.records.get(ref)
        if delivery is not None and not delivery.ended:
            self.follow_up(ref, event.event_type)

    def _send_first(self, event: Event, uid: str) -> None:
        message = AttemptMessage(
            FIRST, event.delivery_key(uid), event.event_type, attempt=1, event=event
        )
        self._store.first_attempts.send(message.encode())

    def follow_up(self, ref: DeliveryKey, event_type: str) -> None:
        """Have a delivery attempted whose first message, if there is one, came to nothing.

        In the same queue, behind that message: who comes upon this one knows that the first has
        been taken, and waits only for as long as an attempt lasts.
        """
        message = AttemptMessage(FOLLOW, ref, event_type, attempt=1)
        self._store.first_attempts.send(message.encode())
