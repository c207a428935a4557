"""The version of a row: which properties it has, and what they mean.

Each kind of row has a version of its own, a constant in the module that writes it. Readers ignore
properties that they do not know and have defaults for missing ones, so properties can be added
without a new version: during a deployment, instances of both releases then read the rows of each
other. Whoever changes the meaning of a property, or leaves one out, raises the version.
``tests/store/data`` keeps a sample of all that was ever written, which must stay readable.
"""

from __future__ import annotations

from typing import Any

from shared.store.table import Row

PROPERTY = "v"
"""The property that holds the version; a row without it has version 1."""


class NewerRow(Exception):
    """A row was written by a later release, in a version that this code does not know."""

    def __init__(self, table: str, version: int, known: int) -> None:
        super().__init__(f"a row of {table} has version {version}; {known} is the latest known")
        self.table = table
        self.version = version


def stamp(version: int) -> dict[str, Any]:
    """Return the property that marks a new row as being of *version*."""
    return {PROPERTY: version}


def check(row: Row, known: int) -> None:
    """Raises NewerRow where *row* has a later version than *known*."""
    version = row.get(PROPERTY, 1)
    if version > known:
        raise NewerRow(row.table, version, known)
