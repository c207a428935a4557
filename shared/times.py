"""Times as the API and the message formats write them."""

from __future__ import annotations

from datetime import UTC, datetime


def iso8601(epoch: float) -> str:
    """Format epoch seconds in UTC, to the millisecond, as in ``2026-11-21T19:00:00.000Z``."""
    moment = datetime.fromtimestamp(epoch, UTC)
    return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")
