"""How much of this process one webhook may use: a share, ``max_in_flight``, ``rate_per_second``.

What exceeds a limit is moved or held, and occupies no thread, with two exceptions. In a fast lane
an attempt waits for a moment, since a burst to a healthy webhook exceeds what may be in flight for
milliseconds at a time. Those of a group, and those in the slow lane, wait in line, if the webhook
can take them by then: what a slow or limited webhook leaves free would otherwise stay empty until
its next message comes.
"""

from __future__ import annotations

import math
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from shared.model import HoldReason, Webhook

PATIENCE = 0.1
"""Seconds that an attempt waits for another of its webhook to end, if those end quickly."""

_USED = 0.95
"""The part of a rate that is used. Requests arrive at the receiver not quite as evenly as they
begin, and it may count them, in any second."""


@dataclass(frozen=True, slots=True)
class Patience:
    """How many seconds an attempt waits at most: in line for others to end, and for its slot.

    The slot is given by the rate. Together less than `timing.ATTEMPT_MARGIN`.
    """

    in_line: float
    slot: float


ALONE = Patience(in_line=0.0, slot=PATIENCE)
"""For a message of its own in a fast lane: it occupies a place there while it waits."""

IN_GROUP = Patience(in_line=1.0, slot=PATIENCE)
"""For one of several that share a place in a fast lane."""

IN_SLOW_LANE = Patience(in_line=3.0, slot=3.0)


LONGEST_TURN = 30.0
"""Seconds. What would have to come again later than that is held."""


@dataclass(slots=True)
class _Usage:
    """What one webhook uses of this process; ``seconds`` is what its latest attempt took.

    ``next_slot`` is the time from which the next attempt may begin, by its rate; ``next_turn`` that
    at which those that were told to come again will all have had their attempts.
    """

    changed: threading.Condition
    in_flight: int = 0
    waiting: int = 0
    seconds: float = 0.0
    next_slot: float = 0.0
    next_turn: float = 0.0
    quick: bool = True


class Limiter:
    """The limits of one process: on Azure each instance has its own, and they add up."""

    def __init__(self, *, share: int, clock: Callable[[], float]) -> None:
        """*share* is how many attempts of one webhook may be in flight in this process."""
        self._share = share
        self._clock = clock
        self._lock = threading.Lock()
        self._usages: dict[str, _Usage] = {}

    @contextmanager
    def admit(self, webhook: Webhook, patience: Patience = ALONE) -> Iterator[HoldReason | None]:
        """Yield None while the webhook's next attempt may run, or the limit that is reached."""
        usage = self._usage_of(webhook)
        exceeded = self._enter(usage, webhook, patience)
        began = time.monotonic()
        try:
            yield exceeded
        finally:
            if exceeded is None:
                self._leave(usage, time.monotonic() - began)

    def next_turn(self, webhook: Webhook) -> int | None:
        """Return in how many seconds an attempt that was refused may come again; None if too long.

        It is the turn after those that were told so before.
        """
        usage, now = self._usage_of(webhook), self._clock()
        with usage.changed:
            usage.next_turn = min(max(usage.next_turn, now), now + LONGEST_TURN)
            delay = math.ceil(usage.next_turn - now) or 1
            if delay >= LONGEST_TURN:
                return None
            usage.next_turn += usage.seconds / self._most(webhook)
        return delay

    def _most(self, webhook: Webhook) -> int:
        return min(webhook.max_in_flight or self._share, self._share)

    def _enter(self, usage: _Usage, webhook: Webhook, patience: Patience) -> HoldReason | None:
        most = self._most(webhook)
        began = time.monotonic()
        with usage.changed:
            if not self._wait(usage, most, patience.in_line):
                usage.quick = False
                return HoldReason.MAX_IN_FLIGHT if most < self._share else HoldReason.SHARE
            left = max(0.0, patience.slot - (time.monotonic() - began))
            wait = self._reserve_slot(usage, webhook.rate_per_second, left)
            if wait is None:
                usage.changed.notify()  # the place is still free, for one that gets a slot
                return HoldReason.RATE
            usage.in_flight += 1
        if wait > 0:
            time.sleep(wait)
        return None

    def _wait(self, usage: _Usage, most: int, in_line: float) -> bool:
        """Wait for less than *most* attempts to be in flight; False if there are still as many."""
        served = int(most * in_line / usage.seconds) if usage.seconds else 1
        if in_line and usage.waiting < max(1, served):
            patience = in_line
        else:
            patience = PATIENCE if usage.quick else 0.0
        usage.waiting += 1
        try:
            return usage.changed.wait_for(lambda: usage.in_flight < most, patience)
        finally:
            usage.waiting -= 1

    def _reserve_slot(self, usage: _Usage, rate: float, patience: float) -> float | None:
        """Return the seconds until the next attempt may begin; None if that is too long to wait."""
        if not rate:
            return 0.0
        now, interval = self._clock(), 1 / (rate * _USED)
        # Clocks are set back now and then: nothing was reserved for later than this.
        usage.next_slot = min(usage.next_slot, now + IN_SLOW_LANE.slot + interval)
        slot = max(now, usage.next_slot)
        if slot - now > patience:
            return None
        usage.next_slot = slot + interval
        return slot - now

    def _leave(self, usage: _Usage, seconds: float) -> None:
        with usage.changed:
            usage.in_flight -= 1
            usage.seconds = seconds
            usage.quick = seconds < PATIENCE
            usage.changed.notify()

    def _usage_of(self, webhook: Webhook) -> _Usage:
        with self._lock:
            usage = self._usages.get(webhook.uid)
            if usage is None:
                usage = self._usages[webhook.uid] = _Usage(threading.Condition())
            return usage
