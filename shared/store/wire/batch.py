"""Transactions of the table service: writes to one partition in one request, all or none.

https://learn.microsoft.com/rest/api/storageservices/performing-entity-group-transactions
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from http import HTTPStatus
from uuid import uuid4

_STATUS = re.compile(rb"^HTTP/1\.1 (\d{3})\b", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Write:
    """One write of a transaction; ``path`` begins with a slash, ``headers`` are its own."""

    method: str
    path: str
    body: bytes
    headers: Mapping[str, str]


def encode(url: str, writes: Sequence[Write], headers: Mapping[str, str]) -> tuple[str, bytes]:
    """Return the content type and the body for *writes* to the service at *url*.

    *headers* are sent with each write, beside its own.
    """
    batch, changes = f"batch_{uuid4()}", f"changeset_{uuid4()}"
    parts = [
        f"--{batch}\r\nContent-Type: multipart/mixed; boundary={changes}\r\n\r\n".encode(),
        *(_part(url, write, headers, changes) for write in writes),
        f"--{changes}--\r\n\r\n--{batch}--\r\n".encode(),
    ]
    return f"multipart/mixed; boundary={batch}", b"".join(parts)


def _part(url: str, write: Write, headers: Mapping[str, str], boundary: str) -> bytes:
    own = {**headers, **write.headers, "Content-Length": str(len(write.body))}
    head = [
        f"--{boundary}",
        "Content-Type: application/http",
        "Content-Transfer-Encoding: binary",
        "",
        f"{write.method} {url}{write.path} HTTP/1.1",
        *(f"{name}: {value}" for name, value in own.items()),
    ]
    return "\r\n".join(head).encode() + b"\r\n\r\n" + write.body + b"\r\n"


def status(body: bytes) -> int:
    """Return the status of the write that was refused, or that of the last one if none was.

    *body* is that of the response. 0 if it tells of no write.
    """
    statuses = [int(found) for found in _STATUS.findall(body)]
    refused = [found for found in statuses if found >= HTTPStatus.BAD_REQUEST]
    return refused[0] if refused else statuses[-1] if statuses else 0
