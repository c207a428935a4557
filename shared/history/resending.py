"""Sends again whatever meets a filter, in batches, at the scheduler's pace."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from shared.errors import NotFound
from shared.history.cursor import bad_cursor, decode_cursor, encode_cursor
from shared.history.delivery_filter import DeliveryFilter, DeliveryState, Status
from shared.history.delivery_history import DeliveryHistory
from shared.history.delivery_outlines import DeliveryOutlines
from shared.history.delivery_scan import DeliveryScan, Position
from shared.history.redelivery import MOST_AT_ONCE, MOST_COUNTED, Recovered, Redelivery
from shared.model import Webhook
from shared.times import LATEST


@dataclass(frozen=True, slots=True)
class Resent:
    """How many deliveries will be attempted again; ``cursor`` goes on, None at the end."""

    count: int
    cursor: str | None


class Resending:
    """Makes deliveries that are chosen by a filter due again.

    What is queued for its first attempt is left alone.
    """

    def __init__(
        self,
        history: DeliveryHistory,
        scan: DeliveryScan,
        outlines: DeliveryOutlines,
        redelivery: Redelivery,
        *,
        clock: Callable[[], float],
    ) -> None:
        """*scan* reads every attempt, since a delivery keeps its own when it is sent again."""
        self._history = history
        self._scan = scan
        self._outlines = outlines
        self._redelivery = redelivery
        self._clock = clock

    def count(self, webhook: Webhook, wanted: DeliveryFilter) -> Recovered:
        """Count what `resend` would send again, in all its batches."""
        if wanted.event_id is not None:
            return Recovered(len(self._one(webhook, wanted.event_id, wanted)), more=False)
        wanted = self._until_now(wanted)
        found, reached = self._outlines.latest(webhook.uid, wanted, most=MOST_COUNTED)
        count = sum(one.state is not DeliveryState.QUEUED for one in found)
        return Recovered(count, more=reached is not None)

    def resend(self, webhook: Webhook, wanted: DeliveryFilter, cursor: str | None) -> Resent:
        """Let a batch of what is *wanted* be attempted again, the newest first.

        What is received after the first batch is not part of it: the cursor has the time until
        which it goes. Raises Conflict for a disabled webhook, and InvalidInput for a bad cursor.
        """
        self._redelivery.refuse_disabled(webhook)
        if wanted.event_id is not None:
            if cursor is not None:
                raise bad_cursor()
            return Resent(
                self._taken_up(webhook, self._one(webhook, wanted.event_id, wanted)), None
            )
        wanted, position = self._until_now(wanted), None
        if cursor is not None:
            until, position = _decoded(cursor)
            wanted = replace(wanted, until=until)
        found, more = self._scan.find(webhook.uid, wanted, position, limit=MOST_AT_ONCE)
        count = self._taken_up(webhook, found)
        return Resent(count, encode_cursor([wanted.until, more.values()]) if more else None)

    def _until_now(self, wanted: DeliveryFilter) -> DeliveryFilter:
        now = self._clock()
        return replace(wanted, until=now if wanted.until is None else min(wanted.until, now))

    def _one(self, webhook: Webhook, event_id: str, wanted: DeliveryFilter) -> list[Status]:
        try:
            _, status = self._history.delivery(webhook, event_id)
        except NotFound:
            return []
        is_queued = status.state is DeliveryState.QUEUED
        return [status] if wanted.matches_one(status) and not is_queued else []

    def _taken_up(self, webhook: Webhook, found: list[Status]) -> int:
        ended = [status.delivery for status in found if status.delivery.ended]
        pending = [
            status.waiting
            for status in found
            if status.waiting is not None and not status.delivery.ended
        ]
        return self._redelivery.take_up(webhook, ended, pending)


def _decoded(cursor: str) -> tuple[float, Position]:
    """Read a cursor. Raises InvalidInput."""
    values: list[Any] = decode_cursor(cursor)
    if len(values) != 2 or not isinstance(values[1], list):
        raise bad_cursor()
    until = values[0]
    # Python's JSON can have NaN and infinity, for which the comparison is false.
    if not isinstance(until, float) or not 0 <= until <= LATEST:
        raise bad_cursor()
    return until, Position.of(values[1])
