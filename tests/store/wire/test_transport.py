"""The pool of connections to storage."""

from __future__ import annotations

import contextlib
import socket
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from azure.core.exceptions import ServiceRequestError, ServiceResponseError
from azure.core.rest import HttpRequest

from shared.store.wire.transport import PooledTransport
from tests.outbound import receivers

OK = receivers.OK


def has_ipv6() -> bool:
    with contextlib.suppress(OSError), socket.create_server(("::1", 0), family=socket.AF_INET6):
        return True
    return False


@pytest.fixture
def transport() -> Iterator[PooledTransport]:
    with PooledTransport(pool_size=4, connect_seconds=2, read_seconds=2) as made:
        yield made


def get(transport: PooledTransport, url: str) -> int:
    return transport.send(HttpRequest("GET", url)).status_code


def test_one_connection_for_one_thread(transport: PooledTransport) -> None:
    with receivers.receiver(OK) as server:
        assert [get(transport, server.url()) for _ in range(20)] == [200] * 20
    assert server.connections == 1


def test_what_exceeds_the_pool_is_closed(transport: PooledTransport) -> None:
    together = threading.Barrier(12)

    def answer(seen: receivers.Receiver, connection: socket.socket) -> None:
        while seen.read_request(connection):
            together.wait(10)
            connection.sendall(OK)

    with receivers.receiver(answer) as server, ThreadPoolExecutor(12) as pool:
        for _ in range(2):
            statuses = list(pool.map(lambda _: get(transport, server.url()), range(12)))
            assert statuses == [200] * 12
    assert server.connections == 12 + 8


def test_each_server_has_its_own(transport: PooledTransport) -> None:
    with receivers.receiver(OK) as one, receivers.receiver(OK) as other:
        for server in (one, other, one, other):
            assert get(transport, server.url()) == 200
    assert (one.connections, other.connections) == (1, 1)


def test_a_connection_that_the_server_closed_is_not_used(transport: PooledTransport) -> None:
    def once(seen: receivers.Receiver, connection: socket.socket) -> None:
        seen.read_request(connection)
        connection.sendall(OK)

    with receivers.receiver(once) as server:
        for _ in range(3):
            assert get(transport, server.url()) == 200
            time.sleep(0.05)
    assert server.connections == 3


def test_a_response_that_nobody_asked_for_is_no_answer(transport: PooledTransport) -> None:
    surplus = b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"

    def answer(seen: receivers.Receiver, connection: socket.socket) -> None:
        while seen.read_request(connection):
            connection.sendall(OK)
            time.sleep(0.05)
            connection.sendall(surplus)

    with receivers.receiver(answer) as server:
        for _ in range(3):
            assert get(transport, server.url()) == 200
            time.sleep(0.2)


@pytest.mark.skipif(not has_ipv6(), reason="this machine has no IPv6")
def test_an_address_of_ipv6(transport: PooledTransport) -> None:
    with receivers.receiver(OK, host="::1") as server:
        assert get(transport, f"http://[::1]:{server.port}/a") == 200
    assert server.requests[0].header("Host") == f"[::1]:{server.port}"


def test_a_line_break_in_a_header_is_never_sent(transport: PooledTransport) -> None:
    with receivers.receiver(OK) as server:
        for value in ("a\r\nX: y", "a\nX: y"):
            with pytest.raises(ValueError, match="line break"):
                transport.send(HttpRequest("GET", server.url(), headers={"If-Match": value}))
    assert server.requests == []


def test_no_error_tells_of_the_url(transport: PooledTransport) -> None:
    def close(_: receivers.Receiver, connection: socket.socket) -> None:
        connection.recv(65536)

    with receivers.receiver(close) as server, pytest.raises(ServiceResponseError) as lost:
        get(transport, server.url("/t?sig=secret"))
    with pytest.raises(ServiceRequestError) as refused:
        get(transport, "http://127.0.0.1:1/t?sig=secret")
    assert "secret" not in f"{lost.value!r} {refused.value!r}"


def test_a_closed_transport_keeps_no_connection(transport: PooledTransport) -> None:
    gone = threading.Event()

    def answer(seen: receivers.Receiver, connection: socket.socket) -> None:
        while seen.read_request(connection):
            connection.sendall(OK)
        gone.set()

    with receivers.receiver(answer) as server:
        get(transport, server.url())
        transport.close()
        assert gone.wait(5)
