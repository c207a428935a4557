"""HTTP triggers and the host's own ``/admin``, as an ASGI application.

Responses of the host itself: 401 (no key that opens), 403 (without keys: a web page may have sent
this, see ``web_pages``), 404 (no such route, or not with this method), 413 (over 100 MB), 415
(``/admin/functions`` without JSON), 500 (the function failed); and what Kestrel refuses: 400 (no or
two ``Host``), 431 (many or long headers). Only 403 and 415 have a body, a sentence.
"""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Awaitable, Callable, Iterable, Mapping
from typing import Any, NamedTuple
from urllib.parse import quote

from azure.functions.meta import Datum

from devhost import web_pages
from devhost.indexing import Function
from devhost.keys import ADMIN, KeyRing
from devhost.routing import Router, decode_path, decode_text
from devhost.worker import Invocation, InvocationError, Worker, new_id

_logger = logging.getLogger("devhost")

LARGEST_BODY = 100 * 1024 * 1024
"""In bytes."""

_MOST_HEADERS = 100
_LARGEST_HEADERS = 32 * 1024
"""In bytes. Both are Kestrel's."""

_LONE_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")

_CONTROL = re.compile(r"[\x00-\x08\x0a-\x1f\x7f]")

Scope = Mapping[str, Any]
Receive = Callable[[], Awaitable[Mapping[str, Any]]]
Send = Callable[[dict[str, Any]], Awaitable[None]]

Fire = Callable[[str, str, str], bool]
"""Takes a function's name, its input and an invocation id; whether there is such a function."""


class Response(NamedTuple):
    """What the client gets. Header names are in lower case."""

    status: int
    headers: list[tuple[bytes, bytes]]
    body: bytes = b""


def _empty(status: int) -> Response:
    return Response(status, [])


def _sentence(status: int, text: str) -> Response:
    return Response(status, [(b"content-type", b"text/plain; charset=utf-8")], text.encode())


