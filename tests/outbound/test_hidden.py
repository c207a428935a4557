"""Secrets that a receiver repeats do not show in what is recorded of its response."""

from __future__ import annotations

import json
import socket
import time
from urllib.parse import quote

import pytest

from shared.outbound.client import BODY_START_CHARACTERS
from shared.outbound.connection import MAX_BODY
from shared.outbound.redaction import redact

from .conftest import MakeOutbound
from .receivers import Receiver, receiver

KEY = "sk-live-4f9b1c77e0aa42d1"
SECRET = f"Bearer {KEY}"
LONG = "long-" + "0123456789abcdef" * 225
HIDDEN = {SECRET, KEY, LONG, "Bearer"}


def recorded(outbound: MakeOutbound, body: bytes, hidden: set[str] = HIDDEN) -> str:
    def say(seen: Receiver, connection: socket.socket) -> None:
        while seen.read_request(connection) is not None:
            head = b"HTTP/1.1 400 Bad Request\r\nContent-Length: %d\r\n\r\n" % len(body)
            connection.sendall(head + body)

    with receiver(say) as seen:
        return outbound().post(seen.url(), b"", {}, hidden).body_start


@pytest.mark.parametrize("shown", [6, 7, 8, 15, len(SECRET) - 1])
def test_a_part_that_the_receiver_cut_off_at_the_end_is_hidden(
    shown: int, outbound: MakeOutbound
) -> None:
    """But for five characters of the key at most: less would hide ordinary words."""
    text = recorded(outbound, f"you sent {SECRET[:shown]}".encode())
    assert text.startswith("you sent [hidden]")
    assert KEY[:6] not in text
    assert "Bearer" not in text


def test_a_part_at_the_end_of_what_is_read_is_hidden(outbound: MakeOutbound) -> None:
    """Six times a header of 3,605 characters are more than the 16 KiB that are read."""
    body = (f"{'x' * 100} {LONG}" * 6).encode()
    assert len(body) > MAX_BODY
    shown = recorded(outbound, body)
    assert "long-" not in shown
    assert "0123456789" not in shown
    assert shown == f"{'x' * 100} [hidden]" * 4 + f"{'x' * 100} [hidden]"[: 512 - 436]


@pytest.mark.parametrize("before", range(BODY_START_CHARACTERS - 30, BODY_START_CHARACTERS, 3))
def test_a_secret_across_the_end_of_what_is_kept_is_hidden(
    before: int, outbound: MakeOutbound
) -> None:
    shown = recorded(outbound, ("x" * before + SECRET + "y" * 99).encode())
    assert "Bearer" not in shown
    assert KEY[:6] not in shown


def test_less_than_six_characters_are_no_secret(outbound: MakeOutbound) -> None:
    assert recorded(outbound, b"you sent Beare") == "you sent Beare"


@pytest.mark.parametrize(
    "spelled",
    [
        quote('a"b/c d+é=', safe=""),
        quote('a"b/c d+é=', safe="").lower(),
        quote('a"b/c d+é='),
        json.dumps('a"b/c d+é=')[1:-1],
        json.dumps('a"b/c d+é=', ensure_ascii=False)[1:-1],
        json.dumps('a"b/c d+é=')[1:-1].replace("/", "\\/"),
        "a&quot;b/c d+é=",
    ],
)
def test_other_spellings_are_hidden(spelled: str, outbound: MakeOutbound) -> None:
    """Percent-encoded, in JSON and in HTML."""
    shown = recorded(outbound, f"you sent {spelled}.".encode(), {'a"b/c d+é='})
    assert shown == "you sent [hidden]."


@pytest.mark.parametrize("shown", [8, 12, len(KEY) - 1])
def test_a_part_that_the_receiver_cut_off_in_the_middle_is_hidden(
    shown: int, outbound: MakeOutbound
) -> None:
    assert recorded(outbound, f"bad key {KEY[:shown]}..., sorry".encode()) == (
        "bad key [hidden]..., sorry"
    )


def test_a_character_that_was_cut_does_not_show_the_part_before_it(outbound: MakeOutbound) -> None:
    body = "you sent pässwörté".encode()
    shown = recorded(outbound, body[:-1], {"pässwörté"})
    assert shown == "you sent [hidden]"


def test_many_beginnings_take_little_time() -> None:
    hidden = {SECRET, KEY, LONG, "Bearer", "aaaaaa" * 600 + "b"}
    texts = ["Bearer s" * 2048, "aaaaaa" * 2730, "long-01" * 2340, "ab" * 8192]
    began = time.process_time()
    for text in texts:
        redact(text, hidden)
    assert time.process_time() - began < 1
