"""Parses a JSON body strictly, and keeps the text of each member of its objects.

Only the outermost brackets and braces are parsed here, so that the beginning and end of each
member's value are known; the standard library parses the values themselves.

Memory and time have a bound: the size and the number of values are checked before anything is
parsed, and one object at a time is held parsed.
"""

from __future__ import annotations

import codecs
import json
import math
import re
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import islice
from typing import Any, NamedTuple, NoReturn

from shared.errors import FieldError, InvalidInput, TooLarge
from shared.events.json_values import is_deeper
from shared.events.validation import property_path

MAX_DEPTH = 200
"""How deep a member may be nested, so that later readers can parse it, too."""

MAX_VALUES = 25_000
"""JSON values in one object. Validating 130,000 faulty ones takes a second and 85 MB."""

MAX_VALUES_IN_BODY = 100_000
"""JSON values in all objects together."""

_STRUCTURE = re.compile(r'([\[{,])|"[^"\\]*+(?:\\.[^"\\]*+)*+"?', re.DOTALL)
"""What begins another value, or a string, in which the same characters mean nothing."""

_TOKEN = re.compile(r"[^ \t\n\r]")


class Member(NamedTuple):
    """A member of an object: its value, and its JSON text.

    The value is not exact if it has an integer of more digits than Python converts: another long
    integer of its sign, which can be made a string again, stands in its place.
    """

    value: Any
    text: str
    is_exact: bool = True


class BodyLimits(NamedTuple):
    """The limits of a body: bytes of it all, bytes of one object, and the number of objects."""

    batch_bytes: int
    object_bytes: int
    objects: int


def read_objects(
    body: bytes, limits: BodyLimits
) -> tuple[Iterator[tuple[str, dict[str, Member]]], bool]:
    """Return an iterator over the objects in *body*, and whether it is an array.

    The iterator parses one object at a time. It yields the object's place, ``[3]`` or, outside of
    an array, empty, and the object's members in the order given. Both the call and the iterator
    raise TooLarge where a limit for bytes is exceeded, and InvalidInput where *body* is not UTF-8
    JSON, not one object or an array of objects, has too many objects or values, or where an
    object has two members of one name or is nested deeper than `MAX_DEPTH`.
    """
    if len(body) > limits.batch_bytes:
        limit = f"MAX_BATCH_BYTES ({limits.batch_bytes})"
        _refuse("", f"is {len(body)} bytes long, more than {limit}", TooLarge)
    if len(body) > limits.object_bytes and (stripped := body.strip(b" \t\r\n")).startswith(b"{"):
        _check_size("", len(stripped), limits.object_bytes)
    text = _decode(body)
    _check_values("", text, MAX_VALUES_IN_BODY)
    reader = _Reader(text, limits.object_bytes)
    is_array = reader.peek() == "["
    return _objects(reader, limits.objects if is_array else None), is_array


def _objects(reader: _Reader, max_items: int | None) -> Iterator[tuple[str, dict[str, Member]]]:
    with _syntax_errors_as_faults():
        if max_items is None:
            yield "", reader.object("", wanted="an object or an array of them")
        else:
            yield from reader.array(max_items)
        reader.end()


def read_object(body: bytes, max_bytes: int) -> dict[str, Member]:
    """Return the members of the object in *body*, in the order given.

    Raises TooLarge if *body* is longer than *max_bytes*, and InvalidInput as `read_objects` does,
    for an array as well.
    """
    _check_size("", len(body), max_bytes)
    with _whole(body) as reader:
        return reader.object("")


def read_value(body: bytes) -> Any:
    """Parse *body*, which may be any JSON value. Raises InvalidInput as `read_objects` does."""
    with _whole(body) as reader:
        return reader.value("").value


def parse_text(text: str) -> Any:
    """Parse the JSON text of a member that was read before, and so is known to be sound."""
    try:
        return json.loads(text)
    except ValueError:  # an integer has more digits than Python converts
        return json.loads(text, parse_int=_some_integer)


def exact_value(member: Member) -> Any:
    """Parse the member's text, in a way that keeps different long numbers different.

    A number beyond Python's limits becomes ``[NaN, text]``, which no other text is parsed as.
    """
    return _EXACT_DECODER.decode(member.text)


@contextmanager
def _whole(body: bytes) -> Iterator[_Reader]:
    """Give the reader of a body, and check that it is read to its end."""
    text = _decode(body)
    _check_values("", text, MAX_VALUES)
    reader = _Reader(text, len(body))
    with _syntax_errors_as_faults():
        yield reader
        reader.end()


