"""Judges payloads by the schema of an own type, with errors as for the types of the catalogue.

Messages say what the schema wants. They never repeat a value of the payload.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from itertools import islice
from typing import TYPE_CHECKING, Any

from shared.errors import FieldError
from shared.event_types.costs import work_per_value
from shared.event_types.references import Document
from shared.event_types.schemas import compiled
from shared.events.validation import MAX_ERRORS, property_path, without_surrogates

if TYPE_CHECKING:
    from jsonschema_rs import ValidationError

_MOST_STEPS_FOR_ALL = 10_000
"""Up to so many steps all faults are looked for, above only the first: each costs 20 us."""

_LONGEST_SHOWN = 200


class Judge:
    """A compiled schema. Thread-safe."""

    def __init__(self, document: Document) -> None:
        self._validator = compiled(document)
        self._document = document
        self._work: int | None = None

    def faults(self, payload: object) -> tuple[FieldError, ...]:
        """Return the faults of *payload*, parsed JSON: the first ones, and none if it is valid."""
        try:
            if self._validator.is_valid(payload):
                return ()
        except UnicodeEncodeError:  # half of a surrogate pair, which JSON can have
            payload = without_surrogates(payload)
        errors = islice(self._errors(payload), MAX_ERRORS)
        return tuple(fault for error in errors for fault in _field_errors(error))[:MAX_ERRORS]

    def _errors(self, payload: object) -> Iterator[ValidationError]:
        if self._steps(payload) <= _MOST_STEPS_FOR_ALL:
            yield from self._validator.iter_errors(payload)
            return
        error = self._first(payload)
        if error is not None:
            yield error

    def _first(self, payload: object) -> ValidationError | None:
        import jsonschema_rs  # noqa: PLC0415 - it is loaded, since there is a validator

        try:
            self._validator.validate(payload)
        except jsonschema_rs.ValidationError as error:
            return error
        return None

    def _steps(self, payload: object) -> int:
        if self._work is None:
            self._work = work_per_value(self._document)
        return self._work * _values(payload)


def _values(payload: object) -> int:
    """Return how many JSON values *payload* is made of."""
    count, waiting = 0, [payload]
    while waiting:
        value = waiting.pop()
        count += 1
        if isinstance(value, dict):
            waiting += value.values()
        elif isinstance(value, list):
            waiting += value
    return count


def _field_errors(error: ValidationError) -> Iterator[FieldError]:
    kind: Any = error.kind
    path = error.instance_path
    match kind.name:
        case "required":
            yield FieldError(property_path(*path, kind.property), "is required")
        case "additionalProperties" | "unevaluatedProperties":
            for name in kind.unexpected:
                yield FieldError(property_path(*path, name), "is not a known property")
        case name:
            yield FieldError(property_path(*path), _message(name, kind))


def _message(keyword: str, kind: Any) -> str:
    words = _WORDS.get(keyword)
    return words(kind) if words else f"does not meet {keyword}"


def _types(kind: Any) -> str:
    return "must be " + " or ".join(_TYPE_NAMES.get(name, name) for name in kind.types)


_TYPE_NAMES: Mapping[str, str] = {
    "array": "an array",
    "boolean": "true or false",
    "integer": "an integer",
    "null": "null",
    "number": "a number",
    "object": "an object",
    "string": "a string",
}


def _limit(words: str, one: str = "") -> Callable[[Any], str]:
    def message(kind: Any) -> str:
        if one and kind.limit == 1:
            return one
        return words.format(kind.limit)

    return message


def _shown(value: object) -> str:
    text = json.dumps(value, ensure_ascii=False, default=str)
    return text if len(text) <= _LONGEST_SHOWN else text[:_LONGEST_SHOWN] + "..."


def _one_of(kind: Any) -> str:
    shown: list[str] = []
    for option in kind.options:
        shown.append(_shown(option))
        if sum(map(len, shown)) > _LONGEST_SHOWN:
            shown[-1] = "..."
            break
    return f"must be one of {', '.join(shown)}" if len(shown) > 1 else f"must be {shown[0]}"


_WORDS: Mapping[str, Callable[[Any], str]] = {
    "type": _types,
    "enum": _one_of,
    "const": lambda kind: f"must be {_shown(kind.expected_value)}",
    "minimum": _limit("must be {} or more"),
    "maximum": _limit("must be {} or less"),
    "exclusiveMinimum": _limit("must be more than {}"),
    "exclusiveMaximum": _limit("must be less than {}"),
    "multipleOf": lambda kind: f"must be a multiple of {kind.multiple_of}",
    "minLength": _limit("must have at least {} characters", "must not be empty"),
    "maxLength": _limit("must have at most {} characters"),
    "minItems": _limit("must have at least {} items", "must not be empty"),
    "maxItems": _limit("must have at most {} items"),
    "minProperties": _limit("must have at least {} properties", "must not be empty"),
    "maxProperties": _limit("must have at most {} properties"),
    "additionalItems": _limit("must have at most {} items"),
    "unevaluatedItems": lambda _: "has items that the schema does not allow",
    "pattern": lambda kind: f"must match the pattern {_shown(kind.pattern)}",
    "format": lambda kind: f"must be of the format {_shown(kind.format)}",
    "uniqueItems": lambda _: "must not have equal items",
    "contains": lambda _: "must have items as contains describes",
    "propertyNames": lambda _: "has a property whose name is not allowed",
    "anyOf": lambda _: "must match one of the alternatives of anyOf",
    "oneOf": lambda _: "must match exactly one of the alternatives of oneOf",
    "not": lambda _: "must not match what the schema excludes by not",
    "falseSchema": lambda _: "is not allowed",
    "dependentRequired": lambda _: "is required",
}
