"""Validates parsed JSON with pydantic models, by JSON Schema's rules; returns field errors."""

from __future__ import annotations

import json
import re
from functools import cache
from itertools import count
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel, ValidationError

from shared.errors import FieldError

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

MAX_ERRORS = 100
"""How many faults are reported; a large payload can have a hundred thousand."""

_MESSAGES = {
    "bool_type": "must be true or false",
    "dict_type": "must be an object",
    "enum": "must be {expected}",
    "extra_forbidden": "is not a known property",
    "finite_number": "must be a number",
    "float_type": "must be a number",
    "greater_than_equal": "must be {ge:g} or more",
    "int_from_float": "must be an integer",
    "int_type": "must be an integer",
    "less_than_equal": "must be {le:g} or less",
    "list_type": "must be an array",
    "literal_error": "must be {expected}",
    "missing": "is required",
    "model_type": "must be an object",
    "string_pattern_mismatch": "must be a UUID: 8-4-4-4-12 hexadecimal digits",
    "string_too_long": "must have at most {max_length} characters",
    "string_type": "must be a string",
    "string_unicode": "must be valid Unicode",
    "too_long": "must have at most {max_length} items",
}
"""Messages for pydantic's error types, filled with the values of their context."""

_PLAIN_NAME = re.compile(r"[A-Za-z_$][\w$-]{0,63}", re.ASCII)
_SHOWN_CHARACTERS = 64
_LARGE_INTEGER = 2**62


def faults(model: type[BaseModel], value: object) -> tuple[FieldError, ...]:
    """Return the first `MAX_ERRORS` faults of *value*, parsed JSON, by *model*; none if valid.

    ``field`` is the path within *value*, such as ``config.duration`` or ``containers[0].type``,
    and empty for *value* itself.
    """
    if not model.__pydantic_complete__:
        model.model_rebuild()  # takes a lock
    validator = model.__pydantic_validator__
    if validator.isinstance_python(value):
        return ()
    try:
        validator.validate_python(_for_pydantic(value))
    except ValidationError as error:
        return field_errors(error)
    return ()


@cache
def json_schema(model: type[BaseModel]) -> dict[str, Any]:
    """Return the JSON Schema (2020-12) of *model*. Callers share it, and must not change it."""
    return model.model_json_schema()


def property_path(*steps: str | int) -> str:
    """``("containers", 0, "type")`` → ``containers[0].type``.

    A name that is long or not made of ASCII word characters is quoted, and cut.
    """
    path = ""
    for step in steps:
        if isinstance(step, int):
            path += f"[{step}]"
        elif _PLAIN_NAME.fullmatch(step):
            path += f".{step}" if path else step
        else:
            cut = step if len(step) <= _SHOWN_CHARACTERS else step[:_SHOWN_CHARACTERS] + "..."
            path += f"[{json.dumps(cut)}]"
    return path


def without_surrogates(value: Any) -> Any:
    """Return a copy of *value* whose strings have a question mark for half of a surrogate pair.

    Names of an object that differ stay different.
    """
    match value:
        case str():
            return _without_surrogates(value)
        case list():
            return [without_surrogates(item) for item in value]
        case dict():
            names = _names_without_surrogates(value)
            return {names[name]: without_surrogates(item) for name, item in value.items()}
    return value


def _for_pydantic(value: Any) -> Any:
    """Return a copy of *value* that pydantic judges as JSON Schema judges *value*.

    The two differ on whole numbers such as ``24.0``, on long integers, and on strings with half
    of a surrogate pair. The copy is exactly as valid as *value*, but not equal to it.
    """
    return _with_short_integers(without_surrogates(value))


def _with_short_integers(value: Any) -> Any:
    match value:
        case float():
            return _integer_if_whole(value)
        case int():
            return _bounded(value)
        case list():
            return [_with_short_integers(item) for item in value]
        case dict():
            return {name: _with_short_integers(item) for name, item in value.items()}
    return value


def _integer_if_whole(number: float) -> float:
    """JSON Schema takes ``24.0`` for an integer; pydantic does not."""
    return _bounded(int(number)) if number.is_integer() else number


def _bounded(number: int) -> int:
    """JSON Schema's integers have any size; pydantic refuses long ones."""
    return max(-_LARGE_INTEGER, min(number, _LARGE_INTEGER))


def _without_surrogates(text: str) -> str:
    """JSON's strings may contain half of a surrogate pair; pydantic refuses them."""
    return text.encode(errors="replace").decode()


def _names_without_surrogates(members: dict[str, Any]) -> dict[str, str]:
    """Map the names of an object to names without surrogates, and different ones to different."""
    renamed: dict[str, str] = {}
    taken = set(members)
    numbers = count()  # for the whole object: thousands of names may be alike without surrogates
    for name in members:
        new_name = plain = _without_surrogates(name)
        while new_name != name and new_name in taken:
            new_name = f"{plain}{next(numbers)}"
        taken.add(new_name)
        renamed[name] = new_name
    return renamed


def field_errors(error: ValidationError) -> tuple[FieldError, ...]:
    """Return the first `MAX_ERRORS` of pydantic's errors, in words for somebody who posts JSON.

    None repeats a value.
    """
    details = error.errors(include_url=False, include_input=False)
    return tuple(
        FieldError(property_path(*one["loc"]), _message(one)) for one in details[:MAX_ERRORS]
    )


def _message(error: ErrorDetails) -> str:
    context = error.get("ctx", {})
    match error["type"]:
        case "custom":  # from a validator of our own, such as the envelope's
            return error["msg"]
        case "string_too_short" | "too_short" if context["min_length"] == 1:
            return "must not be empty"
        case kind:
            return _MESSAGES[kind].format_map(context)
