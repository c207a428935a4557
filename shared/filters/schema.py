"""The JSON Schema of a filter, for the description of the API."""

from __future__ import annotations

from typing import Any

from shared.filters import keys, parsing
from shared.filters.operators import OPERATORS, Operator, Takes

_TEXT = {"type": "string", "maxLength": parsing.MAX_CHARACTERS}
_KEY = {
    **_TEXT,
    "pattern": keys.PATTERN,
    "description": "id, topic, subject, eventType, dataVersion, data, or a path such as data.a.b",
}


def filter_schema() -> dict[str, Any]:
    """Return the schema. Limits that concern several members together are in its description."""
    names: dict[tuple[str | None, Takes], list[str]] = {}
    for operator in OPERATORS.values():
        names.setdefault((operator.kind, operator.takes), []).append(operator.name)
    return {
        "title": "Filter",
        "type": "object",
        "additionalProperties": False,
        "description": "Event Grid's filter of an event subscription. All conditions must be met. "
        f"At most {parsing.MAX_VALUES} values in all advanced filters together.",
        "properties": {
            "subjectBeginsWith": _or_null(_TEXT),
            "subjectEndsWith": _or_null(_TEXT),
            "isSubjectCaseSensitive": _or_null({"type": "boolean"}),
            "includedEventTypes": {"type": "null", "description": "event_types has these"},
            "advancedFilters": _or_null(
                {
                    "type": "array",
                    "maxItems": parsing.MAX_FILTERS,
                    "items": {"oneOf": [_advanced(group) for group in names.values()]},
                }
            ),
            "enableAdvancedFilteringOnArrays": _or_null({"type": "boolean"}),
        },
    }


def _or_null(schema: dict[str, Any]) -> dict[str, Any]:
    return {**schema, "type": [schema["type"], "null"]}


def _advanced(names: list[str]) -> dict[str, Any]:
    """Return the schema of the advanced filters with operators that take the same."""
    operator = OPERATORS[names[0]]
    operand = _operand(operator)
    return {
        "type": "object",
        "additionalProperties": False,
        "required": ["operatorType", "key", *operand],
        "properties": {"operatorType": {"enum": names}, "key": _KEY, **operand},
    }


def _operand(operator: Operator) -> dict[str, Any]:
    one: dict[str, Any] = _TEXT if operator.kind == "string" else {"type": operator.kind}
    if operator.takes is Takes.NOTHING:
        return {}
    if operator.takes is Takes.VALUE:
        return {"value": one}
    if operator.takes is Takes.RANGES:
        one = {"type": "array", "items": one, "minItems": 2, "maxItems": 2}
    return {
        "values": {"type": "array", "items": one, "minItems": 1, "maxItems": parsing.MAX_VALUES}
    }
