"""Validates parsed JSON by JSON Schemas; returns field errors in the words of `validation`.

The library is imported when the first schema is compiled: it takes 3 ms and 6 MB, and many
processes never see an event that needs it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TYPE_CHECKING, Any

from shared.errors import FieldError
from shared.events.validation import MAX_ERRORS, property_path, without_surrogates

if TYPE_CHECKING:
    from jsonschema_rs import ValidationError

MOST_VALUES = 5_000
"""Values in a value of which all faults are looked for: the library makes all errors at once, with
20 us and 2 KB for each."""

_TYPES = {
    "array": "an array",
    "boolean": "true or false",
    "integer": "an integer",
    "null": "null",
    "number": "a number",
    "object": "an object",
    "string": "a string",
}
_FORMATS = {
    "date-time": "a date and time such as 2026-11-21T19:00:00Z",
    "uuid": "a UUID: 8-4-4-4-12 hexadecimal digits",
}


class SchemaValidator:
    """Judges values by one JSON Schema (2020-12), and checks the formats that it names."""

    def __init__(self, schema: dict[str, Any]) -> None:
        from jsonschema_rs import Draft202012Validator

        self._validator = Draft202012Validator(schema, validate_formats=True)

    def faults(self, value: object) -> tuple[FieldError, ...]:
        """Return the first `MAX_ERRORS` faults of *value*, parsed JSON; none if valid.

        Of a value that is made of more than `MOST_VALUES` values, only the first fault is told.
        The paths are as of `validation.faults`.
        """
        if self._is_valid(value):
            return ()
        errors = self._errors(without_surrogates(value))
        return tuple(_field_error(error) for error in islice(errors, MAX_ERRORS))

    def _is_valid(self, value: object) -> bool:
        """Return False where it cannot be said of *value* as it is."""
        try:
            return self._validator.is_valid(value)
        except UnicodeEncodeError:  # the library takes no half of a surrogate pair
            return False

    def _errors(self, value: object) -> Iterator[ValidationError]:
        if not _is_large(value):
            return self._validator.iter_errors(value)
        from jsonschema_rs import ValidationError

        try:
            self._validator.validate(value)
        except ValidationError as error:
            return iter([error])
        return iter(())


def _is_large(value: object) -> bool:
    """Return whether *value* is made of more than `MOST_VALUES` values."""
    waiting = [value]
    count = 0
    while waiting and count <= MOST_VALUES:
        count += len(waiting)
        waiting = [child for item in waiting for child in _children(item)]
    return count > MOST_VALUES


def _children(item: object) -> Iterable[object]:
    if isinstance(item, dict):
        return item.values()
    return item if isinstance(item, list) else ()


def _field_error(error: ValidationError) -> FieldError:
    kind = error.kind
    path = list(error.instance_path)
    if kind.name == "required":
        return FieldError(property_path(*path, kind.value), "is required")
    return FieldError(property_path(*path), f"must be {_expected(kind.name, kind.value)}")


def _expected(keyword: str, value: Any) -> str:
    """Return what the *keyword* of a schema, with that *value* in it, allows."""
    match keyword:
        case "enum":
            return _one_of([repr(option) for option in value])
        case "format":
            return _FORMATS[value]
        case "maximum":
            return f"{value} or less"
        case "minimum":
            return f"{value} or more"
        case "type":
            return _one_of([_TYPES[name] for name in value])
    raise NotImplementedError(keyword)


def _one_of(options: list[str]) -> str:
    """``["a", "b", "c"]`` → ``a, b or c``."""
    return " or ".join([", ".join(options[:-1]), options[-1]] if len(options) > 1 else options)
