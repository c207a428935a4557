"""Requests to the API of a relay in this process, whatever the response."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from shared.api.http import Request, Response, respond
from shared.app import App
from tests.support.in_process import Process


@dataclass(frozen=True)
class Ask:
    """A request to *handler*; ``body`` is sent as JSON, or as it is if it is bytes."""

    handler: Callable[[App, Request], Response]
    method: str = "POST"
    body: Any = b""
    query: Mapping[str, str] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)
    path: Mapping[str, str] = field(default_factory=dict)

    def of(self, process: Process) -> tuple[int, Any]:
        """Return the status and the parsed body of the response of *process*."""
        body = self.body if isinstance(self.body, bytes) else json.dumps(self.body).encode()
        headers = {"content-type": "application/json", **self.headers}
        request = Request(self.method, self.path, self.query, headers, body)
        response = respond(lambda: self.handler(process.relay, request), route="test")
        return response.status, json.loads(response.body)


def fields(problem: Any) -> list[str]:
    """Return the fields that a problem names."""
    return [error["field"] for error in problem["errors"]]
