"""Writes whose effect is there though their answer was lost, or said that they had failed."""

from __future__ import annotations

import re
import socket
import time
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest

from shared.store.connection import StorageConnection
from shared.store.faults import Throttled, Unavailable
from shared.store.queue import Queue
from shared.store.table import Table
from tests.outbound import receivers

pytestmark = pytest.mark.slow

ROW: dict[str, Any] = {
    "PartitionKey": "p",
    "RowKey": "r",
    "n": 1,
    "x": 1.5,
    "data": b"\x00",
    "no": None,
}

OTHER = {**ROW, "RowKey": "s"}

Fault = Callable[[bytes], bytes | None]
"""Makes of storage's answer what the client receives; None closes the connection instead."""


def lost(_: bytes) -> None:
    return None


def failed(_: bytes) -> bytes:
    return b"HTTP/1.1 500 Internal Server Error\r\nContent-Length: 0\r\n\r\n"


def cut_short(answer: bytes) -> bytes:
    return answer[:20]


class Way:
    """The way to Azurite; `faults` are for the next requests, one each. None passes the answer."""

    def __init__(self, connection_string: str) -> None:
        self._upstream = {
            name.lower(): urlsplit(url)
            for name, url in re.findall(r"(Table|Queue)Endpoint=([^;]+)", connection_string)
        }
        self.faults: list[Fault | None] = []
        self.requests: list[str] = []

    def serve(self, service: str) -> Callable[[receivers.Receiver, socket.socket], None]:
        def script(seen: receivers.Receiver, connection: socket.socket) -> None:
            while (answer := self._answer(service, seen, connection)) is not None:
                connection.sendall(answer)
                if len(answer) == 20:
                    return

        return script

    def _answer(
        self, service: str, seen: receivers.Receiver, connection: socket.socket
    ) -> bytes | None:
        request = seen.read_request(connection)
        if request is None:
            return None
        self.requests.append(request.line.split()[0])
        url = self._upstream[service]
        assert url.hostname
        headers = [(n, v) for n, v in request.headers if n.lower() != "connection"]
        lines = [request.line, *(f"{n}: {v}" for n, v in headers), "Connection: close"]
        with socket.create_connection((url.hostname, url.port or 0)) as upstream:
            upstream.sendall("\r\n".join(lines).encode() + b"\r\n\r\n" + request.body)
            answer = b"".join(iter(lambda: upstream.recv(65536), b""))
        fault = self.faults.pop(0) if self.faults else None
        return fault(answer) if fault else answer.replace(b"Connection: close", b"X-Was: closed")


@pytest.fixture
def way(storage_account: str) -> Way:
    return Way(storage_account)


@pytest.fixture
def connection(way: Way, storage_account: str) -> Iterator[StorageConnection]:
    with (
        receivers.receiver(way.serve("table")) as table,
        receivers.receiver(way.serve("queue")) as queue,
    ):
        through = re.sub(
            r"(Table|Queue)Endpoint=http://127\.0\.0\.1:\d+",
            lambda m: (
                f"{m[1]}Endpoint=http://127.0.0.1:{ {'Table': table, 'Queue': queue}[m[1]].port }"
            ),
            storage_account,
        )
        made = StorageConnection.from_environ({"AzureWebJobsStorage": through})
        yield made
        made.close()


@pytest.fixture
def table(connection: StorageConnection) -> Table:
    made = connection.table("things")
    made.create()
    return made


@pytest.fixture
def queue(connection: StorageConnection) -> Queue:
    made = connection.queue("work")
    made.create()
    return made


FAULTS: dict[str, Fault] = {"lost": lost, "failed": failed, "cut short": cut_short}


