"""Hypothesis strategies: JSON values, payloads near a JSON Schema, and ways to spell JSON."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import strategies as st

from tests.events.documents import resolve

TEXT = st.text(st.characters(exclude_categories=[]), max_size=8)
"""Includes halves of surrogate pairs, which a JSON string can hold as ``\\ud800``."""

INTEGERS = st.integers() | st.integers(-5, 500) | st.sampled_from([2**63, -(2**64), 10**400])

JSON_VALUES = st.recursive(
    st.none() | st.booleans() | INTEGERS | st.floats(allow_nan=False) | TEXT,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXT, inner, max_size=3),
    max_leaves=6,
)


@st.composite
def near(draw: st.DrawFn, schema: dict[str, Any], root: dict[str, Any], one_in: int) -> Any:
    """A value as *schema* wants it, but for one place in about *one_in*."""

    def astray() -> bool:
        return draw(st.integers(0, one_in - 1)) == one_in - 1

    schema = resolve(schema, root)
    if astray():
        return draw(JSON_VALUES)
    if "enum" in schema:
        choice = draw(st.sampled_from(schema["enum"]))
        return float(choice) if isinstance(choice, int) and draw(st.booleans()) else choice
    match schema["type"]:
        case "object":
            return draw(_near_object(schema, root, one_in))
        case "array":
            return draw(st.lists(near(schema["items"], root, one_in), max_size=3))
        case "string" if schema.get("format") == "uuid":
            text = str(draw(st.uuids()))
            return text.upper() if draw(st.booleans()) else text
        case "string" if schema.get("format") == "date-time":
            offset = draw(st.sampled_from(["", "Z", "z", "+01:00", "-23:59", "+24:00"]))
            return draw(st.datetimes()).isoformat() + offset
        case "string":
            return draw(TEXT)
        case "integer" if "maximum" in schema:
            return draw(st.integers(schema["minimum"] - 1, schema["maximum"] + 1))
        case "integer":
            return draw(INTEGERS | st.integers(-(2**53), 2**53).map(float))
        case "boolean":
            return draw(st.booleans())
        case other:
            raise NotImplementedError(other)


@st.composite
def _near_object(draw: st.DrawFn, schema: dict[str, Any], root: dict[str, Any], one_in: int) -> Any:
    value: dict[str, Any] = {}
    required = schema.get("required", [])
    for name, inner in schema.get("properties", {}).items():
        chance_of_absence = one_in if name in required else 2
        if draw(st.integers(1, chance_of_absence)) < chance_of_absence:
            value[name] = draw(near(inner, root, one_in))
    additional = schema.get("additionalProperties", True)
    if isinstance(additional, dict):
        value |= draw(st.dictionaries(TEXT, near(additional, root, one_in), max_size=3))
    elif additional or draw(st.integers(1, one_in)) == one_in:
        value |= draw(st.dictionaries(TEXT, JSON_VALUES, max_size=2))
    return value


WHITESPACE = st.text(" \t\r\n", max_size=2)


@st.composite
def spelled(draw: st.DrawFn, value: Any) -> str:
    """*value* as JSON text: any whitespace, any order of members, any escapes.

    An instance of `Number` is spelled as it says.
    """
    match value:
        case Number():
            return value.text
        case str():
            return '"' + "".join(draw(_spelled_character(c)) for c in value) + '"'
        case list():
            items = [draw(_padded(spelled(item))) for item in value]
            return "[" + (",".join(items) or draw(WHITESPACE)) + "]"
        case dict():
            names = draw(st.permutations(list(value)))
            members = [
                draw(_padded(spelled(name))) + ":" + draw(_padded(spelled(value[name])))
                for name in names
            ]
            return "{" + (",".join(members) or draw(WHITESPACE)) + "}"
        case _:
            return json.dumps(value)


class Number:
    """A number that is to be spelled just so."""

    def __init__(self, text: str) -> None:
        self.text = text

    def __repr__(self) -> str:
        return f"Number({self.text[:40]!r})"


@st.composite
def _padded(draw: st.DrawFn, text: st.SearchStrategy[str]) -> str:
    return draw(WHITESPACE) + draw(text) + draw(WHITESPACE)


def _spelled_character(character: str) -> st.SearchStrategy[str]:
    units = character.encode("utf-16-be", "surrogatepass")
    escaped = "".join(
        f"\\u{int.from_bytes(units[i : i + 2], 'big'):04x}" for i in range(0, len(units), 2)
    )
    plain = json.dumps(character, ensure_ascii=False)[1:-1]
    if "\ud800" <= character <= "\udfff":
        return st.just(escaped)
    return st.sampled_from([plain, escaped, escaped.upper().replace("\\U", "\\u")])
