"""``$REQUEST_ID``, ``$DEPLOY_ID`` and ``$TASK_ID`` in a webhook's URL, as Singularity fills them.

Pure. The values come from the payload, percent-encoded, so that one cannot change what the URL
addresses, not even for a receiver that decodes the path before it resolves ``..``. A variable
cannot be in a host or port: the address guard refuses such a URL, filled or not.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from urllib.parse import quote

from shared.model import Event

_VARIABLES: Mapping[str, Mapping[str, tuple[str, str]]] = {
    "REQUEST": {"$REQUEST_ID": ("request", "id")},
    "DEPLOY": {
        "$REQUEST_ID": ("deployMarker", "requestId"),
        "$DEPLOY_ID": ("deployMarker", "deployId"),
    },
    "TASK": {
        "$REQUEST_ID": ("taskId", "requestId"),
        "$DEPLOY_ID": ("taskId", "deployId"),
        "$TASK_ID": ("taskId", "id"),
    },
}

_DOT_SEGMENT = re.compile(r"(?:(?<=[/\\])|^)\.{1,2}(?=[/\\;\x00-\x20]|$)")
"""A ``.`` or ``..`` that is a path segment once the value is decoded; ``;`` ends one in Java."""

_PAYLOADS = json.JSONDecoder(parse_int=float)
"""Ids are text, so of a number that is longer than Python converts nothing is needed."""


def has_variables(url: str, event_type: str) -> bool:
    """Return whether *url* has a variable that is filled for events of *event_type*."""
    return any(variable in url for variable in _VARIABLES.get(event_type, ()))


def expand(url: str, event: Event) -> str:
    """Return *url* with the variables that *event*'s type has filled in."""
    variables = _VARIABLES.get(event.event_type)
    if variables is None or "$" not in url:
        return url
    payload = _PAYLOADS.decode(event.event_json)
    path, mark, query = url.partition("?")
    for variable, (member, name) in variables.items():
        value = payload[member][name]
        path = path.replace(variable, _in_path(value))
        query = query.replace(variable, _quoted(value))
    return path + mark + query


def refusal(template: str, url: str) -> str | None:
    """Say why *url*, which `expand` made of *template*, addresses something else; None if not.

    An empty value can leave a path segment empty, or of dots alone: ``/requests//done`` is another
    resource than any request's, and no encoding makes nothing into something.
    """
    for before, after in zip(_segments(template), _segments(url), strict=True):
        if before != after and after in {"", ".", ".."}:
            return f"an empty id leaves {after!r} of the path segment {before!r}"
    return None


def _segments(url: str) -> list[str]:
    return url.partition("?")[0].split("/")


def _in_path(value: str) -> str:
    """Percent-encode *value* as a part of a path.

    The dots of ``.`` and ``..`` segments are encoded twice: even encoded they are resolved, by some
    receivers before they decode and by others afterwards.
    """
    parts = []
    end = 0
    for dots in _DOT_SEGMENT.finditer(value):
        parts += [_quoted(value[end : dots.start()]), "%252E" * len(dots[0])]
        end = dots.end()
    return "".join([*parts, _quoted(value[end:])])


def _quoted(text: str) -> str:
    return quote(text, safe="", errors="replace")
