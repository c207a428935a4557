"""Redaction takes a bounded time and memory, and finds beginnings that overlap."""

from __future__ import annotations

import time

import pytest

from shared.outbound import redaction
from shared.outbound.connection import MAX_BODY
from shared.outbound.redaction import redact

HIDDEN = {"Bearer sk-live-4eC39HqLyjWDarjtT1zdp7dc", "sk-live-4eC39HqLyjWDarjtT1zdp7dc"}


@pytest.mark.parametrize("text", ["ababababab1234", "abababab1234!", "abab abababab1234."])
def test_a_beginning_is_found_where_a_shorter_one_overlaps_it(text: str) -> None:
    assert "1234" not in redact(text, {"ababab12345678"})


@pytest.mark.parametrize("text", ["", "ok", "short"])
def test_nothing_is_spelled_for_a_text_too_short_to_hold_a_part(
    text: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Most responses are empty or ``ok``."""
    monkeypatch.setattr(redaction, "_spellings", None)
    assert redact(text, HIDDEN) == text


def test_of_two_values_that_overlap_in_the_text_neither_shows() -> None:
    values = {"abcdefgh-1-XXXXXXXX", "h-1-ijklmnopq-YYYYY"}
    assert redact("say abcdefgh-1-ijklmnopq-Y.", values) == "say [hidden]."


def test_a_short_value_is_hidden_in_a_short_text() -> None:
    assert redact("a key", {"key"}) == "a [hidden]"


def test_what_is_remembered_of_long_values_is_little() -> None:
    """Spellings are remembered per value, and a value can have 4 KiB."""
    spellings = redaction._spellings('"/' * 2048)
    remembered = redaction._spellings.cache_parameters()["maxsize"]
    assert sum(map(len, spellings)) * remembered < 16 * 1024 * 1024


LONG_VALUES = ["a" * 4096, "ab" * 2048, "\ud800" * 4096, "\0" * 4096, "/" * 4096]


@pytest.mark.parametrize("value", LONG_VALUES)
@pytest.mark.parametrize("unit", ["a", "ab", "aaaaaab", "\0", "/", "%2F", "\ufffd"])
def test_no_answer_takes_long_to_redact(value: str, unit: str) -> None:
    text = (unit * MAX_BODY)[:MAX_BODY]
    began = time.process_time()
    redact(text, {value})
    assert time.process_time() - began < 0.5


def test_many_values_do_not_take_long_either() -> None:
    values = {f"aaaaaa{n:04}" for n in range(400)}
    text = ("aaaaaa." * MAX_BODY)[:MAX_BODY]
    began = time.process_time()
    redact(text, values)
    assert time.process_time() - began < 1
