"""Reads deliveries without their attempts but the latest, for counts and charts.

One query for each thousand records of a day, and one for each thousand that are pending.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta

from shared.history.delivery_filter import DeliveryFilter, DeliveryState, state_of
from shared.model import RecordState
from shared.store import Store
from shared.store.records import RecordOutline
from shared.store.results import Latest
from shared.store.table import MOST_PER_PAGE, Continuation
from shared.times import start_of

_PAGES_BESIDE = 4
"""Requests beside one for each day and thousand: storage may return short pages."""

_ONE_DAY = timedelta(days=1)
_NOT_ATTEMPTED = Latest("")


@dataclass(frozen=True, slots=True)
class DeliveryOutline:
    """What is read of one delivery; ``latest`` is its latest attempt."""

    received_at: float
    state: DeliveryState
    latest: Latest


class DeliveryOutlines:
    """Reads outlines. Writes nothing."""

    def __init__(self, store: Store, *, days: int, clock: Callable[[], float]) -> None:
        """*days* is how many days back there are records."""
        self._store = store
        self._days = days
        self._clock = clock

    def latest(
        self, uid: str, wanted: DeliveryFilter, *, most: int
    ) -> tuple[list[DeliveryOutline], float | None]:
        """Return which of the latest *most* are *wanted*, the newest first.

        Of the conditions, those that the records tell choose the latest ones. If there may be
        earlier ones, the time comes with them from which on all were looked at, or else None.
        """
        outlines, reached = self._records(uid, wanted, most)
        joined = self._joined(outlines, 2 * most)
        return [one for one in joined if _matches(one, wanted)], reached

    def _records(
        self, uid: str, wanted: DeliveryFilter, most: int
    ) -> tuple[list[RecordOutline], float | None]:
        """Read the latest *most* records; and return from when on, if there may be earlier ones."""
        oldest, day = wanted.days(self._clock(), self._days)
        found: list[RecordOutline] = []
        after: Continuation | None = None
        for _ in range(self._days + most // MOST_PER_PAGE + _PAGES_BESIDE):
            some, after = self._store.records.outlines(
                uid, day, after=after, choice=wanted.choice()
            )
            found += some
            if len(found) > most or (len(found) == most and after is not None):
                return found[:most], found[most - 1].key.received_at
            if after is None:
                day -= _ONE_DAY
            if day < oldest:
                return found, None
        return found, found[-1].key.received_at if found else start_of(day + _ONE_DAY)

    def _joined(self, outlines: Sequence[RecordOutline], most: int) -> list[DeliveryOutline]:
        """Add the latest attempts of what is pending, of which *most* rows are read."""
        times = [one.key.received_ms for one in outlines if one.state is RecordState.QUEUED]
        pending = {}
        if times:
            pending = self._store.pending.latest_between(
                outlines[0].key.uid, min(times), max(times), most=most
            )
        return [
            DeliveryOutline(
                one.key.received_at,
                state_of(one.state, is_pending=one.key in pending),
                pending.get(one.key, _NOT_ATTEMPTED)
                if one.state is RecordState.QUEUED
                else one.latest,
            )
            for one in outlines
        ]


def _matches(delivery: DeliveryOutline, wanted: DeliveryFilter) -> bool:
    if wanted.state is not None and delivery.state != wanted.state:
        return False
    return wanted.status_code is None or delivery.latest.result == str(wanted.status_code)
