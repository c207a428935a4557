"""Partition keys, row keys and day names: how a thing's identity becomes its place.

Table keys exclude ``/ \\ # ?`` and control characters, and hold 1 KiB (512 characters), so an id
that people chose is encoded, and hashed when it is long.
"""

from __future__ import annotations

import hashlib
from datetime import UTC, date, datetime
from urllib.parse import quote, unquote_to_bytes

from shared.model import DeliveryKey

_LATEST_MS = 10**13 - 1
_LONGEST_ENCODED = 400


def webhook_key(webhook_id: str) -> str:
    """A webhook's id as a row key: one for all of its percent-encodings, hashed when very long.

    Singularity's ids contain encoded URIs. A client encodes them once more for a path or does
    not, and the Functions host decodes a path once, save for ``%2F``; so ids that differ only in
    how often they are encoded are one id, wherever they come from.
    """
    plain = webhook_id.encode()
    while (decoded := unquote_to_bytes(plain)) != plain:
        plain = decoded
    key = quote(plain, safe="").replace("%", "=")
    if len(key) <= _LONGEST_ENCODED:
        return key
    return "sha256-" + hashlib.sha256(plain).hexdigest()


def event_partition(event_id: str) -> str:
    """Two hex digits: 256 partitions a day spread the events over Table storage's servers."""
    return hashlib.sha256(event_id.encode()).hexdigest()[:2]


def day_table(kind: str, day: date) -> str:
    """``("events", 2026-11-21)`` → ``events20261121``."""
    return f"{kind}{day:%Y%m%d}"


def parse_day_table(name: str) -> tuple[str, date] | None:
    """The inverse of `day_table`; None for any other table."""
    kind, digits = name[:-8], name[-8:]
    if kind not in {"events", "deliveries"} or not digits.isdecimal():
        return None
    try:
        return kind, datetime.strptime(digits, "%Y%m%d").replace(tzinfo=UTC).date()
    except ValueError:
        return None


def newest_first(epoch_ms: int) -> str:
    """A prefix that sorts later times first."""
    return f"{_LATEST_MS - epoch_ms:013d}"


def oldest_first(epoch_ms: int) -> str:
    """A prefix that sorts earlier times first."""
    return f"{epoch_ms:013d}"


def record_row_key(key: DeliveryKey) -> str:
    return f"{newest_first(key.received_ms)}-{key.event_id}"


def pending_row_key(key: DeliveryKey) -> str:
    return f"{oldest_first(key.received_ms)}-{key.event_id}"


def key_of_record(uid: str, row_key: str) -> DeliveryKey:
    inverted, event_id = row_key.split("-", 1)
    return DeliveryKey(uid, _LATEST_MS - int(inverted), event_id)


def key_of_pending(uid: str, row_key: str) -> DeliveryKey:
    received, event_id = row_key.split("-", 1)
    return DeliveryKey(uid, int(received), event_id)
