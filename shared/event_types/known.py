"""The event types that an event may have: those of the catalogue, and own ones.

A type of the catalogue is found without storage. The names and versions of own types are kept for
``WEBHOOK_CACHE_SECONDS``; a schema is read and compiled when the first event of its version comes.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from shared.cache import Cache
from shared.errors import FieldError, InvalidInput, NotFound
from shared.event_types import names
from shared.event_types.dialects import dialect_of
from shared.event_types.judge import validator_of
from shared.event_types.references import Document
from shared.events.catalogue import EVENT_TYPES, unknown_type
from shared.events.json_schema import SchemaValidator
from shared.model import OwnEventType
from shared.store.event_types import EventTypeStore

_ASKED_AGAIN_AFTER = 1.0
"""Seconds for which a name that the list lacks does not cause the list to be read again."""

_MOST_SHOWN = 20


@dataclass(frozen=True, slots=True)
class OwnType:
    """An own type as events meet it; ``validator`` is None if it takes any payload."""

    name: str
    version: int
    validator: SchemaValidator | None

    def faults(self, payload: object) -> tuple[FieldError, ...]:
        """Return the faults of *payload*, parsed JSON."""
        return () if self.validator is None else self.validator.faults(payload)

    @classmethod
    def of(cls, stored: OwnEventType) -> OwnType:
        """Compile the schema of a stored type."""
        schema = stored.schema_json
        validator = validator_of(document_of(schema)) if schema else None
        return cls(stored.name, stored.version, validator)


class Example(NamedTuple):
    """A payload as JSON, and the version of its type if it is an own one; otherwise 0."""

    payload_json: str
    type_version: int


def document_of(schema_json: str) -> Document:
    """Return a stored schema, which was checked when it was stored."""
    schema = json.loads(schema_json)
    dialect = dialect_of(schema)
    if dialect is None:
        raise ValueError("a schema was stored in a dialect that this code does not know")
    return Document(schema, dialect)


class EventTypes:
    """All event types. Thread-safe."""

    def __init__(
        self, rows: EventTypeStore, *, cache_seconds: float, clock: Callable[[], float]
    ) -> None:
        self._rows = rows
        self._clock = clock
        self._cached = Cache(self._load, seconds=cache_seconds, clock=clock)
        self._loaded_at = float("-inf")
        self._reloading = threading.Lock()
        self._compiled: dict[str, OwnType] = {}

    def own(self, name: str) -> OwnType | None:
        """Return the own type of this name; None if there is none."""
        head = self._head(name)
        if head is None:
            return None
        known = self._compiled.get(name)
        if known is not None and known.version >= head.version:
            return known
        stored = self._read(name)
        if stored is None:
            return None
        own = self._compiled[name] = OwnType.of(stored)
        return own

    def unknown(self, name: str) -> str:
        """Return the message for a type that does not exist."""
        own = [head.name for head in self._cached.get().values() if not head.deleted]
        shown = "".join(f", {one}" for one in own[:_MOST_SHOWN])
        more = f" and {len(own) - _MOST_SHOWN} more" if len(own) > _MOST_SHOWN else ""
        return unknown_type(name, f"{shown}{more}")

    def exists(self, name: str) -> bool:
        """Whether there is a type of this name now."""
        return name in EVENT_TYPES or self._head(name) is not None

    def has_existed(self, name: str) -> bool:
        """Whether there is or was a type of this name."""
        if name in EVENT_TYPES:
            return True
        return names.is_name(name) and (
            _has_existed(self._cached.get(), name) or _has_existed(self._loaded_lately(), name)
        )

    def get(self, name: str) -> OwnEventType:
        """Read an own type from storage. Raises NotFound."""
        stored = self._read(name) if names.is_name(name) else None
        if stored is None:
            raise NotFound("there is no event type of this name", field="name")
        return stored

    def example(self, name: str) -> Example:
        """Return the example of the type. Raises InvalidInput naming ``event_type``."""
        if name in EVENT_TYPES:
            return Example(json.dumps(EVENT_TYPES[name].example), 0)
        try:
            stored = self.get(name)
        except NotFound:
            raise InvalidInput(f"event_type: {self.unknown(name)}", field="event_type") from None
        if not stored.example_json:
            raise InvalidInput("event_type: this type has no example", field="event_type")
        return Example(stored.example_json, stored.version)

    def every(self) -> list[OwnEventType]:
        """Read all own types from storage, in the order of their names."""
        return [stored for stored in self._rows.every() if not stored.deleted]

    def count(self) -> int:
        """Read how many own types there are."""
        return sum(not head.deleted for head in self._rows.heads())

    def changed(self) -> None:
        """Let the next event see what this process has changed."""
        self._cached.invalidate()

    def _read(self, name: str) -> OwnEventType | None:
        """Read the type of exactly this name; None if there is none, or it is deleted."""
        stored = self._rows.get(name)
        return stored if stored and not stored.deleted and stored.name == name else None

    def _head(self, name: str) -> OwnEventType | None:
        """Return what the list has of the own type of this name; None if there is none."""
        if not names.is_name(name):
            return None
        head = self._cached.get().get(name)
        if head is None or head.deleted:
            head = self._loaded_lately().get(name)
        return None if head is None or head.deleted else head

    def _loaded_lately(self) -> Mapping[str, OwnEventType]:
        """Return the list, read again unless that was done a moment ago."""
        with self._reloading:
            if self._clock() - self._loaded_at < _ASKED_AGAIN_AFTER:
                return self._cached.get()
            return self._cached.reload()

    def _load(self) -> dict[str, OwnEventType]:
        """Read the list, and forget the schemas of types that are deleted."""
        self._loaded_at = self._clock()
        heads = {head.name: head for head in self._rows.heads()}
        for name in list(self._compiled):
            if name not in heads or heads[name].deleted:
                self._compiled.pop(name, None)
        return heads


def _has_existed(heads: Mapping[str, OwnEventType], name: str) -> bool:
    """Whether one of *heads* has this name, or may have had it.

    A type that was deleted and defined again may have had its name in another case, which its row
    does not keep.
    """
    return name in heads or any(
        head.version > 1 and head.name.lower() == name.lower() for head in heads.values()
    )
