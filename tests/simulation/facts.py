"""What has really happened in a world: what no row says, and what the rows are judged by."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from tests.simulation.scheduler import Life

Key = tuple[str, str]
"""A delivery: the webhook's uid and the event's id."""

NEVER = math.inf

FILTERED = 2
"""The number of the webhooks with a filter: they want every second event."""


def filtered_number(event_id: str) -> int:
    """Return what the filter looks at in the payload of an event: 0 if it is wanted, or 1."""
    return int(event_id[-1], 16) % 2


REQUEST = "REQUEST"
"""The type of the events that fill a variable of a URL."""


def request_id(event_id: str) -> str:
    """Return what an event of that type fills in: nothing, for one in four."""
    number = int(event_id.rpartition("-")[2])
    return f"r{number}" if number % 4 else ""


@dataclass
class KnownWebhook:
    """A webhook as those who made and changed it know it. Times are true ones.

    ``enabled_at``: when an answer said that it is enabled, and nobody was about to change that;
    ``sure_since``: from when on every instance takes it for subscribed; `NEVER` while it is not, or
    while that is being changed.
    """

    number: int
    uid: str
    webhook_id: str
    path: str
    steady: bool = False
    has_variables: bool = False
    sure_since: float = NEVER
    enabled_at: float = NEVER
    changing: int = 0
    """How often somebody has begun to disable or enable it."""
    in_progress: int = 0
    """How many of these calls have not ended."""
    disabled_from: float = NEVER
    """When somebody first tried to disable it, or its receiver answered 410."""
    deleted_from: float = NEVER
    limits: list[tuple[float, int, float]] = field(default_factory=list)
    """From when on, the most in flight and the most a second; 0 for no limit."""

    def wants(self, event_id: str) -> bool:
        """Whether its filter, if it has one, wants the event."""
        return self.number != FILTERED or filtered_number(event_id) == 0


@dataclass
class Ask:
    """Somebody asks for deliveries to be sent again. ``event_id`` is None for all of a webhook."""

    uid: str
    event_id: str | None
    began: float
    ended: float = NEVER
    agreed: bool = False
    """It was answered with 2xx."""

    def is_about(self, key: Key) -> bool:
        return self.uid == key[0] and self.event_id in (None, key[1])


@dataclass(eq=False)
class Receipt:
    """A POST that the receiver answered with 2xx. ``seen``: the relay lived to see that in time."""

    life: Life
    began: float
    answered: float
    seen: bool = False
    recorded_at: float | None = None
    could_not_record: bool = False
    """A request about records failed, for this process, before it was recorded."""


@dataclass
class Attempts:
    """What was tried of one delivery."""

    posts: int = 0
    last_post: float = 0.0
    failed: int = 0
    receipts: list[Receipt] = field(default_factory=list)


@dataclass
class Accepted:
    """An event that was answered with 202: how long that took, and who was surely subscribed."""

    event_id: str
    began: float
    ended: float
    sure: tuple[str, ...]


class Facts:
    """All that has happened so far."""

    def __init__(self) -> None:
        self.webhooks: dict[str, KnownWebhook] = {}
        """By uid."""
        self.posted: dict[str, float] = {}
        """When each event was posted first, accepted or not."""
        self.types: dict[str, str] = {}
        """The type of each event."""
        self.gone: set[Key] = set()
        """The deliveries that were answered 410 at an URL that is the event's own."""
        self.gave_up: set[str] = set()
        """The events of which a producer has given up a post."""
        self.accepted: dict[str, Accepted] = {}
        self.asks: list[Ask] = []
        self.attempts: dict[Key, Attempts] = defaultdict(Attempts)
        self.newest_failed: dict[str, int] = {}
        """By uid: the receive time of the newest delivery of which an attempt failed."""
        self.dropped_tables: list[str] = []
        self.deaths: Counter[str] = Counter()

    def learn(self, row: Mapping[str, Any], now: float) -> None:
        """Take note of a webhook whose row is made *now*; whether anybody is told is another thing.

        The path of its URL is its number and that of the call that makes it, as in ``w3.17``.
        """
        if row["PartitionKey"] != "webhook":
            return
        path, _, variable = row["url"].split("/", 3)[3].partition("/")
        number = int(path[1:].partition(".")[0])
        limits = (now, row["max_in_flight"], row["rate_per_second"])
        self.webhooks[row["uid"]] = KnownWebhook(
            number,
            row["uid"],
            row["webhook_id"],
            path,
            has_variables=bool(variable),
            limits=[limits],
        )

    def by_path(self, path: str) -> KnownWebhook | None:
        return next((w for w in self.webhooks.values() if w.path == path), None)

    def has_url_of_its_own(self, key: Key) -> bool:
        """Whether the event fills a variable in the URL of the webhook."""
        webhook = self.webhooks.get(key[0])
        filled = self.types.get(key[1]) == REQUEST
        return filled and webhook is not None and webhook.has_variables

    def is_undeliverable(self, key: Key) -> bool:
        """Whether the event itself is why it cannot be delivered."""
        return self.has_url_of_its_own(key) and (key in self.gone or not request_id(key[1]))

    def of_number(self, number: int) -> KnownWebhook | None:
        """Return the latest webhook of this number that is not deleted."""
        found = [
            w for w in self.webhooks.values() if w.number == number and w.deleted_from == NEVER
        ]
        return found[-1] if found else None

    def surely_subscribed(self, since: float, event_id: str) -> tuple[str, ...]:
        """Return the webhooks that every instance has taken for subscribed from *since* on.

        Those alone whose filters want the event.
        """
        return tuple(
            w.uid for w in self.webhooks.values() if w.sure_since <= since and w.wants(event_id)
        )

    def asked_between(self, key: Key, since: float, until: float) -> bool:
        """Whether somebody asked for *key* again before *until*, and had no answer by *since*."""
        return any(a.is_about(key) and a.began <= until and a.ended >= since for a in self.asks)
