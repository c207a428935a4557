"""Conditions of a query, as values that each kind of storage evaluates in its own way.

``equal("PartitionKey", uid) & at_least("RowKey", low)``: terms, all of which a row must meet.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

Value = str | int | float | bool | bytes
"""What a property of a row can hold; an ``int`` has 32 bits."""


class Operator(StrEnum):
    """How a property is compared; the value is OData's word for it."""

    EQUAL = "eq"
    AT_LEAST = "ge"
    ABOVE = "gt"
    AT_MOST = "le"
    BELOW = "lt"


@dataclass(frozen=True, slots=True)
class Term:
    """One comparison. A row without the property does not meet it."""

    name: str
    operator: Operator
    value: Value


@dataclass(frozen=True, slots=True)
class Condition:
    """Terms joined by *and*; without any, every row meets it."""

    terms: tuple[Term, ...] = ()

    def __and__(self, other: Condition) -> Condition:
        return Condition(self.terms + other.terms)


EVERY_ROW = Condition()


def equal(name: str, value: Value) -> Condition:
    """Rows whose property *name* is equal to *value*."""
    return Condition((Term(name, Operator.EQUAL, value),))


def at_least(name: str, value: Value) -> Condition:
    """Rows whose property *name* is at least *value*."""
    return Condition((Term(name, Operator.AT_LEAST, value),))


def above(name: str, value: Value) -> Condition:
    """Rows whose property *name* is above *value*."""
    return Condition((Term(name, Operator.ABOVE, value),))


def at_most(name: str, value: Value) -> Condition:
    """Rows whose property *name* is at most *value*."""
    return Condition((Term(name, Operator.AT_MOST, value),))


def below(name: str, value: Value) -> Condition:
    """Rows whose property *name* is below *value*."""
    return Condition((Term(name, Operator.BELOW, value),))


def partition(key: str) -> Condition:
    """The rows of one partition."""
    return equal("PartitionKey", key)


def keys_between(low: str, high: str) -> Condition:
    """The rows whose row key is *low* or later, and before *high*."""
    return at_least("RowKey", low) & below("RowKey", high)
