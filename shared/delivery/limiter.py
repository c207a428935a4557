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
from shared.policy import timing

_USED = 0.95
"""The part of a rate that is used. Requests arrive at the receiver not quite as evenly as they
begin, and it may count them, in any second."""

_LATE = (1 / _USED - 1) / 2
"""Seconds, or the part of the time between two turns if that is longer, by which an attempt may be
late for its turn: half of what `_USED` leaves, so that no second has more than the rate."""


@dataclass(frozen=True, slots=True)
class Patience:
    """How many seconds an attempt waits at most: in line for others to end, and for its turn.

    The turn is given by the rate.
    """

    in_line: float
    turn: float


ALONE = Patience(in_line=0.0, turn=timing.PATIENCE)
"""For a message of its own in a fast lane: it occupies a place there while it waits."""

IN_GROUP = Patience(in_line=1.0, turn=timing.PATIENCE)
"""For one of several that share a place in a fast lane."""

IN_SLOW_LANE = Patience(in_line=3.0, turn=3.0)

LONGEST_TURN = 30.0
"""Seconds. What would have to come again later than that is held."""


@dataclass(slots=True)
class _Usage:
    """What one webhook uses of this process; ``seconds`` is what its latest attempt took.

    ``in_flight`` are admitted, of which ``to_begin`` have not begun. ``next_begin`` is the time
    from which the next may begin, by its rate; ``comes_again`` that at which those that were told
    to come again will all have had their attempts.
    """

    changed: threading.Condition
    in_flight: int = 0
    waiting: int = 0
    to_begin: int = 0
    seconds: float = 0.0
    next_begin: float = 0.0
    comes_again: float = 0.0
    quick: bool = True


class Turn:
    """The turn of an attempt that was admitted. It comes immediately before the POST."""

    def __init__(self, usage: _Usage, rate: float, clock: Callable[[], float]) -> None:
        self._usage = usage
        self._rate = rate
        self._clock = clock
        self.began: float | None = None
        """When it came, by the monotonic clock."""

    def wait(self, until: float) -> bool:
        """Wait until the attempt may begin, by the rate; False if that is after *until*."""
        came, came_monotonic = self._clock(), time.monotonic()
        while True:
            with self._usage.changed:
                # The clock may be set back meanwhile.
                now = max(self._clock(), came + time.monotonic() - came_monotonic)
                at = max(now, _next_begin(self._usage, self._rate, now))
                if at > until:
                    return False
                if at == now:
                    self._begin(now)
                    return True
            time.sleep(at - now)

    def _begin(self, now: float) -> None:
        self.began = time.monotonic()
        self._usage.to_begin -= 1
        if self._rate:
            # A little late for its turn, it makes the next one no later.
            on_time = max(self._usage.next_begin, now - _LATE * max(1.0, 1 / self._rate))
            self._usage.next_begin = on_time + _interval(self._rate)


class Limiter:
    """The limits of one process: on Azure each instance has its own, and they add up."""

    def __init__(self, *, share: int, clock: Callable[[], float]) -> None:
        """*share* is how many attempts of one webhook may be in flight in this process."""
        self._share = share
        self._clock = clock
        self._lock = threading.Lock()
        self._usages: dict[str, _Usage] = {}

    @contextmanager
    def admit(self, webhook: Webhook, patience: Patience = ALONE) -> Iterator[Turn | HoldReason]:
        """Yield the turn of the webhook's next attempt while it may run, or the limit reached."""
        usage = self._usage_of(webhook)
        exceeded = self._enter(usage, webhook, patience)
        if exceeded is not None:
            yield exceeded
            return
        turn = Turn(usage, webhook.rate_per_second, self._clock)
        try:
            yield turn
        finally:
            self._leave(usage, turn)

    def next_turn(self, webhook: Webhook) -> int | None:
        """Return in how many seconds an attempt that was refused may come again; None if too long.

        It is the turn after those that were told so before.
        """
        usage, now = self._usage_of(webhook), self._clock()
        with usage.changed:
            usage.comes_again = min(max(usage.comes_again, now), now + LONGEST_TURN)
            delay = math.ceil(usage.comes_again - now) or 1
            if delay >= LONGEST_TURN:
                return None
            usage.comes_again += usage.seconds / self._most(webhook)
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
            left = max(0.0, patience.turn - (time.monotonic() - began))
            if self._seconds_to_turn(usage, webhook.rate_per_second) > left:
                usage.changed.notify()  # the place is still free, for one that has a turn
                return HoldReason.RATE
            usage.in_flight += 1
            usage.to_begin += 1
        return None

    def _wait(self, usage: _Usage, most: int, in_line: float) -> bool:
        """Wait for less than *most* attempts to be in flight; False if there are still as many."""
        served = int(most * in_line / usage.seconds) if usage.seconds else 1
        if in_line and usage.waiting < max(1, served):
            patience = in_line
        else:
            patience = timing.PATIENCE if usage.quick else 0.0
        usage.waiting += 1
        try:
            return usage.changed.wait_for(lambda: usage.in_flight < most, patience)
        finally:
            usage.waiting -= 1

    def _seconds_to_turn(self, usage: _Usage, rate: float) -> float:
        """Return in how many seconds one more attempt may begin, after those admitted before."""
        if not rate:
            return 0.0
        now = self._clock()
        return max(0.0, _next_begin(usage, rate, now) - now) + usage.to_begin * _interval(rate)

    def _leave(self, usage: _Usage, turn: Turn) -> None:
        with usage.changed:
            usage.in_flight -= 1
            if turn.began is None:
                usage.to_begin -= 1
            else:
                usage.seconds = time.monotonic() - turn.began
                usage.quick = usage.seconds < timing.PATIENCE
            usage.changed.notify()

    def _usage_of(self, webhook: Webhook) -> _Usage:
        with self._lock:
            usage = self._usages.get(webhook.uid)
            if usage is None:
                usage = self._usages[webhook.uid] = _Usage(threading.Condition())
            return usage


def _interval(rate: float) -> float:
    """Return the seconds from the turn of one attempt to that of the next."""
    return 1 / (rate * _USED)


def _next_begin(usage: _Usage, rate: float, now: float) -> float:
    """Return from when on the next attempt may begin, by its rate."""
    if not rate:
        return now
    # Clocks are set back now and then: no turn came later than now, and the next is one after it.
    usage.next_begin = min(usage.next_begin, now + _interval(rate))
    return usage.next_begin
