"""Kusto's aggregate functions, as far as the queries use them.

Each takes the values of its arguments, a tuple for each row of a group.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from tests.infra.kusto.values import NotKnown

Arguments = Sequence[tuple[Any, ...]]


def _given(rows: Arguments) -> list[Any]:
    """The first arguments that are not null."""
    return [row[0] for row in rows if row[0] is not None]


def _where(rows: Arguments) -> Arguments:
    """The rows whose last argument is true."""
    return [row[:-1] for row in rows if row[-1]]


def total(rows: Arguments) -> Any:
    values = _given(rows)
    if rows and not values:
        raise NotKnown("the sum of nothing but nulls")
    return sum(values)


def largest(rows: Arguments) -> Any:
    return max(_given(rows), default=None)


def smallest(rows: Arguments) -> Any:
    return min(_given(rows), default=None)


def percentile(rows: Arguments) -> Any:
    return weighted_percentile([(value, 1, percent) for value, percent in rows])


def weighted_percentile(rows: Arguments) -> Any:
    """Return the least value at or below which lies that percentage of the weights.

    Kusto estimates it, so a test must not depend on what lies between two values.
    """
    found = sorted((value, weight) for value, weight, _ in rows if value is not None)
    if not found:
        return None
    wanted = rows[0][2] / 100 * sum(weight for _, weight in found)
    reached = 0.0
    for value, weight in found:
        reached += weight
        if reached >= wanted:
            return value
    return found[-1][0]


AGGREGATES: Final[Mapping[str, Callable[[Arguments], Any]]] = {
    "count": len,
    "countif": lambda rows: len(_where(rows)),
    "max": largest,
    "maxif": lambda rows: largest(_where(rows)),
    "min": smallest,
    "minif": lambda rows: smallest(_where(rows)),
    "percentile": percentile,
    "percentilew": weighted_percentile,
    "sum": total,
    "sumif": lambda rows: total(_where(rows)),
}


def row_of_largest(rows: Arguments) -> tuple[Any, ...]:
    """Do what ``arg_max`` does: return the arguments of the row whose first is the largest."""
    given = [row for row in rows if row[0] is not None]
    if not given:
        raise NotKnown("arg_max() of nothing but nulls")
    best = max(row[0] for row in given)
    found = [row for row in given if row[0] == best]
    if len(found) > 1 and any(row != found[0] for row in found):
        raise NotKnown(f"arg_max() of rows that have {best} in common")
    return found[0]
