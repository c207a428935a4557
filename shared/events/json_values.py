"""Measures parsed JSON values, level by level: a nested value may be too deep for recursion."""

from __future__ import annotations

from collections.abc import Iterable, Iterator


def is_deeper(value: object, levels: int) -> bool:
    """Whether more than so many objects and arrays are within each other."""
    for depth, level in enumerate(_levels(value)):
        if depth == levels:
            return any(isinstance(item, dict | list) for item in level)
    return False


def has_more_values(value: object, limit: int) -> bool:
    """Whether *value* is made of more than *limit* JSON values."""
    count = 0
    for level in _levels(value):
        count += len(level)
        if count > limit:
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
