"""Reads a body of JSON, strictly; of objects it keeps how each of their members was spelled.

Only the outermost brackets and braces are read here, so that it is known where each member's
value begins and ends; the values themselves are read by the standard library's parser.
"""

from __future__ import annotations

import codecs
import json
import math
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple, NoReturn

from shared.errors import FieldError, InvalidInput, TooLarge
from shared.events.validation import property_path

MAX_DEPTH = 200
"""How deep a member may be nested, so that whoever reads it later can read it too."""

_ARRAY_SLACK = 64 * 1024
"""Bytes that an array may spend between its objects."""

_TOKEN = re.compile(r"[^ \t\n\r]")


class Member(NamedTuple):
    """A member of an object: its value, and the text that spells it."""

    value: Any
    text: str


def read_objects(
    body: bytes, *, max_object_bytes: int, max_objects: int
) -> tuple[list[dict[str, Member]], bool]:
    """The objects in *body*, each as its members in the order given, and whether it was an array.

    Raises TooLarge where the text of one is longer than *max_object_bytes*, and InvalidInput
    where *body* is not UTF-8 JSON, not one object or an array of 1 to *max_objects*, or where an
    object has two members of one name or is nested deeper than `MAX_DEPTH`.
    """
    if len(body) > max_object_bytes * max_objects + _ARRAY_SLACK:
        limit = f"{max_objects} objects of {max_object_bytes} bytes"
        _refuse("", f"is longer than {limit}", TooLarge)
    if len(body) > max_object_bytes and (stripped := body.strip(b" \t\r\n")).startswith(b"{"):
        _check_size("", len(stripped), max_object_bytes)
    reader = _Reader(_decode(body), max_object_bytes)
    with _syntax_errors_told():
        is_array = reader.peek() == "["
        objects = reader.array(max_objects) if is_array else [reader.object("")]
        reader.end()
    return objects, is_array


def read_value(body: bytes) -> Any:
    """The value in *body*, whatever it is. Raises InvalidInput as `read_objects` does."""
    reader = _Reader(_decode(body), len(body))
    with _syntax_errors_told():
        value = reader.value("").value
        reader.end()
    return value


def exact_value(member: Member) -> Any:
    """The member's value; a number beyond Python's limits is told from others by its text.

    It becomes ``[NaN, text]``, which no text is read as.
    """
    return _EXACT_DECODER.decode(member.text)


@contextmanager
def _syntax_errors_told() -> Iterator[None]:
    try:
        yield
    except json.JSONDecodeError as error:
        place = f"line {error.lineno}, column {error.colno}"
        _refuse("", f"is not JSON: {error.msg} ({place})")


def _decode(body: bytes) -> str:
    if body.startswith(codecs.BOM_UTF8):
        _refuse("", "must not begin with a byte order mark")
    try:
        text = body.decode()
    except UnicodeDecodeError as error:
        _refuse("", f"is not UTF-8 (byte {error.start})")
    if not _TOKEN.search(text):
        _refuse("", "is empty")
    return text


