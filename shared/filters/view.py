"""An event as Event Grid would see it, in which a filter looks up keys."""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum, StrEnum
from functools import cached_property
from typing import Any, Final

from shared import event_grid
from shared.events.reader import parse_text
from shared.filters.keys import Key
from shared.filters.text import fold
from shared.model import Event


class Missing(Enum):
    """The event has nothing under a key."""

    MISSING = "missing"


MISSING: Final = Missing.MISSING


class Kind(StrEnum):
    """The types of JSON that operators compare."""

    NUMBER = "number"
    STRING = "string"
    BOOLEAN = "boolean"


class EventView:
    """Looks up keys in one event, each at most once. Not thread-safe.

    What it makes of the event is bounded by the event's size, however many filters look at it. The
    payload is parsed when the first of them looks at ``data``.
    """

    def __init__(self, event: Event) -> None:
        self._event = event
        self._found: dict[str, Any] = {}
        self._elements: dict[tuple[int, Kind], list[Any]] = {}
        self._folded_names: dict[int, dict[str, Any]] = {}

    def value(self, key: Key) -> Any:
        """Return the value under *key*, or `MISSING`."""
        try:
            return self._found[key.text]
        except KeyError:
            value = self._found[key.text] = self._look_up(key)
            return value

    def elements(self, value: Any, kind: Kind) -> list[Any]:
        """Return what is of *kind* in a *value* of the event: itself, or those in an array.

        Strings are in the form of `fold`.
        """
        place = id(value), kind
        try:
            return self._elements[place]
        except KeyError:
            found = _OF_KIND[kind](value if type(value) is list else [value])
            self._elements[place] = found
            return found

    @cached_property
    def _data(self) -> Any:
        return parse_text(self._event.event_json)

    @cached_property
    def _members(self) -> dict[str, str]:
        """The members beside ``data``."""
        return event_grid.members(self._event)

    def _look_up(self, key: Key) -> Any:
        value = self._data if key.member == "data" else self._members.get(key.member, MISSING)
        for name in key.path:
            if type(value) is not dict:
                return MISSING
            value = value[name] if name in value else self._names(value).get(fold(name), MISSING)
        return value

    def _names(self, value: dict[str, Any]) -> dict[str, Any]:
        """Return the members of an object by their folded names; of equal ones the first."""
        names = self._folded_names.get(id(value))
        if names is None:
            names = {fold(name): value[name] for name in reversed(value)}
            self._folded_names[id(value)] = names
        return names


_OF_KIND: dict[Kind, Callable[[list[Any]], list[Any]]] = {
    Kind.NUMBER: lambda values: [v for v in values if type(v) is int or type(v) is float],
    Kind.STRING: lambda values: [fold(v) for v in values if type(v) is str],
    Kind.BOOLEAN: lambda values: [v for v in values if type(v) is bool],
}


def json_type(value: Any) -> str:
    """Return JSON's name for the type of a parsed *value*."""
    return _JSON_TYPES[type(value)]


_JSON_TYPES = {
    int: "number",
    float: "number",
    str: "string",
    bool: "boolean",
    type(None): "null",
    list: "array",
    dict: "object",
}
