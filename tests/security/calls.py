"""Calls of the API in this process, and what is logged meanwhile."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

from shared.api.http import Request, Response, respond
from shared.app import App
from tests.support.log_records import collected

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


def logged() -> AbstractContextManager[list[str]]:
    """What any library logs, as the host would write it: INFO and above, with tracebacks."""
    return collected(None, logging.Formatter().format)
