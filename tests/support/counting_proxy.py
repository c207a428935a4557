"""Proxies in front of Azurite's tables and queues that count the requests of a process."""

from __future__ import annotations

import http.client
import re
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import urlsplit

_ENDPOINT = re.compile(r"(Queue|Table)Endpoint=([^;]+)")
_HOP_BY_HOP = {"connection", "keep-alive", "transfer-encoding", "content-length"}


@dataclass(frozen=True)
class StorageRequest:
    """``service`` is ``queue`` or ``table``; ``path`` is without the account, query included.

    ``method`` of a transaction is that of its writes.
    """

    service: str
    method: str
    path: str

    @property
    def what(self) -> str:
        """Return the request without day, key and id, as in ``DELETE deliveries/messages``."""
        path = self.path.partition("?")[0].partition("(")[0]
        if self.service == "queue":
            path = "/".join(path.split("/")[:2])
        return f"{self.method} {re.sub(r'[0-9]{8}$', '', path)}"


class StorageCounter:
    """Count the requests since the proxies were made or cleared."""

    def __init__(self, connection_string: str) -> None:
        self.connection_string = connection_string
        self._lock = threading.Lock()
        self._requests: list[StorageRequest] = []

    @property
    def requests(self) -> list[StorageRequest]:
        with self._lock:
            return list(self._requests)

    def clear(self) -> None:
        with self._lock:
            self._requests.clear()

    def counts(self) -> Counter[str]:
        return Counter(request.what for request in self.requests)

    def saw(self, request: StorageRequest) -> None:
        with self._lock:
            self._requests.append(request)


@contextmanager
def counting(connection_string: str) -> Iterator[StorageCounter]:
    """Proxies for the services that *connection_string* names.

    Requests are signed by account and path, not by port, so what goes through arrives valid.
    """
    counter = StorageCounter(connection_string)
    servers = []
    for service, url in _ENDPOINT.findall(connection_string):
        server = _Server(service.lower(), url, counter)
        threading.Thread(
            target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True
        ).start()
        servers.append(server)
        proxied = url.replace(urlsplit(url).netloc, f"127.0.0.1:{server.server_address[1]}")
        counter.connection_string = counter.connection_string.replace(url, proxied)
    try:
        yield counter
    finally:
        for server in servers:
            server.shutdown()
            server.server_close()


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False

    def __init__(self, service: str, url: str, counter: StorageCounter) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.service = service
        self.target = urlsplit(url).netloc
        self.account = urlsplit(url).path
        self.counter = counter

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Do nothing: clients may hang up."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    wbufsize = -1
    server: _Server

    def setup(self) -> None:
        super().setup()
        self._upstream = http.client.HTTPConnection(self.server.target, timeout=60)

    def finish(self) -> None:
        self._upstream.close()
        super().finish()

    def _forward(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        path = self.path.removeprefix(self.server.account + "/")
        method = "PATCH" if path == "$batch" and b"\r\nPATCH " in body else self.command
        self.server.counter.saw(StorageRequest(self.server.service, method, path))
        self._upstream.putrequest(
            self.command, self.path, skip_host=True, skip_accept_encoding=True
        )
        for name, value in self.headers.items():
            self._upstream.putheader(name, value)
        self._upstream.endheaders(body)
        answer = self._upstream.getresponse()
        content = answer.read()
        self.send_response_only(answer.status, answer.reason)
        for name, value in answer.getheaders():
            if name.lower() not in _HOP_BY_HOP:
                self.send_header(name, value)
        if answer.status != 204:
            self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    do_GET = do_POST = do_PUT = do_DELETE = do_PATCH = do_MERGE = do_HEAD = _forward  # noqa: N815

    def log_message(self, *_: object) -> None:
        """Write no access log into pytest's output."""
