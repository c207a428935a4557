"""``GET /`` and ``GET /ui/…``: the page on which people see and mend deliveries.

These functions ask for no key and make no storage request. The names of files come from a fixed
map, so no path leads out of it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from http import HTTPStatus

from shared.api.http import Request, Response
from shared.ui.assets import assets

PAGE = "/ui/"

_CONTENT_SECURITY_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'; "
    "require-trusted-types-for 'script'; trusted-types 'none'"
)

_SECURITY: Mapping[str, str] = {
    "Content-Security-Policy": _CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}

_REVALIDATED = "no-cache"
_FOR_EVER = "public, max-age=31536000, immutable"
_NEVER = "no-store"

_A_FILE = re.compile("[0-9a-f]{16}/.*", re.DOTALL)
"""A path below ``/ui/`` that names a file of some version; every other one is a view."""


def root(_request: Request) -> Response:
    """Redirect ``/`` to the page."""
    return _reply(HTTPStatus.FOUND, b"", "text/plain", _NEVER, {"Location": PAGE})


def file(request: Request) -> Response:
    """Respond with the file at the path, with the HTML for a view, or with 404."""
    path = request.path.get("path", "")
    found = assets()
    asset = found.find(path)
    if asset is not None:
        return _reply(HTTPStatus.OK, asset.body, asset.content_type, _FOR_EVER)
    if _A_FILE.fullmatch(path):
        text = b"no such file in this version of the page: load the page again\n"
        return _reply(HTTPStatus.NOT_FOUND, text, "text/plain", _NEVER)
    etag = {"ETag": found.html_etag}
    if _matches(request.headers.get("if-none-match", ""), found.html_etag):
        return _reply(HTTPStatus.NOT_MODIFIED, b"", "text/html", _REVALIDATED, etag)
    return _reply(HTTPStatus.OK, found.html.body, found.html.content_type, _REVALIDATED, etag)


def _matches(if_none_match: str, etag: str) -> bool:
    """Whether the header names *etag*; a proxy that compresses makes it a weak one."""
    given = (tag.strip().removeprefix("W/") for tag in if_none_match.split(","))
    return any(tag in (etag, "*") for tag in given)


def _reply(
    status: HTTPStatus,
    body: bytes,
    content_type: str,
    caching: str,
    headers: Mapping[str, str] | None = None,
) -> Response:
    return Response(
        status,
        body,
        content_type,
        {**_SECURITY, "Cache-Control": caching, **(headers or {})},
    )