class _Reader:
    """A position in a text, and what can be read from there."""

    def __init__(self, text: str, max_object_bytes: int) -> None:
        self._text = text
        self._at = 0
        self._max_object_bytes = max_object_bytes

    def peek(self) -> str:
        """The next character but whitespace, which is skipped; at the end ""."""
        token = _TOKEN.search(self._text, self._at)
        self._at = token.start() if token else len(self._text)
        return self._text[self._at : self._at + 1]

    def end(self) -> None:
        if self.peek():
            raise json.JSONDecodeError("Extra data", self._text, self._at)

    def array(self, max_items: int) -> list[dict[str, Member]]:
        self._take("[")
        if self.peek() == "]":
            _refuse("", "is an empty array")
        items = [self.object("[0]")]
        while self.peek() == ",":
            if len(items) == max_items:
                _refuse("", f"is an array of more than {max_items}")
            self._take(",")
            items.append(self.object(f"[{len(items)}]"))
        self._take("]")
        return items

    def object(self, place: str) -> dict[str, Member]:
        if self.peek() != "{":
            self.value(place)
            _refuse(
                place, "must be an object" if place else "must be an object or an array of them"
            )
        start = self._at
        members: dict[str, Member] = {}
        self._take("{")
        if self.peek() != "}":
            self._member(place, members)
            while self.peek() == ",":
                self._take(",")
                self._member(place, members)
        self._take("}")
        _check_size(place, len(self._text[start : self._at].encode()), self._max_object_bytes)
        return members

    def _member(self, place: str, members: dict[str, Member]) -> None:
        if self.peek() != '"':
            raise json.JSONDecodeError("Expecting a property name", self._text, self._at)
        name = str(self.value(place).value)
        field = join_path(place, property_path(name))
        if name in members:
            _refuse(field, "appears twice")
        self._take(":")
        members[name] = self.value(field)

    def value(self, field: str) -> Member:
        self.peek()
        start = self._at
        try:
            value, self._at = _parse(self._text, start)
        except _NotIJsonError as error:
            _refuse(field, str(error))
        except RecursionError:
            _refuse(field, f"is nested deeper than {MAX_DEPTH} levels")
        text = self._text[start : self._at]
        if text.count("{") + text.count("[") > MAX_DEPTH and _depth(value) > MAX_DEPTH:
            _refuse(field, f"is nested deeper than {MAX_DEPTH} levels")
        return Member(value, text)

    def _take(self, character: str) -> None:
        if self.peek() != character:
            raise json.JSONDecodeError(f"Expecting {character!r}", self._text, self._at)
        self._at += 1


def join_path(*parts: str) -> str:
    """``("[3]", "event", "config.duration")`` → ``[3].event.config.duration``; empty parts go."""
    path = ""
    for part in parts:
        path += f".{part}" if path and part and not part.startswith("[") else part
    return path


def _check_size(place: str, size: int, limit: int) -> None:
    if size > limit:
        _refuse(place, f"is {size} bytes long, more than {limit}", TooLarge)


def _refuse(field: str, message: str, error: type[InvalidInput] = InvalidInput) -> NoReturn:
    detail = f"{field}: {message}" if field else f"the body {message}"
    raise error(detail, errors=[FieldError(field, message)])


def _depth(value: object) -> int:
    """How many objects and arrays lie around the innermost value."""
    depth = 0
    level = [value]
    while level := [item for item in level if isinstance(item, dict | list)]:
        depth += 1
        level = [child for item in level for child in _children(item)]
    return depth


def _children(item: dict[str, Any] | list[Any]) -> list[Any]:
    return list(item.values()) if isinstance(item, dict) else item


class _NotIJsonError(Exception):
    """What the standard library's parser lets pass and I-JSON does not."""


def _unique_members(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    members = dict(pairs)
    if len(members) < len(pairs):
        seen: set[str] = set()
        for name, _ in pairs:
            if name in seen:
                raise _NotIJsonError(f"has an object with {property_path(name)} twice")
            seen.add(name)
    return members


def _no_constant(name: str) -> NoReturn:
    raise _NotIJsonError(f"has {name}, which is not JSON")


def _some_integer(text: str) -> int:
    """The integer, or where it has too many digits for Python another that has, too."""
    try:
        return int(text)
    except ValueError:
        too_long: int = 10 ** sys.get_int_max_str_digits()
        return too_long


def _exact_integer(text: str) -> Any:
    try:
        return int(text)
    except ValueError:
        return [math.nan, text]


def _exact_float(text: str) -> Any:
    value = float(text)
    return value if math.isfinite(value) else [math.nan, text]


_DECODER = json.JSONDecoder(object_pairs_hook=_unique_members, parse_constant=_no_constant)
_LONG_INTEGER_DECODER = json.JSONDecoder(
    object_pairs_hook=_unique_members, parse_constant=_no_constant, parse_int=_some_integer
)
_EXACT_DECODER = json.JSONDecoder(parse_int=_exact_integer, parse_float=_exact_float)


def _parse(text: str, start: int) -> tuple[Any, int]:
    """The value at *start*, and where its text ends."""
    try:
        return _DECODER.raw_decode(text, start)
    except json.JSONDecodeError:
        raise
    except ValueError:  # an integer has more digits than Python converts (4300)
        return _LONG_INTEGER_DECODER.raw_decode(text, start)
