"""A moment after which nothing is waited for any more."""

from __future__ import annotations

import time


class Deadline:
    """*seconds* from now, by a clock that nobody sets."""

    __slots__ = ("_at",)

    def __init__(self, seconds: float) -> None:
        self._at = time.monotonic() + seconds

    def remaining(self) -> float:
        """Seconds left, always more than 0. Raises TimeoutError when there are none."""
        left = self._at - time.monotonic()
        if left <= 0:
            raise TimeoutError
        return left

    def at_most(self, seconds: float) -> Deadline:
        """This deadline, or *seconds* from now where that is sooner."""
        return Deadline(min(seconds, self.remaining()))
