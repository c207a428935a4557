"""Hides secrets in text that a receiver sent back.

A receiver may repeat a secret as it was sent, percent-encoded, or in a JSON string or HTML page,
and may cut it short.
"""

from __future__ import annotations

import html
import json
from collections.abc import Collection, Iterator
from functools import lru_cache
from urllib.parse import quote, quote_plus

_HIDDEN = "[hidden]"

_SHORTEST_PART = 8
"""Characters from the beginning of a secret that are hidden wherever they are."""

_SHORTEST_PART_AT_END = 6
"""The same at the end of the text, where what was read or sent may have been cut."""

_REPLACEMENT = "\N{REPLACEMENT CHARACTER}"
"""What a character is decoded to if its last bytes were cut off."""


def redact(text: str, hidden: Collection[str]) -> str:
    """Return *text* without the values *hidden* and without their beginnings."""
    spellings = {spelling for value in hidden for spelling in _spellings(value)}
    for spelling in sorted(spellings, key=len, reverse=True):  # a part may be a value of its own
        text = text.replace(spelling, _HIDDEN)
    return _without_beginnings(text, spellings)


def _without_beginnings(text: str, spellings: Collection[str]) -> str:
    kept: list[str] = []
    position = 0
    found = (part for spelling in spellings for part in _beginnings(text, spelling))
    for start, minus_length in sorted(found):  # of those that begin together, the longest first
        if start >= position:
            kept += [text[position:start], _HIDDEN]
            position = start - minus_length
    return "".join([*kept, text[position:]]) if kept else text


def _beginnings(text: str, spelling: str) -> Iterator[tuple[int, int]]:
    """Yield where *text* has the beginning of *spelling*, and minus the length of what to hide."""
    shortest = spelling[:_SHORTEST_PART_AT_END]
    end = 0
    while (start := text.find(shortest, end)) >= 0:
        end = start + _common_length(text[start : start + len(spelling)], spelling)
        if not text[end:].strip(_REPLACEMENT):
            end = len(text)
            yield start, start - end
        elif end - start >= _SHORTEST_PART:
            yield start, start - end


def _common_length(one: str, other: str) -> int:
    """Return how many characters are the same from the beginning on."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((index for index, (a, b) in pairs if a != b), min(len(one), len(other)))


@lru_cache(maxsize=1024)
def _spellings(value: str) -> frozenset[str]:
    """Return *value* as it is, and as URLs, JSON and HTML spell it."""
    percent = {quote(value, safe="", errors="replace"), quote(value, errors="replace")}
    percent.add(quote_plus(value, errors="replace"))
    quoted = {json.dumps(value)[1:-1], json.dumps(value, ensure_ascii=False)[1:-1]}
    quoted |= {spelling.replace("/", "\\/") for spelling in quoted}
    return frozenset({value, html.escape(value), *percent, *map(_lower_hex, percent), *quoted})


def _lower_hex(encoded: str) -> str:
    """Return percent-encoded text with hexadecimal digits in lower case."""
    first, *rest = encoded.split("%")
    return "%".join([first, *(part[:2].lower() + part[2:] for part in rest)])
