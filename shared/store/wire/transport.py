"""azure-core's transport on a pool of connections, for requests and responses that are small."""

from __future__ import annotations

import json
import socket
import ssl
import time
from collections import defaultdict, deque
from collections.abc import Iterator, MutableMapping
from functools import cached_property
from http import HTTPStatus
from types import TracebackType
from typing import Any, NamedTuple, Self

import certifi
from azure.core.exceptions import (
    HttpResponseError,
    ServiceRequestError,
    ServiceRequestTimeoutError,
    ServiceResponseError,
    ServiceResponseTimeoutError,
)
from azure.core.pipeline.transport import HttpTransport
from azure.core.rest import HttpRequest, HttpResponse

from shared.store.wire.http11 import HttpConnection, NoResponse, Reply


class Origin(NamedTuple):
    """The server that a connection leads to."""

    scheme: str
    host: str
    port: int


class PooledTransport(HttpTransport[HttpRequest, HttpResponse]):
    """Sends requests on connections that are kept open. Thread-safe.

    At most *pool_size* of them are kept for each server. *connect_seconds* is for each address of
    its name and for the TLS handshake, *read_seconds* for a request and its whole response. Errors
    never contain the URL: its path holds row keys, and its query may hold a signature.
    """

    def __init__(self, *, pool_size: int, connect_seconds: float, read_seconds: float) -> None:
        self._connect_seconds = connect_seconds
        self._read_seconds = read_seconds
        self._idle: dict[Origin, deque[HttpConnection]] = defaultdict(
            lambda: deque(maxlen=pool_size)
        )
        self._closed = False

    def send(self, request: HttpRequest, **_options: Any) -> HttpResponse:
        """Send *request* once. Raises ServiceRequestError, ServiceResponseError."""
        origin, target = _split(request.url)
        head_and_body = _serialized(request, origin, target)
        connection = self._take(origin)
        try:
            reply = connection.exchange(head_and_body, self._read_seconds)
        except TimeoutError as error:
            connection.close()
            told = f"{origin.host}: no response within {self._read_seconds:g} s"
            raise ServiceResponseTimeoutError(told, error=error) from None
        except (OSError, NoResponse) as error:
            connection.close()
            raise ServiceResponseError(f"{origin.host}: {_told(error)}", error=error) from None
        except BaseException:
            connection.close()
            raise
        self._give_back(origin, connection, reply)
        return _Response(request, reply)

    def open(self) -> None:
        """Do nothing: connections are made when they are needed."""

    def close(self) -> None:
        """Close the connections that nobody uses, and the others after their request."""
        self._closed = True
        for connections in list(self._idle.values()):
            while connections:
                connections.pop().close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None = None,
        error: BaseException | None = None,
        trace: TracebackType | None = None,
    ) -> None:
        self.close()

    def sleep(self, duration: float) -> None:
        """Wait between two tries."""
        time.sleep(duration)

    def _take(self, origin: Origin) -> HttpConnection:
        """Return the connection that was used last, if it is still open, or a new one."""
        idle = self._idle[origin]
        while True:
            try:
                connection = idle.pop()
            except IndexError:
                return self._connect(origin)
            if connection.is_idle():
                return connection
            connection.close()

    def _give_back(self, origin: Origin, connection: HttpConnection, reply: Reply) -> None:
        idle = self._idle[origin]
        if reply.keep_alive and not self._closed and len(idle) < (idle.maxlen or 0):
            idle.append(connection)
        else:
            connection.close()

    def _connect(self, origin: Origin) -> HttpConnection:
        try:
            sock = socket.create_connection((origin.host, origin.port), self._connect_seconds)
            try:
                sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                if origin.scheme == "https":
                    sock = self._tls.wrap_socket(sock, server_hostname=origin.host)
            except BaseException:
                sock.close()
                raise
        except TimeoutError as error:
            told = f"{origin.host}:{origin.port}: no connection within {self._connect_seconds:g} s"
            raise ServiceRequestTimeoutError(told, error=error) from None
        except OSError as error:
            told = f"{origin.host}:{origin.port}: {_told(error)}"
            raise ServiceRequestError(told, error=error) from None
        return HttpConnection(sock)

    @cached_property
    def _tls(self) -> ssl.SSLContext:
        """Trust the authorities that the SDK's own transport trusts."""
        context = ssl.create_default_context(cafile=certifi.where())
        context.minimum_version = ssl.TLSVersion.TLSv1_2
        return context


