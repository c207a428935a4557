"""Optimistic concurrency: write if unchanged, else read again, for a bounded number of times."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

from shared.errors import Conflict

T = TypeVar("T")
R = TypeVar("R")

MAX_TRIES = 8


class Contention(Conflict):
    """Others changed the row each time between our read and our write."""


@dataclass(frozen=True, slots=True)
class Settled(Generic[R]):
    """What a new read can say instead of a value to write: the change is done, or pointless."""

    result: R


def write_if_unchanged(
    value: T, *, write: Callable[[T], R | None], reread: Callable[[], T | Settled[R | None]]
) -> R | None:
    """Return what ``write(value)`` returns, trying again with *reread*'s value after a conflict.

    *write* returns None when the row has changed since *value* was read. *reread* reads it again
    and returns the value to write now, or `Settled` with the result. Raises Contention after
    `MAX_TRIES` conflicts.
    """
    for _ in range(MAX_TRIES):
        written = write(value)
        if written is not None:
            return written
        again = reread()
        if isinstance(again, Settled):
            return again.result
        value = again
    raise Contention("it is being changed by others; try again")


def update(read: Callable[[], T], write: Callable[[T], bool]) -> T:
    """Write what *read* returns, and return it; read again where it has changed in between.

    *write* returns False after a conflict. Raises Contention after `MAX_TRIES` conflicts, and
    whatever *read* raises.
    """
    for _ in range(MAX_TRIES):
        value = read()
        if write(value):
            return value
    raise Contention("it is being changed by others; try again")
