"""The domain: event, webhook, delivery key, attempt, record, pending delivery, webhook health.

Plain values without I/O. Times are epoch seconds (``float``), 0 for never; ``received_ms`` is epoch
milliseconds.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from enum import StrEnum
from functools import lru_cache
from typing import Any

from shared.times import SECONDS_A_DAY


class RecordState(StrEnum):
    """The state of a delivery's record."""

    QUEUED = "queued"
    DELIVERED = "delivered"
    DROPPED = "dropped"


class DropReason(StrEnum):
    """Why a delivery was given up."""

    OVERFLOW = "overflow"
    EXPIRED = "expired"
    WEBHOOK_DELETED = "webhook_deleted"
    WEBHOOK_DISABLED = "webhook_disabled"
    UNDELIVERABLE = "undeliverable"


class HoldReason(StrEnum):
    """Why a delivery was not attempted although its turn had come."""

    BREAKER_OPEN = "breaker_open"
    PAUSED = "paused"
    SHARE = "share"
    MAX_IN_FLIGHT = "max_in_flight"
    RATE = "rate"


class MessageFormat(StrEnum):
    """The shape of the body that a subscriber receives, see `shared.delivery.formats`."""

    ONEFUZZ = "onefuzz"
    EVENT_GRID = "event_grid"
    CLOUDEVENTS = "cloudevents"
    BARE = "bare"


