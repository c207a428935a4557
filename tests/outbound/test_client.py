"""What one POST sends, and what it makes of the answers that real receivers send."""

from __future__ import annotations

import gzip
import random
import socket
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from ipaddress import ip_address, ip_network
from pathlib import Path

import pytest

from shared.outbound import dns, pool
from shared.outbound.client import BODY_START_CHARACTERS
from shared.outbound.connection import MAX_BODY, MAX_HEAD
from shared.outbound.dns import MAX_LOOKUPS
from shared.outbound.guard import Address

from .conftest import MakeOutbound
from .receivers import OK, Receiver, receiver, reset, wait_until

BODY = '{"event": "é"}'.encode()


def answering(*, status: str = "200 OK", headers: str = "", body: bytes = b"ok") -> bytes:
    head = f"HTTP/1.1 {status}\r\nContent-Length: {len(body)}\r\n{headers}\r\n"
    return head.encode() + body


def test_the_request_is_what_was_asked_for(outbound: MakeOutbound) -> None:
    with receiver() as seen:
        answer = outbound().post(
            seen.url("/hook/a%2Fb?sig=x%20y"),
            BODY,
            {"Content-Type": "application/json", "X-A": "1"},
        )
    assert answer.ok
    assert (answer.status, answer.error, answer.body_start) == (200, None, "ok")
    [request] = seen.requests
    assert request.line == "POST /hook/a%2Fb?sig=x%20y HTTP/1.1"
    assert request.body == BODY
    assert dict(request.headers) == {
        "Host": f"127.0.0.1:{seen.port}",
        "User-Agent": "relay/test",
        "Accept-Encoding": "identity",
        "Content-Type": "application/json",
        "X-A": "1",
        "Content-Length": str(len(BODY)),
    }


def test_an_empty_body_has_its_length(outbound: MakeOutbound) -> None:
    with receiver() as seen:
        assert outbound().post(seen.url(), b"", {}).ok
    assert seen.requests[0].header("Content-Length") == "0"


@pytest.mark.parametrize(
    ("status", "ok"),
    [
        (200, True),
        (201, True),
        (202, True),
        (204, True),
        (299, True),
        (300, False),
        (304, False),
        (400, False),
        (401, False),
        (404, False),
        (410, False),
        (429, False),
        (500, False),
        (503, False),
        (599, False),
        (999, False),
    ],
)
def test_the_status_is_the_answer(status: int, ok: bool, outbound: MakeOutbound) -> None:
    body = b"" if status in (204, 304) else b"why"
    with receiver(answering(status=f"{status} Because", body=body)) as seen:
        answer = outbound().post(seen.url(), BODY, {})
    assert (answer.status, answer.error, answer.ok) == (status, None, ok)
    assert answer.body_start == body.decode()


@pytest.mark.parametrize(
    "headers",
    [
        "Content-Type: multipart/mixed\r\n",
        "Content-Type: multipart/mixed; boundary=x\r\n",
        "Content-Type: multipart/mixed; boundary=x\r\nContent-Transfer-Encoding: base64\r\n",
        "Content-Type: message/rfc822\r\n",
        "Content-Type: nonsense\r\n",
    ],
)
def test_what_the_body_is_does_not_matter(headers: str, outbound: MakeOutbound) -> None:
    with receiver(answering(headers=headers)) as seen:
        assert outbound().post(seen.url(), BODY, {}).ok


@pytest.mark.parametrize("status", [300, 301, 302, 303, 307, 308])
def test_redirects_are_not_followed(status: int, outbound: MakeOutbound) -> None:
    with receiver() as elsewhere:
        moved = answering(status=f"{status} Moved", headers=f"Location: {elsewhere.url()}\r\n")
        with receiver(moved) as seen:
            answer = outbound().post(seen.url(), BODY, {})
    assert (answer.status, answer.ok, len(seen.requests)) == (status, False, 1)
    assert elsewhere.connections == 0
    assert "redirect" in answer.detail


