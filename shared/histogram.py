"""A histogram of durations in a bounded number of buckets, for percentiles.

Each bucket is 9 % wider than the one before, so a percentile is right to within 5 %. There are at
most `_LAST` + 1 of them, however many durations are added.
"""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass, field

_PER_DOUBLING = 8
_LAST = 255
"""The last bucket begins at 2^(254/8) milliseconds, over a hundred days."""


@dataclass(frozen=True, slots=True)
class Histogram:
    """``buckets``: how many durations fell into the bucket of each number. Not thread-safe."""

    buckets: Counter[int] = field(default_factory=Counter)

    def add(self, milliseconds: float) -> None:
        """Count a duration; a negative one, which two clocks can give, as 0."""
        self.buckets[_bucket(milliseconds)] += 1

    def merge(self, other: Histogram) -> None:
        """Add all that *other* has."""
        self.buckets.update(other.buckets)

    def percentile(self, percent: float) -> int | None:
        """Return the duration that *percent* of those added do not exceed; None if there are none.

        It is the middle of its bucket, in milliseconds.
        """
        rank = math.ceil(self.buckets.total() * percent / 100)
        seen = 0
        for bucket in sorted(self.buckets):
            seen += self.buckets[bucket]
            if seen >= rank:
                return _middle(bucket)
        return None


def _bucket(milliseconds: float) -> int:
    if milliseconds < 1:
        return 0
    return min(1 + int(math.log2(milliseconds) * _PER_DOUBLING), _LAST)


def _middle(bucket: int) -> int:
    return round(2.0 ** ((bucket - 0.5) / _PER_DOUBLING)) if bucket else 0
