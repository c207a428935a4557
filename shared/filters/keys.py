"""The key of an advanced filter: a member of the Event Grid event, or a place within its data."""

from __future__ import annotations

from dataclasses import dataclass

_MEMBERS = {
    name.lower(): name for name in ("id", "topic", "subject", "eventType", "dataVersion", "data")
}


def _in_either_case(text: str) -> str:
    return "".join(f"[{letter}{letter.upper()}]" for letter in text)


PATTERN = f"^({'|'.join(map(_in_either_case, _MEMBERS))}(\\.[^.]+)*)$"
"""A regular expression for the keys that have no `fault`."""


@dataclass(frozen=True, slots=True)
class Key:
    """``data.a.b`` is the member ``data`` and the path ``("a", "b")``; ``text`` is as it was given.

    A dot always separates two names: a name that has a dot in it cannot be reached.
    """

    text: str
    member: str
    path: tuple[str, ...] = ()


SUBJECT = Key("subject", "subject")


def fault(text: str) -> str | None:
    """Return what is wrong with a key, in words; None if nothing is."""
    member, *path = text.split(".")
    name = _MEMBERS.get(member.lower())
    if name is None or (path and name != "data"):
        return (
            "must be id, topic, subject, eventType, dataVersion, data, or a path such as data.name"
        )
    if "" in path:
        return "must not have two dots in a row, or one at its end"
    return None


def parse(text: str) -> Key:
    """Return the key that *text*, which has no `fault`, stands for."""
    member, *path = text.split(".")
    return Key(text, _MEMBERS[member.lower()], tuple(path))