@contextmanager
def _syntax_errors_as_faults() -> Iterator[None]:
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
    """Parses a text from its current position on."""

    def __init__(self, text: str, max_object_bytes: int) -> None:
        self._text = text
        self._at = 0
        self._max_object_bytes = max_object_bytes

    def peek(self) -> str:
        """Skip whitespace, and return the next character; at the end ""."""
        token = _TOKEN.search(self._text, self._at)
        self._at = token.start() if token else len(self._text)
        return self._text[self._at : self._at + 1]

    def end(self) -> None:
        """Raise JSONDecodeError if there is more text."""
        if self.peek():
            raise json.JSONDecodeError("Extra data", self._text, self._at)

    def array(self, max_items: int) -> Iterator[tuple[str, dict[str, Member]]]:
        """Parse an array of objects; yield the place and the members of each."""
        self._take("[")
        if self.peek() == "]":
            _refuse("", "is an empty array")
        yield "[0]", self.object("[0]")
        items = 1
        while self._skip(","):
            if items == max_items:
                _refuse("", f"is an array of more than {max_items}")
            place = f"[{items}]"
            yield place, self.object(place)
            items += 1
        self._take("]")

    def object(self, place: str, wanted: str = "an object") -> dict[str, Member]:
        """Parse one object. Raises InvalidInput for another value."""
        if not self._skip("{"):
            self.value(place)
            _refuse(place, f"must be {wanted}")
        start = self._at - 1
        members: dict[str, Member] = {}
        if not self._skip("}"):
            self._member(place, members)
            while self._skip(","):
                self._member(place, members)
            self._take("}")
        text = self._text[start : self._at]
        _check_size(place, len(text.encode()), self._max_object_bytes)
        _check_values(place, text, MAX_VALUES)
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
        """Parse one value."""
        self.peek()
        try:
            member, self._at = _parse(self._text, self._at)
        except _NotIJsonError as error:
            _refuse(field, str(error))
        except RecursionError:
            _refuse(field, f"is nested deeper than {MAX_DEPTH} levels")
        begun = member.text.count("{") + member.text.count("[")
        if begun > MAX_DEPTH and is_deeper(member.value, MAX_DEPTH):
            _refuse(field, f"is nested deeper than {MAX_DEPTH} levels")
        return member

    def _skip(self, character: str) -> bool:
        """Skip whitespace, and *character* if it comes next; return whether it did."""
        if self.peek() != character:
            return False
        self._at += 1
        return True

    def _take(self, character: str) -> None:
        if not self._skip(character):
            raise json.JSONDecodeError(f"Expecting {character!r}", self._text, self._at)


def join_path(*parts: str) -> str:
    """``("[3]", "event", "config.duration")`` → ``[3].event.config.duration``; empty parts go."""
    path = ""
    for part in parts:
        path += f".{part}" if path and part and not part.startswith("[") else part
    return path


def faults_at(place: str, faults: Iterable[FieldError]) -> list[FieldError]:
    """Return the faults of what is at *place*, with their whole paths."""
    return [FieldError(join_path(place, fault.field), fault.message) for fault in faults]


def _check_size(place: str, size: int, limit: int) -> None:
    if size > limit:
        _refuse(place, f"is {size} bytes long, more than {limit}", TooLarge)


def _check_values(place: str, text: str, limit: int) -> None:
    """Refuse a text in which more than *limit* values begin.

    Counting characters, those in strings included, takes no time and mostly settles it.
    """
    if len(text) <= limit or sum(map(text.count, "[{,")) <= limit:
        return
    begun = (match for match in _STRUCTURE.finditer(text) if match.lastindex)
    if next(islice(begun, limit, None), None) is not None:
        _refuse(place, f"has more than {limit} values")


def _refuse(field: str, message: str, error: type[InvalidInput] = InvalidInput) -> NoReturn:
    raise error.of([FieldError(field, message)])


class _NotIJsonError(Exception):
    """The standard library accepts the text, and I-JSON does not."""


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
    """Return the integer, or another long one of its sign if it has too many digits for Python."""
    try:
        return int(text)
    except ValueError:
        long: int = 10 ** (sys.get_int_max_str_digits() - 1)
        return -long if text.startswith("-") else long


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


def _parse(text: str, start: int) -> tuple[Member, int]:
    """Parse the value at *start*; return it, and where its text ends."""
    try:
        value, end = _DECODER.raw_decode(text, start)
    except json.JSONDecodeError:
        raise
    except ValueError:  # an integer has more digits than Python converts (4300)
        value, end = _LONG_INTEGER_DECODER.raw_decode(text, start)
        return Member(value, text[start:end], is_exact=False), end
    return Member(value, text[start:end]), end
