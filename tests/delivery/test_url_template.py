"""Variables in a webhook's URL: what a value may look like, and what the URL addresses with it."""

from __future__ import annotations

import json
import posixpath
import re
from urllib.parse import unquote, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.delivery import url_template
from shared.model import Event

URL = "https://example.com/requests/$REQUEST_ID/done"


def request(request_id: str) -> Event:
    payload = json.dumps({"request": {"id": request_id}})
    return Event("e-1", "REQUEST", 1_790_000_000_000, payload, "{}")


def expand(value: str, url: str = URL) -> str:
    return url_template.expand(url, request(value))


@pytest.mark.parametrize(
    ("value", "segment"),
    [
        ("request-1", "request-1"),
        ("a b/c?d#e%2F", "a%20b%2Fc%3Fd%23e%252F"),
        ("é", "%C3%A9"),
        ("\ud800", "%3F"),
        ("v1.2", "v1.2"),
        (".hidden", ".hidden"),
        ("...", "..."),
        ("a/.b/c..", "a%2F.b%2Fc.."),
        (".", "%252E"),
        ("..", "%252E%252E"),
        ("../../admin", "%252E%252E%2F%252E%252E%2Fadmin"),
        ("a/../b", "a%2F%252E%252E%2Fb"),
        ("a/./b", "a%2F%252E%2Fb"),
        ("a/..", "a%2F%252E%252E"),
        ("..\\..\\admin", "%252E%252E%5C%252E%252E%5Cadmin"),
        ("..;x/admin", "%252E%252E%3Bx%2Fadmin"),
        (".. /admin", "%252E%252E%20%2Fadmin"),
        ("..\x00/admin", "%252E%252E%00%2Fadmin"),
        ("%2e%2e/admin", "%252e%252e%2Fadmin"),
        ("$REQUEST_ID", "%24REQUEST_ID"),
    ],
)
def test_values_are_encoded(value: str, segment: str) -> None:
    assert expand(value) == URL.replace("$REQUEST_ID", segment)


def test_in_a_query_dots_are_dots() -> None:
    url = "https://example.com/$REQUEST_ID?id=$REQUEST_ID"
    assert expand("../a?b&c", url) == (
        "https://example.com/%252E%252E%2Fa%3Fb%26c?id=..%2Fa%3Fb%26c"
    )


def resolved(url: str) -> str:
    """The path as a receiver sees it that decodes once, and resolves dots afterwards."""
    path = unquote(urlsplit(url).path).replace("\\", "/")
    return posixpath.normpath(re.sub(";[^/]*", "", path))


@given(st.text(st.sampled_from("./\\;%2e5Ca "), min_size=1, max_size=12))
def test_no_value_climbs_where_the_path_is_decoded_before_dots_are_resolved(value: str) -> None:
    url = expand(value)
    assert url_template.refusal(URL, url) is None
    assert resolved(url).startswith("/requests/")
    assert resolved(url).endswith("/done")
    assert len(urlsplit(url).path.split("/")) == 4


@pytest.mark.parametrize(
    ("template", "refused"),
    [
        ("/requests/$REQUEST_ID/done", True),
        ("/requests/$REQUEST_ID", True),
        ("/requests/$REQUEST_ID?x=1", True),
        ("/a/.$REQUEST_ID/b", True),
        ("/a/..$REQUEST_ID/b", True),
        ("/a/r-$REQUEST_ID/b", False),
        ("/a//b/../$REQUEST_ID.json", False),
        ("/a?id=$REQUEST_ID", False),
        ("/a?next=/x/$REQUEST_ID/y", False),
    ],
)
def test_an_empty_value_is_refused_where_it_is_a_path_segment(template: str, refused: bool) -> None:
    url = "https://example.com" + template
    assert bool(url_template.refusal(url, expand("", url))) is refused
    assert url_template.refusal(url, expand("one", url)) is None
