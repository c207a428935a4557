"""Every form of the storage settings, each as far as the far end: Azurite, which asks for the key,
the signature or the token that the setting stands for."""

from __future__ import annotations

import base64
import json
import logging
import os
import socket
import subprocess
import sys
import threading
import time
import traceback
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, Self
from urllib.parse import parse_qs, urlsplit

import pytest
import trustme
from azure.core.exceptions import ClientAuthenticationError
from azure.storage.queue import generate_account_sas

from shared.settings import SettingsError
from shared.store import connection
from shared.store.conditions import equal
from shared.store.connection import StorageConnection
from shared.store.faults import Forbidden, Unavailable
from tests.support.waiting import wait_until
from tools import azurite, node
from tools.ports import free as free_ports

pytestmark = pytest.mark.slow

KEY = "c2VjcmV0"
CLIENT_ID = "11111111-2222-3333-4444-555555555555"
ODD_KEYS = ["plain", "it's", "a b", "per%cent", "plus+", "ünï€", "a&b=c", "%27"]


@pytest.fixture
def storage(storage_account: str) -> Iterator[StorageConnection]:
    made = StorageConnection.from_environ({"AzureWebJobsStorage": storage_account})
    yield made
    made.close()


# Forms of the settings


def test_a_connection_string_reaches_tables_and_queues(storage: StorageConnection) -> None:
    prove(storage)


def test_a_signature_in_the_connection_string_is_as_good_as_a_key(storage_account: str) -> None:
    parts = dict(part.split("=", 1) for part in storage_account.split(";") if part)
    signature = generate_account_sas(
        parts["AccountName"],
        parts["AccountKey"],
        resource_types="sco",
        permission="rwdlacup",
        expiry=datetime.now(UTC) + timedelta(hours=1),
        services="qt",
    )
    with_signature = (
        f"TableEndpoint={parts['TableEndpoint']};QueueEndpoint={parts['QueueEndpoint']};"
        f"SharedAccessSignature={signature}"
    )
    prove(StorageConnection.from_environ({"AzureWebJobsStorage": with_signature}))


@pytest.mark.parametrize(
    "text",
    ["UseDevelopmentStorage=true", "usedevelopmentstorage=True;", "UseDevelopmentStorage=true;"],
)
def test_development_storage_is_the_emulator_on_its_usual_ports(text: str) -> None:
    made = StorageConnection.from_environ({"AzureWebJobsStorage": text})
    assert made.table_service().url == "http://127.0.0.1:10002/devstoreaccount1"
    assert made.queue_client("q").url == "http://127.0.0.1:10001/devstoreaccount1/q"


def test_addresses_follow_from_the_account_name() -> None:
    for settings in (
        {"AzureWebJobsStorage": f"AccountName=acme;AccountKey={KEY}"},
        {
            "AzureWebJobsStorage__accountName": "acme",
            "AzureWebJobsStorage__credential": "managedidentity",
        },
    ):
        made = StorageConnection.from_environ(settings)
        assert made.table_service().url == "https://acme.table.core.windows.net"
        assert made.queue_client("q").url == "https://acme.queue.core.windows.net/q"


def test_a_connection_string_may_name_another_cloud() -> None:
    made = StorageConnection.from_environ(
        {
            "AzureWebJobsStorage": f"AccountName=acme;AccountKey={KEY};"
            "DefaultEndpointsProtocol=https;EndpointSuffix=core.chinacloudapi.cn"
        }
    )
    assert made.table_service().url == "https://acme.table.core.chinacloudapi.cn"


def test_given_addresses_win_over_the_account_name() -> None:
    made = StorageConnection.from_environ(
        {
            "AzureWebJobsStorage__accountName": "acme",
            "AzureWebJobsStorage__queueServiceUri": "https://queues.acme.example/",
            "AzureWebJobsStorage__credential": "managedidentity",
        }
    )
    assert made.queue_client("q").url == "https://queues.acme.example/q"
    assert made.table_service().url == "https://acme.table.core.windows.net"


