"""The page's files: their addresses, headers and caching. No test here needs a browser."""

from __future__ import annotations

import re
from collections.abc import Mapping

import pytest

from shared.api.http import Request, Response
from shared.ui import page
from shared.ui.assets import STATIC, assets

CSP = "Content-Security-Policy"
OURS = {".css", ".js", ".svg", ".txt"}
_IMPORT = re.compile(r'^(?:import|export|\}) .*from "(\.[^"]+)";$', re.MULTILINE)


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


@pytest.mark.parametrize("path", ["", "webhooks/x", "events/a%2Fb", "no/such/view", "main.js"])
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
    names = {p.relative_to(STATIC).as_posix() for p in STATIC.rglob("*") if p.suffix in OURS}
    assert {"main.js", "style.css", "icon.svg", "vendor/preact.js"} < names
    assert set(assets().files) == names
    for name in names:
        answer = get(f"{version}/{name}")
        assert (answer.status, answer.body) == (200, (STATIC / name).read_bytes())
        assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"


@pytest.mark.parametrize(
    ("name", "content_type"),
    [
        ("main.js", "text/javascript"),
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
        "../page.py",
        "..%2Fpage.py",
        "views/../main.js",
        "/etc/passwd",
        "MAIN.JS",
        "main.js/",
        "main.js\n",
    ],
)
def test_only_names_of_the_map_are_found(name: str) -> None:
    answer = get(f"{assets().version}/{name}")
    assert answer.status == 404
    assert answer.headers["Cache-Control"] == "no-store"


def test_files_of_another_version_are_not_found() -> None:
    """Else a browser would keep them for ever under the wrong name."""
    assert get(f"{'0' * 16}/main.js").status == 404


def test_the_html_names_files_that_there_are_and_nothing_inline() -> None:
    html = get("").body.decode()
    named = re.findall(r'(?:href|src)="/ui/([^"]+)"', html)
    assert len(named) > 10
    assert {get(path).status for path in named} == {200}
    modules = {name for name in assets().files if name.endswith(".js")}
    preloaded = {path.partition("/")[2] for path in named if path.endswith(".js")}
    assert preloaded == modules, "each module is asked for at once"
    assert "{{" not in html
    assert not re.search(r"<style|\sstyle=|\son\w+=|<script(?![^>]*\ssrc=)", html)


def test_every_import_leads_to_a_file() -> None:
    for name, file in assets().files.items():
        folder = STATIC / name
        for target in _IMPORT.findall(file.body.decode()):
            if name.endswith(".js") and not name.startswith("vendor/"):
                path = (folder.parent / target).resolve().relative_to(STATIC)
                assert path.as_posix() in assets().files, (name, target)


@pytest.mark.parametrize("path", ["", "webhooks/x", "0000000000000000/x", "{version}/main.js"])
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
    for name, file in assets().files.items():
        if name.endswith(".js") and not name.startswith("vendor/"):
            text = file.body.decode()
            assert not re.search("dangerouslySetInnerHTML|innerHTML|insertAdjacentHTML|eval", text)
