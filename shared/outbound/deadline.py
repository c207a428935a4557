"""Deadlines on the monotonic clock."""

from __future__ import annotations

import time


class Deadline:
    """The moment *seconds* from now."""

    __slots__ = ("_at",)

    def __init__(self, seconds: float) -> None:
        self._at = time.monotonic() + seconds

    def remaining(self) -> float:
        """Return the seconds left, always more than 0. Raises TimeoutError once it has passed."""
        left = self._at - time.monotonic()
        if left <= 0:
            raise TimeoutError
        return left

    def at_most(self, seconds: float) -> Deadline:
        """Return this deadline, or one *seconds* from now if that is sooner."""
        return Deadline(min(seconds, self.remaining()))
