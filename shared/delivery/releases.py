"""Puts the messages of pending deliveries, each leased for its message."""

from __future__ import annotations

from shared.delivery.lanes import Lane
from shared.delivery.transitions import Transitions
from shared.model import PendingDelivery
from shared.policy import breaker
from shared.store import Store
from shared.store.messages import AttemptMessage, MessageKind

_CANDIDATES = 100
"""Pending rows that are read to choose another probe."""


class Releases:
    """Sends pending deliveries to the workers. Threads may share it."""

    def __init__(self, store: Store, transitions: Transitions) -> None:
        self._store = store
        self._transitions = transitions

    def send(
        self,
        kind: MessageKind,
        pending: PendingDelivery,
        lane: Lane,
        now: float,
        *,
        delay: float = 0.0,
    ) -> bool:
        """Lease the delivery and put its next message; False where another was first."""
        if self._transitions.release(pending, now) is None:
            return False
        queue = self._store.slow if lane is Lane.SLOW else self._store.retries
        queue.send(AttemptMessage.for_pending(kind, pending).encode(), delay=delay)
        return True

    def probe(self, uid: str, lane: Lane, now: float) -> None:
        """Probe the webhook *uid* with one of its oldest pending deliveries, if there are any."""
        pending = self._store.pending.oldest(uid, most=_CANDIDATES)
        chosen = breaker.choose_probe(pending, now)
        if chosen is not None:
            self.send(MessageKind.PROBE, chosen, lane, now)
