"""The recorded attempts of a delivery, as the text of one property.

A property holds 32 Ki UTF-16 units: the most attempts that are kept, each with an answer of the
longest kind, take two thirds of that, where characters are not escaped.
"""

from __future__ import annotations

import json
from collections.abc import Sequence

from shared.model import Attempt


def dumps(results: Sequence[Attempt]) -> str:
    return json.dumps(
        [result.to_dict() for result in results], ensure_ascii=False, separators=(",", ":")
    )


def loads(text: str) -> tuple[Attempt, ...]:
    return tuple(Attempt.from_dict(values) for values in json.loads(text or "[]"))
