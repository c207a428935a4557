"""Calls of the API in this process, and what is logged meanwhile."""

from __future__ import annotations

import contextlib
import json
import logging
from collections.abc import Callable, Iterator
from typing import Any

from shared.api.http import Request, Response, respond
from shared.app import App

Handler = Callable[[App, Request], Response]


def respond_to(
    relay: App, handler: Handler, method: str, body: object = None, **path: str
) -> Response:
    data = b"" if body is None else json.dumps(body).encode()
    request = Request(method, path, {}, {"content-type": "application/json"}, data)
    return respond(lambda: handler(relay, request), route="test")


def call(relay: App, handler: Handler, method: str, body: object = None, **path: str) -> Any:
    """The JSON of a call that is expected to succeed."""
    answer = respond_to(relay, handler, method, body, **path)
    assert answer.status < 300, answer.body
    return json.loads(answer.body)


@contextlib.contextmanager
def logged() -> Iterator[list[str]]:
    """What any library logs, as the host would write it: INFO and above, with tracebacks."""
    lines: list[str] = []

    class Collect(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            lines.append(self.format(record))

    root, collect = logging.getLogger(), Collect()
    before = root.level
    root.addHandler(collect)
    root.setLevel(logging.INFO)
    try:
        yield lines
    finally:
        root.setLevel(before)
        root.removeHandler(collect)
