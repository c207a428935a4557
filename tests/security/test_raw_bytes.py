"""Bytes on a socket that are no proper request: refused, soon, and nothing half done.

What HTTP itself forbids, the host refuses before our code sees it. Here that is devhost; on Azure
it is Microsoft's front end, which may choose other statuses, so none is asked for beyond the class.
"""

from __future__ import annotations

import contextlib
import json
import re
import socket
from collections.abc import Mapping
from typing import Any

import pytest

from tests.security.world import World
from tests.support.client import ping_event

PATIENCE = 20.0
"""Seconds until a connection that says nothing more counts as hung."""

HUGE = b"x" * 200_000


def post(body: bytes, *headers: bytes, path: bytes = b"/api/events") -> bytes:
    """A POST as it goes over the wire; *headers* say how long *body* is."""
    head = [b"POST " + path + b" HTTP/1.1", b"Host: localhost", b"Connection: close"]
    return b"\r\n".join([*head, b"Content-Type: application/json", *headers, b"", body])


def sized(body: bytes, *headers: bytes, **options: bytes) -> bytes:
    return post(body, b"Content-Length: %d" % len(body), *headers, **options)


def get(path: bytes, *headers: bytes) -> bytes:
    head = [b"GET " + path + b" HTTP/1.1", b"Host: localhost", b"Connection: close"]
    return b"\r\n".join([*head, *headers, b"", b""])


def chunked(*chunks: bytes) -> bytes:
    return post(b"".join(chunks), b"Transfer-Encoding: chunked")


def exchange(world: World, *segments: bytes, then_nothing: bool = False) -> list[int]:
    """Send *segments*; the statuses of all answers until the relay hangs up, as it must.

    *then_nothing* says that the relay may wait for more, and ends the request there.
    """
    answer = b""
    with socket.create_connection(("127.0.0.1", world.relay.port), timeout=PATIENCE) as connection:
        # It may hang up before all is sent; what it said first is there to be read.
        with contextlib.suppress(ConnectionError):
            for segment in segments:
                connection.sendall(segment)
            if then_nothing:
                connection.shutdown(socket.SHUT_WR)
        with contextlib.suppress(ConnectionError):
            while part := connection.recv(65536):
                answer += part
    return [int(status) for status in re.findall(rb"HTTP/1\.1 (\d{3}) ", answer)]


def is_stored(world: World, event: Mapping[str, Any]) -> bool:
    return world.relay.get(f"/api/events/{event['event_id']}").status_code == 200


UNFINISHED = {
    "nothing",
    "line breaks",
    "HTTP/0.9",
    "cut in the head",
    "too large, says the head",
    "too long a length",
    "one byte too long a length",
    "no last chunk",
    "a cut chunk",
}
"""What could go on."""

NOT_HTTP = {
    "nothing": b"",
    "zeros": b"\0" * 1000,
    "noise": bytes(range(256)) * 20,
    "line breaks": b"\r\n" * 2000,
    "TLS": bytes.fromhex("16030100c8010000c40303") + b"\x01" * 190,
    "HTTP/2": b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
    "HTTP/0.9": b"GET /api/health\r\n",
    "HTTP/9": b"GET /api/health HTTP/9.9\r\nHost: localhost\r\n\r\n",
    "no target": b"GET HTTP/1.1\r\nHost: localhost\r\n\r\n",
    "an unknown method": b"EVIL /api/events HTTP/1.1\r\nHost: localhost\r\n\r\n",
    "CONNECT": b"CONNECT example.com:443 HTTP/1.1\r\nHost: example.com\r\n\r\n",
    "cut in the head": b"POST /api/events HTTP/1.1\r\nHost: re",
    "no colon": get(b"/api/nothing", b"not a header"),
    "NUL in a header": get(b"/api/nothing", b"X-A: a\0b"),
    "a space in a name": get(b"/api/nothing", b"X A: b"),
    "a folded header": get(b"/api/nothing", b"X-A: a", b" b"),
    "a huge header": get(b"/api/nothing", b"X-A: " + HUGE),
    "many headers": get(b"/api/nothing", *(b"X-%d: a" % number for number in range(5000))),
    "a huge target": get(b"/api/" + HUGE),
    "a raw non-ASCII target": get(b"/api/\xff\xfe"),
    "an encoded non-UTF-8 target": get(b"/api/events/%FF%FE"),
    "an encoded NUL": get(b"/api/events/%00"),
    "a half encoded byte": get(b"/api/events/%F"),
    "an upward path": get(b"/api/../../etc/passwd"),
    "an encoded upward path": get(b"/api/events/..%2f..%2fetc"),
    "a non-UTF-8 query": get(b"/api/webhooks?webhook_id=%FF%FE"),
    "a huge query": get(b"/api/webhooks?webhook_id=" + HUGE),
    "many parameters": get(b"/api/webhooks?" + b"&".join(b"a%d=1" % n for n in range(3000))),
    "an asterisk": get(b"*").replace(b"GET", b"OPTIONS"),
    "non-ASCII media type": post(b"{}", b"Content-Type: \xe9", b"Content-Length: 2"),
    "a non-UTF-8 body": sized(b'{"event_type": "\xff\xfe"}'),
    "a UTF-16 body": sized('{"event_type": "ping"}'.encode("utf-16")),
    "compressed, says the head": sized(b"{}", b"Content-Encoding: gzip"),
    "too large, says the head": post(b"{}", b"Content-Length: 2000000000"),
}


