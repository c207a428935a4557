"""Parses ``Retry-After`` (RFC 9110, 10.2.3)."""

from __future__ import annotations

import math
import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from shared.times import SECONDS_A_DAY

_SECONDS = re.compile(r"[0-9]{1,12}(?:\.[0-9]{1,12})?")
_MAX_SECONDS = 10 * 365 * SECONDS_A_DAY
"""Ten years; more makes no sense, and would overflow dates that are computed from it."""


def parse_retry_after(value: str | None, now: datetime) -> float | None:
    """Return the seconds to wait from *now*; None without a value, or if it makes no sense.

    Seconds may have decimals, which some servers send although the standard has none, and are
    rounded up. A date that has passed gives None.
    """
    if value is None:
        return None
    text = value.strip()
    if _SECONDS.fullmatch(text):
        seconds = float(math.ceil(float(text)))
    else:
        try:
            until = parsedate_to_datetime(text)
        except (ValueError, OverflowError):
            return None
        if until.tzinfo is None:  # asctime's form, or the zone "-0000": both mean UTC
            until = until.replace(tzinfo=UTC)
        seconds = (until - now).total_seconds()
        if seconds <= 0:
            return None
    return seconds if seconds <= _MAX_SECONDS else None
