"""Measures parsed JSON values, level by level: a nested value may be too deep for recursion."""

from __future__ import annotations

from collections.abc import Iterable, Iterator


def is_deeper(value: object, levels: int) -> bool:
    """Whether more than so many objects and arrays are within each other."""
    for depth, level in enumerate(_levels(value)):
        if depth == levels:
            return any(isinstance(item, dict | list) for item in level)
    return False


_CHARACTERS = 200
"""So many characters of a string count as one value more."""


def is_larger(value: object, limit: int) -> bool:
    """Whether *value* is made of more than *limit* JSON values; a long string counts as several."""
    size = 0
    for level in _levels(value):
        size += len(level)
        size += sum(len(item) // _CHARACTERS for item in level if isinstance(item, str))
        if size > limit:
            return True
    return False


def _levels(value: object) -> Iterator[list[object]]:
    """Yield *value* itself, then all that is directly within it, and so on."""
    level = [value]
    while level:
        yield level
        level = [child for item in level for child in _children(item)]


def _children(item: object) -> Iterable[object]:
    if isinstance(item, dict):
        return item.values()
    return item if isinstance(item, list) else ()
