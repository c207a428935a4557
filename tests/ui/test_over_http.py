"""The page's files as the host serves them, asked for over HTTP."""

from __future__ import annotations

import socket

import pytest

from shared.ui.assets import assets
from tests.support.relay import RelayProcess


def raw(relay: RelayProcess, target: str, method: str = "GET") -> tuple[int, bytes]:
    """Ask for *target* as it is: no client resolves its dots or escapes. Return status and body."""
    with socket.create_connection(("127.0.0.1", relay.port), 20) as connection:
        request = f"{method} {target} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
        connection.sendall(request.encode())
        with connection.makefile("rb") as reader:
            answer = reader.read()
    head, _, body = answer.partition(b"\r\n\r\n")
    return int(head.split()[1]), body


def test_the_root_redirects_and_no_key_is_needed(relay: RelayProcess) -> None:
    answer = relay.get("/", allow_redirects=False)
    assert (answer.status_code, answer.headers["Location"]) == (302, "/ui/")
    assert relay.get("/").url.endswith("/ui/")


@pytest.mark.parametrize("path", ["/", "/ui", "/ui/", f"/ui/{assets().version}/page.js"])
def test_head_has_the_headers_of_get_and_no_body(relay: RelayProcess, path: str) -> None:
    get = relay.get(path, allow_redirects=False)
    head = relay.request("HEAD", path, allow_redirects=False)
    assert (head.status_code, head.content) == (get.status_code, b"")
    names = ("content-type", "cache-control", "etag", "content-security-policy", "location")
    assert [head.headers.get(n) for n in names] == [get.headers.get(n) for n in names]


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH"])
@pytest.mark.parametrize("path", ["/", "/ui/"])
def test_other_methods_are_not_found(relay: RelayProcess, method: str, path: str) -> None:
    assert relay.request(method, path).status_code == 404


def test_media_types_have_a_charset_and_a_second_visit_costs_no_body(relay: RelayProcess) -> None:
    html = relay.get("/ui/webhooks/some/view")
    assert html.headers["Content-Type"] == "text/html; charset=utf-8"
    again = relay.get("/ui/", headers={"If-None-Match": html.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    script = relay.get(f"/ui/{assets().version}/page.js")
    assert script.headers["Content-Type"].startswith("text/javascript")


@pytest.mark.parametrize(
    "target",
    [
        "/ui/{version}/../../function_app.py",
        "/ui/{version}/..%2f..%2f..%2fhost.json",
        "/ui/{version}/%2e%2e/%2e%2e/%2e%2e/host.json",
        "/ui/{version}/..%5c..%5chost.json",
        "/ui/{version}/%252e%252e/host.json",
        "/ui/{version}//etc/passwd",
        "/ui//etc/passwd",
        "/ui/{version}/page.js%00.css",
    ],
)
def test_no_path_leads_out_of_the_files(relay: RelayProcess, target: str) -> None:
    status, body = raw(relay, target.format(version=assets().version))
    assert status in (200, 400, 404)
    if status == 200:
        assert body == assets().html.body, "an address of a view, whatever it says"
    assert b"functionTimeout" not in body
    assert b"root:" not in body
