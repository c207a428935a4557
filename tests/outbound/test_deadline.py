"""No receiver holds the caller past the total deadline, however it goes about it.

Each of these would last for ever, or for a minute at least, without the deadline: so the slack
can be generous without the tests proving less.
"""

from __future__ import annotations

import contextlib
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from ipaddress import ip_address

import pytest
import trustme

from shared.outbound import PostResult
from shared.outbound.connection import MAX_HEAD
from shared.outbound.deadline import Deadline
from shared.outbound.guard import Address

from .conftest import MakeOutbound
from .receivers import Receiver, ServerTLS, drip, hang, receiver

pytestmark = pytest.mark.slow

TIMEOUT = 0.3
SLACK = 2.0

Play = Callable[[Receiver, socket.socket], object]


def timed(post: Callable[[], PostResult]) -> tuple[PostResult, float]:
    began = time.monotonic()
    answer = post()
    return answer, time.monotonic() - began


def after_request(play: Callable[[socket.socket], object]) -> Play:
    def script(seen: Receiver, connection: socket.socket) -> None:
        seen.read_request(connection)
        play(connection)

    return script


def drips(data: bytes, after: bytes = b"") -> Play:
    def play(connection: socket.socket) -> None:
        connection.sendall(after)
        drip(connection, data)

    return after_request(play)


def stop_within_the_body(connection: socket.socket) -> None:
    connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nok")
    hang(connection)


HOLDING: dict[str, Play] = {
    "no answer": after_request(hang),
    "dripping status line": drips(b"HTTP/1.1 200 " + b"x"),
    "dripping headers": drips(b"X: y\r\n" * 100, after=b"HTTP/1.1 200 OK\r\n"),
    "dripping body": drips(b"x", after=b"HTTP/1.1 200 OK\r\nContent-Length: 9999\r\n\r\n"),
    "dripping body to the end": drips(b"x", after=b"HTTP/1.1 200 OK\r\n\r\n"),
    "dripping chunks": drips(
        b"1\r\nx\r\n" * 99, after=b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
    ),
    "dripping chunk size": drips(
        b"0", after=b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
    ),
    "dripping trailers": drips(
        b"T: x\r\n" * 99, after=b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n"
    ),
    "dripping interim answers": drips(b"HTTP/1.1 100 Continue\r\n\r\n" * 9),
    "a body that stops": after_request(stop_within_the_body),
}


@pytest.mark.parametrize("play", HOLDING.values(), ids=HOLDING.keys())
def test_an_answer_that_never_comes_to_its_end_is_given_up(
    play: Play, outbound: MakeOutbound
) -> None:
    with receiver(play) as seen:
        answer, took = timed(lambda: outbound(timeout=TIMEOUT).post(seen.url(), b"{}", {}))
    assert (answer.status, answer.error) == (None, "timeout")
    assert TIMEOUT - 0.05 < took < TIMEOUT + SLACK
    assert answer.duration_ms == pytest.approx(took * 1000, abs=100)


def test_a_dripping_failure_is_still_that_failure(outbound: MakeOutbound) -> None:
    play = drips(b"x", after=b"HTTP/1.1 500 No\r\nContent-Length: 9999\r\n\r\n")
    with receiver(play) as seen:
        answer, took = timed(lambda: outbound(timeout=TIMEOUT).post(seen.url(), b"{}", {}))
    assert (answer.status, answer.error) == (500, None)
    assert answer.body_start.startswith("xx")
    assert took < TIMEOUT + SLACK


def test_a_receiver_that_reads_nothing_is_given_up(outbound: MakeOutbound) -> None:
    release = threading.Event()
    with receiver(lambda _seen, _connection: release.wait(30)) as seen:
        sender = outbound(timeout=TIMEOUT)
        answer, took = timed(lambda: sender.post(seen.url(), b"x" * 50_000_000, {}))
        release.set()
    assert answer.error == "timeout"
    assert TIMEOUT - 0.05 < took < TIMEOUT + SLACK


def test_a_receiver_that_reads_drop_by_drop_is_given_up(outbound: MakeOutbound) -> None:
    def sip(_seen: Receiver, connection: socket.socket) -> None:
        while connection.recv(65536):  # 50 MB would take a quarter of a minute
            time.sleep(0.02)

    with receiver(sip) as seen:
        sender = outbound(timeout=TIMEOUT)
        answer, took = timed(lambda: sender.post(seen.url(), b"x" * 50_000_000, {}))
    assert answer.error == "timeout"
    assert TIMEOUT - 0.05 < took < TIMEOUT + SLACK


@pytest.mark.parametrize(
    "flood",
    [b"X: y\r\n", b"X: " + b"y" * 8000 + b"\r\n", b"y" * 8000],
    ids=["many", "large", "one without end"],
)
def test_endless_headers_are_cut_short_long_before_the_deadline(
    flood: bytes, outbound: MakeOutbound
) -> None:
    def endless(seen: Receiver, connection: socket.socket) -> None:
        seen.read_request(connection)
        connection.sendall(b"HTTP/1.1 200 OK\r\n")
        while True:
            connection.sendall(flood)

    with receiver(endless) as seen:
        answer, took = timed(lambda: outbound(timeout=20).post(seen.url(), b"{}", {}))
    assert answer.error == "malformed_answer"
    assert took < 10
    assert MAX_HEAD < 65536


