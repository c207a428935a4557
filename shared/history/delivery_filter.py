"""Which deliveries are meant: by state, type, time, event and the receiver's answer."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from shared.model import Attempt, DeliveryRecord, PendingDelivery, RecordState, day_of
from shared.policy import retention
from shared.store.records import Choice
from shared.times import LATEST


class DeliveryState(StrEnum):
    """The state of a delivery in the API: ``waiting`` if it is pending, else its record's state."""

    QUEUED = "queued"
    WAITING = "waiting"
    DELIVERED = "delivered"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True)
class Status:
    """The state of a delivery: its record, and the pending delivery if it has not ended."""

    delivery: DeliveryRecord
    waiting: PendingDelivery | None

    @property
    def state(self) -> DeliveryState:
        """``waiting`` if the delivery is pending and has not ended, else the record's state."""
        return state_of(self.delivery.state, is_pending=self.waiting is not None)

    @property
    def attempts(self) -> int:
        """The number of attempts so far."""
        return self.waiting.attempts if self.waiting else self.delivery.attempts

    @property
    def results(self) -> tuple[Attempt, ...]:
        """The recorded attempts, the oldest first."""
        return self.waiting.results if self.waiting else self.delivery.results


def state_of(record: RecordState, *, is_pending: bool) -> DeliveryState:
    """Return the state of a delivery by its record, and whether it has a pending row."""
    if record is RecordState.QUEUED and is_pending:
        return DeliveryState.WAITING
    return DeliveryState(record)


@dataclass(frozen=True, slots=True)
class DeliveryFilter:
    """Which deliveries are meant; None for no condition.

    ``since`` and ``until`` are when the event was received, from 0 to `shared.times.LATEST`;
    ``status_code`` is the status that the receiver answered to the latest attempt.
    """

    state: str | None = None
    event_type: str | None = None
    since: float | None = None
    until: float | None = None
    status_code: int | None = None
    event_id: str | None = None

    @property
    def has_the_latest_success(self) -> bool:
        """Whether the latest success of all meets it, if any success does."""
        return replace(self, state=None, since=None) == EVERY_DELIVERY

    def matches(self, status: Status) -> bool:
        """Whether the joined *status* meets what a query on the records alone cannot tell."""
        if self.state is not None and status.state != self.state:
            return False
        return self.status_code is None or (
            bool(status.results) and status.results[-1].status == self.status_code
        )

    def matches_one(self, status: Status) -> bool:
        """Whether *status* meets every condition but that on the event."""
        record = status.delivery
        return (
            self.matches(status)
            and self.event_type in {None, record.event_type}
            and (self.since is None or record.key.received_at >= self.since)
            and (self.until is None or record.key.received_at <= self.until)
        )

    def choice(self, after_key: str | None = None) -> Choice:
        """Return what a query on the records can tell: the same for all pages of a list."""
        state = RecordState.QUEUED if self.state == DeliveryState.WAITING else self.state
        received = None
        if self.since is not None or self.until is not None:
            received = _milliseconds(self.since, 0.0), _milliseconds(self.until, LATEST)
        return Choice(state, self.event_type, received, after_key)

    def days(self, now: float, keep_days: int) -> tuple[date, date]:
        """Return the first and the last day to look at, if those of *keep_days* are kept."""
        first, last = retention.earliest(keep_days, now), now + retention.AHEAD
        since = first if self.since is None else max(self.since, first)
        until = last if self.until is None else min(self.until, last)
        return day_of(round(since * 1000)), day_of(round(until * 1000))


EVERY_DELIVERY = DeliveryFilter()


def _milliseconds(epoch: float | None, default: float) -> int:
    return max(1, round((default if epoch is None else epoch) * 1000))
