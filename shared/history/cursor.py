"""Cursors: where a list goes on, as a text that the caller hands back.

Anybody can make one up. So a cursor holds a position only, and never which list it is of.
"""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Sequence
from typing import Any

from shared.errors import InvalidInput

_LONGEST = 8192


def encode_cursor(values: Sequence[Any]) -> str:
    """Return a cursor that holds *values*."""
    return base64.urlsafe_b64encode(json.dumps(values).encode()).decode().rstrip("=")


def decode_cursor(cursor: str) -> list[Any]:
    """Return the values of a cursor. Raises InvalidInput."""
    try:
        if len(cursor) > _LONGEST:
            raise ValueError("too long")
        values = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
    except (binascii.Error, ValueError, RecursionError):
        raise bad_cursor() from None
    if not isinstance(values, list):
        raise bad_cursor()
    return values


def bad_cursor() -> InvalidInput:
    """Return the error for a cursor that no list gave out."""
    return InvalidInput("cursor: not one that a listing gave out", field="cursor")
