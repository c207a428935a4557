"""Finds every schema within a schema by its place, and what ``$ref`` refers to."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import unquote

from shared.event_types.dialects import Dialect, Pointer, Schema, Subschema, subschemas


class Document:
    """A schema with all schemas within it, by their places."""

    def __init__(self, root: Mapping[str, Any], dialect: Dialect) -> None:
        self.root = root
        self.dialect = dialect
        self.schemas: dict[Pointer, Schema] = {}
        self.within: dict[Pointer, list[tuple[Pointer, Subschema]]] = {}
        self._add(root)

    def target(self, reference: str) -> Pointer | None:
        """Return the place that *reference* names; None where no schema is there."""
        if reference != "#" and not reference.startswith("#/"):
            return None
        steps = tuple(unescaped(step) for step in reference.split("/")[1:])
        return steps if steps in self.schemas else None

    def referred(self, at: Pointer) -> Pointer | None:
        """Return the place that the schema at *at* refers to, if it does."""
        schema = self.schemas[at]
        if isinstance(schema, Mapping) and isinstance(schema.get("$ref"), str):
            return self.target(schema["$ref"])
        return None

    def _add(self, root: Schema) -> None:
        waiting: list[tuple[Pointer, Schema]] = [((), root)]
        while waiting:
            at, schema = waiting.pop()
            self.schemas[at] = schema
            self.within[at] = found = [
                ((*at, one.keyword, *one.rest), one) for one in subschemas(schema, self.dialect)
            ]
            waiting += [(place, one.schema) for place, one in reversed(found)]


def unescaped(step: str) -> str:
    """Return the name that a step of a reference stands for, as ``a/b c`` for ``a~1b%20c``."""
    return unquote(step).replace("~1", "/").replace("~0", "~")