def test_a_connection_string_wins_over_an_identity(storage_account: str) -> None:
    prove(
        StorageConnection.from_environ(
            {
                "AzureWebJobsStorage": storage_account,
                "AzureWebJobsStorage__accountName": "elsewhere",
                "AzureWebJobsStorage__credential": "managedidentity",
            }
        )
    )


@pytest.mark.parametrize("credential", ["managedidentity", "ManagedIdentity", None])
def test_an_identity_shows_its_token(
    credential: str | None, locked_azurite: Mapping[str, str], identity: Identity
) -> None:
    """Without ``__credential`` the identity is whichever the environment offers: here, the same."""
    chosen = {} if credential is None else {"AzureWebJobsStorage__credential": credential}
    made = StorageConnection.from_environ(
        {**locked_azurite, **chosen, "AzureWebJobsStorage__clientId": CLIENT_ID}
    )
    prove(made)
    assert {asked["client_id"] for asked in identity.asked} == {CLIENT_ID}
    assert {asked["resource"] for asked in identity.asked} == {"https://storage.azure.com"}
    made.close()


def test_an_identity_without_rights_is_turned_away(
    locked_azurite: Mapping[str, str], identity: Identity
) -> None:
    identity.audience = "https://elsewhere.example"
    made = StorageConnection.from_environ(
        {**locked_azurite, "AzureWebJobsStorage__credential": "managedidentity"}
    )
    with pytest.raises(ClientAuthenticationError):
        made.table_service().create_table("refused")
    with pytest.raises(Forbidden):
        made.table("refused").get("p", "r")
    with pytest.raises(Forbidden):
        made.queue("refused").send("text")
    made.close()


def test_azure_identity_is_only_imported_for_an_identity() -> None:
    script = (
        "import os, sys; from shared.store.connection import StorageConnection;"
        "StorageConnection.from_environ(os.environ); print('azure.identity' in sys.modules)"
    )
    for settings, imported in (
        ({"AzureWebJobsStorage": "UseDevelopmentStorage=true"}, "False"),
        ({"AzureWebJobsStorage__accountName": "acme"}, "True"),
    ):
        answer = subprocess.run(
            [sys.executable, "-c", script],
            env={**_without_storage(), **settings},
            capture_output=True,
            text=True,
            check=True,
        )
        assert answer.stdout.strip() == imported


# Settings that cannot be used

_BAD = {
    "nothing": ({}, "AzureWebJobsStorage__tableServiceUri: missing"),
    "blank": ({"AzureWebJobsStorage": " "}, "AzureWebJobsStorage__tableServiceUri: missing"),
    "no queue address": (
        {"AzureWebJobsStorage__tableServiceUri": "https://t.example"},
        "AzureWebJobsStorage__queueServiceUri: missing",
    ),
    "identity over http": (
        {
            "AzureWebJobsStorage__tableServiceUri": "http://t.example",
            "AzureWebJobsStorage__queueServiceUri": "https://q.example",
        },
        "AzureWebJobsStorage__tableServiceUri: an identity is only ever sent over https",
    ),
    "no address": (
        {
            "AzureWebJobsStorage__tableServiceUri": "https://t.example",
            "AzureWebJobsStorage__queueServiceUri": "q.example",
        },
        "AzureWebJobsStorage__queueServiceUri: does not give an http(s) address",
    ),
    "bad account name": (
        {"AzureWebJobsStorage__accountName": "acme@evil.example/#"},
        "AzureWebJobsStorage__accountName: does not give an http(s) address",
    ),
    "bad port": (
        {"AzureWebJobsStorage": f"AccountName=a;AccountKey={KEY};TableEndpoint=http://h:99999/a"},
        "AzureWebJobsStorage: does not give an http(s) address",
    ),
    "unknown credential": (
        {
            "AzureWebJobsStorage__accountName": "acme",
            "AzureWebJobsStorage__credential": "clientsecret",
        },
        "AzureWebJobsStorage__credential: must be managedidentity, or absent",
    ),
    "no pairs": ({"AzureWebJobsStorage": "c2VjcmV0"}, "AzureWebJobsStorage: not a connection"),
    "no key": ({"AzureWebJobsStorage": "AccountName=acme"}, "AzureWebJobsStorage: the connection"),
    "no account": (
        {"AzureWebJobsStorage": "SharedAccessSignature=c2VjcmV0"},
        "AzureWebJobsStorage: the connection string has no AccountName",
    ),
    "bad key": (
        {"AzureWebJobsStorage": "AccountName=acme;AccountKey=c2VjcmV0!"},
        "AzureWebJobsStorage: the AccountKey is not base64",
    ),
}


