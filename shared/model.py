"""The nouns: event, webhook, delivery, attempt, what waits, and how a webhook in trouble is doing.

Plain values, without I/O. Times are epoch seconds (``float``), 0 for never; ``received_ms`` is
epoch milliseconds.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import UTC, date, datetime
from typing import Any


def day_of(epoch_ms: int) -> date:
    """The UTC day on which an event was received decides in which tables it lies."""
    return datetime.fromtimestamp(epoch_ms / 1000, UTC).date()


@dataclass(frozen=True, slots=True)
class DeliveryKey:
    """Which delivery: one event on its way to one incarnation of a webhook.

    Everything about a delivery is found from these three: its event's row, its record and its
    waiting row.
    """

    uid: str
    received_ms: int
    event_id: str

    @property
    def day(self) -> date:
        return day_of(self.received_ms)


@dataclass(frozen=True, slots=True)
class Event:
    """An accepted event.

    ``event_json`` is the value of ``event`` as the producer spelled it, ``extras_json`` a JSON
    object of the envelope's other members. ``targets`` are the uids of the webhooks that were
    subscribed when it was accepted.
    """

    event_id: str
    event_type: str
    received_ms: int
    event_json: str
    extras_json: str
    digest: str = ""
    targets: tuple[str, ...] = ()

    def delivery_key(self, uid: str) -> DeliveryKey:
        """The delivery of this event to the webhook *uid*."""
        return DeliveryKey(uid, self.received_ms, self.event_id)


@dataclass(frozen=True, slots=True)
class Webhook:
    """A subscription. ``uid`` tells this incarnation from an earlier one of the same id.

    ``secret``, ``previous_secrets`` and ``headers`` are encrypted by `shared.crypto.encryption`.
    ``previous_secrets`` says until when each of them signs alongside, the latest first. Times
    are epoch seconds.
    """

    webhook_id: str
    uid: str
    name: str
    url: str = field(repr=False)
    event_types: tuple[str, ...]
    message_format: str
    created_at: float
    enabled: bool = True
    disabled_reason: str = ""
    singularity_type: str = ""
    user: str = ""
    secret: str = field(default="", repr=False)
    previous_secrets: Mapping[str, float] = field(default_factory=dict, repr=False)
    asymmetric: bool = False
    headers: str = field(default="", repr=False)
    max_in_flight: int = 0
    rate_per_second: float = 0.0
    etag: str = ""


RECORDED = 20
"""How many attempts a delivery keeps: the first, and the latest ones."""

ANSWER_CHARACTERS = 256


@dataclass(frozen=True, slots=True)
class Attempt:
    """``at`` is epoch seconds when the attempt began; ``status`` or ``error`` says how it went."""

    at: float
    status: int | None
    error: str | None
    detail: str
    duration_ms: int
    answer: str

    @property
    def ok(self) -> bool:
        return self.error is None and self.status is not None and 200 <= self.status <= 299

    @property
    def summary(self) -> str:
        return self.error or f"HTTP {self.status}"

    def to_dict(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_dict(cls, values: dict[str, Any]) -> Attempt:
        return cls(**values)


def remembered(earlier: Sequence[Attempt], latest: Attempt) -> tuple[Attempt, ...]:
    """*earlier* and *latest*, within what a delivery keeps."""
    every = (*earlier, latest)
    return every if len(every) <= RECORDED else (every[0], *every[-(RECORDED - 1) :])


QUEUED = "queued"
DELIVERED = "delivered"
DROPPED = "dropped"


@dataclass(frozen=True, slots=True)
class DeliveryRecord:
    """``state`` is the record's: one of queued, delivered, dropped."""

    key: DeliveryKey
    event_type: str
    state: str
    attempts: int
    reason: str | None
    ended_at: float | None
    results: tuple[Attempt, ...]
    etag: str

    @property
    def ended(self) -> bool:
        return self.state != QUEUED


@dataclass(frozen=True, slots=True)
class PendingDelivery:
    """``attempts`` so far (0: held and never tried). Times are epoch seconds.

    ``since`` is when it began to wait, ``next_attempt_at`` when it is due, ``claimed_until`` the
    end of the latest claim: until then an attempt is, or may be, under way.
    """

    key: DeliveryKey
    event_type: str
    attempts: int
    next_attempt_at: float
    since: float
    claimed_until: float = 0.0
    results: tuple[Attempt, ...] = ()
    etag: str = ""

    @property
    def last(self) -> Attempt | None:
        return self.results[-1] if self.results else None

    @property
    def failures(self) -> tuple[Attempt, ...]:
        """The recorded failures of this wait; those before it belong to an earlier one."""
        return tuple(result for result in self.results if result.at >= self.since)


@dataclass(frozen=True, slots=True)
class Health:
    """How a webhook in trouble is doing. Times are epoch seconds, 0 for never.

    The delivery side states facts (``last_*``, ``paused_until``; ``deferred_at``: when a limit of
    the webhook last held a delivery back, ``sent_back_at``: the same of a released one;
    ``closed_at``: when the breaker last closed); upkeep draws the conclusions (``open``,
    ``failing_since``, ``probe_at``, ``probes``, ``full``, ``pace``). ``pace`` is how many held
    deliveries a tick releases, 0 for no such limit; ``paced_at`` is when it last did, 0 where that
    is yet to come.
    """

    uid: str
    last_failure_at: float = 0.0
    last_success_at: float = 0.0
    last_probe_failed_at: float = 0.0
    last_error: str = ""
    paused_until: float = 0.0
    deferred_at: float = 0.0
    sent_back_at: float = 0.0
    closed_at: float = 0.0
    open: bool = False
    failing_since: float = 0.0
    probe_at: float = 0.0
    probes: int = 0
    full: bool = False
    pace: int = 0
    paced_at: float = 0.0
    etag: str = ""


@dataclass(frozen=True, slots=True)
class Heartbeat:
    """A process at work, ``at`` the latest sign of life.

    ``oldest_ms`` is when the oldest event was received that it then worked on.
    """

    process: str
    at: float
    oldest_ms: int
    etag: str = ""
