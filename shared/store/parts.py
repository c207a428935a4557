"""Cuts what can be larger than a property into properties of 64 KiB: ``event0``, ``event1`` …."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

_CHUNK = 64 * 1024


def split(name: str, data: bytes) -> dict[str, bytes]:
    """Return the properties that hold *data*; none if it is empty."""
    return {
        f"{name}{number}": data[at : at + _CHUNK]
        for number, at in enumerate(range(0, len(data), _CHUNK))
    }


def joined(name: str, row: Mapping[str, Any]) -> bytes:
    """Return what `split` cut."""
    chunks: list[bytes] = []
    while (chunk := row.get(f"{name}{len(chunks)}")) is not None:
        chunks.append(chunk)
    return b"".join(chunks)
