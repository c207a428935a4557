"""``$REQUEST_ID``, ``$DEPLOY_ID`` and ``$TASK_ID`` in a webhook's URL, as Singularity fills them.

Pure. The values come from the payload, percent-encoded, so that one cannot change what the URL
addresses. In a host or port a variable cannot be: the address guard refuses such a URL, filled or
not.
"""

from __future__ import annotations

import json
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

_PAYLOADS = json.JSONDecoder(parse_int=float)
"""Ids are text, so of a number that is longer than Python converts nothing is needed."""


def has_variables(url: str, event_type: str) -> bool:
    """Return whether *url* has a variable that is filled for events of *event_type*."""
    return any(variable in url for variable in _VARIABLES.get(event_type, ()))


def expand(url: str, event: Event) -> str:
    """*url* with the variables that *event*'s type has; any other text stays as it is."""
    variables = _VARIABLES.get(event.event_type)
    if variables is None or "$" not in url:
        return url
    payload = _PAYLOADS.decode(event.event_json)
    for variable, (member, name) in variables.items():
        url = url.replace(variable, _encoded(payload[member][name]))
    return url


def _encoded(value: str) -> str:
    """*value* as a part of a path or query.

    A path segment of dots means another path even where it is encoded, so they are encoded twice.
    """
    encoded = quote(value, safe="", errors="replace")
    return encoded.replace(".", "%252E") if value in {".", ".."} else encoded
