"""Hides secrets in text that a receiver sent back.

A receiver may repeat a secret as it was sent, percent-encoded, or in a JSON string or HTML page,
and may cut it short.
"""

from __future__ import annotations

import html
import json
from bisect import bisect
from collections.abc import Collection, Iterator, Sequence
from functools import lru_cache
from itertools import groupby
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
    if len(text) < min((_SHORTEST_PART_AT_END, *map(len, hidden))):
        return text
    spellings = {spelling for value in hidden for spelling in _spellings(value)}
    for spelling in sorted(spellings, key=len, reverse=True):  # a part may be a value of its own
        text = text.replace(spelling, _HIDDEN)
    return _without_beginnings(text, spellings)


def _without_beginnings(text: str, spellings: Collection[str]) -> str:
    kept: list[str] = []
    position = 0
    groups = groupby(sorted(spellings), lambda spelling: spelling[:_SHORTEST_PART_AT_END])
    found = (part for start, group in groups for part in _beginnings(text, start, list(group)))
    for start, end in sorted(found):
        if start >= position:
            kept += [text[position:start], _HIDDEN]
        position = max(position, end)
    return "".join([*kept, text[position:]]) if kept else text


def _beginnings(text: str, first: str, spellings: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Yield start and end of what to hide, where *text* has the beginning of a spelling.

    All *spellings*, in their order, begin with *first*. So however many they are, only the two are
    compared with *text* between which it would be in that order: none has more in common with it.
    """
    if len(first) < _SHORTEST_PART_AT_END:
        return
    longest = max(map(len, spellings))
    cut_at = len(text.rstrip(_REPLACEMENT))
    start = text.find(first)
    while start >= 0:
        rest = text[start : start + longest]
        index = bisect(spellings, rest)
        nearest = spellings[max(index - 1, 0) : index + 1]
        end = start + max(_common_length(rest, spelling) for spelling in nearest)
        if end >= cut_at:
            yield start, len(text)
            return
        if end - start >= _SHORTEST_PART:
            yield start, end
        else:
            end = start + 1
        start = text.find(first, end)


def _common_length(one: str, other: str) -> int:
    """Return how many characters are the same from the beginning on."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((index for index, (a, b) in pairs if a != b), min(len(one), len(other)))


@lru_cache(maxsize=128)
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