@pytest.mark.parametrize("case", _BAD)
def test_settings_that_cannot_be_used_are_named_and_never_shown(case: str) -> None:
    settings, message = _BAD[case]
    with pytest.raises(SettingsError) as caught:
        StorageConnection.from_environ(settings)
    assert str(caught.value).startswith(message)
    assert KEY not in str(caught.value)


def test_no_secret_shows_when_printed() -> None:
    for text in (
        f"AccountName=acme;AccountKey={KEY}",
        f"AccountName=acme;SharedAccessSignature=sig={KEY}",
    ):
        assert KEY not in repr(StorageConnection.from_environ({"AzureWebJobsStorage": text}))


# What the clients do


def test_messages_are_base64_on_the_queue(storage: StorageConnection) -> None:
    client = storage.queue_client("texts")
    client.create_queue()
    client.send_message("grüße")
    raw = storage._queue_service.get_queue_client("texts").receive_message()
    assert raw is not None
    assert base64.b64decode(raw.content).decode() == "grüße"


def test_odd_keys_come_back_as_they_went(storage: StorageConnection) -> None:
    table = storage.table_service().create_table("odd")
    for key in ODD_KEYS:
        table.create_entity({"PartitionKey": key, "RowKey": key, "value": key})
        assert table.get_entity(key, key)["value"] == key
        found = table.query_entities("value eq @key", parameters={"key": key})
        assert [row["RowKey"] for row in found] == [key]
        table.delete_entity(key, key)


def test_a_transaction_goes_through(storage: StorageConnection) -> None:
    table = storage.table_service().create_table("many")
    rows = [{"PartitionKey": "p", "RowKey": str(number)} for number in range(5)]
    table.submit_transaction([("create", row) for row in rows])
    assert len(list(table.list_entities())) == len(rows)


def test_proxies_in_the_environment_are_ignored(
    storage: StorageConnection, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    prove(storage)


def test_requests_leave_no_log_lines(
    storage: StorageConnection, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO):
        prove(storage)
    assert [record.name for record in caplog.records if record.levelno < logging.WARNING] == []


def test_threads_share_connections() -> None:
    threads = 8
    with FakeStorage(answer=True) as fake:
        made = StorageConnection.from_environ(fake.settings, pool_size=threads)
        table = made.table_service().get_table_client("t")
        with ThreadPoolExecutor(threads) as pool:
            list(pool.map(lambda n: table.delete_entity("p", str(n)), range(threads * 10)))
        made.close()
    assert len(fake.requests) == threads * 10
    assert 1 <= fake.connections <= threads


def test_a_query_does_not_mind_that_another_client_is_made(storage: StorageConnection) -> None:
    """A new day's tables are asked for the first time while the others are in use."""
    storage.table("rows").create()

    def ask(_: int) -> None:
        assert storage.table("rows").page(equal("PartitionKey", "a"), size=1) == ([], None)

    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        with ThreadPoolExecutor(8) as pool:
            list(pool.map(ask, range(600)))
    finally:
        sys.setswitchinterval(before)


def test_refused_connections_are_reported_within_seconds() -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        made = StorageConnection.from_environ(_settings(unused.getsockname()[1]))
        began = time.monotonic()
        for ask in REQUESTS:
            with pytest.raises(Unavailable):
                ask(made, "r")
    assert time.monotonic() - began < 10


@pytest.mark.parametrize("host", ["127.0.0.1", "nowhere.invalid"])
def test_storage_that_is_away_is_told_of_without_the_url(host: str) -> None:
    """Its path holds ids, some of which are made of URLs with a token, its query the signature."""
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        address = f"http://{host}:{unused.getsockname()[1]}"
        text = f"TableEndpoint={address};QueueEndpoint={address};SharedAccessSignature=sig={KEY}"
        made = StorageConnection.from_environ({"AzureWebJobsStorage": text})
        told, row_key = [], "token=4e6d"
        for ask in REQUESTS:
            with pytest.raises(Unavailable) as caught:
                ask(made, row_key)
            told += traceback.format_exception(caught.value)
    assert host in told[-1]
    assert KEY not in "".join(told)
    assert "4e6d" not in "".join(told)


@pytest.mark.parametrize("number", [0, 1], ids=["by key", "query"])
def test_silence_is_waited_out_twice_at_most(monkeypatch: pytest.MonkeyPatch, number: int) -> None:
    monkeypatch.setattr(connection, "_READ_SECONDS", 0.2)
    with FakeStorage(answer=False) as fake:
        made = StorageConnection.from_environ(fake.settings)
        with pytest.raises(Unavailable):
            REQUESTS[number](made, "r")
        wait_until(lambda: len(fake.requests) == 2, what="the second request")


def test_a_send_whose_answer_is_lost_is_sent_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connection, "_READ_SECONDS", 0.2)
    with FakeStorage(answer=False) as fake:
        made = StorageConnection.from_environ(fake.settings)
        with pytest.raises(Unavailable):
            made.queue("q").send("text")
        assert fake.requests == ["POST"]


