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

    What is in its *head* is parsed when it is asked for.
    """

    head: bytes
    body: bytes
    time: float

    @property
    def method(self) -> str:
        return self._request_line[0]

    @property
    def path(self) -> str:
        """The path and the query, as they were sent."""
        return self._request_line[1]

    @cached_property
    def headers(self) -> Mapping[str, str]:
        """The headers, their names in lower case. Of several of one name, the last one counts."""
        return {name.lower(): value for name, value in self.raw_headers}

    @cached_property
    def raw_headers(self) -> Sequence[tuple[str, str]]:
        """Every header, as it was sent."""
        lines = self.head.decode("latin-1").split("\r\n")[1:]
        fields = (line.partition(":") for line in lines)
        return [(name, value.strip(" \t")) for name, _, value in fields]

    @cached_property
    def _request_line(self) -> Sequence[str]:
        return self.head.partition(b"\r\n")[0].decode("latin-1").split(" ")


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
