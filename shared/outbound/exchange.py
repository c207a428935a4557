"""The outcome of a POST on a connection."""

from __future__ import annotations

import http.client
from dataclasses import dataclass


class MalformedResponse(Exception):
    """The response is not HTTP/1.x, or two readers could understand it differently."""


@dataclass(frozen=True, slots=True)
class Exchange:
    """A response whose head was complete and well-formed.

    ``fault`` is the reason why the body could not be read to its end, or to MAX_BODY.
    """

    status: int
    headers: http.client.HTTPMessage
    body: bytes
    fault: OSError | MalformedResponse | None