REQUESTS: list[Callable[[StorageConnection, str], object]] = [
    lambda made, key: made.table("t").get("p", key),
    lambda made, key: made.table("t").page(equal("RowKey", key), size=1),
    lambda made, key: made.queue("q").send(key),
]
"""A request of our own, one of the SDK's, and one that is not repeated."""


def prove(storage: StorageConnection) -> None:
    """That *storage* is let in, to tables and queues."""
    table = storage.table("proof")
    table.create()
    etag = table.insert({"PartitionKey": "p", "RowKey": "r", "n": 1})
    assert table.merge({"PartitionKey": "p", "RowKey": "r", "m": 2.5}, etag=etag)
    found = table.get("p", "r")
    assert found == {"PartitionKey": "p", "RowKey": "r", "n": 1, "m": 2.5}
    assert list(table.query(equal("RowKey", "r"))) == [found]
    assert table.delete("p", "r")
    storage.queue("proof").send("proof", delay=0)
    queue = storage.queue_client("proof")
    received = queue.receive_message()
    assert received is not None
    assert received.content == "proof"
    storage.table_service().delete_table("proof")
    queue.delete_queue()


class FakeStorage:
    """A server that answers every request with 204, or none; and counts."""

    def __init__(self, *, answer: bool) -> None:
        fake = self
        self.connections = 0
        self.requests: list[str] = []
        self._over = threading.Event()

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def setup(self) -> None:
                super().setup()
                fake.connections += 1

            def handle_any(self) -> None:
                self.rfile.read(int(self.headers.get("Content-Length", 0)))
                fake.requests.append(self.command)
                if answer:
                    self.send_response(204)
                    self.end_headers()
                else:
                    fake._over.wait(30)

            do_GET = do_POST = do_PUT = do_DELETE = handle_any  # noqa: N815

            def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self.settings = _settings(self._server.server_port)

    def __enter__(self) -> Self:
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._server.shutdown()
        self._server.server_close()


