"""Rows and signatures, compared with those of the SDK."""

from __future__ import annotations

import string
from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import pytest
from azure.core.credentials import AzureNamedKeyCredential
from azure.core.exceptions import AzureError
from azure.core.pipeline import Pipeline
from azure.core.rest import HttpRequest, HttpResponse
from azure.data.tables import TableServiceClient
from azure.storage.queue import QueueServiceClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from shared.store.connection import StorageConnection
from shared.store.wire.signing import QueueKeyPolicy, TableKeyPolicy
from shared.store.wire.transport import PooledTransport
from tests.outbound import receivers

pytestmark = pytest.mark.slow

TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=40)
KEYS = st.text(
    st.characters(min_codepoint=33, exclude_categories=["Cs", "Cc"], exclude_characters="/\\#?"),
    min_size=1,
    max_size=40,
)
VALUES = st.one_of(
    TEXT,
    st.integers(-(2**31), 2**31 - 1),
    st.floats(allow_nan=False),
    st.booleans(),
    st.binary(max_size=40),
)
NAMES = st.text(string.ascii_letters, min_size=1, max_size=8).filter(
    lambda name: name.lower() not in {"partitionkey", "rowkey", "timestamp", "etag"}
)


@pytest.fixture(scope="module")
def storage(azurite: Any) -> Iterator[StorageConnection]:
    with azurite.account() as account:
        made = StorageConnection.from_environ({"AzureWebJobsStorage": account})
        made.table("rows").create()
        yield made
        made.close()


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(partition=KEYS, properties=st.dictionaries(NAMES, VALUES, max_size=6))
def test_rows_are_the_same_by_either_way(
    storage: StorageConnection, partition: str, properties: dict[str, Any]
) -> None:
    ours, theirs = storage.table("rows"), storage.table_service().get_table_client("rows")
    row = {"PartitionKey": partition, "RowKey": uuid4().hex, **properties}
    etag = ours.insert(row)
    read = theirs.get_entity(partition, row["RowKey"])
    assert (dict(read), read.metadata["etag"]) == (row, etag)

    other = {**row, "RowKey": uuid4().hex}
    theirs.create_entity(other)
    found = ours.get(partition, other["RowKey"])
    assert found == other
    assert {n: type(v) for n, v in found.items()} == {n: type(v) for n, v in other.items()}
    assert found.etag == theirs.get_entity(partition, other["RowKey"]).metadata["etag"]


class Seen(PooledTransport):
    """Keeps the requests that pass it."""

    def __init__(self) -> None:
        super().__init__(pool_size=1, connect_seconds=2, read_seconds=2)
        self.requests: list[HttpRequest] = []

    def send(self, request: HttpRequest, **options: Any) -> HttpResponse:
        self.requests.append(request)
        return super().send(request, **options)


def test_signatures_are_those_of_the_sdk() -> None:
    """Whatever the SDK sends and signs, our policies sign alike."""
    credential = AzureNamedKeyCredential("acme", "c2VjcmV0")
    with receivers.receiver(b"HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n") as server:
        url = f"http://127.0.0.1:{server.port}/acme"
        for policy, requests in (
            (TableKeyPolicy(credential), table_requests(url, credential)),
            (QueueKeyPolicy(credential), queue_requests(url, credential)),
        ):
            for sent in requests:
                theirs = sent.headers.pop("Authorization")
                with Seen() as transport:
                    Pipeline(transport, [policy]).run(sent)
                assert sent.headers["Authorization"] == theirs, sent.url
            assert len(requests) >= 3


def table_requests(url: str, credential: AzureNamedKeyCredential) -> list[HttpRequest]:
    with Seen() as transport:
        service = TableServiceClient(url, credential=credential, transport=transport, retry_total=0)
        table = service.get_table_client("rows")
        row = {"PartitionKey": "it's", "RowKey": "ü %", "n": 1}
        for call in (
            lambda: table.create_entity(row),
            lambda: table.upsert_entity(row),
            lambda: table.get_entity("it's", "ü %"),
            lambda: table.delete_entity("it's", "ü %"),
        ):
            with pytest.raises(AzureError):
                call()
    return transport.requests


def queue_requests(url: str, credential: AzureNamedKeyCredential) -> list[HttpRequest]:
    with Seen() as transport:
        service = QueueServiceClient(url, credential=credential, transport=transport, retry_total=0)
        queue = service.get_queue_client("work")
        with pytest.raises(AzureError):
            queue.send_message("text", time_to_live=-1, visibility_timeout=5)
        with pytest.raises(AzureError):
            queue.receive_message(visibility_timeout=30)
        with pytest.raises(AzureError):
            queue.delete_message("id", "receipt+/=")
    return transport.requests
