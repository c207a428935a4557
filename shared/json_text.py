"""JSON that is put together as text, so that parts of it keep the spelling in which they came."""

from __future__ import annotations

from collections.abc import Mapping


def with_members(json_object: str, members: Mapping[str, str]) -> str:
    """Append *members*, whose values are JSON text, to an object that is not empty.

    The names are written as they are: letters, digits and underscores.
    """
    appended = "".join(f', "{name}": {text}' for name, text in members.items())
    return f"{json_object[:-1]}{appended}}}"
