"""Splicing of JSON texts, and ISO 8601 times."""

from __future__ import annotations

import json

from shared.json_text import with_members
from shared.times import iso8601


def test_members_keep_their_spelling() -> None:
    text = with_members('{"a": 1}', {"b": '{ "x":1.50}', "c": '"\\u00e9"'})

    assert text == '{"a": 1, "b": { "x":1.50}, "c": "\\u00e9"}'
    assert json.loads(text) == {"a": 1, "b": {"x": 1.5}, "c": "é"}


def test_nothing_to_append() -> None:
    assert with_members('{"a": 1}', {}) == '{"a": 1}'


def test_times_are_in_utc_to_the_millisecond() -> None:
    assert iso8601(1795287600.1234) == "2026-11-21T19:00:00.123Z"
    assert iso8601(0) == "1970-01-01T00:00:00.000Z"
