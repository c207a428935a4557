"""Says whether a changed schema accepts all that the schema before it accepted."""

from __future__ import annotations

from shared.event_types.dialects import Pointer
from shared.event_types.references import Document

Reason = tuple[Pointer, str]
"""A place of the new schema, and why it may refuse what was valid."""


def reasons_against(old: Document, new: Document) -> list[Reason]:
    """Return why *new* may refuse what *old* accepts; empty if it refuses none of it."""
    if old.schemas[()] == new.schemas[()] or not new.schemas[()]:
        return []
    return [((), "differs from the one before")]
