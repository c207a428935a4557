"""The bundled receiver answers as it is told, and records what it gets."""

from __future__ import annotations

import gc
import http.client
import socket
import threading
import time
import warnings
from collections.abc import Iterator
from statistics import median

import pytest

from tests.support.waiting import wait_until
from tools.receiver import Answer, FailSometimes, ReceivedRequest, Receiver, Sending, Server

REQUEST = b"POST /hook HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\nhi"


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with Receiver() as receiver:
        yield receiver


def client_of(receiver: Server, timeout: float = 20) -> http.client.HTTPConnection:
    return http.client.HTTPConnection("127.0.0.1", receiver.port, timeout=timeout)


def post(receiver: Server, body: bytes = b"hi", path: str = "/hook") -> http.client.HTTPResponse:
    """Post on a connection of its own; the response, its body read."""
    connection = client_of(receiver)
    try:
        connection.request("POST", path, body)
        response = connection.getresponse()
        response.read()
        return response
    finally:
        connection.close()


def statuses(receiver: Server, count: int) -> list[int]:
    return [post(receiver).status for _ in range(count)]


def test_records_each_request(receiver: Receiver) -> None:
    before = time.time()
    connection = client_of(receiver)
    connection.request("PUT", "/a%2Fb?c=d", b"\xff", {"X-One": "1", "x-ONE": "\xe9"})
    assert connection.getresponse().status == 200
    connection.close()

    [request] = receiver.wait_for(1)
    assert (request.method, request.path, request.body) == ("PUT", "/a%2Fb?c=d", b"\xff")
    assert request.headers["x-one"] == "\xe9", "the last of two"
    assert ("X-One", "1") in request.raw_headers
    assert before <= request.time <= time.time()
    receiver.clear()
    assert receiver.requests == []


def test_waits_in_vain(receiver: Receiver) -> None:
    with pytest.raises(AssertionError, match=r"0 of 1 requests arrived within 0.1 s"):
        receiver.wait_for(1, timeout=0.1)


def test_answers_with_status_headers_and_body(receiver: Receiver) -> None:
    receiver.answer = Answer(418, b"\x00\xff", {"X-One": "1"})
    connection = client_of(receiver)
    connection.request("POST", "/hook", b"")
    response = connection.getresponse()
    assert (response.status, response.headers["X-One"], response.read()) == (418, "1", b"\x00\xff")
    connection.close()


@pytest.mark.parametrize("status", [204, 304])
def test_an_answer_without_body_has_no_length_either(status: int) -> None:
    assert Answer(status, b"body").encoded.count(b"\r\n") == 2
    with Receiver(status) as receiver:
        assert post(receiver).status == status


def test_the_next_answers_come_before_the_usual_one(receiver: Receiver) -> None:
    receiver.answer_next(500, Answer(404))
    assert statuses(receiver, 3) == [500, 404, 200]