def test_a_slow_name_server_is_given_up(outbound: MakeOutbound) -> None:
    release = threading.Event()

    def slow(_name: str) -> list[Address]:
        release.wait(30)
        return [ip_address("127.0.0.1")]

    with receiver() as seen:
        sender = outbound(timeout=TIMEOUT, resolve=slow)
        answer, took = timed(lambda: sender.post(seen.url(host="slow.example"), b"{}", {}))
        release.set()
    assert answer.error == "timeout"
    assert took < TIMEOUT + SLACK
    assert seen.requests == []


@contextlib.contextmanager
def deaf() -> Iterator[int]:
    """A port that takes no further connection: its backlog is full, so SYNs go unanswered."""
    with socket.socket() as listener, contextlib.ExitStack() as filled:
        listener.bind(("127.0.0.1", 0))
        listener.listen(0)
        for _ in range(8):
            waiting = filled.enter_context(socket.socket())
            waiting.setblocking(False)
            waiting.connect_ex(listener.getsockname())
        yield listener.getsockname()[1]


def test_connecting_may_take_half_of_the_deadline(outbound: MakeOutbound) -> None:
    with deaf() as port:
        url = f"http://127.0.0.1:{port}/"
        answer, took = timed(lambda: outbound(timeout=4).post(url, b"{}", {}))
    assert answer.error == "timeout"
    assert "not connected within 2 s" in answer.detail
    assert 1.9 < took < 3.9


def test_an_address_that_does_not_answer_leaves_time_for_the_next(outbound: MakeOutbound) -> None:
    with deaf() as port, receiver(host="127.0.0.2", port=port) as seen:
        sender = outbound(
            timeout=4, resolve=lambda _name: [ip_address("127.0.0.1"), ip_address("127.0.0.2")]
        )
        assert sender.post(seen.url(host="two.example"), b"{}", {}).ok


@pytest.mark.parametrize(
    "play",
    [
        lambda _seen, connection: hang(connection),
        # A TLS record that announces 16 KiB of handshake, and then never ends.
        lambda _seen, connection: drip(connection, b"\x16\x03\x03\x40\x00\x02\x00\x3f\xfc\x00"),
    ],
    ids=["silent", "dripping"],
)
def test_a_tls_handshake_without_end_is_given_up(play: Play, outbound: MakeOutbound) -> None:
    with receiver(play) as seen:
        answer, took = timed(
            lambda: outbound(timeout=2 * TIMEOUT).post(seen.url(scheme="https"), b"{}", {})
        )
    assert answer.error == "timeout"
    assert took < TIMEOUT + SLACK


def test_a_dripping_answer_over_tls_is_given_up(outbound: MakeOutbound) -> None:
    authority = trustme.CA()
    server, client = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER), ssl.create_default_context()
    authority.issue_cert("127.0.0.1").configure_cert(server)
    authority.configure_trust(client)
    play = drips(b"x", after=b"HTTP/1.1 200 OK\r\nContent-Length: 9999\r\n\r\n")
    with receiver(play, tls=server) as seen:
        sender = outbound(timeout=TIMEOUT, ssl_context=client)
        answer, took = timed(lambda: sender.post(seen.url(scheme="https"), b"{}", {}))
    assert answer.error == "timeout"
    assert took < TIMEOUT + SLACK


def test_what_belongs_to_tls_alone_is_under_the_deadline_too(
    outbound: MakeOutbound, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A megabyte of session tickets, which OpenSSL would read in one go, before the answer."""
    authority = trustme.CA()
    server, client = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER), ssl.create_default_context()
    server.num_tickets = 4000
    authority.issue_cert("127.0.0.1").configure_cert(server)
    authority.configure_trust(client)

    def flood(_seen: Receiver, connection: socket.socket) -> None:
        end = ServerTLS(connection, server)
        end.done(end.tls.do_handshake)
        end.done(lambda: end.tls.read(65536))
        end.tls.write(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")
        end.flush()
        hang(connection)

    looks = 0

    def remaining(_deadline: Deadline) -> float:
        nonlocal looks
        looks += 1
        return 10.0

    monkeypatch.setattr(Deadline, "remaining", remaining)
    with receiver(flood) as seen:
        answer = outbound(ssl_context=client).post(seen.url(scheme="https"), b"{}", {})
    assert answer.ok
    assert looks > 4000 * 200 / MAX_HEAD


def test_the_deadline_holds_on_a_kept_connection(outbound: MakeOutbound) -> None:
    def then_hang(seen: Receiver, connection: socket.socket) -> None:
        seen.read_request(connection)
        connection.sendall(b"HTTP/1.1 204 No Content\r\n\r\n")
        seen.read_request(connection)
        hang(connection)

    with receiver(then_hang) as seen:
        sender = outbound(timeout=TIMEOUT)
        assert sender.post(seen.url(), b"{}", {}).ok
        time.sleep(TIMEOUT / 2)
        answer, took = timed(lambda: sender.post(seen.url(), b"{}", {}))
    assert (answer.error, seen.connections) == ("timeout", 1)
    assert TIMEOUT - 0.05 < took < TIMEOUT + SLACK
