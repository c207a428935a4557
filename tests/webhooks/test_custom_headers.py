"""Custom headers: which names and values are accepted."""

from __future__ import annotations

import http.client
import re

import pytest

from shared.errors import InvalidInput
from shared.webhooks.custom_headers import MAX_BYTES, MAX_HEADERS, check_headers

HIDDEN = "hidden"


def test_ordinary_headers_are_taken_as_they_are() -> None:
    headers = {
        "Authorization": "Bearer abc.def~+/=",
        "X-Api-Key": 'a b "c"; d',
        "x-empty": "",
        "!#$%&'*+-.^_`|~09aZ": "x",
    }
    assert check_headers(headers) == headers
    assert check_headers({}) == {}


@pytest.mark.parametrize(
    "name",
    [
        # The connection's.
        "Connection",
        "Keep-Alive",
        "Proxy-Authorization",
        "Proxy-Authenticate",
        "Proxy-Connection",
        "TE",
        "Trailer",
        "Transfer-Encoding",
        "Upgrade",
        "HTTP2-Settings",
        # Ours.
        "Host",
        "Content-Length",
        "Content-Type",
        "Content-Encoding",
        "Content-Anything",
        "User-Agent",
        "Accept-Encoding",
        "Expect",
        "X-Onefuzz-Digest",
        "webhook-id",
        "webhook-timestamp",
        "webhook-signature",
    ],
)
def test_headers_of_the_connection_and_ours_are_refused_in_any_case(name: str) -> None:
    in_any_case = (name, name.lower(), name.upper(), name.swapcase())
    as_cgi_reads_it = (name.replace("-", "_"), name.replace("-", "."))
    for spelled in (*in_any_case, *as_cgi_reads_it):
        with pytest.raises(InvalidInput) as refused:
            check_headers({"X-Fine": "1", spelled: HIDDEN})
        assert refused.value.field == f"headers.{spelled}"
        assert HIDDEN not in str(refused.value)


@pytest.mark.parametrize(
    "name",
    ["", " ", "a b", "a:", "X-Ä", "X-A\r\nY", "X\0", "(x)", "a/b", "X-A ", " X-A", '"a"', "\ud800"],
)
def test_a_name_must_be_a_token(name: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        check_headers({name: HIDDEN})
    assert refused.value.field is not None
    assert re.fullmatch(r"headers\.[ -~]*", refused.value.field)
    assert HIDDEN not in str(refused.value)


@pytest.mark.parametrize(
    "value",
    [
        "a\r\nX: b",
        "a\nb",
        "a\rb",
        "a\0b",
        "é",
        "a\tb",
        " a",
        "a ",
        "\x7f",
        "a\x85b",
        "\u2028",
        "💥",
    ],
)
def test_a_value_must_be_printable_ascii(value: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        check_headers({"X-A": HIDDEN + value if value[0] != " " else value + HIDDEN})
    assert refused.value.field == "headers.X-A"
    assert HIDDEN not in str(refused.value)


@pytest.mark.parametrize("again", ["x-a", "X_A", "x.A"])
def test_a_name_may_come_once_whatever_its_case_and_punctuation(again: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        check_headers({"X-A": "1", again: "1"})
    assert refused.value.field == f"headers.{again}"


@pytest.mark.parametrize("name", ["webhook_id", "X_Onefuzz_Digest", "Content_Length", "User.Agent"])
def test_no_name_reaches_a_wsgi_receiver_as_one_of_ours(name: str) -> None:
    """WSGI has one variable for ``webhook-id`` and ``webhook_id``, and the last one wins."""
    with pytest.raises(InvalidInput) as refused:
        check_headers({name: HIDDEN})
    assert refused.value.errors[0].message == "is set by the relay"


def test_there_is_a_limit_to_number_and_size() -> None:
    check_headers({f"X-{n}": "1" for n in range(MAX_HEADERS)})
    with pytest.raises(InvalidInput) as refused:
        check_headers({f"X-{n}": "1" for n in range(MAX_HEADERS + 1)})
    assert refused.value.field == "headers"
    check_headers({"X": "y" * (MAX_BYTES - 1)})
    with pytest.raises(InvalidInput) as refused:
        check_headers({"X": "y" * MAX_BYTES})
    assert refused.value.field == "headers"


def test_all_faults_are_listed() -> None:
    with pytest.raises(InvalidInput) as refused:
        check_headers({"Host": "a", "X-Fine": "1", "X-B": "é"})
    assert [fault.field for fault in refused.value.errors] == ["headers.Host", "headers.X-B"]


def test_the_http_client_takes_all_that_is_accepted() -> None:
    connection = http.client.HTTPConnection("127.0.0.1", 1)
    connection.putrequest("POST", "/")
    every = "".join(map(chr, range(33, 127)))
    for name, value in check_headers({"X-All": every, "X-Space": "a b"}).items():
        connection.putheader(name, value)
