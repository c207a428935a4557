"""``$REQUEST_ID``, ``$DEPLOY_ID`` and ``$TASK_ID`` in a webhook's URL, as Singularity fills them.

Pure. The values come from the payload, percent-encoded, so that one cannot change what the URL
addresses; the address guard judges the filled URL all the same.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from shared.model import Event

_Path = tuple[str, ...]

_VARIABLES: Mapping[str, Mapping[str, _Path]] = {
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


def filled(url: str, event: Event) -> str:
    """*url* with the variables that *event*'s type has; any other text stays as it is."""
    variables = _VARIABLES.get(event.event_type)
    if variables is None or "$" not in url:
        return url
    payload = json.loads(event.event_json)
    for variable, path in variables.items():
        if variable in url:
            url = url.replace(variable, quote(_value(payload, path), safe=""))
    return url


def _value(payload: Any, path: _Path) -> str:
    for name in path:
        payload = payload[name]
    return str(payload)
