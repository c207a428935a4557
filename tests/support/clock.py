"""The clock that tests move by hand."""

from __future__ import annotations

from datetime import UTC, datetime

NOON = datetime(2030, 5, 15, 12, 0, 0, tzinfo=UTC)


def iso(epoch: float) -> str:
    """Return epoch seconds as the API takes times."""
    return datetime.fromtimestamp(epoch, UTC).isoformat()


class Clock:
    """Returns epoch seconds when called, as `time.time` does. Stands still unless moved."""

    def __init__(self, start: datetime | float = NOON) -> None:
        self.now = start.timestamp() if isinstance(start, datetime) else start

    def __call__(self) -> float:
        return self.now

    def advance(self, seconds: float) -> None:
        self.now += seconds
