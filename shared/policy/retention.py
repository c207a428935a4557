"""Which days are kept: their tables are dropped whole once they are older."""

from __future__ import annotations

from datetime import date, timedelta

from shared.model import day_of
from shared.times import SECONDS_A_DAY

AHEAD = 300.0
"""Seconds by which the clock of another instance may be ahead, and so the time of its events."""


_SOON = 3600.0
"""Seconds before its tables may be dropped when nothing is put into them any more: the clock of
another process may be ahead, and a table that was dropped would be made again."""


def first_kept(keep_days: int, now: float) -> date:
    """Return the earliest day that is kept."""
    return day_of(round(now * 1000)) - timedelta(days=keep_days)


def earliest(keep_days: int, now: float) -> float:
    """Return from when on to look for what is kept. What is older is dropped, or will be soon."""
    return now - (keep_days + 1) * SECONDS_A_DAY


def is_over(received_ms: int, keep_days: int, now: float) -> bool:
    """Return whether the tables of an event received then are dropped, or may be soon."""
    return day_of(received_ms) < first_kept(keep_days, now + _SOON)
