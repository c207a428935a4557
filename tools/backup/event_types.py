"""Own event types in a backup: what the file holds of each, and how they are restored.

Deleted ones are saved as well: webhooks may still name them, and their versions go on.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from typing import Annotated, Any

from pydantic import Field

from shared import optimistic
from shared.errors import InvalidInput
from shared.event_types.definitions import Definition, checked
from shared.model import OwnEventType
from shared.store.event_types import EventTypeStore
from shared.webhooks.requests import RequestModel
from tools.backup.restore import Outcome, Result

Time = Annotated[float, Field(ge=0, le=32503680000, allow_inf_nan=False)]
"""Epoch seconds."""

_NOT_COMPARED = frozenset({"created_at", "updated_at", "deleted_at", "version", "etag"})


class SavedEventType(RequestModel):
    """One event type of a backup; ``definition`` is None for a deleted one."""

    name: str
    version: int = Field(ge=1)
    created_at: Time
    updated_at: Time
    deleted_at: Time = 0.0
    definition: Definition | None = None

    def to_event_type(self) -> OwnEventType:
        """Return the event type, without etag. Raises InvalidInput."""
        plain = OwnEventType(
            self.name, self.version, self.created_at, self.updated_at, deleted_at=self.deleted_at
        )
        if self.definition is None:
            return plain
        return checked(self.name, self.definition).applied_to(plain)


def saved(event_type: OwnEventType) -> dict[str, Any]:
    """Return what the file holds of *event_type*."""
    values: dict[str, Any] = {
        name: getattr(event_type, name)
        for name in ("name", "version", "created_at", "updated_at", "deleted_at")
    }
    if event_type.deleted:
        return values
    definition: dict[str, Any] = {
        "description": event_type.description,
        "deprecated": event_type.deprecated,
    }
    if event_type.group:
        definition["group"] = event_type.group
    for name, text in (("schema", event_type.schema_json), ("example", event_type.example_json)):
        if text:
            definition[name] = json.loads(text)
    return {**values, "definition": definition}


def restorable(event_types: Sequence[SavedEventType]) -> tuple[list[OwnEventType], list[str]]:
    """Return the event types that can be restored, and a line for each fault of the others."""
    sound: list[OwnEventType] = []
    faults: list[str] = []
    names: set[str] = set()
    for index, event_type in enumerate(event_types):
        place = f"event_types[{index}]"
        if event_type.name.lower() in names:
            faults.append(f"{place}.name: is that of another one")
        names.add(event_type.name.lower())
        if (event_type.definition is None) != (event_type.deleted_at > 0):
            faults.append(
                f"{place}.definition: must be there, unless deleted_at says since when not"
            )
            continue
        try:
            sound.append(event_type.to_event_type())
        except InvalidInput as error:
            faults += [f"{place}.{fault.field}: {fault.message}" for fault in error.errors]
    return sound, faults


class EventTypeRestore:
    """Makes the event types of a storage account what a backup says. Deletes none."""

    def __init__(self, rows: EventTypeStore) -> None:
        self._rows = rows

    def plan(self, wanted: OwnEventType) -> Result:
        """Return what `apply` would do now. Writes nothing."""
        return _compared(self._rows.get(wanted.name), wanted)

    def apply(self, wanted: OwnEventType) -> Result:
        """Create or change the type; skip it if nothing differs. Raises Contention."""

        def read() -> tuple[OwnEventType | None, Result]:
            stored = self._rows.get(wanted.name)
            return stored, _compared(stored, wanted)

        def write(found: tuple[OwnEventType | None, Result]) -> bool:
            stored, result = found
            if result.outcome is Outcome.SKIPPED:
                return True
            if stored is None:
                return self._rows.insert(wanted)
            version = max(wanted.version, stored.version + 1)
            return self._rows.change(replace(wanted, version=version, etag=stored.etag))

        return optimistic.update(read, write)[1]


def _compared(stored: OwnEventType | None, wanted: OwnEventType) -> Result:
    name = f"event type {wanted.name}"
    if stored is None:
        return Result(name, Outcome.CREATED)
    fields = tuple(
        field
        for field in OwnEventType.__slots__
        if field not in _NOT_COMPARED and getattr(stored, field) != getattr(wanted, field)
    )
    if wanted.deleted or (not fields and not stored.deleted):
        return Result(name, Outcome.SKIPPED)
    return Result(name, Outcome.CHANGED, fields)
