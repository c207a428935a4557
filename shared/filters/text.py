"""Compares text without regard to case, as .NET's ``OrdinalIgnoreCase`` does.

Each character is replaced by its one upper case character. None becomes several: ``ß`` is not
``ss``. Nothing depends on a language: ``i``, ``İ`` and ``ı`` are three letters, and only ``i`` is
equal to ``I``.
"""

from __future__ import annotations

import re
from itertools import chain

_THEMSELVES = frozenset("ıſ")
"""Their upper case letters are ASCII; .NET leaves them as they are."""


def _upper(character: str) -> str:
    """Return the one character that is the upper case of *character*, or itself."""
    if character in _THEMSELVES:
        return character
    # The title case is one character for some of those whose upper case is several.
    candidates = (character.upper(), character.title())
    return next((text for text in candidates if len(text) == 1), character)


_BLOCKS = (range(0xDF, 0x588), range(0x1E96, 0x1E9B), range(0x1F50, 0x2000), range(0xFB00, 0xFB18))
"""Where such characters are: Latin, Greek, Armenian, and ligatures."""

_EXCEPTIONS = {
    character: _upper(character)
    for character in map(chr, chain(*_BLOCKS))
    if character in _THEMSELVES or len(character.upper()) != 1
}
"""The characters that ``str.upper`` treats in another way. There are about a hundred."""

_RUNS = re.compile(f"([{''.join(_EXCEPTIONS)}])")


def fold(text: str) -> str:
    """Return *text* in the form in which it is compared: equal for all that differ in case only."""
    if text.isascii() or not _RUNS.search(text):
        return text.upper()
    parts = _RUNS.split(text)
    return "".join(_EXCEPTIONS.get(part) or part.upper() for part in parts)
