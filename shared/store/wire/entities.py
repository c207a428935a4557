"""Rows as the JSON of the table service, and back: str, int, float, bool and bytes."""

from __future__ import annotations

import base64
import json
import math
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

_TYPE = "@odata.type"
_SMALLEST, _LARGEST = -(2**31), 2**31 - 1


def encode(row: Mapping[str, Any]) -> bytes:
    """Write *row*, without the properties that are None.

    Raises TypeError for a value that no property holds, ValueError where a key is missing.
    """
    for key in ("PartitionKey", "RowKey"):
        if key not in row:
            raise ValueError(f"{key} is missing")
    entity: dict[str, Any] = {}
    for name, value in row.items():
        if value is None:
            continue
        edm_type, entity[name] = _encoded(name, value)
        if edm_type is not None:
            entity[name + _TYPE] = edm_type
    return json.dumps(entity).encode()


def _encoded(name: str, value: Any) -> tuple[str | None, Any]:
    match value:
        case str() | bool():
            return None, value
        case int() if _SMALLEST <= value <= _LARGEST:
            return None, value
        case float() if math.isfinite(value):
            return "Edm.Double", value
        case float():
            return "Edm.Double", "NaN" if math.isnan(value) else str(value).replace(
                "inf", "Infinity"
            )
        case bytes():
            return "Edm.Binary", base64.b64encode(value).decode()
    raise TypeError(f"{name}: {type(value).__name__} of this size or kind is no property of a row")


def decode(body: bytes) -> dict[str, Any]:
    """Read the properties of a row, its keys among them."""
    entity: dict[str, Any] = json.loads(body)
    return {
        name: _decoded(value, entity.get(name + _TYPE))
        for name, value in entity.items()
        if name != "Timestamp" and "odata." not in name
    }


def _decoded(value: Any, edm_type: str | None) -> Any:
    match edm_type:
        case None | "Edm.String" | "Edm.Int32" | "Edm.Boolean":
            return value
        case "Edm.Double":
            return float(value)
        case "Edm.Binary":
            return base64.b64decode(value)
        case "Edm.Int64":
            return int(value)
    return value


def key_path(partition: str, key: str) -> str:
    """Return what follows a table's name in the URL of a row."""
    return f"(PartitionKey='{_quoted(partition)}',RowKey='{_quoted(key)}')"


def _quoted(key: str) -> str:
    return quote(key.replace("'", "''"), safe="")
