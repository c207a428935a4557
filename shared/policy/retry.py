"""Backoff: how long to wait after a failed attempt or probe."""

from __future__ import annotations

import random
from dataclasses import dataclass

from shared.model import Attempt, Health

JITTER_ABOVE = 10.0
"""Delays longer than this get jitter; the shorter ones are set by the round anyway."""

JITTER = 0.1
LONGEST_PROBE_DELAY = 45.0
"""With jitter and the period of rounds, an open breaker is probed at least once a minute."""

PAUSED_PROBE_DELAY = 60.0
"""How often a webhook is probed that has asked, with Retry-After, to be left alone for longer."""


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
        """Return the wait after *probes* failed probes, at most `LONGEST_PROBE_DELAY`."""
        return min(self.delay(max(probes, 1), rng), LONGEST_PROBE_DELAY)


def asked_until(attempt: Attempt, longest: float, now: float) -> float:
    """Return until when the receiver asked to be left alone, within *longest*; 0 if not."""
    return 0.0 if attempt.retry_after is None else now + min(attempt.retry_after, longest)


def paused_probe_at(health: Health) -> float:
    """Return when a paused webhook is probed next, to learn whether the pause is still needed."""
    return max(health.last_failure_at + PAUSED_PROBE_DELAY, health.breaker.probe_at)
