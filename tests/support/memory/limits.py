"""Azure Table storage's limits on rows and transactions, as Microsoft documents them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

MOST_PROPERTIES = 252
MOST_NAME_CHARACTERS = 255
MOST_KEY_UNITS = 512
MOST_TEXT_UNITS = 32 * 1024
MOST_BYTES = 64 * 1024
MOST_ROW_BYTES = 1024 * 1024
MOST_TRANSACTION_BYTES = 4 * 1024 * 1024

KEYS = ("PartitionKey", "RowKey")

_FORBIDDEN_IN_KEYS = re.compile(r"[/\\#?\x00-\x1f\x7f-\x9f]")
_NAME = re.compile(r"[^\W\d]\w*")
_LARGEST_INT = 2**31
_OVERHEAD_PER_ROW = 500
"""About what the headers of one operation take in the body of a transaction."""


class Refused(Exception):
    """Storage would refuse this: HTTP *status* and error *code*."""

    def __init__(self, status: int, code: str) -> None:
        super().__init__(f"{status} {code}")
        self.status = status
        self.code = code


def units(text: str) -> int:
    """The length of *text* in UTF-16."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def check_key(key: str) -> None:
    """Raises Refused for a partition or row key that storage does not take."""
    if _FORBIDDEN_IN_KEYS.search(key):
        raise Refused(400, "OutOfRangeInput")
    if units(key) > MOST_KEY_UNITS:
        raise Refused(400, "KeyValueTooLarge")


def plain(row: Mapping[str, Any]) -> dict[str, Any]:
    """Return *row* as it will be read: of the plain types, without what is None.

    Raises TypeError, as the SDK does, for a value that no property can hold.
    """
    for name in KEYS:
        if name not in row:
            raise ValueError(f"{name} must be present in an entity")
    return {name: _plain(value) for name, value in row.items() if value is not None}


def check_row(row: Mapping[str, Any]) -> None:
    """Raises Refused for a row, as `plain` makes it, that is larger than storage takes."""
    if len(row) - len(KEYS) > MOST_PROPERTIES:
        raise Refused(400, "TooManyProperties")
    total = 4
    for name, value in row.items():
        total += _checked_size(name, value)
    if total > MOST_ROW_BYTES:
        raise Refused(400, "EntityTooLarge")


def check_transaction_size(rows: Sequence[Mapping[str, Any]]) -> None:
    """Raises Refused for rows whose request would be larger than 4 MiB."""
    if sum(map(_body_bytes, rows)) > MOST_TRANSACTION_BYTES:
        raise Refused(413, "RequestBodyTooLarge")


def _plain(value: Any) -> Any:
    kind = type(value)
    if kind is str or kind is float or kind is bool or kind is bytes:
        return value
    if isinstance(value, str):
        return str.__str__(value)
    if isinstance(value, int):
        if not -_LARGEST_INT <= value < _LARGEST_INT:
            raise TypeError(f"{value} does not fit into 32 bits")
        return int(value)
    raise TypeError(f"no property can hold a {kind.__name__}")


def _checked_size(name: str, value: Any) -> int:
    """The bytes that a property takes, by the formula of the service."""
    if name in KEYS:
        check_key(value)
        return 2 * units(value)
    if len(name) > MOST_NAME_CHARACTERS:
        raise Refused(400, "PropertyNameTooLong")
    if not _NAME.fullmatch(name):
        raise Refused(400, "PropertyNameInvalid")
    return 8 + 2 * len(name) + _size(value)


def _size(value: Any) -> int:
    if isinstance(value, str):
        length = units(value)
        if length > MOST_TEXT_UNITS:
            raise Refused(400, "PropertyValueTooLarge")
        return 4 + 2 * length
    if isinstance(value, bytes):
        if len(value) > MOST_BYTES:
            raise Refused(400, "PropertyValueTooLarge")
        return 4 + len(value)
    if isinstance(value, bool):
        return 1
    return 8 if isinstance(value, float) else 4


def _body_bytes(row: Mapping[str, Any]) -> int:
    return _OVERHEAD_PER_ROW + sum(
        len(name) + 6 + (len(value) * 4 // 3 if isinstance(value, bytes) else len(str(value)))
        for name, value in row.items()
    )
