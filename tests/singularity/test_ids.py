"""Ids with percent-encoding are found however often they were encoded."""

from __future__ import annotations

from urllib.parse import quote

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from devhost.routing import decode_path
from shared.store.keys import webhook_key
from tests.singularity.api import Singularity
from tests.support.client import Client

URI = "http://127.0.0.1:65000/hook?a=%2F&b=é".replace("é", quote("é"))

IDS = [
    "test-webhook",
    "with space",
    "a/b//c/",
    "100%",
    "50%25",
    "a?b=c&d#e;f",
    "a+b~c*d",
    "\\back",
    "ünï — 漢字 🎣",
    "summary",
    "request",
    "REQUEST-http%3A%2F%2Fexample.com%2Fhook",
    "REQUEST-http://example.com/hook",
    "x" * 1024,
    "/" * 300,
]


def encoded(text: str, times: int = 1) -> str:
    for _ in range(times):
        text = quote(text, safe="")
    return text


@pytest.mark.parametrize("webhook_id", IDS, ids=lambda webhook_id: webhook_id[:12])
def test_every_api_finds_it(singularity: Singularity, client: Client, webhook_id: str) -> None:
    relay = client.relay
    assert singularity.add(URI, id=webhook_id) == "CREATED"
    assert singularity.ids() == [webhook_id]
    assert singularity.add(URI, id=webhook_id) == "EXISTED"
    assert singularity.add(URI, id=encoded(webhook_id)) == "EXISTED", "it is the same id"

    for times in (1, 2):
        path = f"/api/webhooks/{encoded(webhook_id, times)}"
        assert relay.get(path).json()["webhook_id"] == webhook_id
        assert relay.get(f"{path}/deliveries").json() == {"deliveries": []}
        assert singularity.call("GET", f"/request/{encoded(webhook_id, times)}").json() == []
        changed = relay.request("PATCH", path, json={"name": f"changed {times}"})
        assert changed.json()["name"] == f"changed {times}"
    for given_id in (webhook_id, encoded(webhook_id)):
        by_query = relay.get("/api/webhooks", params={"webhook_id": given_id})
        assert by_query.json()["webhook_id"] == webhook_id
        by_body = relay.get("/api/webhooks", json={"webhook_id": given_id})
        assert by_body.json()["webhook_id"] == webhook_id

    for times in (1, 2):
        assert singularity.call("DELETE", f"/{encoded(webhook_id, times)}").json() == "DELETED"
        assert singularity.webhooks() == []
        singularity.add(URI, id=webhook_id)
    assert singularity.delete(encoded(webhook_id)) == "DELETED"
    singularity.add(URI, id=webhook_id)
    assert singularity.delete(webhook_id) == "DELETED"
    assert singularity.delete(webhook_id) == "DIDNT_EXIST"


@pytest.mark.parametrize("times", [0, 1, 2])
def test_a_queue_is_found_by_the_id_that_singularity_makes(
    singularity: Singularity, client: Client, times: int
) -> None:
    """There is no receiver, so the update waits."""
    singularity.add(URI)
    (webhook_id,) = singularity.ids()
    singularity.post("REQUEST")
    path = f"/request/{encoded(webhook_id, times)}"
    client.tick_until(lambda: len(singularity.call("GET", path).json()) == 1)
    assert singularity.call("DELETE", f"/{encoded(webhook_id, times)}").json() == "DELETED"


def test_different_ids_are_different_webhooks(singularity: Singularity) -> None:
    ids = ["a", "A", "a ", "a+", "a/", "%", "%%", "é", "e\u0301"]
    for webhook_id in ids:
        assert singularity.add(URI, id=webhook_id) == "CREATED", webhook_id
    assert singularity.ids() == ids


texts = st.text(st.characters(codec="utf-8"), max_size=60)
plain_texts = texts.map(lambda text: text.replace("%", ""))


@given(texts, st.integers(0, 4), st.integers(0, 4))
def test_a_key_does_not_depend_on_the_encoding(text: str, one: int, other: int) -> None:
    assert webhook_key(encoded(text, one)) == webhook_key(encoded(text, other))


@given(texts, st.integers(1, 3))
def test_nor_on_what_the_host_decodes(text: str, times: int) -> None:
    """ASP.NET Core decodes a path once, save for ``%2F``, before a function sees it."""
    text = text.replace("\0", "")
    assume(text not in (".", ".."))  # as segments of a path they mean another one
    path = decode_path(b"/" + encoded(text, times).encode())
    assert path is not None
    if "/." not in path:
        assert webhook_key(path[1:]) == webhook_key(text)


@given(plain_texts, plain_texts)
def test_a_key_is_one_to_one_otherwise(one: str, other: str) -> None:
    assert (webhook_key(one) == webhook_key(other)) == (one == other)


@given(texts)
def test_a_key_is_one_that_storage_takes(text: str) -> None:
    key = webhook_key(text * 40)
    assert len(key) <= 400 + len("sha256-")
    assert key.isascii()
    assert key.isprintable()
    assert not set(key) & set("/\\#?")


def test_uris_that_differ_in_percent_encoding_alone(singularity: Singularity) -> None:
    """The host gives the ids that Singularity makes of them as the same value."""
    first, second = "http://127.0.0.1:65000/x/a/b", "http://127.0.0.1:65000/x/a%2Fb"
    assert singularity.add(first) == "CREATED"
    [known] = singularity.ids()

    refused = singularity.call("POST", json={"uri": second, "type": "REQUEST"})

    problem = refused.json()
    assert (refused.status_code, problem["errors"][0]["field"]) == (400, "id")
    assert "differs only in percent-encoding" in problem["detail"]
    assert singularity.ids() == [known]
    assert singularity.add(second, id="an id of its own") == "CREATED"


def test_ids_that_differ_in_percent_encoding_alone(singularity: Singularity) -> None:
    other = "http://127.0.0.1:65000/other"
    assert singularity.add(URI, id="a/b") == "CREATED"
    refused = singularity.call("POST", json={"uri": other, "type": "REQUEST", "id": "a%2Fb"})
    assert (refused.status_code, refused.json()["errors"][0]["field"]) == (400, "id")
    assert singularity.add(other, id="a/b") == "EXISTED"
    assert singularity.delete("a/b") == "DELETED"
    assert singularity.webhooks() == []
