"""Rows of ``webhooks``: the event types that users have defined, in a partition of their own."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from shared.model import OwnEventType
from shared.store import parts, versions
from shared.store.conditions import partition
from shared.store.table import Row, Table

_PARTITION = "event_type"
_VERSION = 1

_PLAIN = (
    *("name", "version", "created_at", "updated_at"),
    *("description", "deprecated", "group", "deleted_at"),
)
_LARGE = {"schema": "schema_json", "example": "example_json"}
"""What is cut into parts, by the name of the parts."""

_HEAD = ("RowKey", versions.PROPERTY, "name", "version", "created_at", "updated_at", "deleted_at")


class EventTypeStore:
    """The own event types. Names that differ only in case are the same row."""

    def __init__(self, table: Table) -> None:
        self._table = table

    def insert(self, event_type: OwnEventType) -> bool:
        """Store a new type; False if its name is taken."""
        return self._table.insert(_to_row(event_type)) is not None

    def change(self, event_type: OwnEventType) -> bool:
        """Replace the row; False if it has changed since *event_type* was read."""
        return self._table.replace(_to_row(event_type), etag=event_type.etag) is not None

    def get(self, name: str) -> OwnEventType | None:
        """Read the type of this name in whatever case, though it is deleted."""
        row = self._table.get(_PARTITION, _key(name))
        return None if row is None else _from_row(row)

    def every(self) -> Iterator[OwnEventType]:
        """Read all types, the deleted ones too, in the order of their names in lower case."""
        return map(_from_row, self._table.query(partition(_PARTITION)))

    def heads(self) -> Iterator[OwnEventType]:
        """Read all types as `every` does, without descriptions, schemas and examples."""
        return map(_from_row, self._table.query(partition(_PARTITION), select=_HEAD))


def _key(name: str) -> str:
    return name.lower()


def _to_row(event_type: OwnEventType) -> dict[str, Any]:
    row: dict[str, Any] = {
        "PartitionKey": _PARTITION,
        "RowKey": _key(event_type.name),
        **versions.stamp(_VERSION),
    }
    row |= {name: getattr(event_type, name) for name in _PLAIN}
    for name, field in _LARGE.items():
        row |= parts.split(name, getattr(event_type, field).encode())
    return row


def _from_row(row: Row) -> OwnEventType:
    versions.check(row, _VERSION)
    values = {name: row[name] for name in _PLAIN if name in row}
    values |= {field: parts.joined(name, row).decode() for name, field in _LARGE.items()}
    return OwnEventType(**values, etag=row.etag)