@pytest.mark.parametrize("name", NOT_HTTP)
def test_what_is_no_request_is_refused(world: World, name: str) -> None:
    unfinished = name in UNFINISHED

    statuses = exchange(world, NOT_HTTP[name], then_nothing=unfinished)

    assert all(400 <= status < 500 for status in statuses), statuses
    assert len(statuses) == 1 or (unfinished and not statuses)
    assert world.relay.get("/api/health", timeout=5).status_code == 200


EVENT = b"<the event>"
FRAMES = {
    "no length": post(EVENT),
    "too long a length": post(EVENT, b"Content-Length: 100000"),
    "one byte too long a length": post(EVENT, b"Content-Length: <one more>"),
    "too short a length": post(EVENT, b"Content-Length: 20"),
    "a length of 0": post(EVENT, b"Content-Length: 0"),
    "a negative length": post(EVENT, b"Content-Length: -1"),
    "a word for a length": post(EVENT, b"Content-Length: ten"),
    "an empty length": post(EVENT, b"Content-Length: "),
    "an overflowing length": post(EVENT, b"Content-Length: 18446744073709551617"),
    "two lengths": post(EVENT, b"Content-Length: <length>", b"Content-Length: 5"),
    "a list of lengths": post(EVENT, b"Content-Length: <length>, <length>"),
    "length and chunks": post(
        b"0\r\n\r\n" + EVENT, b"Content-Length: <length>", b"Transfer-Encoding: chunked"
    ),
    "an unknown coding": post(EVENT, b"Transfer-Encoding: xchunked"),
    "a coding twice": post(EVENT, b"Transfer-Encoding: chunked, chunked"),
    "a broken chunk size": chunked(b"zz\r\n", EVENT, b"\r\n0\r\n\r\n"),
    "a huge chunk size": chunked(b"FFFFFFFFFFFFFFFFF\r\n", EVENT, b"\r\n0\r\n\r\n"),
    "a negative chunk size": chunked(b"-5\r\n", EVENT, b"\r\n0\r\n\r\n"),
    "no last chunk": chunked(b"<hex>\r\n", EVENT, b"\r\n"),
    "a cut chunk": chunked(b"fff\r\n", EVENT),
    "a chunk without its end": chunked(b"<hex>\r\n", EVENT, b"0\r\n\r\n"),
}


@pytest.mark.parametrize("name", FRAMES)
def test_an_event_in_a_broken_frame_is_not_accepted(world: World, name: str) -> None:
    frame, unfinished = FRAMES[name], name in UNFINISHED
    event = ping_event()
    body = json.dumps(event).encode()
    for placeholder, text in (
        (b"<one more>", b"%d" % (len(body) + 1)),
        (b"<length>", b"%d" % len(body)),
        (b"<hex>", b"%x" % len(body)),
        (EVENT, body),
    ):
        frame = frame.replace(placeholder, text)

    statuses = exchange(world, frame, then_nothing=unfinished)

    assert all(400 <= status < 500 for status in statuses), statuses
    assert statuses or unfinished
    assert not is_stored(world, event)


def test_pipelined_requests_are_answered_in_order(world: World) -> None:
    events = [ping_event() for _ in range(20)]
    requests = []
    for event in events:
        requests += [sized(json.dumps(event).encode()), sized(b"{"), get(b"/api/nothing")]
    kept_alive = [request.replace(b"Connection: close\r\n", b"") for request in requests[:-1]]

    statuses = exchange(world, b"".join(kept_alive), requests[-1])

    assert statuses == [202, 400, 404] * len(events)

    assert all(is_stored(world, event) for event in events)


def test_a_body_that_comes_byte_by_byte_is_read(world: World) -> None:
    event = ping_event()
    request = sized(json.dumps(event).encode())

    assert exchange(world, *(request[at : at + 1] for at in range(len(request)))) == [202]

    assert is_stored(world, event)


def test_connections_that_say_nothing_keep_nobody_waiting(world: World) -> None:
    address = ("127.0.0.1", world.relay.port)
    silent = [socket.create_connection(address, timeout=PATIENCE) for _ in range(200)]
    try:
        for connection in silent[::2]:
            connection.sendall(post(b"{", b"Content-Length: 1000"))
        event = ping_event()
        world.client.post(event)
        assert is_stored(world, event)
    finally:
        for connection in silent:
            connection.close()
