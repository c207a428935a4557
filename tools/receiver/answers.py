"""Requests as they were received, and the answers to them."""

from __future__ import annotations

import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from http import HTTPStatus

_PHRASES = {status.value: status.phrase for status in HTTPStatus}
_WITHOUT_BODY = (HTTPStatus.NO_CONTENT, HTTPStatus.NOT_MODIFIED)


@dataclass
class ReceivedRequest:
    """A request that was read to its end. ``time`` is ``time.time()`` at that moment.

    Of several headers of one name, the last one counts.
    """

    method: str
    path: str
    raw_headers: Sequence[tuple[bytes, bytes]]
    body: bytes
    time: float

    @cached_property
    def headers(self) -> Mapping[str, str]:
        """The headers, their names in lower case."""
        return {
            name.decode("latin-1").lower(): value.decode("latin-1")
            for name, value in self.raw_headers
        }


class Sending(StrEnum):
    """How an answer is sent."""

    WHOLE = "whole"
    DRIP = "drip"
    """A byte at a time, ``Answer.pause`` seconds apart."""
    HANG = "hang"
    """Never: the connection stays open until the client closes it."""
    CUT = "cut"
    """Not at all: the connection is closed instead."""


@dataclass(frozen=True)
class Answer:
    """What to answer, *delay* seconds after the request was read."""

    status: int = 200
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)
    delay: float = 0.0
    sending: Sending = Sending.WHOLE
    pause: float = 0.5

    @cached_property
    def is_immediate(self) -> bool:
        return not self.delay and self.sending is Sending.WHOLE

    @cached_property
    def encoded(self) -> bytes:
        """The bytes of the response."""
        lines = [f"HTTP/1.1 {self.status} {_PHRASES.get(self.status, '')}"]
        lines += [f"{name}: {value}" for name, value in self.headers.items()]
        if self.status in _WITHOUT_BODY:
            return _head(lines)
        return _head([*lines, f"Content-Length: {len(self.body)}"]) + self.body


def _head(lines: list[str]) -> bytes:
    return "".join(f"{line}\r\n" for line in [*lines, ""]).encode("latin-1")


@dataclass
class FailSometimes:
    """Answers the *first* requests and then *every* n-th with *failure*, all others with *success*.

    0 switches either rule off.
    """

    success: Answer = field(default_factory=Answer)
    failure: Answer = field(default_factory=lambda: Answer(500))
    first: int = 0
    every: int = 0

    def __post_init__(self) -> None:
        self._count = 0
        self._lock = threading.Lock()

    def __call__(self, _request: ReceivedRequest) -> Answer:
        with self._lock:
            self._count += 1
            number = self._count
        if number <= self.first:
            return self.failure
        fails = self.every and (number - self.first) % self.every == 0
        return self.failure if fails else self.success
