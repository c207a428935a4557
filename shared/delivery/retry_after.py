"""What a receiver asks for with ``Retry-After`` (RFC 9110, 10.2.3)."""

from __future__ import annotations

import math
import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

_SECONDS = re.compile(r"[0-9]{1,12}(?:\.[0-9]{1,12})?")
_MAX_SECONDS = 10 * 365 * 86400
"""Ten years. More is nonsense, and would overflow dates that are reckoned from it."""


def parse_retry_after(value: str | None, now: datetime) -> float | None:
    """Seconds to wait from *now* on; None for no value and for one that makes no sense.

    Seconds may have decimals (which the standard does not foresee, and some servers send) and are
    rounded up. A date that has passed asks for nothing.
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
        if until.tzinfo is None:  # asctime's form, or a zone of "-0000": both mean UTC
            until = until.replace(tzinfo=UTC)
        seconds = (until - now).total_seconds()
        if seconds <= 0:
            return None
    return seconds if seconds <= _MAX_SECONDS else None
