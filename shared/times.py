"""Times as the API and the message formats write them, and the range of those that it reads."""

from __future__ import annotations

from datetime import UTC, date, datetime, time

SECONDS_A_DAY = 86_400

LATEST = 9e9
"""Epoch seconds in the year 2255, later than any event. In milliseconds it has 13 digits, as row
keys have."""


def iso8601(epoch: float) -> str:
    """Format epoch seconds in UTC, to the millisecond, as in ``2026-11-21T19:00:00.000Z``."""
    moment = datetime.fromtimestamp(epoch, UTC)
    return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def epoch(moment: datetime) -> float:
    """Return *moment* in epoch seconds, from 0 to `LATEST`: beyond these there are no events."""
    return min(max(moment.timestamp(), 0.0), LATEST)


def start_of(day: date) -> float:
    """Return when a day begins in UTC, in epoch seconds."""
    return datetime.combine(day, time.min, UTC).timestamp()