def test_proxies_netrc_and_cookies_are_unknown_here(
    outbound: MakeOutbound, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    netrc = tmp_path / "netrc"
    netrc.write_text("default login me password hidden\n")
    monkeypatch.setenv("NETRC", str(netrc))
    monkeypatch.delenv("NO_PROXY", raising=False)
    monkeypatch.delenv("no_proxy", raising=False)
    cookie = answering(headers="Set-Cookie: a=b; Path=/\r\n")
    with receiver() as proxy, receiver(cookie) as seen:
        for name in ("http_proxy", "https_proxy", "all_proxy"):
            monkeypatch.setenv(name, proxy.url("/"))
            monkeypatch.setenv(name.upper(), proxy.url("/"))
        sender = outbound()
        assert sender.post(seen.url(), BODY, {}).ok
        assert sender.post(seen.url(), BODY, {}).ok
    assert proxy.connections == 0
    for request in seen.requests:
        assert request.header("Authorization") is None
        assert request.header("Cookie") is None


def test_nobody_listening_is_a_failed_connection(outbound: MakeOutbound) -> None:
    with receiver() as gone:
        pass
    answer = outbound().post(gone.url(), BODY, {})
    assert (answer.status, answer.error) == (None, "connection_failed")
    assert answer.detail


def test_a_failure_says_nothing_of_the_url(outbound: MakeOutbound) -> None:
    with receiver() as gone:
        pass
    answer = outbound().post(gone.url("/path?sig=secret"), BODY, {"Authorization": "secret"})
    assert "secret" not in repr(answer)


# Names and addresses


def test_a_name_without_an_address_is_a_failure_of_its_own(outbound: MakeOutbound) -> None:
    def unknown(name: str) -> list[Address]:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    def empty(name: str) -> list[Address]:
        return []

    for resolve in (unknown, empty):
        answer = outbound(resolve=resolve).post("http://nowhere.example/", BODY, {})
        assert (answer.status, answer.error) == (None, "dns_failed")


def test_the_system_resolver_is_the_default(outbound: MakeOutbound) -> None:
    both = [ip_network("127.0.0.0/8"), ip_network("::1/128")]
    with receiver() as seen:
        answer = outbound(allowed_networks=both).post(seen.url(host="localhost"), BODY, {})
    assert answer.ok
    assert seen.requests[0].header("Host") == f"localhost:{seen.port}"


def test_a_rebinding_name_leads_nowhere_else(
    outbound: MakeOutbound, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first answer names an allowed address, every later one an address inside."""
    monkeypatch.setattr(dns, "FRESH_SECONDS", 0.0)
    looked_up = []

    def rebind(name: str) -> list[Address]:
        looked_up.append(name)
        return [ip_address("127.0.0.1" if len(looked_up) == 1 else "127.0.0.2")]

    with receiver() as outside, receiver(host="127.0.0.2", port=outside.port) as inside:
        sender = outbound(allowed_networks=[ip_network("127.0.0.1/32")], resolve=rebind)
        url = outside.url(host="rebind.example")
        assert sender.post(url, BODY, {}).ok
        assert (len(looked_up), len(outside.requests)) == (1, 1)

        monkeypatch.setattr(pool, "MAX_AGE", 0.0)
        assert sender.post(url, BODY, {}).error == "refused_address"
        assert len(looked_up) == 2
    assert inside.connections == 0
    assert outside.connections == 1


def test_a_mixed_answer_is_refused_as_a_whole(outbound: MakeOutbound) -> None:
    with receiver() as seen:
        sender = outbound(
            allowed_networks=[ip_network("127.0.0.1/32")],
            resolve=lambda _name: [ip_address("127.0.0.1"), ip_address("127.0.0.2")],
        )
        answer = sender.post(seen.url(host="mixed.example"), BODY, {})
    assert answer.error == "refused_address"
    assert seen.connections == 0


def test_the_next_address_is_tried_when_one_does_not_answer(outbound: MakeOutbound) -> None:
    with receiver() as seen:
        sender = outbound(resolve=lambda _name: [ip_address("127.0.0.2"), ip_address("127.0.0.1")])
        assert sender.post(seen.url(host="two.example"), BODY, {}).ok


def test_a_trailing_dot_does_not_reach_the_host_header(outbound: MakeOutbound) -> None:
    looked_up: list[str] = []

    def resolve(name: str) -> list[Address]:
        looked_up.append(name)
        return [ip_address("127.0.0.1")]

    with receiver() as seen:
        assert outbound(resolve=resolve).post(seen.url(host="Dot.Example."), BODY, {}).ok
    assert looked_up == ["dot.example"]
    assert seen.requests[0].header("Host") == f"dot.example:{seen.port}"


@pytest.mark.slow
def test_names_that_never_resolve_do_not_pile_up_threads(outbound: MakeOutbound) -> None:
    release = threading.Event()

    def never(name: str) -> list[Address]:
        release.wait(30)
        return [ip_address("127.0.0.1")]

    def looking_up() -> int:
        return sum(thread.name == "lookup" for thread in threading.enumerate())

    wait_until(lambda: looking_up() == 0)
    sender = outbound(timeout=0.2, resolve=never)
    try:
        for _ in range(3):
            assert sender.post("http://same.example/", BODY, {}).error == "timeout"
        assert looking_up() == 1
        with ThreadPoolExecutor(16) as threads:
            names = [f"http://{n}.example/" for n in range(MAX_LOOKUPS)]
            errors = list(threads.map(lambda url: sender.post(url, BODY, {}).error, names))
        assert sorted(map(str, errors)) == ["dns_failed"] + ["timeout"] * (MAX_LOOKUPS - 1)
    finally:
        release.set()
    wait_until(lambda: looking_up() == 0)
    sender = outbound(resolve=never)
    with receiver() as seen:
        assert sender.post(seen.url(host="same.example"), BODY, {}).ok


# Connections kept


def test_connections_are_used_again(outbound: MakeOutbound) -> None:
    with receiver() as seen:
        sender = outbound()
        for path in ("/a", "/b", "/c"):
            assert sender.post(seen.url(path), BODY, {}).ok
    assert (seen.connections, len(seen.requests)) == (1, 3)


@pytest.mark.parametrize("limit", ["MAX_AGE", "MAX_IDLE"])
def test_an_old_connection_is_not_used_again(
    limit: str, outbound: MakeOutbound, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pool, limit, 0.0)
    with receiver() as seen:
        sender = outbound()
        for _ in range(2):
            assert sender.post(seen.url(), BODY, {}).ok
    assert seen.connections == 2


@pytest.mark.parametrize(
    "answer",
    [
        answering(headers="Connection: close\r\n"),
        b"HTTP/1.0 200 OK\r\nContent-Length: 2\r\n\r\nok",
    ],
    ids=["close", "http/1.0"],
)
def test_a_connection_is_not_kept_against_the_receivers_will(
    answer: bytes, outbound: MakeOutbound
) -> None:
    with receiver(answer) as seen:
        sender = outbound()
        for _ in range(2):
            assert sender.post(seen.url(), BODY, {}).ok
    assert seen.connections == 2


def test_a_connection_that_was_hung_up_is_replaced(outbound: MakeOutbound) -> None:
    hung_up = threading.Event()

    def once(seen: Receiver, connection: socket.socket) -> None:
        seen.read_request(connection)
        connection.sendall(OK)
        connection.close()
        hung_up.set()

    with receiver(once) as seen:
        sender = outbound()
        for _ in range(3):
            assert sender.post(seen.url(), BODY, {}).ok
            assert hung_up.wait(10)
            hung_up.clear()
    assert seen.connections == 3


def test_a_request_that_may_have_been_read_is_not_sent_again(outbound: MakeOutbound) -> None:
    """The kept connection breaks after the second request was read, before an answer."""

    def breaks(seen: Receiver, connection: socket.socket) -> None:
        seen.read_request(connection)
        connection.sendall(OK)
        seen.read_request(connection)

    with receiver(breaks) as seen:
        sender = outbound()
        assert sender.post(seen.url("/1"), BODY, {}).ok
        assert sender.post(seen.url("/2"), BODY, {}).error == "connection_failed"
    assert [request.line.split()[1] for request in seen.requests] == ["/1", "/2"]
    assert seen.connections == 1


def test_idle_connections_are_bounded_across_hosts(outbound: MakeOutbound) -> None:
    open_now = 0
    changing = threading.Lock()

    def count(seen: Receiver, connection: socket.socket) -> None:
        nonlocal open_now
        with changing:
            open_now += 1
        try:
            while seen.read_request(connection):
                connection.sendall(OK)
        finally:
            with changing:
                open_now -= 1

    with receiver(count) as seen:
        sender = outbound(pool_size=3, resolve=lambda _name: [ip_address("127.0.0.1")])
        for number in range(8):
            assert sender.post(seen.url(host=f"h{number}.example"), BODY, {}).ok
        wait_until(lambda: open_now == 3)
        sender.close()
        wait_until(lambda: open_now == 0)
        assert sender.post(seen.url(), BODY, {}).ok
        wait_until(lambda: open_now == 0)


def test_threads_share_it(outbound: MakeOutbound) -> None:
    with receiver() as seen:
        sender = outbound()

        def post(number: int) -> bool:
            return sender.post(seen.url(f"/{number}"), str(number).encode() * 100, {}).ok

        with ThreadPoolExecutor(8) as threads:
            assert all(threads.map(post, range(200)))
    assert sorted(r.line.split()[1] for r in seen.requests) == sorted(f"/{n}" for n in range(200))
    for request in seen.requests:
        assert request.body == request.line.split()[1][1:].encode() * 100
    assert seen.connections <= 8


# Answers


def test_interim_answers_are_passed_over(outbound: MakeOutbound) -> None:
    interim = (
        b"HTTP/1.1 100 Continue\r\n\r\n"
        b"HTTP/1.1 103 Early Hints\r\nLink: </a.css>; rel=preload\r\n\r\n"
        b"HTTP/1.1 102 Processing\r\n\r\n"
    )
    with receiver(interim + answering(status="201 Created")) as seen:
        sender = outbound()
        for _ in range(2):
            answer = sender.post(seen.url(), BODY, {})
            assert (answer.status, answer.body_start) == (201, "ok")
    assert seen.connections == 1


def test_an_answer_in_chunks_is_put_together(outbound: MakeOutbound) -> None:
    chunked = (
        b"HTTP/1.1 400 No\r\nTransfer-Encoding: chunked\r\n\r\n"
        b"3;a=b\r\nabc\r\n4\r\ndefg\r\n0\r\nTrailer: x\r\n\r\n"
    )
    with receiver(chunked) as seen:
        sender = outbound()
        for _ in range(2):
            assert sender.post(seen.url(), BODY, {}).body_start == "abcdefg"
    assert seen.connections == 1


def test_an_answer_that_ends_with_its_connection_is_complete(outbound: MakeOutbound) -> None:
    def until_the_end(seen: Receiver, connection: socket.socket) -> None:
        seen.read_request(connection)
        connection.sendall(b"HTTP/1.1 202 Accepted\r\n\r\nall of it")

    with receiver(until_the_end) as seen:
        answer = outbound().post(seen.url(), BODY, {})
    assert (answer.status, answer.body_start) == (202, "all of it")


def test_an_early_answer_counts_though_the_request_was_not_read(outbound: MakeOutbound) -> None:
    def too_large(seen: Receiver, connection: socket.socket) -> None:
        connection.recv(100)
        connection.sendall(answering(status="413 Too Large", headers="Connection: close\r\n"))
        connection.shutdown(socket.SHUT_WR)
        while connection.recv(65536):
            pass

    with receiver(too_large) as seen:
        answer = outbound().post(seen.url(), b"x" * 4_000_000, {})
    assert answer.status == 413


def test_an_early_answer_counts_though_the_connection_was_reset(outbound: MakeOutbound) -> None:
    def too_large(_seen: Receiver, connection: socket.socket) -> None:
        connection.recv(100)
        connection.sendall(answering(status="413 Too Large", headers="Connection: close\r\n"))

    with receiver(too_large) as seen:
        sender = outbound()
        for _ in range(20):
            assert sender.post(seen.url(), b"x" * 4_000_000, {}).status == 413


def test_the_beginning_of_the_answer_is_kept_and_made_harmless(outbound: MakeOutbound) -> None:
    text = "\x1b[31m\x00naïve\r\n\tand\x85" + "€" * 2000
    with receiver(answering(status="500 No", body=text.encode() + b"\xff")) as seen:
        answer = outbound().post(seen.url(), BODY, {})
    assert answer.body_start == ("�[31m�naïve\r\n\tand�" + "€" * 2000)[:BODY_START_CHARACTERS]


@pytest.mark.parametrize("status", ["200 OK", "500 No"])
def test_no_more_than_16_kib_of_the_answer_are_read(status: str, outbound: MakeOutbound) -> None:
    sent = 0

    def endless(seen: Receiver, connection: socket.socket) -> None:
        nonlocal sent
        seen.read_request(connection)
        head = f"HTTP/1.1 {status}\r\nContent-Length: 99999999999\r\n\r\n"
        connection.sendall(head.encode())
        while True:
            sent += connection.send(b"x" * 1024)

    with receiver(endless) as seen:
        sender = outbound()
        answer = sender.post(seen.url(), BODY, {})
        assert answer.status == int(status[:3])
        assert answer.body_start == "x" * BODY_START_CHARACTERS
        sender.post(seen.url(), BODY, {})
    assert seen.connections == 2


def test_a_gzip_bomb_stays_packed(outbound: MakeOutbound) -> None:
    bomb = gzip.compress(b"\0" * 10_000_000)
    assert len(bomb) < MAX_BODY
    with receiver(answering(headers="Content-Encoding: gzip\r\n", body=bomb)) as seen:
        answer = outbound().post(seen.url(), BODY, {})
    assert (answer.status, answer.body_start) == (200, "")


@pytest.mark.parametrize(
    ("header", "kept"),
    [
        ("Retry-After: 120\r\n", "120"),
        ("retry-after:  Wed, 21 Oct 2026 07:28:00 GMT \r\n", "Wed, 21 Oct 2026 07:28:00 GMT"),
        ("Retry-After: " + "9" * 65 + "\r\n", None),
        ("", None),
    ],
)
def test_retry_after_is_handed_on_as_it_came(
    header: str, kept: str | None, outbound: MakeOutbound
) -> None:
    with receiver(answering(status="503 Busy", headers=header)) as seen:
        assert outbound().post(seen.url(), BODY, {}).retry_after == kept


MALFORMED = {
    "nothing of http": b"220 smtp.example ESMTP ready\r\n",
    "http/0.9": b"<html>it works</html>",
    "an ssh banner": b"SSH-2.0-OpenSSH_9.6\r\n",
    "binary": bytes(range(256)),
    "http/2": b"HTTP/2 200\r\n\r\n",
    "http/2 frames": b"\x00\x00\x12\x04\x00\x00\x00\x00\x00\x00\x03\x00\x00\x00\x80\r\n",
    "no status": b"HTTP/1.1\r\n\r\n",
    "a word for a status": b"HTTP/1.1 fine\r\n\r\n",
    "a status too large": b"HTTP/1.1 2000 OK\r\n\r\n",
    "a status too small": b"HTTP/1.1 20 OK\r\n\r\n",
    "a negative status": b"HTTP/1.1 -200 OK\r\n\r\n",
    "a status line only": b"HTTP/1.1 200 OK",
    "a head cut short": b"HTTP/1.1 200 OK\r\nServer: x\r\n",
    "a header cut short": b"HTTP/1.1 200 OK\r\nContent-Len",
    "a header without a colon": b"HTTP/1.1 200 OK\r\nServer\r\nContent-Length: 0\r\n\r\n",
    "a folded first header": b"HTTP/1.1 200 OK\r\n folded: x\r\nContent-Length: 0\r\n\r\n",
    "a space before the colon": b"HTTP/1.1 200 OK\r\nContent-Length : 0\r\n\r\n",
    "two lengths": b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\nok",
    "a negative length": b"HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n",
    "a word for a length": b"HTTP/1.1 200 OK\r\nContent-Length: two\r\n\r\nok",
    "a signed length": b"HTTP/1.1 200 OK\r\nContent-Length: +2\r\n\r\nok",
    "a length in other digits": "HTTP/1.1 200 OK\r\nContent-Length: ٢\r\n\r\nok".encode(),
    "a huge length": b"HTTP/1.1 200 OK\r\nContent-Length: " + b"9" * 5000 + b"\r\n\r\nok",
    "length and chunks": (
        b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"
    ),
    "an unknown coding": b"HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n",
    "a bad chunk": b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\nok\r\n",
    "a cut chunk": b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nff\r\nok",
    "no last chunk": b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n",
    "a cut last chunk": b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n0\r\n",
    "a cut body": b"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nok",
    "an unasked switch": b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\n\r\n",
    "many headers": b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 101 + b"\r\n",
    "a large header": b"HTTP/1.1 200 OK\r\nX: " + b"y" * MAX_HEAD + b"\r\n\r\n",
    "a long status line": b"HTTP/1.1 200 " + b"y" * MAX_HEAD + b"\r\n\r\n",
    "interim answers only": b"HTTP/1.1 100 Continue\r\n\r\n" * 4000,
    "early hints only": b"HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n" * 4000,
    "chunks of nothing but framing": (
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
        + (b"1;" + b"x" * 100 + b"\r\ny\r\n") * 4000
    ),
}


@pytest.mark.parametrize("answer", MALFORMED.values(), ids=MALFORMED.keys())
def test_a_malformed_answer_is_a_failure_of_its_own(answer: bytes, outbound: MakeOutbound) -> None:
    def say(seen: Receiver, connection: socket.socket) -> None:
        seen.read_request(connection)
        connection.sendall(answer)

    with receiver(say) as seen:
        result = outbound().post(seen.url(), BODY, {})
    assert (result.status, result.error, result.ok) == (None, "malformed_answer", False)
    assert result.detail
    assert len(result.detail) < 200


def test_a_failure_that_breaks_off_is_still_that_failure(outbound: MakeOutbound) -> None:
    """A 2xx must be complete to be believed; anything else is a failure either way."""

    def cut(seen: Receiver, connection: socket.socket) -> None:
        seen.read_request(connection)
        connection.sendall(b"HTTP/1.1 429 Slow\r\nRetry-After: 7\r\nContent-Length: 99\r\n\r\nslow")

    with receiver(cut) as seen:
        answer = outbound().post(seen.url(), BODY, {})
    assert (answer.status, answer.retry_after, answer.body_start) == (429, "7", "slow")


@pytest.mark.parametrize(
    "before", [b"", b"HTTP/1.1 20", b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nab"]
)
def test_a_reset_is_a_failed_connection(before: bytes, outbound: MakeOutbound) -> None:
    def resets(seen: Receiver, connection: socket.socket) -> None:
        seen.read_request(connection)
        connection.sendall(before)
        if before:
            time.sleep(0.2)  # A reset also discards what the other side has not read yet.
        reset(connection)

    with receiver(resets) as seen:
        answer = outbound().post(seen.url(), BODY, {})
    assert (answer.status, answer.ok) == (None, False)
    assert answer.error == "connection_failed"


def test_hanging_up_without_an_answer_is_a_failed_connection(outbound: MakeOutbound) -> None:
    with receiver(lambda seen, connection: seen.read_request(connection)) as seen:
        answer = outbound().post(seen.url(), BODY, {})
    assert (answer.status, answer.error) == (None, "connection_failed")
    assert "without an answer" in answer.detail


def test_no_bytes_whatever_raise(outbound: MakeOutbound) -> None:
    """Answers put together and damaged at random; the seed of a failure is in its message."""
    seed = random.randrange(2**32)
    chance = random.Random(seed)
    pieces = [
        *MALFORMED.values(),
        OK,
        b"Content-Type: multipart/mixed; boundary=a\r\n",
        b"\r\n\r\n",
    ]
    pieces = [piece[:300] for piece in pieces]

    def damaged() -> bytes:
        data = bytearray(b"".join(chance.choices(pieces, k=chance.randrange(1, 4))))
        for _ in range(chance.randrange(4)):
            if data:
                data[chance.randrange(len(data))] = chance.randrange(256)
        return bytes(data)

    def say(seen: Receiver, connection: socket.socket) -> None:
        seen.read_request(connection)
        connection.sendall(damaged())

    with receiver(say) as seen:
        sender = outbound()
        for _ in range(150):
            answer = sender.post(seen.url(), BODY, {})
            assert (answer.status is None) == (answer.error is not None), seed


CLAIMS = {
    "nothing": b"",
    "chunks": b"Transfer-Encoding: chunked\r\n",
    "a length": b"Content-Length: 5\r\n",
    "a length and chunks": b"Content-Length: 5\r\nTransfer-Encoding: chunked\r\n",
    "a length that cannot be read": b"Content-Length: five\r\n",
}


@pytest.mark.parametrize("claim", CLAIMS.values(), ids=CLAIMS.keys())
@pytest.mark.parametrize("status", [204, 304])
def test_204_and_304_have_no_body_whatever_they_claim(
    status: int, claim: bytes, outbound: MakeOutbound
) -> None:
    """Without a body that was claimed, the connection is closed: the claim may be kept later."""

    def say(seen: Receiver, connection: socket.socket) -> None:
        while seen.read_request(connection) is not None:
            connection.sendall(b"HTTP/1.1 %d x\r\n%s\r\n" % (status, claim))

    with receiver(say) as seen:
        sender = outbound(timeout=2)
        results = [sender.post(seen.url(), BODY, {}) for _ in range(2)]
    assert [(result.status, result.body_start) for result in results] == [(status, "")] * 2
    assert all(result.duration_ms < 1000 for result in results)
    assert seen.connections == (2 if claim else 1)


def test_interim_responses_have_no_body_whatever_they_claim(outbound: MakeOutbound) -> None:
    interim = b"HTTP/1.1 103 Early Hints\r\nTransfer-Encoding: chunked\r\n\r\n"

    def say(seen: Receiver, connection: socket.socket) -> None:
        while seen.read_request(connection) is not None:
            connection.sendall(interim + OK)

    with receiver(say) as seen:
        assert outbound(timeout=2).post(seen.url(), BODY, {}).body_start == "ok"


CHUNKS = {
    "hexadecimal": b"0x5\r\ntrue!\r\n0\r\n\r\n",
    "a plus": b"+5\r\ntrue!\r\n0\r\n\r\n",
    "a minus": b"-5\r\ntrue!\r\n0\r\n\r\n",
    "an underscore": b"0_5\r\ntrue!\r\n0\r\n\r\n",
    "a space before": b" 5\r\ntrue!\r\n0\r\n\r\n",
    "a space behind": b"5 \r\ntrue!\r\n0\r\n\r\n",
    "a tab behind": b"5\t\r\ntrue!\r\n0\r\n\r\n",
    "nothing": b"\r\ntrue!\r\n0\r\n\r\n",
    "an extension alone": b";a=b\r\ntrue!\r\n0\r\n\r\n",
    "other digits": "٥\r\ntrue!\r\n0\r\n\r\n".encode(),
    "a line feed alone": b"5\ntrue!\r\n0\r\n\r\n",
    "too many digits": b"0" * 20 + b"5\r\ntrue!\r\n0\r\n\r\n",
    "a signed last chunk": b"5\r\ntrue!\r\n-0\r\n\r\n",
    "more data than the size says": b"5\r\ntrue!!!\r\n0\r\n\r\n",
    "no line end behind the data": b"5\r\ntrue!0\r\n\r\n",
}


@pytest.mark.parametrize("chunks", CHUNKS.values(), ids=CHUNKS.keys())
def test_a_chunk_size_is_hexadecimal_digits_and_nothing_else(
    chunks: bytes, outbound: MakeOutbound
) -> None:
    head = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
    with receiver(head + chunks) as seen:
        result = outbound(timeout=2).post(seen.url(), BODY, {})
    assert (result.status, result.error) == (None, "malformed_answer")


@pytest.mark.parametrize("size", [b"a", b"A", b"0000000a", b"a;name=value", b"a;name"])
def test_a_chunk_size_may_have_zeros_before_it_and_an_extension_behind(
    size: bytes, outbound: MakeOutbound
) -> None:
    head = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
    with receiver(head + size + b"\r\n0123456789\r\n0\r\nTrailer: x\r\n\r\n") as seen:
        sender = outbound(timeout=2)
        for _ in range(2):
            assert sender.post(seen.url(), BODY, {}).body_start == "0123456789"
    assert seen.connections == 1