@pytest.mark.parametrize("fault", FAULTS)
class TestOnce:
    """A fault at the first try of a request, which had its effect."""

    def test_an_insert_is_its_own(self, way: Way, table: Table, fault: str) -> None:
        way.faults = [FAULTS[fault]]
        etag = table.insert(ROW)

        found = table.get("p", "r")
        assert found is not None
        assert etag == found.etag

    def test_an_insert_is_not_taken_for_anothers(self, way: Way, table: Table, fault: str) -> None:
        table.insert({**ROW, "n": 2})
        way.faults = [FAULTS[fault]]
        assert table.insert(ROW) is None

    def test_a_guarded_merge_is_its_own(self, way: Way, table: Table, fault: str) -> None:
        before = table.insert(ROW)
        way.faults = [FAULTS[fault]]
        etag = table.merge({"PartitionKey": "p", "RowKey": "r", "n": 2}, etag=before)

        found = table.get("p", "r")
        assert found is not None
        assert (found["n"], etag) == (2, found.etag)

    def test_a_guarded_merge_that_was_too_late(self, way: Way, table: Table, fault: str) -> None:
        before = table.insert(ROW)
        table.merge({"PartitionKey": "p", "RowKey": "r", "n": 3})
        way.faults = [FAULTS[fault]]
        assert table.merge({"PartitionKey": "p", "RowKey": "r", "n": 2}, etag=before) is None

    def test_a_replacement_is_its_own(self, way: Way, table: Table, fault: str) -> None:
        before = table.insert(ROW)
        assert before
        way.faults = [FAULTS[fault]]
        assert table.replace({"PartitionKey": "p", "RowKey": "r", "n": 2}, etag=before)
        assert table.get("p", "r") == {"PartitionKey": "p", "RowKey": "r", "n": 2}

    def test_a_delete(self, way: Way, table: Table, fault: str) -> None:
        etag = table.insert(ROW)
        way.faults = [FAULTS[fault]]
        assert table.delete("p", "r", etag=etag)
        assert table.get("p", "r") is None

    def test_an_upsert_and_a_get(self, way: Way, table: Table, fault: str) -> None:
        way.faults = [FAULTS[fault]]
        table.upsert(ROW)
        way.faults = [FAULTS[fault]]
        found = table.get("p", "r")
        assert found is not None
        assert found["x"] == 1.5

    def test_a_transaction_is_its_own(self, way: Way, table: Table, fault: str) -> None:
        way.faults = [FAULTS[fault]]
        assert table.insert_all([ROW, OTHER])
        way.faults = [FAULTS[fault]]
        assert table.merge_all([{**ROW, "n": 5}, {**OTHER, "n": 5}])
        for key in "rs":
            found = table.get("p", key)
            assert found is not None
            assert found["n"] == 5

    def test_a_transaction_is_not_taken_for_anothers(
        self, way: Way, table: Table, fault: str
    ) -> None:
        table.insert({**OTHER, "n": 2})
        way.faults = [FAULTS[fault]]
        assert not table.insert_all([ROW, OTHER])
        assert table.get("p", "r") is None

    def test_a_message_is_put_once(
        self, way: Way, connection: StorageConnection, queue: Queue, fault: str
    ) -> None:
        way.requests.clear()
        way.faults = [FAULTS[fault]]
        with pytest.raises(Unavailable):
            queue.send("text")
        assert way.requests == ["POST"]
        assert queue.length() == 1


def test_a_second_loss_is_told(way: Way, table: Table) -> None:
    way.faults = [lost, lost]
    with pytest.raises(Unavailable, match=r"insert things: .*closed before the end"):
        table.insert(ROW)
    way.faults = []
    assert table.get("p", "r")


def test_a_transaction_of_which_nothing_is_told(way: Way, table: Table) -> None:
    way.faults = [lambda _: b"HTTP/1.1 202 Accepted\r\nContent-Length: 7\r\n\r\n--batch"]
    with pytest.raises(Unavailable, match=r"insert_all things: .*DecodeError"):
        table.insert_all([ROW, OTHER])


def test_a_write_that_storage_is_too_busy_for_fails_its_transaction(way: Way, table: Table) -> None:
    part = b"--b\r\n\r\nHTTP/1.1 503 Busy\r\n\r\n" + BUSY
    answer = b"HTTP/1.1 202 Accepted\r\nContent-Length: %d\r\n\r\n%b" % (len(part), part)
    way.faults = [lambda _: answer]
    with pytest.raises(Throttled, match="merge_all things: 503 ServerBusy"):
        table.merge_all([ROW, OTHER])


BUSY = b'{"odata.error":{"code":"ServerBusy","message":{"value":"wait"}}}'


def busy(retry_after: str) -> Fault:
    head = f"HTTP/1.1 503 Busy\r\nRetry-After: {retry_after}\r\nContent-Length: {len(BUSY)}"
    return lambda _: head.encode() + b"\r\n\r\n" + BUSY


def test_a_short_wait_is_waited_for(way: Way, table: Table) -> None:
    way.faults = [busy("1")]
    began = time.monotonic()
    assert table.upsert(ROW) is None
    assert time.monotonic() - began >= 1
    assert table.get("p", "r")


def test_a_long_wait_is_an_error_at_once(way: Way, table: Table) -> None:
    way.faults = [busy("30")]
    way.requests.clear()
    with pytest.raises(Throttled, match="merge things: 503 ServerBusy"):
        table.merge(ROW)
    assert way.requests == ["PATCH"]


def test_throttling_without_a_wait_is_tried_again(way: Way, table: Table) -> None:
    too_many = b"HTTP/1.1 429 Too Many Requests\r\nContent-Length: 0\r\n\r\n"
    way.faults = [lambda _: too_many]
    assert table.insert(ROW)
    way.faults = [lambda _: too_many] * 3
    with pytest.raises(Throttled):
        table.get("p", "r")


def test_a_connection_that_storage_closed_while_idle(way: Way, table: Table) -> None:
    closing = b'HTTP/1.1 204 No Content\r\nETag: W/"1"\r\n\r\n'

    def close_soon(answer: bytes) -> bytes:
        return closing

    way.faults = [close_soon]
    table.upsert(ROW)
    assert table.get("p", "r")
