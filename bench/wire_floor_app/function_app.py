"""The wire floor: what the SDK floor does, as bytes on sockets.

The same requests as `bench/floor_app`, built and signed by hand, with a response parser that knows
no more than Azurite and the bundled receiver send. Nothing is retried, and a lost connection ends
the request. ``FLOOR_TARGETS`` holds the subscribers' URLs, with spaces between.
"""

import base64
import hmac
import json
import os
import re
import socket
import threading
from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import formatdate
from hashlib import sha256
from urllib.parse import urlsplit

import azure.functions as func

from shared import parallel

STORAGE = "AzureWebJobsStorage"
QUEUE = "floor"

_EVENT_ID = re.compile(rb'"event_id": "([^"]+)"')
_LENGTH = re.compile(rb"\r\ncontent-length: (\d+)", re.IGNORECASE)
_CHUNKED = re.compile(rb"\r\ntransfer-encoding: chunked", re.IGNORECASE)

_parts = dict(part.split("=", 1) for part in os.environ[STORAGE].split(";") if part)
ACCOUNT, KEY = _parts["AccountName"], base64.b64decode(_parts["AccountKey"])
TABLES, QUEUES = (urlsplit(_parts[f"{name}Endpoint"]) for name in ("Table", "Queue"))
targets = [urlsplit(target) for target in os.environ["FLOOR_TARGETS"].split()]
local = threading.local()

app = func.FunctionApp(http_auth_level=func.AuthLevel.ANONYMOUS)


@app.route("api/events", methods=["POST"])
def post_event(req: func.HttpRequest) -> func.HttpResponse:
    body = req.get_body()
    event_id = _event_id(body)
    row = {
        "PartitionKey": sha256(event_id.encode()).hexdigest()[:2],
        "RowKey": event_id,
        "received_at": datetime.now(UTC).isoformat(),
        "event": body.decode(),
    }
    table("POST", "events", row)

    def start_delivery(target: int) -> None:
        new = {"PartitionKey": str(target), "RowKey": event_id, "state": "queued"}
        table("POST", "deliveries", new)
        put(f"{target} {body.decode()}")

    parallel.map(start_delivery, range(len(targets)))
    return func.HttpResponse(status_code=202)


@app.queue_trigger("msg", QUEUE, STORAGE)
def deliver(msg: func.QueueMessage) -> None:
    target, _, body = msg.get_body().partition(b" ")
    url = targets[int(target)]
    status = exchange(url.netloc, "POST", url.path, ["Content-Type: application/json"], body)
    key = f"deliveries(PartitionKey='{target.decode()}',RowKey='{_event_id(body)}')"
    row = {
        "state": "delivered" if status < 300 else "failed",
        "status": status,
        "ended_at": datetime.now(UTC).isoformat(),
    }
    table("PATCH", key, row)


def table(method: str, path: str, row: Mapping[str, str | int]) -> None:
    target = f"{TABLES.path}/{path}"
    date = formatdate(usegmt=True)
    signed = f"{method}\n\napplication/json\n{date}\n/{ACCOUNT}{target}"
    headers = [
        f"x-ms-date: {date}",
        "x-ms-version: 2019-02-02",
        "DataServiceVersion: 3.0",
        "Accept: application/json;odata=minimalmetadata",
        "Content-Type: application/json",
        "Prefer: return-no-content" if method == "POST" else "If-Match: *",
        f"Authorization: {_signature(signed)}",
    ]
    _check(exchange(TABLES.netloc, method, target, headers, json.dumps(row).encode()))


def put(text: str) -> None:
    target = f"{QUEUES.path}/{QUEUE}/messages"
    encoded = base64.b64encode(text.encode()).decode()
    body = f"<QueueMessage><MessageText>{encoded}</MessageText></QueueMessage>".encode()
    date = formatdate(usegmt=True)
    signed = (
        f"POST\n\n\n{len(body)}\n\napplication/xml\n\n\n\n\n\n\n"
        f"x-ms-date:{date}\nx-ms-version:2021-02-12\n/{ACCOUNT}{target}\nmessagettl:-1"
    )
    headers = [
        f"x-ms-date: {date}",
        "x-ms-version: 2021-02-12",
        "Content-Type: application/xml",
        f"Authorization: {_signature(signed)}",
    ]
    _check(exchange(QUEUES.netloc, "POST", f"{target}?messagettl=-1", headers, body))


def exchange(netloc: str, method: str, target: str, headers: list[str], body: bytes) -> int:
    """Return the status of the response. Each thread keeps one connection to each server."""
    sockets: dict[str, socket.socket] = local.__dict__.setdefault("sockets", {})
    if netloc not in sockets:
        host, _, port = netloc.partition(":")
        sockets[netloc] = socket.create_connection((host, int(port)))
        sockets[netloc].setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    lines = [f"{method} {target} HTTP/1.1", f"Host: {netloc}", f"Content-Length: {len(body)}"]
    sockets[netloc].sendall("\r\n".join([*lines, *headers, "", ""]).encode() + body)
    return _status(sockets[netloc])


def _status(connection: socket.socket) -> int:
    data = b""
    while b"\r\n\r\n" not in data:
        data += _received(connection)
    head, _, body = data.partition(b"\r\n\r\n")
    length = _LENGTH.search(head)
    if _CHUNKED.search(head):
        while not body.endswith(b"0\r\n\r\n"):
            body += _received(connection)
    elif length:
        while len(body) < int(length[1]):
            body += _received(connection)
    return int(head[9:12])


def _received(connection: socket.socket) -> bytes:
    data = connection.recv(65536)
    if not data:
        raise ConnectionError("closed before the end of the response")
    return data


def _signature(signed: str) -> str:
    digest = hmac.digest(KEY, signed.encode(), "sha256")
    return f"SharedKey {ACCOUNT}:{base64.b64encode(digest).decode()}"


def _check(status: int) -> None:
    if status >= 300:
        raise RuntimeError(f"storage answered {status}")


def _event_id(body: bytes) -> str:
    found = _EVENT_ID.search(body)
    assert found is not None
    return found[1].decode()