class HttpFrontEnd:
    """Responds to every request that reaches the host.

    Without *keys* every function is open to every program on this machine, but not to web pages.
    """

    def __init__(
        self,
        functions: Iterable[Function],
        router: Router,
        worker: Worker,
        fire: Fire,
        keys: KeyRing | None = None,
    ) -> None:
        self._functions = {function.name: function for function in functions}
        self._router = router
        self._worker = worker
        self._fire = fire
        self._keys = keys

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request, as ASGI asks."""
        refused = _refused_by_the_server(scope)
        try:
            status, headers, body = (
                await self._respond(scope, receive) if refused is None else _empty(refused)
            )
        except _HungUpError:
            return
        if status in (204, 304):
            body = b""
        else:
            headers.append((b"content-length", str(len(body)).encode()))
        await send({"type": "http.response.start", "status": status, "headers": headers})
        await send({"type": "http.response.body", "body": body})

    async def _respond(self, scope: Scope, receive: Receive) -> Response:
        path = decode_path(scope["raw_path"])
        headers = _headers(scope["headers"])
        if path is None or headers is None:
            return _empty(400)
        reason = web_pages.reason_to_refuse(headers) if self._keys is None else None
        if reason is not None:
            return _sentence(403, reason)
        query = _query(scope["query_string"])
        if path[:7].lower() == "/admin/":
            return await self._administer(scope["method"], path[7:], headers, query, receive)
        found = self._router.match(scope["method"], path)
        if found is None:
            return _empty(404)
        name, parameters = found
        function = self._functions[name]
        level = str(function.trigger.get("authLevel", "function")).lower()
        if not self._has_key(headers, query, level, name):
            return _empty(401)
        body = await _read(headers, receive)
        if body is None:
            return _empty(413)
        request = {
            "method": Datum(scope["method"], "string"),
            "url": Datum(_url(scope, path, headers), "string"),
            "headers": _data(headers),
            "query": _data({key: value for key, value in query.items() if value}),
            "params": _data(parameters),
            "body": Datum(body, "bytes"),
        }
        return await self._invoke(Invocation(function, Datum(request, "http")))

    async def _invoke(self, invocation: Invocation) -> Response:
        try:
            return _response(await self._worker.invoke(invocation))
        except InvocationError:
            return _empty(500)
        except ValueError as error:
            name = invocation.function.name
            _logger.error("the response of %s cannot be sent: %s", name, error)
            return _empty(500)

    async def _administer(
        self,
        method: str,
        path: str,
        headers: Mapping[str, str],
        query: Mapping[str, str],
        receive: Receive,
    ) -> Response:
        """Respond to /admin/*path*."""
        route = (method, path.rstrip("/").lower())
        if route in (("GET", "host/ping"), ("POST", "host/ping")):
            return _empty(200)
        if not self._has_key(headers, query, ADMIN, None):
            return _empty(401)
        if method == "POST" and route[1].startswith("functions/"):
            if not _is_json(headers):
                return _sentence(415, "The Content-Type must be application/json.")
            return self._fire_function(path.split("/")[1], await _read(headers, receive))
        return _empty(404)

    def _fire_function(self, name: str, body: bytes | None) -> Response:
        if body is None:
            return _empty(413)
        try:
            document = json.loads(body) if body else {}
            given = document.get("input") or ""
        except (ValueError, AttributeError):
            return _empty(400)
        text = given if isinstance(given, str) else json.dumps(given)
        invocation_id = new_id()
        if not self._fire(name, text, invocation_id):
            return _empty(404)
        return Response(202, [(b"x-ms-invocation-id", invocation_id.encode())])

    def _has_key(
        self, headers: Mapping[str, str], query: Mapping[str, str], level: str, name: str | None
    ) -> bool:
        if self._keys is None:
            return True
        key = headers.get("x-functions-key", query.get("code", ""))
        return self._keys.opens(key, level, name)


def _is_json(headers: Mapping[str, str]) -> bool:
    media_type = headers.get("content-type", "").partition(";")[0]
    return media_type.strip().lower() == "application/json"


def _refused_by_the_server(scope: Scope) -> int | None:
    """Return the status with which Kestrel refuses a request before the host sees it."""
    headers = scope["headers"]
    if len(headers) > _MOST_HEADERS or _size(headers) > _LARGEST_HEADERS:
        return 431
    hosts = sum(name.lower() == b"host" for name, _ in headers)
    if hosts == 0 and scope["http_version"] == "1.0":
        return 500  # the host itself fails on it
    return None if hosts == 1 else 400


def _size(headers: Iterable[tuple[bytes, bytes]]) -> int:
    return sum(len(name) + len(value) + len(": \r\n") for name, value in headers)


def _headers(raw: Iterable[tuple[bytes, bytes]]) -> dict[str, str] | None:
    """Return one value per name, None where a value is not UTF-8."""
    headers: dict[str, str] = {}
    for raw_name, raw_value in raw:
        try:
            name, value = raw_name.decode("ascii").lower(), raw_value.decode("utf-8").strip(" \t")
        except UnicodeDecodeError:
            return None
        headers[name] = f"{headers[name]},{value}" if name in headers else value
    return headers


def _query(raw: bytes) -> dict[str, str]:
    """Return one value per name; names that differ only in case are the same name, the last one."""
    values: dict[str, tuple[str, str]] = {}
    for pair in raw.replace(b"+", b" ").split(b"&"):
        if pair:
            name, value = (decode_text(part) for part in pair.partition(b"=")[::2])
            earlier = values.get(name.lower())
            values[name.lower()] = (name, f"{earlier[1]},{value}" if earlier else value)
    return dict(values.values())


def _data(values: Mapping[str, str]) -> dict[str, Datum]:
    return {name: Datum(value, "string") for name, value in values.items()}


def _url(scope: Scope, path: str, headers: Mapping[str, str]) -> str:
    """Return the URL as the host builds it anew from the decoded *path*.

    A percent sign before two hexadecimal digits is not escaped again, so ``%2F`` and ``%252F`` of a
    request look the same.
    """
    host = headers.get("host", "localhost")
    query = scope["query_string"].decode("latin-1")
    path = quote(_LONE_PERCENT.sub("%25", path), safe="%/-._~!$&'()*+,;=:@")
    return f"http://{host}{path}?{query}" if query else f"http://{host}{path}"


async def _read(headers: Mapping[str, str], receive: Receive) -> bytes | None:
    """Return the whole body, or None where it is over the limit. Raises _HungUpError."""
    if int(headers.get("content-length", 0)) > LARGEST_BODY:
        return None
    chunks: list[bytes] = []
    size = 0
    more = True
    while more:
        event = await receive()
        if event["type"] == "http.disconnect":
            raise _HungUpError
        chunk = event.get("body", b"")
        more = event.get("more_body", False)
        size += len(chunk)
        if size > LARGEST_BODY:
            return None
        chunks.append(chunk)
    return chunks[0] if len(chunks) == 1 else b"".join(chunks)


class _HungUpError(Exception):
    """The client went away before its request was whole."""


def _response(result: Datum | None) -> Response:
    """Return the response that a function's *result* stands for.

    Raises ValueError where a header cannot be sent.
    """
    if result is None:
        return _empty(204)
    if result.type == "string":
        return _sentence(200, str(result.value))
    value = result.value
    if value["cookies"]:
        raise ValueError("devhost sends no cookies")
    headers = [
        _header(name, item.value)
        for name, item in value["headers"].items()
        if name.lower() not in ("content-length", "transfer-encoding")
    ]
    return Response(int(value["status_code"].value), headers, value["body"].value)


def _header(name: str, value: str) -> tuple[bytes, bytes]:
    if _CONTROL.search(name) or _CONTROL.search(value):
        raise ValueError(f"control characters in the header {name!r}")
    return name.lower().encode("ascii"), value.encode("latin-1")
