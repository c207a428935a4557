"""Judges values by compiled JSON Schemas, with errors in the words of `validation`.

Messages say what the schema wants, and never repeat a value that is judged. The library is
imported when the first schema is compiled: it takes 3 ms and 6 MB, and many processes never need
it.
"""

from __future__ import annotations

import json
import math
import sys
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from itertools import islice
from typing import TYPE_CHECKING, Any

from shared.errors import FieldError
from shared.events.json_values import is_larger
from shared.events.validation import MAX_ERRORS, property_path, without_surrogates

if TYPE_CHECKING:
    from jsonschema_rs import ValidationError, Validator

_MOST_VALUES = 5_000

_LONGEST_SHOWN = 300

_NOT_ALLOWED = "is not allowed"

_TOO_LARGE = FieldError("", "does not match the schema, and is too large to say where")


def compiled(schema: Mapping[str, Any]) -> Validator:
    """Return a validator by a schema of ours (2020-12), which checks the formats that it names."""
    from jsonschema_rs import Draft202012Validator

    return Draft202012Validator(dict(schema), validate_formats=True)


def _most_values() -> int:
    return _MOST_VALUES


class SchemaValidator:
    """Judges values by one schema. Thread-safe."""

    def __init__(
        self,
        validator: Validator,
        most_values: Callable[[], int] = _most_values,
        *,
        nests_faults: bool = False,
    ) -> None:
        """*most_values*: of a value that is larger, only the first fault is told.

        The library makes all errors at once, with 20 us and 2 KB for each, and with a copy of what
        is at fault. *nests_faults*: one fault can hold those of all other values, as that of an
        ``anyOf`` does; then none is told of a larger value, only that it does not match.
        """
        self._validator = validator
        self._most_values = most_values
        self._nests_faults = nests_faults

    def faults(self, value: object) -> tuple[FieldError, ...]:
        """Return the first `MAX_ERRORS` faults of *value*, parsed JSON; none if valid.

        The paths are as of `validation.faults`.
        """
        if _has_extreme_number(value):
            value = _with_readable_numbers(value)
        if self._is_valid(value):
            return ()
        value = without_surrogates(value)
        is_large = is_larger(value, self._most_values())
        if is_large and self._nests_faults:
            return () if self._is_valid(value) else (_TOO_LARGE,)
        errors = islice(self._errors(value, only_first=is_large), MAX_ERRORS)
        return tuple(fault for error in errors for fault in _field_errors(error))[:MAX_ERRORS]

    def _is_valid(self, value: object) -> bool:
        """Return False where it cannot be said of *value* as it is."""
        try:
            return self._validator.is_valid(value)
        except UnicodeEncodeError:  # the library takes no half of a surrogate pair
            return False

    def _errors(self, value: object, *, only_first: bool) -> Iterator[ValidationError]:
        if not only_first:
            return self._validator.iter_errors(value)
        from jsonschema_rs import ValidationError

        try:
            self._validator.validate(value)
        except ValidationError as error:
            return iter([error])
        return iter(())


def _has_extreme_number(value: object) -> bool:
    """Whether there is a number that the library takes for null or refuses."""
    waiting = [value]
    for item in waiting:  # it grows meanwhile
        if isinstance(item, dict):
            waiting += item.values()
        elif isinstance(item, list):
            waiting += item
        elif isinstance(item, float | int) and not -_LARGE < item < _LARGE:
            return True
    return False


def _with_readable_numbers(value: Any) -> Any:
    """Return a copy of *value* without very long numbers, and infinite ones, as 1e999 is here."""
    match value:
        case float() if math.isinf(value):
            return _BEYOND if value > 0 else -_BEYOND
        case int() if not -_LARGE < value < _LARGE:
            return max(-_LONGEST, min(value, _LONGEST))
        case list():
            return [_with_readable_numbers(item) for item in value]
        case dict():
            return {name: _with_readable_numbers(item) for name, item in value.items()}
    return value


_LARGE = int(sys.float_info.max)
_LONGEST = 10**4200
"""The library reads integers of up to 4,300 digits."""

_BEYOND = Decimal(f"{_LARGE}.5")
"""A number beyond the range of doubles, which is no integer, as an infinite float is none."""


def _field_errors(error: ValidationError) -> Iterator[FieldError]:
    kind: Any = error.kind
    path = error.instance_path
    match kind.name:
        case "required":
            yield FieldError(property_path(*path, kind.property), "is required")
        case "falseSchema" if error.schema_path[-1:] == ["additionalProperties"]:
            yield FieldError(property_path(*path), "must not have properties")
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
    text = repr(value) if isinstance(value, str) else json.dumps(value, default=str)
    return text if len(text) <= _LONGEST_SHOWN else text[:_LONGEST_SHOWN] + "..."


def _one_of(kind: Any) -> str:
    if not kind.options:
        return _NOT_ALLOWED
    shown: list[str] = []
    for option in kind.options:
        shown.append(_shown(option))
        if sum(map(len, shown)) > _LONGEST_SHOWN:
            shown[-1] = "others"
            break
    *others, last = shown
    return f"must be {', '.join(others)} or {last}" if others else f"must be {last}"


def _of_format(kind: Any) -> str:
    return f"must be {_FORMATS.get(kind.format) or f'of the format {_shown(kind.format)}'}"


_FORMATS: Mapping[str, str] = {
    "date-time": "a date and time such as 2026-11-21T19:00:00Z",
    "uuid": "a UUID: 8-4-4-4-12 hexadecimal digits",
}


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
    "format": _of_format,
    "uniqueItems": lambda _: "must not have equal items",
    "contains": lambda _: "must have items as contains describes",
    "propertyNames": lambda _: "has a property whose name is not allowed",
    "anyOf": lambda _: "must match one of the alternatives of anyOf",
    "oneOf": lambda _: "must match exactly one of the alternatives of oneOf",
    "not": lambda _: "must not match what the schema excludes by not",
    "falseSchema": lambda _: _NOT_ALLOWED,
    "dependentRequired": lambda _: "is required",
}