def day_of(epoch_ms: int) -> date:
    """Return the UTC day of a receive time; it selects the tables of events and records."""
    return _day(epoch_ms // (1000 * SECONDS_A_DAY))


@lru_cache(maxsize=64)  # an event asks some eight times, nearly always for the same day
def _day(number: int) -> date:
    return datetime.fromtimestamp(number * SECONDS_A_DAY, UTC).date()


@dataclass(frozen=True, slots=True)
class DeliveryKey:
    """Identifies a delivery: one event to one incarnation (``uid``) of a webhook.

    The rows of the event, the record and the pending delivery are all found from these three.
    """

    uid: str
    received_ms: int
    event_id: str

    @property
    def day(self) -> date:
        """The UTC day on which the event was received."""
        return day_of(self.received_ms)

    @property
    def received_at(self) -> float:
        """When the event was received, in epoch seconds."""
        return self.received_ms / 1000


_EXTRAS = json.JSONDecoder(parse_int=str)


@dataclass(frozen=True, slots=True)
class Event:
    """An accepted event.

    ``event_json`` is the value of ``event`` as the producer spelled it, ``extras_json`` a JSON
    object of the envelope's other members. ``targets`` are the uids of the webhooks that were
    subscribed when it was accepted, and whose filters wanted it; ``filtered`` is the number of
    those whose filters did not. ``type_version`` is the version of its own type that judged it; 0
    for a type of the catalogue.
    """

    event_id: str
    event_type: str
    received_ms: int
    event_json: str
    extras_json: str
    digest: str = ""
    targets: tuple[str, ...] = ()
    filtered: int = 0
    type_version: int = 0

    @property
    def payload_bytes(self) -> int:
        """The size of ``event_json`` in UTF-8."""
        text = self.event_json
        return len(text) if text.isascii() else len(text.encode())

    def extras(self) -> dict[str, Any]:
        """Return the envelope's other members. An integer is its text: it may have any length."""
        return dict(_EXTRAS.decode(self.extras_json))

    def delivery_key(self, uid: str) -> DeliveryKey:
        """Return the key of this event's delivery to the webhook *uid*."""
        return DeliveryKey(uid, self.received_ms, self.event_id)


@dataclass(frozen=True, slots=True)
class Webhook:
    """A subscription. A webhook that is deleted and created again gets a new ``uid``.

    ``secret``, ``previous_secrets`` and ``headers`` are encrypted by `shared.crypto.encryption`.
    ``previous_secrets`` maps each rotated secret to the time until which it still signs, the latest
    first. ``filter`` is JSON, see `shared.filters.parsing`; empty for none. ``etag`` is storage's
    version of the row, empty before it is stored.
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
    disabled_at: float = 0.0
    singularity_type: str = ""
    user: str = ""
    secret: str = field(default="", repr=False)
    previous_secrets: Mapping[str, float] = field(default_factory=dict, repr=False)
    asymmetric: bool = False
    headers: str = field(default="", repr=False)
    max_in_flight: int = 0
    rate_per_second: float = 0.0
    filter: str = ""
    etag: str = ""


@dataclass(frozen=True, slots=True)
class OwnEventType:
    """An event type that the relay's users have defined.

    ``schema_json`` and ``example_json`` are JSON, empty where there is none. ``version`` counts
    the changes of the schema, from 1, over deletions as well. A deleted type keeps its name and
    version. ``etag`` is storage's version of the row, empty before it is stored.
    """

    name: str
    version: int
    created_at: float
    updated_at: float
    description: str = ""
    schema_json: str = ""
    example_json: str = ""
    deprecated: bool = False
    group: str = ""
    deleted_at: float = 0.0
    etag: str = ""

    @property
    def deleted(self) -> bool:
        """Whether there is only its name left."""
        return self.deleted_at > 0


@dataclass(frozen=True, slots=True)
class DeletedWebhook:
    """What is kept of a deleted webhook for as long as its deliveries are."""

    webhook_id: str
    uid: str
    deleted_at: float


KnownWebhook = Webhook | DeletedWebhook
"""A webhook whose deliveries can be read."""


UNDELIVERABLE = "undeliverable"
"""The error of an attempt for which the relay refused the URL of this one event."""

MAX_RECORDED_ATTEMPTS = 20
"""A delivery keeps its first attempt and the latest ones."""

MAX_RECORDED_RESPONSE = 256
"""Characters of a response that an attempt keeps."""


def is_success(status: int | None) -> bool:
    """Return whether *status* says that the receiver accepted the event: 200 to 299."""
    return status is not None and 200 <= status <= 299


@dataclass(frozen=True, slots=True)
class Attempt:
    """The result of one POST. ``at`` is when it began; ``status`` or ``error`` is given.

    ``detail`` is a sentence for people, ``answer`` the start of the response's body, and
    ``retry_after`` for how many seconds the receiver asked to be left alone (with 429 or 503).
    """

    at: float
    status: int | None
    error: str | None
    detail: str
    duration_ms: int
    answer: str
    retry_after: float | None = None

    @property
    def ok(self) -> bool:
        """Whether the receiver accepted the event."""
        return self.error is None and is_success(self.status)

    @property
    def summary(self) -> str:
        """The error code, or the status as in ``HTTP 503``."""
        return self.error or f"HTTP {self.status}"

    def to_dict(self) -> dict[str, Any]:
        """Return the members that are stored; ``retry_after`` only where there is one."""
        # dataclasses.asdict copies each value, which takes seven times as long.
        values = {name: getattr(self, name) for name in self.__slots__}
        if self.retry_after is None:
            del values["retry_after"]
        return values

    @classmethod
    def from_dict(cls, values: dict[str, Any]) -> Attempt:
        """Build an attempt from what `to_dict` returned."""
        return cls(**values)


def append_attempt(earlier: Sequence[Attempt], latest: Attempt) -> tuple[Attempt, ...]:
    """Return *earlier* and *latest*, cut to `MAX_RECORDED_ATTEMPTS`."""
    attempts = (*earlier, latest)
    if len(attempts) <= MAX_RECORDED_ATTEMPTS:
        return attempts
    return (attempts[0], *attempts[-(MAX_RECORDED_ATTEMPTS - 1) :])


@dataclass(frozen=True, slots=True)
class DeliveryRecord:
    """What people read about a delivery. Created ``queued``, updated once when it ends."""

    key: DeliveryKey
    event_type: str
    state: RecordState
    attempts: int
    reason: str | None
    ended_at: float | None
    results: tuple[Attempt, ...]
    etag: str

    @property
    def ended(self) -> bool:
        """Whether the delivery was delivered or dropped."""
        return self.state != RecordState.QUEUED


@dataclass(frozen=True, slots=True)
class PendingDelivery:
    """A delivery that has failed, or was held, and will be attempted again.

    ``attempts`` is the number of attempts so far (0: held before the first). ``since`` is when it
    began to wait, ``next_attempt_at`` when it is due, ``claimed_until`` the end of the latest
    claim: before that an attempt may be in flight. ``redelivery``: a person had it sent again, and
    it has not been attempted since. ``etag`` is the version of its row, None while it has not been
    stored.
    """

    key: DeliveryKey
    event_type: str
    attempts: int
    next_attempt_at: float
    since: float
    claimed_until: float = 0.0
    results: tuple[Attempt, ...] = ()
    redelivery: bool = False
    etag: str | None = None

    @property
    def stored(self) -> bool:
        """Whether there is a row of it."""
        return self.etag is not None

    @property
    def last(self) -> Attempt | None:
        """The latest attempt."""
        return self.results[-1] if self.results else None

    @property
    def failures(self) -> tuple[Attempt, ...]:
        """The recorded failures since it began to wait; earlier ones belong to an earlier wait."""
        return tuple(result for result in self.results if result.at >= self.since)


@dataclass(frozen=True, slots=True)
class Breaker:
    """The circuit breaker of a webhook. The scheduler opens it, a successful delivery closes it.

    While it is open one probe is sent at ``probe_at``; ``probes`` counts them. While the webhook is
    paused, ``probe_at`` is the earliest time of the next probe, too.
    """

    open: bool = False
    failing_since: float = 0.0
    probe_at: float = 0.0
    probes: int = 0


@dataclass(frozen=True, slots=True)
class Pace:
    """How many pending deliveries a round releases. ``limit`` is None for no limit.

    ``released_at`` is when a round last released at this pace, 0 if none has yet.
    """

    limit: int | None = None
    released_at: float = 0.0


@dataclass(frozen=True, slots=True)
class Health:
    """How a webhook is doing for which deliveries are pending. Times are 0 for never.

    The delivery worker writes what it saw: ``last_failure_at``, ``last_success_at``,
    ``last_error``, ``slow_until`` (its attempts take long), ``last_probe_failed_at``,
    ``probed_received_at`` (the receive time of the newest delivery whose first attempt was a probe
    that failed), ``paused_until`` (the receiver's Retry-After), ``deferred_at`` (a limit of the
    webhook held a delivery back), ``sent_back_at`` (the same for a released one) and ``closed_at``
    (the breaker closed). The scheduler writes ``breaker`` and ``pace``.
    """

    uid: str
    last_failure_at: float = 0.0
    last_success_at: float = 0.0
    slow_until: float = 0.0
    last_probe_failed_at: float = 0.0
    probed_received_at: float = 0.0
    last_error: str = ""
    paused_until: float = 0.0
    deferred_at: float = 0.0
    sent_back_at: float = 0.0
    closed_at: float = 0.0
    breaker: Breaker = Breaker()
    pace: Pace = Pace()
    etag: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class HealthChange:
    """A partial update of a webhook's health: what is None stays as it is."""

    last_failure_at: float | None = None
    last_success_at: float | None = None
    slow_until: float | None = None
    last_probe_failed_at: float | None = None
    probed_received_at: float | None = None
    last_error: str | None = None
    paused_until: float | None = None
    deferred_at: float | None = None
    sent_back_at: float | None = None
    closed_at: float | None = None
    breaker: Breaker | None = None
    pace: Pace | None = None


@dataclass(frozen=True, slots=True)
class LatestRound:
    """What the latest round of the scheduler recorded.

    ``at`` is when it began, ``seconds`` how long it took. ``waiting`` counts the pending deliveries
    of all webhooks, up to those that a round reads of each; ``oldest_due_seconds`` is how long the
    oldest has been due. ``queues`` maps each queue to its length, which is asked once a minute.
    """

    at: float
    seconds: float = 0.0
    waiting: int = 0
    oldest_due_seconds: float = 0.0
    queues: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Heartbeat:
    """The latest heartbeat of a process that works on messages.

    ``oldest_ms`` is the receive time of the oldest event that it was working on.
    """

    process: str
    at: float
    oldest_ms: int
    etag: str = ""
