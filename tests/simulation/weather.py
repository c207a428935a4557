"""What storage does to each request: how long it takes, and what goes wrong with it."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

QUEUE_OPERATIONS = frozenset(
    {"send", "peek", "length", "receive", "update_message", "delete_message", "create_queue"}
)


class Mishap(StrEnum):
    """What can go wrong with a request."""

    THROTTLED = "throttled"
    REFUSED = "refused"
    FORBIDDEN = "forbidden"
    UNANSWERED = "unanswered"
    """It was applied, and the answer was lost."""


class Service(StrEnum):
    """Whose requests are meant."""

    TABLES = "tables"
    QUEUES = "queues"
    BOTH = "both"


@dataclass(frozen=True)
class Storm:
    """From *begin* until *end*, a *part* of the requests to *service* suffers *mishap*.

    Without a mishap, they are slow: up to *slowest* seconds.
    """

    begin: float
    end: float
    service: Service
    part: float
    mishap: Mishap | None = None
    slowest: float = 0.0

    def meets(self, now: float, *, is_queue: bool) -> bool:
        if not self.begin <= now < self.end or self.service is Service.BOTH:
            return self.begin <= now < self.end
        return (self.service is Service.QUEUES) is is_queue


class Weather:
    """Decides about each request. Calm unless there are storms."""

    def __init__(self, rng: random.Random, now: Callable[[], float]) -> None:
        self._random = rng.random
        self._expovariate = rng.expovariate
        self._uniform = rng.uniform
        self._now = now
        self.storms: list[Storm] = []
        self.late_part = 0.0
        """The part of the messages that come late."""
        self.latest = 0.0
        """Seconds by which they do, at most."""
        self.mishaps: Counter[str] = Counter()

    def calm_down(self) -> None:
        self.storms.clear()
        self.late_part = 0.0

    def of_request(self, operation: str, _target: str) -> tuple[float, float, Mishap | None]:
        """Return the seconds before and after the effect of a request, and what goes wrong."""
        before = 0.001 + self._expovariate(250)
        after = 0.001 + self._expovariate(250)
        if self._random() < 0.01:
            before += self._uniform(0, 0.5)
        if not self.storms:
            return before, after, None
        now, is_queue = self._now(), operation in QUEUE_OPERATIONS
        for storm in self.storms:
            if storm.meets(now, is_queue=is_queue) and self._random() < storm.part:
                if storm.mishap is not None:
                    self.mishaps[storm.mishap] += 1
                    return before, after, storm.mishap
                self.mishaps["slow"] += 1
                if self._random() < 0.5:
                    before += self._uniform(0, storm.slowest)
                else:
                    after += self._uniform(0, storm.slowest)
        return before, after, None

    def lateness(self) -> float:
        """Return by how many seconds a message that is put now comes late."""
        if self.late_part and self._random() < self.late_part:
            self.mishaps["late message"] += 1
            return self._uniform(0, self.latest)
        return 0.0
