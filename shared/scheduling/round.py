"""One round of the scheduler: its parameters and its statistics."""

from __future__ import annotations

import threading
from collections import Counter
from dataclasses import dataclass, field

from shared.delivery.lanes import Lane
from shared.model import DropReason, Health
from shared.policy import release, timing
from shared.store.pending import Backlog

BUDGET = 8.0
"""Seconds that a round may spend on the webhooks; the rest is left to the next one."""


@dataclass
class RoundStats:
    """The statistics of a round, which are the fields of its log line. Thread-safe."""

    in_trouble: int = 0
    failing: int = 0
    waiting: int = 0
    due: int = 0
    released: int = 0
    probed: int = 0
    dropped: Counter[DropReason] = field(default_factory=Counter)
    orphans: int = 0
    left: int = 0
    oldest_due_seconds: float = 0.0
    backlogs: dict[str, Backlog] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock, repr=False)

    def add(self, **counts: int) -> None:
        """Add to the counters of these names."""
        with self._lock:
            for name, count in counts.items():
                setattr(self, name, getattr(self, name) + count)

    def add_backlog(self, uid: str, backlog: Backlog) -> None:
        """Note what is pending for a webhook."""
        with self._lock:
            self.waiting += backlog.count
            self.backlogs[uid] = backlog

    def add_dropped(self, reason: DropReason) -> None:
        """Count a delivery that was dropped."""
        with self._lock:
            self.dropped[reason] += 1

    def add_due(self, count: int, oldest_seconds: float) -> None:
        """Count due deliveries, the oldest of which has been due for so long."""
        with self._lock:
            self.due += count
            self.oldest_due_seconds = max(self.oldest_due_seconds, oldest_seconds)

    def fields(self) -> dict[str, int | float]:
        """Return the fields of the log line ``tick``."""
        return {
            "in_trouble": self.in_trouble,
            "failing": self.failing,
            "waiting": self.waiting,
            "due": self.due,
            "released": self.released,
            "probed": self.probed,
            **{f"dropped_{reason}": self.dropped[reason] for reason in DropReason},
            "orphans": self.orphans,
            "left": self.left,
            "oldest_due_seconds": round(self.oldest_due_seconds, 3),
        }


@dataclass(frozen=True)
class Round:
    """The parameters of a round.

    ``now`` is when it began, ``period`` the seconds since the one before. ``behind`` has the lanes
    in which what earlier rounds released has not been taken yet: nothing more is released there.
    """

    now: float
    period: float
    behind: frozenset[Lane] = frozenset()
    stats: RoundStats = field(default_factory=RoundStats)

    @property
    def look_ahead(self) -> float:
        """How long before its time a delivery goes with this round, in seconds."""
        return release.look_ahead(self.period)

    def lane_of(self, health: Health) -> Lane:
        """The lane for retries and probes of the webhook of *health*."""
        is_slow = health.slow_until > self.now
        is_limited = self.now - health.deferred_at < timing.LEASE
        in_slow_lane = is_slow or is_limited or health.breaker.open
        return Lane.SLOW if in_slow_lane else Lane.RETRIES
