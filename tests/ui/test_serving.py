"""The page's files: their addresses, headers and caching. No test here needs a browser."""

from __future__ import annotations

import re
from collections.abc import Mapping

import pytest

from shared.api.http import Request, Response
from shared.ui import page
from shared.ui.assets import STATIC, assets

CSP = "Content-Security-Policy"
SERVED = {"icon.svg", "page.js", "style.css", "vendor/LICENSE.txt"}
SOURCES = [
    path for path in STATIC.rglob("*.js") if path.name != "page.js" and path.parent.name != "vendor"
]


def get(path: str, **headers: str) -> Response:
    """Ask for ``/ui/<path>``; the host gives no route value for an empty one."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return page.file(Request("GET", {"path": path} if path else {}, {}, named, b""))


def directives(headers: Mapping[str, str]) -> dict[str, str]:
    parts = [part.strip().partition(" ") for part in headers[CSP].split(";")]
    return {name: value for name, _, value in parts}


def test_the_root_redirects_to_the_page() -> None:
    answer = page.root(Request("GET", {}, {}, {}, b""))
    assert answer.status == 302
    assert answer.headers["Location"] == "/ui/"
    assert answer.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("path", ["", "webhooks/x", "events/a%2Fb", "no/such/view", "page.js"])
def test_every_address_of_a_view_has_the_same_html_which_is_revalidated(path: str) -> None:
    answer = get(path)
    assert (answer.status, answer.content_type) == (200, "text/html")
    assert answer.body == get("").body
    assert answer.headers["Cache-Control"] == "no-cache"
    etag = answer.headers["ETag"]
    for given in (etag, f"W/{etag}", f'"other", {etag}', "*"):
        again = get(path, if_none_match=given)
        assert (again.status, again.body) == (304, b"")
        assert again.headers["ETag"] == etag
    assert get(path, if_none_match='"other"').status == 200


def test_files_are_kept_for_ever_below_the_hash_of_all_of_them() -> None:
    version = assets().version
    assert re.fullmatch("[0-9a-f]{16}", version)
    assert set(assets().files) == SERVED
    for name in SERVED:
        answer = get(f"{version}/{name}")
        assert (answer.status, answer.body) == (200, (STATIC / name).read_bytes())
        assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"


@pytest.mark.parametrize(
    ("name", "content_type"),
    [
        ("page.js", "text/javascript"),
        ("style.css", "text/css"),
        ("icon.svg", "image/svg+xml"),
        ("vendor/LICENSE.txt", "text/plain"),
    ],
)
def test_media_types(name: str, content_type: str) -> None:
    assert get(f"{assets().version}/{name}").content_type == content_type


@pytest.mark.parametrize(
    "name",
    [
        "",
        "none.js",
        "index.html",
        "models.d.ts",
        "main.js",
        "../page.py",
        "..%2Fpage.py",
        "views/../page.js",
        "/etc/passwd",
        "PAGE.JS",
        "page.js/",
        "page.js\n",
    ],
)
def test_only_names_of_the_map_are_found(name: str) -> None:
    answer = get(f"{assets().version}/{name}")
    assert answer.status == 404
    assert answer.headers["Cache-Control"] == "no-store"


def test_files_of_another_version_are_not_found() -> None:
    """Else a browser would keep them for ever under the wrong name."""
    assert get(f"{'0' * 16}/page.js").status == 404


def test_the_html_names_files_that_there_are_and_nothing_inline() -> None:
    html = get("").body.decode()
    named = re.findall(r'(?:href|src)="/ui/([^"]+)"', html)
    assert {path.partition("/")[2] for path in named} == SERVED - {"vendor/LICENSE.txt"}
    assert {get(path).status for path in named} == {200}
    assert "{{" not in html
    assert not re.search(r"<style|\sstyle=|\son\w+=|<script(?![^>]*\ssrc=)", html)


@pytest.mark.parametrize("path", ["", "webhooks/x", "0000000000000000/x", "{version}/page.js"])
def test_every_answer_has_the_headers_of_security(path: str) -> None:
    headers = get(path.format(version=assets().version)).headers
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "no-referrer"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert directives(headers) == {
        "default-src": "'none'",
        "script-src": "'self'",
        "style-src": "'self'",
        "img-src": "'self'",
        "connect-src": "'self'",
        "base-uri": "'none'",
        "form-action": "'none'",
        "frame-ancestors": "'none'",
        "require-trusted-types-for": "'script'",
        "trusted-types": "'none'",
    }


def test_nothing_makes_html_of_text() -> None:
    assert len(SOURCES) > 10
    for path in SOURCES:
        text = path.read_text()
        assert not re.search(
            "dangerouslySetInnerHTML|innerHTML|insertAdjacentHTML|[^\\w]eval", text
        )


def test_the_files_are_small() -> None:
    """The host compresses nothing."""
    assert sum(len(file.body) for file in assets().files.values()) < 250_000
