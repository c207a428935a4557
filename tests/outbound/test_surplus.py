"""Bytes after the end of a response never become the response to another request."""

from __future__ import annotations

import socket
import time
from collections.abc import Callable

import pytest
import trustme

from shared.outbound import Outbound
from shared.outbound.connection import MAX_HEAD

from .conftest import NAME, MakeOutbound, server_context
from .receivers import Receiver, ServerTLS, receiver, wait_until

FALSE = b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nfalse"
"""The response that a receiver sends without a request."""

Send = Callable[[bytes], None]
Play = Callable[[Receiver, Send], None]


def ok_of(size: int, extra: bytes = b"") -> bytes:
    """A complete response of *size* bytes."""
    head = b"HTTP/1.1 200 OK\r\n" + extra + b"Content-Length: 4\r\nX-Padding: "
    return head + b"x" * (size - len(head) - 8) + b"\r\n\r\ntrue"


def at_once(size: int) -> Play:
    def play(_seen: Receiver, send: Send) -> None:
        send(ok_of(size) + FALSE)

    return play


def _in_another_send(_seen: Receiver, send: Send) -> None:
    send(ok_of(200))
    send(FALSE)


def _in_another_send_after_a_full_buffer(_seen: Receiver, send: Send) -> None:
    send(ok_of(8192))
    send(FALSE)


def _soon(_seen: Receiver, send: Send) -> None:
    send(ok_of(200))
    time.sleep(0.1)
    send(FALSE)


def _a_single_byte(_seen: Receiver, send: Send) -> None:
    send(ok_of(200) + b"\n")


def _after_the_last_chunk(_seen: Receiver, send: Send) -> None:
    send(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\ntrue\r\n0\r\n\r\n" + FALSE)


def _after_no_content(_seen: Receiver, send: Send) -> None:
    send(b"HTTP/1.1 204 No Content\r\nContent-Length: 0\r\n\r\n" + FALSE)


SURPLUS: dict[str, Play] = {
    "in the reader's buffer": at_once(200),
    "from the end of the reader's buffer on": at_once(8192),
    "beyond the reader's buffer": at_once(9000),
    "around the end of the reader's buffer": at_once(8180),
    "beyond one TLS record": at_once(16384),
    "around the end of a TLS record": at_once(16380),
    "in another send": _in_another_send,
    "in another send after a full buffer": _in_another_send_after_a_full_buffer,
    "100 ms later": _soon,
    "a single byte": _a_single_byte,
    "after the last chunk": _after_the_last_chunk,
    "after a 204": _after_no_content,
}


def _second_is_answered_on_another_connection(sender: Outbound, seen: Receiver, url: str) -> None:
    """POST twice; the receiver plays its script on the first connection only."""
    first = sender.post(url, b"1", {})
    assert first.ok
    time.sleep(0.25)  # what arrives soon has arrived
    second = sender.post(url, b"2", {})
    assert (second.status, second.body_start) == (404, "")
    assert seen.connections == 2
    assert [request.body for request in seen.requests] == [b"1", b"2"]


NOT_FOUND = b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"


@pytest.mark.slow
@pytest.mark.parametrize("play", SURPLUS.values(), ids=SURPLUS.keys())
def test_surplus_closes_a_plain_connection(play: Play, outbound: MakeOutbound) -> None:
    def answer(seen: Receiver, connection: socket.socket) -> None:
        first = seen.connections == 1
        while seen.read_request(connection) is not None:
            if first:
                play(seen, connection.sendall)
            else:
                connection.sendall(NOT_FOUND)

    with receiver(answer) as seen:
        _second_is_answered_on_another_connection(outbound(), seen, seen.url())


@pytest.mark.slow
@pytest.mark.parametrize("play", SURPLUS.values(), ids=SURPLUS.keys())
def test_surplus_closes_a_tls_connection(
    play: Play, sender: Outbound, authority: trustme.CA
) -> None:
    """Each send is one TLS record, or more if it is longer than 16 KiB."""

    def answer(seen: Receiver, connection: socket.socket) -> None:
        first = seen.connections == 1
        while seen.read_request(connection) is not None:
            if first:
                play(seen, connection.sendall)
            else:
                connection.sendall(NOT_FOUND)

    with receiver(answer, tls=server_context(authority.issue_cert(NAME))) as seen:
        url = seen.url(scheme="https", host=NAME)
        _second_is_answered_on_another_connection(sender, seen, url)


def test_a_record_that_is_not_complete_closes_a_tls_connection(
    sender: Outbound, authority: trustme.CA
) -> None:
    """Half of the false response's record comes with the true response, half of it later."""
    context = server_context(authority.issue_cert(NAME))

    def answer(seen: Receiver, connection: socket.socket) -> None:
        end = ServerTLS(connection, context)
        end.done(end.tls.do_handshake)
        request = end.done(lambda: end.tls.read(65536))
        while b"\r\n\r\n" not in request or request.endswith(b"\r\n\r\n"):
            request += end.done(lambda: end.tls.read(65536))
        if seen.connections > 1:
            end.tls.write(NOT_FOUND)
            end.flush()
            return
        end.tls.write(ok_of(200))
        end.tls.write(FALSE)
        data = end.take()
        connection.sendall(data[:-10])
        wait_until(lambda: seen.connections == 2)
        connection.sendall(data[-10:])

    with receiver(answer) as seen:
        url = seen.url(scheme="https", host=NAME)
        assert sender.post(url, b"1", {}).ok
        assert sender.post(url, b"2", {}).status == 404
    assert seen.connections == 2


def test_a_response_without_surplus_keeps_the_connection(
    sender: Outbound, authority: trustme.CA
) -> None:
    sizes = iter([200, 8192, 8193, 16384, 16385, MAX_HEAD, 200])

    def answer(seen: Receiver, connection: socket.socket) -> None:
        while seen.read_request(connection) is not None:
            connection.sendall(ok_of(next(sizes)))

    with receiver(answer, tls=server_context(authority.issue_cert(NAME))) as seen:
        for _ in range(7):
            assert sender.post(seen.url(scheme="https", host=NAME), b"", {}).ok
    assert seen.connections == 1
