"""Backoff: how long to wait after a failed attempt or probe."""

from __future__ import annotations

import random
from dataclasses import dataclass

from shared.model import Attempt

JITTER_ABOVE = 10.0
"""Delays longer than this get jitter; the shorter ones are set by the round anyway."""

JITTER = 0.1
LONGEST_PROBE_DELAY = 60.0


@dataclass(frozen=True, slots=True)
class RetryPolicy:
    """``RETRY_DELAYS``: the wait after the n-th failure is the n-th delay, or the last one."""

    delays: tuple[float, ...]

    def delay(self, failures: int, rng: random.Random) -> float:
        """Return the wait after *failures* (from 1) failed attempts, with ±10 % of jitter."""
        delay = self.delays[min(failures, len(self.delays)) - 1]
        if delay > JITTER_ABOVE:
            delay *= 1 + rng.uniform(-JITTER, JITTER)
        return delay

    def probe_delay(self, probes: int, rng: random.Random) -> float:
        """Return the wait after *probes* failed probes, at most a minute."""
        return min(self.delay(max(probes, 1), rng), LONGEST_PROBE_DELAY)


def paused_until(attempt: Attempt, since: float, expiry: float | None, now: float) -> float | None:
    """Return until when the webhook asked to be left alone; None if it did not.

    Capped by the time at which the delivery, pending *since* then, expires.
    """
    if attempt.retry_after is None:
        return None
    latest = float("inf") if expiry is None else since + expiry
    return min(now + attempt.retry_after, latest)
