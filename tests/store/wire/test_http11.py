"""One connection to storage: what of a response is accepted, however it arrives."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator

import pytest

from shared.store.wire.http11 import HttpConnection, NoResponse, Reply

Pair = tuple[HttpConnection, socket.socket]

PLAIN = b'HTTP/1.1 200 OK\r\nContent-Length: 5\r\nETag: W/"1"\r\n\r\nhello'
CHUNKED = (
    b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3;x=y\r\nhel\r\n2\r\nlo\r\n0\r\n\r\n"
)
CLOSING = b"HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 5\r\n\r\nhello"
OLD = b"HTTP/1.0 200 OK\r\n\r\nhello"
EMPTY = b"HTTP/1.1 204 No Content\r\n\r\n"
LYING = b"HTTP/1.1 204 No Content\r\nTransfer-Encoding: chunked\r\n\r\n"
NOTHING = b"HTTP/1.1 201 Created\r\nContent-Length: 0\r\n\r\n"
INFORMED = b"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n" + PLAIN


@pytest.fixture
def pair() -> Iterator[Pair]:
    """A connection, and the server's end of it."""
    ours, theirs = socket.socketpair()
    connection = HttpConnection(ours)
    yield connection, theirs
    connection.close()
    theirs.close()


def exchange(pair: Pair, *parts: bytes, close: bool = False, seconds: float = 5) -> Reply:
    connection, server = pair

    def serve() -> None:
        server.recv(65536)
        for part in parts:
            server.sendall(part)
            time.sleep(0.001 if len(parts) > 1 else 0)
        if close:
            server.close()

    thread = threading.Thread(target=serve)
    thread.start()
    try:
        return connection.exchange(b"GET / HTTP/1.1\r\n\r\n", seconds)
    finally:
        thread.join()


@pytest.mark.parametrize(
    ("response", "status", "body"),
    [
        (PLAIN, 200, b"hello"),
        (CHUNKED, 200, b"hello"),
        (EMPTY, 204, b""),
        (LYING, 204, b""),
        (NOTHING, 201, b""),
        (INFORMED, 200, b"hello"),
    ],
    ids=["plain", "chunked", "empty", "lying", "nothing", "informed"],
)
@pytest.mark.parametrize("split", [False, True], ids=["whole", "byte by byte"])
def test_a_response_that_leaves_the_connection_open(
    pair: Pair, response: bytes, status: int, body: bytes, *, split: bool
) -> None:
    parts = [response[i : i + 1] for i in range(len(response))] if split else [response]

    reply = exchange(pair, *parts)

    assert (reply.status, reply.body, reply.keep_alive) == (status, body, True)
    assert pair[0].is_idle()


def test_headers_are_found_by_their_names_in_lower_case(pair: Pair) -> None:
    assert exchange(pair, INFORMED).headers == {"content-length": "5", "etag": 'W/"1"'}


@pytest.mark.parametrize("response", [CLOSING, OLD], ids=["closing", "old"])
def test_a_response_after_which_the_server_closes(pair: Pair, response: bytes) -> None:
    reply = exchange(pair, response, close=True)
    assert (reply.status, reply.body, reply.keep_alive) == (200, b"hello", False)


def test_many_requests_on_one_connection(pair: Pair) -> None:
    for response in (PLAIN, EMPTY, CHUNKED, NOTHING, PLAIN):
        assert exchange(pair, response).keep_alive


@pytest.mark.parametrize(
    "response",
    [
        b"",
        b"HTTP/1.1 200 OK\r\nContent-Le",
        PLAIN[:-1],
        CHUNKED[:-4],
        b"HTTP/1.1 100 Continue\r\n\r\n",
    ],
    ids=["nothing", "half a head", "half a body", "half the chunks", "informational"],
)
def test_a_connection_that_ends_too_early(pair: Pair, response: bytes) -> None:
    with pytest.raises(NoResponse, match="closed before the end"):
        exchange(pair, response, close=True)


@pytest.mark.parametrize(
    "response",
    [
        b"SSH-2.0-OpenSSH\r\n",
        b"HTTP/1.1 OK\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: 5x\r\n\r\nhello",
        b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nhello",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0x5\r\nhello\r\n0\r\n\r\n",
    ],
    ids=["another protocol", "no status", "bad length", "two lengths", "bad chunk"],
)
def test_a_malformed_response(pair: Pair, response: bytes) -> None:
    with pytest.raises(NoResponse, match="malformed response"):
        exchange(pair, response)


@pytest.mark.parametrize("surplus", [PLAIN, b"junk", EMPTY], ids=["response", "junk", "empty"])
def test_a_surplus_ends_the_connection_and_is_never_an_answer(pair: Pair, surplus: bytes) -> None:
    reply = exchange(pair, EMPTY + surplus)
    assert (reply.status, reply.body, reply.keep_alive) == (204, b"", False)


def test_what_arrives_while_idle_shows(pair: Pair) -> None:
    assert exchange(pair, PLAIN).keep_alive
    pair[1].sendall(EMPTY)
    assert not pair[0].is_idle()


def test_a_connection_that_was_closed_while_idle_shows(pair: Pair) -> None:
    assert exchange(pair, PLAIN).keep_alive
    pair[1].close()
    assert not pair[0].is_idle()


def test_the_deadline_is_for_the_whole_response(pair: Pair) -> None:
    began = time.monotonic()
    with pytest.raises(TimeoutError):
        exchange(pair, *(PLAIN[i : i + 1] for i in range(10)), seconds=0.3)
    assert time.monotonic() - began < 5
