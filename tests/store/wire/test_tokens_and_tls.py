"""Tokens that storage refuses, and whom the transport trusts: TLS with a private authority."""

from __future__ import annotations

import socket
import ssl
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import trustme
from azure.core.credentials import AccessToken
from azure.core.exceptions import ServiceRequestError

from shared.store.azure_table import AzureTable
from shared.store.connection import StorageConnection
from shared.store.faults import Forbidden, Unavailable
from shared.store.wire.service import table_service
from shared.store.wire.transport import PooledTransport
from tests.outbound import receivers

ROW = b'{"PartitionKey":"p","RowKey":"r","n":1}'
FOUND = b'HTTP/1.1 200 OK\r\nETag: W/"1"\r\nContent-Length: %d\r\n\r\n%b' % (len(ROW), ROW)
REFUSED = (
    b"HTTP/1.1 401 Unauthorized\r\nContent-Length: 0\r\n"
    b"WWW-Authenticate: Bearer authorization_uri=https://login.example/tenant\r\n\r\n"
)


class Tokens:
    """A credential that gives out token 1, token 2 …, each for an hour."""

    def __init__(self) -> None:
        self.given = 0

    def get_token(self, *scopes: str, **_: Any) -> AccessToken:
        assert scopes == ("https://storage.azure.com/.default",)
        self.given += 1
        return AccessToken(f"token {self.given}", 2**40)


class Server:
    """A table service that takes the tokens in `good`."""

    def __init__(self) -> None:
        self.good: set[str] = set()
        self.shown: list[str | None] = []

    def script(self, seen: receivers.Receiver, connection: socket.socket) -> None:
        while (request := seen.read_request(connection)) is not None:
            shown = request.header("Authorization")
            self.shown.append(shown)
            connection.sendall(FOUND if shown in self.good else REFUSED)


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    return trustme.CA()


@pytest.fixture
def trusted(authority: trustme.CA, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    bundle = tmp_path / "ca.pem"
    authority.cert_pem.write_to_path(bundle)
    monkeypatch.setattr("certifi.where", lambda: str(bundle))


def server_context(authority: trustme.CA, name: str = "127.0.0.1") -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert(name).configure_cert(context)
    return context


@pytest.fixture
def server() -> Server:
    return Server()


@pytest.fixture
def listening(server: Server, authority: trustme.CA) -> Iterator[receivers.Receiver]:
    with receivers.receiver(server.script, tls=server_context(authority)) as receiver:
        yield receiver


def table_at(listening: receivers.Receiver) -> AzureTable:
    url = f"https://127.0.0.1:{listening.port}"
    return StorageConnection(url, url, Tokens()).table("things")


@pytest.mark.usefixtures("trusted")
def test_a_token_is_kept(server: Server, listening: receivers.Receiver) -> None:
    server.good = {"Bearer token 1"}
    table = table_at(listening)
    for _ in range(3):
        assert table.get("p", "r") == {"PartitionKey": "p", "RowKey": "r", "n": 1}
    assert listening.connections == 1


@pytest.mark.usefixtures("trusted")
def test_a_token_that_is_refused_is_replaced_once(
    server: Server, listening: receivers.Receiver
) -> None:
    table = table_at(listening)
    server.good = {"Bearer token 1"}
    assert table.get("p", "r")
    server.good = {"Bearer token 2"}
    assert table.get("p", "r")
    server.good = set()
    with pytest.raises(Forbidden, match="get things: 401"):
        table.get("p", "r")
    assert server.shown == [f"Bearer token {number}" for number in (1, 1, 2, 2, 3)]


def test_an_authority_that_nobody_trusts(server: Server, listening: receivers.Receiver) -> None:
    with pytest.raises(Unavailable, match=r"get things: .*certificate verify failed"):
        table_at(listening).get("p", "r")
    assert server.shown == []


@pytest.mark.usefixtures("trusted")
def test_a_certificate_for_another_name(server: Server, authority: trustme.CA) -> None:
    context = server_context(authority, "elsewhere.example")
    with (
        receivers.receiver(server.script, tls=context) as receiver,
        pytest.raises(Unavailable, match="certificate verify failed: IP address mismatch"),
    ):
        table_at(receiver).get("p", "r")
    assert server.shown == []


@pytest.mark.usefixtures("trusted")
def test_a_server_without_tls(server: Server) -> None:
    def answer(_: receivers.Receiver, connection: socket.socket) -> None:
        connection.recv(65536)
        connection.sendall(FOUND)

    with receivers.receiver(answer) as receiver, pytest.raises(Unavailable):
        table_at(receiver).get("p", "r")


def test_a_token_is_never_sent_without_tls(server: Server) -> None:
    with receivers.receiver(server.script) as receiver:
        url = f"http://127.0.0.1:{receiver.port}"
        service = table_service(
            url,
            Tokens(),
            PooledTransport(pool_size=1, connect_seconds=2, read_seconds=2),
            retry_backoff_factor=0,
        )
        with pytest.raises(ServiceRequestError, match="not permitted for non-TLS"):
            service.ask("GET", "/things")
    assert server.shown == []
