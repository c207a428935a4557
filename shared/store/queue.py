"""The operations on a queue that the relay needs, whatever stores it.

The relay only puts messages: the Functions host takes them, calls the relay and deletes them.
Errors are raised as `StorageFault`.
"""

from __future__ import annotations

from abc import ABC, abstractmethod

MOST_MESSAGE_BYTES = 48 * 1024
"""The most bytes of UTF-8 in a message: they take 64 KiB in base64, which is Azure's limit."""

MOST_PEEKED = 32
"""The most messages that storage returns for one request."""


class Queue(ABC):
    """One queue, created when it is first sent to; until then it is empty. Thread-safe."""

    name: str

    @abstractmethod
    def send(self, text: str, *, delay: float = 0) -> None:
        """Put one message that never expires, invisible for *delay* seconds.

        A message may be received more than once, and out of order. Raises BadRequest for a text
        of more than `MOST_MESSAGE_BYTES`. After Unavailable, the message may have been put.
        """

    @abstractmethod
    def oldest_age(self, now: float) -> float | None:
        """Seconds since the oldest visible message was put; None when none is visible.

        *now* is epoch seconds. Looks at `MOST_PEEKED` messages.
        """

    @abstractmethod
    def length(self) -> int:
        """Return roughly how many messages there are, visible or not."""

    @abstractmethod
    def create(self) -> None:
        """Create the queue, if it does not exist."""