class Identity:
    """The endpoint at which App Service gives out tokens, as far as Azurite looks at them."""

    def __init__(self) -> None:
        identity = self
        self.audience = "https://storage.azure.com"
        self.asked: list[dict[str, str]] = []

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                assert self.headers["X-IDENTITY-HEADER"] == "the header"
                query = parse_qs(urlsplit(self.path).query)
                identity.asked.append({name: values[0] for name, values in query.items()})
                body = json.dumps(identity.token()).encode()
                self.send_response(200)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def token(self) -> dict[str, str]:
        now = int(time.time())
        claims = {
            "aud": self.audience,
            "iss": "https://sts.windows.net/00000000-0000-0000-0000-000000000000/",
            "nbf": now - 60,
            "iat": now - 60,
            "exp": now + 3600,
        }
        return {
            "access_token": ".".join(
                base64.urlsafe_b64encode(part).rstrip(b"=").decode()
                for part in (b'{"alg":"RS256","typ":"JWT"}', json.dumps(claims).encode(), b"none")
            ),
            "expires_on": str(now + 3600),
            "resource": self.audience,
            "token_type": "Bearer",
        }


@pytest.fixture
def identity(monkeypatch: pytest.MonkeyPatch) -> Iterator[Identity]:
    made = Identity()
    monkeypatch.setenv("IDENTITY_ENDPOINT", f"http://127.0.0.1:{made.server.server_port}/token")
    monkeypatch.setenv("IDENTITY_HEADER", "the header")
    yield made
    made.server.shutdown()
    made.server.server_close()


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    return trustme.CA()


@pytest.fixture(scope="module")
def locked_azurite_process(
    authority: trustme.CA, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[int, ...]]:
    """An Azurite that speaks TLS and takes tokens, which it does only with ``--oauth``."""
    folder = tmp_path_factory.mktemp("locked")
    certificate = authority.issue_cert("127.0.0.1")
    certificate.private_key_pem.write_to_path(folder / "key.pem")
    with (folder / "cert.pem").open("wb") as file:
        file.writelines(part.bytes() for part in certificate.cert_chain_pems)
    process, ports = _start_locked(folder)
    yield ports
    process.terminate()
    process.wait(30)


def _start_locked(folder: Path) -> tuple[subprocess.Popen[bytes], tuple[int, ...]]:
    """Somebody else may take a port that was free a moment ago: then the next three."""
    for _ in range(3):
        ports = free_ports(3)
        process = subprocess.Popen(
            [
                *(str(node.find().program), str(azurite.ENTRY), "--inMemoryPersistence"),
                *("--silent", "--skipApiVersionCheck", "--disableTelemetry", "--oauth", "basic"),
                *("--cert", str(folder / "cert.pem"), "--key", str(folder / "key.pem")),
                *("--blobPort", str(ports[0]), "--queuePort", str(ports[1])),
                *("--tablePort", str(ports[2])),
            ],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        wait_until(partial(_started_or_ended, process, ports), 60, "Azurite")
        if process.poll() is None:
            return process, ports
    raise AssertionError("Azurite does not start")


@pytest.fixture
def locked_azurite(
    locked_azurite_process: tuple[int, ...],
    authority: trustme.CA,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> Mapping[str, str]:
    """The settings that lead to it, and its authority trusted."""
    bundle = tmp_path / "ca.pem"
    authority.cert_pem.write_to_path(bundle)
    monkeypatch.setattr("requests.adapters.DEFAULT_CA_BUNDLE_PATH", str(bundle))
    monkeypatch.setattr("certifi.where", lambda: str(bundle))
    _, queue, table = locked_azurite_process
    return {
        "AzureWebJobsStorage__tableServiceUri": f"https://127.0.0.1:{table}/devstoreaccount1",
        "AzureWebJobsStorage__queueServiceUri": f"https://127.0.0.1:{queue}/devstoreaccount1",
    }


def _settings(port: int) -> dict[str, str]:
    address = f"http://127.0.0.1:{port}/acme"
    return {
        "AzureWebJobsStorage": f"AccountName=acme;AccountKey={KEY};"
        f"TableEndpoint={address};QueueEndpoint={address}"
    }


def _started_or_ended(process: subprocess.Popen[bytes], ports: tuple[int, ...]) -> bool:
    return process.poll() is not None or all(map(_listens, ports))


def _listens(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def _without_storage() -> dict[str, str]:
    return {k: v for k, v in os.environ.items() if not k.startswith("AzureWebJobsStorage")}
