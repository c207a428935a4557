"""HTTP triggers and the host's own ``/admin``: requests in, answers out, as an ASGI application.

Answers of the host's own have no body: 401 (no key that opens), 404 (no such route, or not with
this method), 413 (over 100 MB), 500 (the function failed).
"""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Awaitable, Callable, Iterable, Mapping
from typing import Any
from urllib.parse import parse_qsl

from azure.functions.meta import Datum

from devhost.indexing import Function
from devhost.keys import ADMIN, KeyRing
from devhost.routing import Router, decode_path
from devhost.worker import Invocation, InvocationError, Worker, new_id

_logger = logging.getLogger("devhost")

LARGEST_BODY = 100 * 1024 * 1024
_CONTROL = re.compile(r"[\x00-\x08\x0a-\x1f\x7f]")

Scope = Mapping[str, Any]
Receive = Callable[[], Awaitable[Mapping[str, Any]]]
Send = Callable[[dict[str, Any]], Awaitable[None]]
Headers = list[tuple[bytes, bytes]]

Fire = Callable[[str, str, str], bool]
"""From a function's name, an input and an invocation id to whether there is such a function."""


class HttpFrontEnd:
    """Answers every request that reaches the host. Without *keys*, everybody may call all."""

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
        try:
            status, headers, body = await self._answer(scope, receive)
        except _HungUpError:
            return
        if status in (204, 304):
            body = b""
        else:
            headers.append((b"content-length", str(len(body)).encode()))
        await send({"type": "http.response.start", "status": status, "headers": headers})
        await send({"type": "http.response.body", "body": body})

    async def _answer(self, scope: Scope, receive: Receive) -> tuple[int, Headers, bytes]:
        path = decode_path(scope["raw_path"])
        if path is None:
            return 400, [], b""
        headers = _headers(scope["headers"])
        query = _query(scope["query_string"])
        if path[:7].lower() == "/admin/":
            return await self._administer(scope, path[7:], headers, query, receive)
        found = self._router.match(scope["method"], path)
        if found is None:
            return 404, [], b""
        name, parameters = found
        function = self._functions[name]
        level = str(function.trigger.get("authLevel", "function")).lower()
        if not self._is_let_in(headers, query, level, name):
            return 401, [], b""
        body = await _read(headers, receive)
        if body is None:
            return 413, [], b""
        request = {
            "method": Datum(scope["method"], "string"),
            "url": Datum(_url(scope, headers), "string"),
            "headers": _data(headers),
            "query": _data({key: value for key, value in query.items() if value}),
            "params": _data(parameters),
            "body": Datum(body, "bytes"),
        }
        try:
            answer = await self._worker.invoke(Invocation(function, Datum(request, "http")))
            return _response(answer)
        except InvocationError:
            return 500, [], b""
        except ValueError as error:
            _logger.error("the answer of %s cannot be sent: %s", name, error)
            return 500, [], b""

    async def _administer(
        self,
        scope: Scope,
        path: str,
        headers: Mapping[str, str],
        query: Mapping[str, str],
        receive: Receive,
    ) -> tuple[int, Headers, bytes]:
        route = (scope["method"], path.rstrip("/").lower())
        if route in (("GET", "host/ping"), ("POST", "host/ping")):
            return 200, [], b""
        if not self._is_let_in(headers, query, ADMIN, None):
            return 401, [], b""
        if route == ("GET", "host/status"):
            return 200, [(b"content-type", b"application/json")], b'{"state":"Running"}'
        if scope["method"] == "POST" and route[1].startswith("functions/"):
            return self._fire_function(path.split("/")[1], await _read(headers, receive))
        return 404, [], b""

    def _fire_function(self, name: str, body: bytes | None) -> tuple[int, Headers, bytes]:
        if body is None:
            return 413, [], b""
        try:
            document = json.loads(body) if body else {}
            given = document.get("input") or ""
        except (ValueError, AttributeError):
            return 400, [], b""
        text = given if isinstance(given, str) else json.dumps(given)
        invocation_id = new_id()
        if not self._fire(name, text, invocation_id):
            return 404, [], b""
        return 202, [(b"x-ms-invocation-id", invocation_id.encode())], b""

    def _is_let_in(
        self, headers: Mapping[str, str], query: Mapping[str, str], level: str, name: str | None
    ) -> bool:
        if self._keys is None:
            return True
        key = headers.get("x-functions-key", query.get("code", ""))
        return self._keys.opens(key, level, name)


def _headers(raw: Iterable[tuple[bytes, bytes]]) -> dict[str, str]:
    headers: dict[str, str] = {}
    for raw_name, raw_value in raw:
        name, value = raw_name.decode("ascii").lower(), raw_value.decode("utf-8", "replace")
        headers[name] = f"{headers[name]},{value}" if name in headers else value
    return headers


def _query(raw: bytes) -> dict[str, str]:
    """One value for each name, names that differ in case only being the same."""
    if not raw:
        return {}
    values: dict[str, str] = {}
    spellings: dict[str, str] = {}
    for given, value in parse_qsl(raw.decode("latin-1"), keep_blank_values=True):
        name = spellings.setdefault(given.lower(), given)
        values[name] = f"{values[name]},{value}" if name in values else value
    return values


def _data(values: Mapping[str, str]) -> dict[str, Datum]:
    return {name: Datum(value, "string") for name, value in values.items()}


def _url(scope: Scope, headers: Mapping[str, str]) -> str:
    host = headers.get("host", "localhost")
    query = scope["query_string"].decode("latin-1")
    path = scope["raw_path"].decode("latin-1")
    return f"http://{host}{path}?{query}" if query else f"http://{host}{path}"


async def _read(headers: Mapping[str, str], receive: Receive) -> bytes | None:
    """The whole body; None where it is over the limit."""
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


def _response(answer: Datum | None) -> tuple[int, Headers, bytes]:
    """Raises ValueError where the answer cannot be sent."""
    if answer is None:
        return 204, [], b""
    if answer.type == "string":
        return 200, [(b"content-type", b"text/plain; charset=utf-8")], str(answer.value).encode()
    value = answer.value
    headers = [
        _header(name, item.value)
        for name, item in value["headers"].items()
        if name.lower() not in ("content-length", "transfer-encoding")
    ]
    for cookie in value["cookies"] or ():
        headers += [_header("set-cookie", morsel.OutputString()) for morsel in cookie.values()]
    return int(value["status_code"].value), headers, value["body"].value


def _header(name: str, value: str) -> tuple[bytes, bytes]:
    if _CONTROL.search(name) or _CONTROL.search(value):
        raise ValueError(f"control characters in the header {name!r}")
    return name.lower().encode("ascii"), value.encode("latin-1")
