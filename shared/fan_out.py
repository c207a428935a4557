"""From an event to its deliveries: the one place where they are made and sent off.

Can be run any number of times on the same event. The call that makes a delivery's record sends
its first attempt; a later call that finds the record has the delivery followed up, and only where
it has not ended: so running it again completes what broke off, and delivers nothing twice.
"""

from __future__ import annotations

from collections.abc import Sequence

from shared import parallel
from shared.model import Event, Ref
from shared.store import Store
from shared.store.messages import FIRST, FOLLOW, AttemptMessage, FanOutMessage

SLICE = 32
"""More targets than this are left to the queue side, a slice each."""


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

    def run(self, event: Event, uids: Sequence[str]) -> None:
        """Make and send *event*'s deliveries to the webhooks *uids*."""
        parallel.each(lambda uid: self._one(event, uid), uids)

    def _one(self, event: Event, uid: str) -> None:
        ref = event.ref(uid)
        if self._store.deliveries.insert(ref, event.event_type):
            message = AttemptMessage(FIRST, ref, event.event_type, attempt=1, event=event)
            self._store.first_attempts.send(message.encode())
            return
        delivery = self._store.deliveries.get(ref)
        if delivery is not None and not delivery.ended:
            self.follow_up(ref, event.event_type)

    def follow_up(self, ref: Ref, event_type: str) -> None:
        """Have a delivery attempted whose first message, if there is one, came to nothing.

        In the same queue, behind that message: who comes upon this one knows that the first has
        been taken, and waits only for as long as an attempt lasts.
        """
        message = AttemptMessage(FOLLOW, ref, event_type, attempt=1)
        self._store.first_attempts.send(message.encode())
