"""Case folding, compared with what Unicode says of every character."""

from __future__ import annotations

import sys
import unicodedata

import pytest

from shared.filters import text
from shared.filters.text import fold


@pytest.mark.slow
def test_each_character_stays_one() -> None:
    every = [chr(code) for code in range(sys.maxunicode + 1)]
    assert [one for one in every if len(fold(one)) != 1] == []


def test_only_the_listed_blocks_have_exceptions() -> None:
    """What ``str.upper`` makes longer is treated as an exception, in every version of Unicode."""
    longer = {chr(code) for code in range(sys.maxunicode + 1) if len(chr(code).upper()) > 1}
    assert longer <= text._EXCEPTIONS.keys()
    assert text._EXCEPTIONS.keys() - longer == {"ı", "ſ"}


@pytest.mark.slow
def test_only_ascii_letters_are_equal_to_ascii_letters() -> None:
    """As in .NET: the long s, the Kelvin sign and the dotless i are letters of their own."""
    ascii_forms = {fold(chr(code)) for code in range(128)}
    assert [chr(c) for c in range(128, sys.maxunicode + 1) if fold(chr(c)) in ascii_forms] == []


@pytest.mark.slow
def test_folding_twice_changes_nothing() -> None:
    every = "".join(chr(code) for code in range(sys.maxunicode + 1))
    assert fold(fold(every)) == fold(every)


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("straße", "STRAßE"),
        ("İi", "İI"),
        ("ıI", "ıI"),
        ("ᾳ", "ᾼ"),
        ("ŉa", "ŉA"),
        ("µ", "Μ"),
        ("σς", "ΣΣ"),
        ("ǆ", "Ǆ"),
        ("𐐨", "𐐀"),
        ("\ud800a", "\ud800A"),
        ("", ""),
    ],
)
def test_examples(given: str, expected: str) -> None:
    assert fold(given) == expected


def test_accents_are_not_combined() -> None:
    assert fold("é") != fold(unicodedata.normalize("NFD", "é"))