def test_a_function_answers_and_may_block() -> None:
    together = threading.Barrier(20, timeout=20)

    def answer(request: ReceivedRequest) -> int:
        together.wait()
        return int(request.body)

    with Receiver(answer) as receiver:
        got: list[int] = []
        threads = [
            threading.Thread(target=lambda n=n: got.append(post(receiver, b"%d" % n).status))
            for n in range(200, 220)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert sorted(got) == list(range(200, 220))


@pytest.mark.parametrize("asynchronous", [False, True])
def test_a_function_that_fails_cuts_the_connection(
    asynchronous: bool, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(_request: ReceivedRequest) -> Answer:
        raise RuntimeError("a mistake of the test")

    with Receiver(fail) if asynchronous else Server(fail) as receiver:
        with pytest.raises((http.client.RemoteDisconnected, ConnectionError)):
            post(receiver)
        wait_until(lambda: "a mistake of the test" in caplog.text, what="the log")


@pytest.mark.slow
def test_a_delay_is_kept_and_holds_up_nobody_else(receiver: Receiver) -> None:
    receiver.answer_next(Answer(delay=1.0))
    slow: list[float] = []
    began = time.monotonic()

    def wait_for_answer() -> None:
        post(receiver)
        slow.append(time.monotonic() - began)

    thread = threading.Thread(target=wait_for_answer)
    thread.start()
    receiver.wait_for(1)
    post(receiver)
    assert not slow, "answered while the slow one waits"
    thread.join()
    assert slow[0] >= 1.0


def test_drips_a_byte_at_a_time(receiver: Receiver) -> None:
    answer = Answer(200, b"drops", sending=Sending.DRIP, pause=0.005)
    receiver.answer = answer
    with socket.create_connection(("127.0.0.1", receiver.port), timeout=20) as connection:
        connection.sendall(REQUEST)
        parts = iter(lambda: connection.recv(4096), b"")
        received = list(parts)
    assert b"".join(received) == answer.encoded
    assert len(received) > len(answer.encoded) / 2, "few arrive together"


def test_hangs_until_the_client_gives_up(receiver: Receiver) -> None:
    receiver.answer = Answer(sending=Sending.HANG)
    connection = client_of(receiver, timeout=0.5)
    connection.request("POST", "/hook", b"hi")
    with pytest.raises(TimeoutError):
        connection.getresponse()
    connection.close()
    assert len(receiver.requests) == 1


def test_cuts_the_connection(receiver: Receiver) -> None:
    receiver.answer = Answer(sending=Sending.CUT)
    with pytest.raises(http.client.RemoteDisconnected):
        post(receiver)
    assert len(receiver.requests) == 1


def test_goes_down_and_comes_up_on_the_same_port(receiver: Receiver) -> None:
    kept = client_of(receiver)
    kept.request("POST", "/hook", b"hi")
    kept.getresponse().read()
    port = receiver.port
    for _ in range(3):
        receiver.down()
        receiver.down()
        with pytest.raises(ConnectionRefusedError):
            post(receiver)
        assert kept.sock is None or kept.sock.recv(1) == b"", "open connections are cut"
        receiver.up()
        receiver.up()
        assert post(receiver).status == 200
    assert receiver.port == port
    kept.close()


def test_keeps_its_port_before_it_listens() -> None:
    with Receiver(listening=False) as receiver:
        with pytest.raises(ConnectionRefusedError):
            post(receiver)
        receiver.up()
        assert post(receiver).status == 200


def test_goes_down_while_an_answer_is_due(receiver: Receiver) -> None:
    receiver.answer = Answer(delay=60)
    with socket.create_connection(("127.0.0.1", receiver.port), timeout=20) as connection:
        connection.sendall(REQUEST)
        receiver.wait_for(1)
        receiver.down()
        assert connection.recv(1) == b""


def test_stops_while_clients_connect() -> None:
    with warnings.catch_warnings(record=True) as unclosed:
        warnings.simplefilter("always", ResourceWarning)
        for turn in range(150):
            receiver = Receiver()
            with socket.create_connection(("127.0.0.1", receiver.port), timeout=20):
                time.sleep(turn % 30 * 1e-5)  # so that it stops at each step of the accepting
                receiver.stop()
        gc.collect()
    assert [str(warning.message) for warning in unclosed] == []


def test_a_taken_port_is_an_error(receiver: Receiver) -> None:
    with pytest.raises(OSError, match="in use"):
        Server(lambda _: Answer(), port=receiver.port)


def test_fails_the_first_and_then_every_third() -> None:
    failing = FailSometimes(failure=Answer(503), first=2, every=3)
    with Receiver(failing) as receiver:
        assert statuses(receiver, 8) == [503, 503, 200, 200, 503, 200, 200, 503]
    with Receiver(FailSometimes(first=1)) as receiver:
        assert statuses(receiver, 3) == [500, 200, 200]


def test_tells_what_it_answers_before_it_is_out() -> None:
    told: list[tuple[bytes, int]] = []

    def respond(request: ReceivedRequest) -> Answer:
        cut = request.body == b"cut"
        return Answer(500, delay=0.05, sending=Sending.CUT if cut else Sending.WHOLE)

    with Server(
        respond, answered=lambda request, answer: told.append((request.body, answer.status))
    ) as server:
        post(server, b"one")
        assert told == [(b"one", 500)]
        with pytest.raises(http.client.RemoteDisconnected):
            post(server, b"cut")
    assert told == [(b"one", 500)]


class TestConnections:
    def send(self, receiver: Receiver, data: bytes) -> bytes:
        """What comes back until the receiver closes the connection."""
        with socket.create_connection(("127.0.0.1", receiver.port), timeout=20) as connection:
            connection.sendall(data)
            return b"".join(iter(lambda: connection.recv(4096), b""))

    def test_is_kept_until_the_client_asks_to_close(self, receiver: Receiver) -> None:
        receiver.answer_next(Answer(201, delay=0.1), Answer(202))
        last = REQUEST.replace(b"Host: x", b"Connection: close")
        received = self.send(receiver, REQUEST + REQUEST + last)
        assert [part[:3] for part in received.split(b"HTTP/1.1 ")[1:]] == [b"201", b"202", b"200"]

    def test_http_1_0_is_closed(self, receiver: Receiver) -> None:
        received = self.send(receiver, REQUEST.replace(b"HTTP/1.1", b"HTTP/1.0"))
        assert received.startswith(b"HTTP/1.1 200 OK\r\n")

    def test_what_is_no_http_is_refused(self, receiver: Receiver) -> None:
        assert self.send(receiver, b"\x16\x03\x01 no\r\n\r\n").startswith(b"HTTP/1.1 400 ")

    @pytest.mark.parametrize(
        "data",
        [
            b"POST / HTTP/1.1\r\nContent-Length: ten\r\n\r\n",
            b"POST / HTTP/1.1\r\nContent-Length: -1\r\n\r\n",
            b"POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nx\r\n",
            b"POST /\r\n\r\n",
        ],
    )
    def test_a_malformed_request_is_refused(self, receiver: Receiver, data: bytes) -> None:
        assert self.send(receiver, data).startswith(b"HTTP/1.1 400 ")
        assert receiver.requests == []

    @pytest.mark.parametrize("size", [0, 1, 70_000, 1_000_000])
    def test_a_body_of_any_size_is_read(self, receiver: Receiver, size: int) -> None:
        connection = client_of(receiver)
        for _ in range(2):
            connection.request("POST", "/hook", b"x" * size)
            assert connection.getresponse().read() == b""
        connection.close()
        assert [len(request.body) for request in receiver.requests] == [size, size]

    def test_a_request_may_come_a_byte_at_a_time(self, receiver: Receiver) -> None:
        with socket.create_connection(("127.0.0.1", receiver.port), timeout=20) as connection:
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            for byte in REQUEST:
                connection.sendall(bytes([byte]))
            assert connection.recv(4096).startswith(b"HTTP/1.1 200 OK\r\n")
        assert receiver.requests[0].body == b"hi"

    def test_chunks_are_read(self, receiver: Receiver) -> None:
        self.send(
            receiver,
            b"POST / HTTP/1.1\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\n"
            b"2\r\nab\r\n1\r\nc\r\n0\r\n\r\n",
        )
        assert receiver.requests[0].body == b"abc"

    def test_a_client_that_asks_first_is_told_to_continue(self, receiver: Receiver) -> None:
        expecting = REQUEST.replace(b"Host: x", b"Expect: 100-continue\r\nConnection: close")
        received = self.send(receiver, expecting)
        assert received.startswith(b"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\n")

    def test_a_kept_one_is_no_slower_than_a_new_one(self, receiver: Receiver) -> None:
        """Without TCP_NODELAY an answer may wait 40 ms for a delayed acknowledgement."""
        kept = client_of(receiver)
        on_kept, on_new = [], []
        for _ in range(30):
            began = time.perf_counter()
            kept.request("POST", "/hook", b"hi")
            kept.getresponse().read()
            on_kept.append(time.perf_counter() - began)
            began = time.perf_counter()
            post(receiver)
            on_new.append(time.perf_counter() - began)
        kept.close()
        assert median(on_kept) < 2 * median(on_new) + 0.01
