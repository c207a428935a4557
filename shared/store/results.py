"""The recorded attempts of a delivery, as the text of one property.

A property holds 32 Ki UTF-16 units. The most attempts that are kept, each with a response of the
longest kind, take two thirds of that where no character is escaped.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any, Self

from shared.model import Attempt
from shared.store.table import Row

_FIELDS = frozenset(field.name for field in fields(Attempt))

_DEFAULTS: Mapping[str, Any] = {
    "at": 0.0,
    "status": None,
    "error": None,
    "detail": "",
    "duration_ms": 0,
    "answer": "",
}
"""What an attempt that was stored without one of its members has instead."""

LATEST = ("latest_result", "latest_at", "latest_ms")


@dataclass(frozen=True, slots=True)
class Latest:
    """The latest attempt, as a row says beside its results, for queries that do without these.

    ``result`` is the error code or the status, empty before the first attempt; None where an
    earlier release wrote the row.
    """

    result: str | None = None
    at: float = 0.0
    duration_ms: int = 0

    @classmethod
    def of_row(cls, row: Row) -> Self:
        """Read the `LATEST` properties of a row."""
        return cls(row.get("latest_result"), row.get("latest_at", 0.0), row.get("latest_ms", 0))


def properties(results: Sequence[Attempt]) -> dict[str, Any]:
    """Return the properties of a row that hold *results*."""
    latest = results[-1] if results else None
    return {
        "results": dumps(results),
        "latest_result": "" if latest is None else latest.error or str(latest.status),
        "latest_at": 0.0 if latest is None else latest.at,
        "latest_ms": 0 if latest is None else latest.duration_ms,
    }


def dumps(results: Sequence[Attempt]) -> str:
    """Write attempts as JSON."""
    return json.dumps(
        [result.to_dict() for result in results], ensure_ascii=False, separators=(",", ":")
    )


def loads(text: str) -> tuple[Attempt, ...]:
    """Read what `dumps` of this or another release wrote; nothing, for an empty text."""
    return tuple(_attempt(values) for values in json.loads(text or "[]"))


def _attempt(values: Mapping[str, Any]) -> Attempt:
    known = {name: value for name, value in values.items() if name in _FIELDS}
    return Attempt.from_dict({**_DEFAULTS, **known})