class _Headers(dict[str, str]):
    """Headers whose names are in lower case, found by any case."""

    def __getitem__(self, name: str) -> str:
        return super().__getitem__(name.lower())

    def get(self, name: str, default: Any = None) -> Any:
        return super().get(name.lower(), default)

    def __contains__(self, name: object) -> bool:
        return isinstance(name, str) and super().__contains__(name.lower())


class _Response(HttpResponse):
    """A response that was read to its end."""

    encoding: str | None = "utf-8"

    def __init__(self, request: HttpRequest, reply: Reply) -> None:
        self._request = request
        self._status = reply.status
        self._headers = _Headers(reply.headers)
        self._body = reply.body

    @property
    def request(self) -> HttpRequest:
        return self._request

    @property
    def status_code(self) -> int:
        return self._status

    @property
    def headers(self) -> MutableMapping[str, str]:
        return self._headers

    @property
    def reason(self) -> str:
        return HTTPStatus(self._status).phrase if self._status in _KNOWN else ""

    @property
    def content_type(self) -> str | None:
        found: str | None = self._headers.get("content-type")
        return found

    @property
    def is_closed(self) -> bool:
        return True

    @property
    def is_stream_consumed(self) -> bool:
        return True

    @property
    def url(self) -> str:
        return self._request.url

    @property
    def content(self) -> bytes:
        return self._body

    def text(self, encoding: str | None = None) -> str:
        return self._body.decode(encoding or self.encoding or "utf-8", "replace")

    def json(self) -> Any:
        return json.loads(self._body)

    def raise_for_status(self) -> None:
        if self._status >= HTTPStatus.BAD_REQUEST:
            raise HttpResponseError(response=self)

    def read(self) -> bytes:
        return self._body

    def iter_raw(self, **_: Any) -> Iterator[bytes]:
        return iter([self._body])

    def iter_bytes(self, **_: Any) -> Iterator[bytes]:
        return iter([self._body])

    def close(self) -> None:
        """Do nothing: the connection is already back in the pool."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        """Do nothing, as `close`."""


_KNOWN = frozenset(HTTPStatus)
_PORTS = {"http": 80, "https": 443}


def _split(url: str) -> tuple[Origin, str]:
    """Split an absolute URL into its origin, and its path and query."""
    scheme, _, rest = url.partition("://")
    authority, _, path = rest.partition("/")
    host, colon, port = authority.rpartition(":")
    if not colon or port.endswith("]"):
        host, port = authority, ""
    return Origin(scheme, host.strip("[]"), int(port or _PORTS[scheme])), "/" + path


def _serialized(request: HttpRequest, origin: Origin, target: str) -> bytes:
    """Write *request* as HTTP/1.1. Raises ValueError for a line break in a header."""
    content = request.content or b""
    body: bytes = content.encode() if isinstance(content, str) else content
    host = f"[{origin.host}]" if ":" in origin.host else origin.host
    port = "" if _PORTS[origin.scheme] == origin.port else f":{origin.port}"
    lines = [f"{request.method} {target} HTTP/1.1", f"Host: {host}{port}"]
    lines += [f"{name}: {value}" for name, value in request.headers.items()]
    head = "\r\n".join(lines)
    if head.count("\n") != len(lines) - 1:
        raise ValueError("a header holds a line break")
    return head.encode("latin-1") + b"\r\n\r\n" + body


def _told(error: Exception) -> str:
    """Describe *error* without anything of the request."""
    if isinstance(error, ssl.SSLCertVerificationError):
        return f"certificate verify failed: {error.verify_message}"
    if isinstance(error, ssl.SSLError):
        return error.reason or "TLS failed"
    if isinstance(error, OSError):
        return error.strerror or type(error).__name__
    return str(error)
