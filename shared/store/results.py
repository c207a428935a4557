"""The recorded attempts of a delivery, as the text of one property.

A property holds 32 Ki UTF-16 units. The most attempts that are kept, each with a response of the
longest kind, take two thirds of that where no character is escaped.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import fields
from typing import Any

from shared.model import Attempt

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
