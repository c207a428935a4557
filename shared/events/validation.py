"""A pydantic model's verdict on parsed JSON, as JSON Schema would give it, told as field errors."""

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
"""How many faults are told at once; a large payload can have a hundred thousand."""

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
"""What pydantic's errors mean to somebody who posts JSON, with the values of their context."""

_PLAIN_NAME = re.compile(r"[A-Za-z_$][\w$-]{0,63}", re.ASCII)
_SHOWN_CHARACTERS = 64
_LARGE_INTEGER = 2**62


def faults(model: type[BaseModel], value: object) -> tuple[FieldError, ...]:
    """What is wrong with *value*, parsed JSON, by *model*; nothing, or the first `MAX_ERRORS`.

    ``field`` is the path within *value*, such as ``config.duration`` or ``containers[0].type``,
    and empty for *value* itself.
    """
    model.model_rebuild()  # does nothing but the first time, and takes a lock then
    validator = model.__pydantic_validator__
    if validator.isinstance_python(value):
        return ()
    try:
        validator.validate_python(_respelled(value))
    except ValidationError as error:
        details = error.errors(include_url=False, include_input=False)
        return tuple(field_error(detail) for detail in details[:MAX_ERRORS])
    return ()


@cache
def json_schema(model: type[BaseModel]) -> dict[str, Any]:
    """The JSON Schema (2020-12) of what *model* takes. Callers share it, and must not change it."""
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


def _respelled(value: Any) -> Any:
    """*value* with what pydantic and JSON Schema read differently spelled as pydantic likes it.

    To JSON Schema ``24.0`` is an integer, an integer may be of any size, and a string may hold
    half of a surrogate pair. The result is as valid as *value*, but not the same.
    """
    if isinstance(value, float):
        return _respelled(int(value)) if value.is_integer() else value
    if isinstance(value, int):
        return max(-_LARGE_INTEGER, min(value, _LARGE_INTEGER))
    if isinstance(value, str):
        return _without_surrogates(value)
    if isinstance(value, list):
        return [_respelled(item) for item in value]
    if isinstance(value, dict):
        respelled: dict[str, Any] = {}
        numbers = count()  # never begun anew: thousands of names may be alike without surrogates
        for name, item in value.items():
            new_name = plain = _without_surrogates(name)
            while new_name != name and (new_name in value or new_name in respelled):
                new_name = f"{plain}{next(numbers)}"
            respelled[new_name] = _respelled(item)
        return respelled
    return value


def _without_surrogates(text: str) -> str:
    return text.encode(errors="replace").decode()


def field_error(error: ErrorDetails) -> FieldError:
    """Return one of pydantic's errors as a field error, in words for somebody who posts JSON."""
    return FieldError(property_path(*error["loc"]), _message(error))


def _message(error: ErrorDetails) -> str:
    context = error.get("ctx", {})
    match error["type"]:
        case "custom":  # from a validator of our own, such as the envelope's
            return error["msg"]
        case "string_too_short" | "too_short" if context["min_length"] == 1:
            return "must not be empty"
        case kind:
            return _MESSAGES[kind].format_map(context)
