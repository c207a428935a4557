"""The messages of one queue, and what a request does to them.

Nothing here takes a lock: `MemoryAccount` does.
"""

from __future__ import annotations

import heapq
import itertools
from collections.abc import Callable
from dataclasses import dataclass

from shared.store.queue import MOST_MESSAGE_BYTES, MOST_PEEKED
from tests.support.memory.limits import Refused

LONGEST_DELAY = 7 * 86400


@dataclass(slots=True)
class _Message:
    number: int
    text: str
    inserted_at: float
    expires_at: float
    visible_at: float
    dequeue_count: int = 0
    receipt: int = 0


@dataclass(frozen=True, slots=True)
class Lease:
    """One message as it was received, hidden from others while the lease lasts."""

    number: int
    receipt: int
    text: str
    dequeue_count: int
    inserted_at: float


class QueueData:
    """All messages of a queue. *clock* gives epoch seconds."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._messages: dict[int, _Message] = {}
        self._by_visibility: list[tuple[float, int]] = []
        """When and which; an entry of a message that was deleted or moved on is passed over."""
        self._numbers = itertools.count(1)
        self._receipts = itertools.count(1)
        self._some_expire = False

    def put(self, text: str, *, delay: int, time_to_live: float | None) -> None:
        """Raises Refused for a text or a delay beyond the limits."""
        if len(text.encode()) > MOST_MESSAGE_BYTES:
            raise Refused(413, "RequestBodyTooLarge")
        if not 0 <= delay <= LONGEST_DELAY:
            raise Refused(400, "OutOfRangeQueryParameterValue")
        now = self._clock()
        expires_at = float("inf") if time_to_live is None else now + time_to_live
        self._some_expire = self._some_expire or time_to_live is not None
        inserted_at = float(int(now))  # storage tells it in whole seconds
        message = _Message(next(self._numbers), text, inserted_at, expires_at, now + delay)
        self._messages[message.number] = message
        self._show_later(message)

    def receive(self, count: int, lease: float) -> list[Lease]:
        """Return up to *count* visible messages, each hidden for *lease* seconds."""
        if not (1 <= count <= MOST_PEEKED and 1 <= lease <= LONGEST_DELAY):
            raise Refused(400, "OutOfRangeQueryParameterValue")
        taken = self._visible(count)
        for message in taken:
            message.dequeue_count += 1
            self._hide(message, lease)
        return [_lease(message) for message in taken]

    def peek(self, count: int) -> list[tuple[str, float]]:
        """Return up to *count* visible messages: the text, and when each was put."""
        seen = self._visible(count)
        for message in seen:
            self._show_later(message)
        return [(message.text, message.inserted_at) for message in seen]

    def renew(self, lease: Lease, seconds: float) -> Lease:
        """Hide a received message for *seconds* from now; the lease before is void."""
        message = self._leased(lease)
        self._hide(message, seconds)
        return _lease(message)

    def delete(self, lease: Lease) -> None:
        """Delete a received message. Raises Refused where it was received again, or is gone."""
        del self._messages[self._leased(lease).number]

    def length(self) -> int:
        self._expire()
        return len(self._messages)

    def _visible(self, count: int) -> list[_Message]:
        """Take up to *count* visible messages off the order of visibility."""
        self._expire()
        now = self._clock()
        found: list[_Message] = []
        while self._by_visibility and len(found) < count and self._by_visibility[0][0] <= now:
            visible_at, number = heapq.heappop(self._by_visibility)
            message = self._messages.get(number)
            if message is not None and message.visible_at == visible_at:
                found.append(message)
        return found

    def _hide(self, message: _Message, seconds: float) -> None:
        message.visible_at = self._clock() + seconds
        message.receipt = next(self._receipts)
        self._show_later(message)

    def _show_later(self, message: _Message) -> None:
        heapq.heappush(self._by_visibility, (message.visible_at, message.number))

    def _leased(self, lease: Lease) -> _Message:
        self._expire()
        message = self._messages.get(lease.number)
        if message is None:
            raise Refused(404, "MessageNotFound")
        if message.receipt != lease.receipt:
            raise Refused(400, "PopReceiptMismatch")
        return message

    def _expire(self) -> None:
        if self._some_expire:
            now = self._clock()
            self._messages = {n: m for n, m in self._messages.items() if m.expires_at > now}


def _lease(message: _Message) -> Lease:
    return Lease(
        message.number,
        message.receipt,
        message.text,
        message.dequeue_count,
        message.inserted_at,
    )
