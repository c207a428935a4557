"""Query parameters of lists: how many, and which.

The Functions host joins repeated parameters by commas and leaves out empty ones, so each value is
checked as a whole.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping

from pydantic import ConfigDict, TypeAdapter, ValidationError

from shared.api.request_models import Moment
from shared.errors import InvalidInput
from shared.event_types.known import EventTypes
from shared.events.envelope_model import is_event_id
from shared.times import epoch

DEFAULT_LIMIT, MAX_LIMIT = 50, 1000

_LIMIT = re.compile("[0-9]{1,4}")
_STATUS = re.compile("[1-9][0-9]{2}")
_MOMENT = TypeAdapter(Moment, config=ConfigDict(defer_build=True))


def one_of(name: str, parameters: Mapping[str, str], known: Collection[str]) -> str | None:
    """Return the parameter, None if it is absent. Raises InvalidInput if it is not *known*."""
    value = parameters.get(name)
    if value is not None and value not in known:
        raise InvalidInput(f"{name}: must be one of {', '.join(known)}", field=name)
    return value


def event_type(parameters: Mapping[str, str], types: EventTypes) -> str | None:
    """Return the event type to choose by. Raises InvalidInput for one that never existed."""
    value = parameters.get("event_type")
    if value is not None and not types.has_existed(value):
        raise InvalidInput(f"event_type: {types.unknown(value)}", field="event_type")
    return value


def flag(name: str, parameters: Mapping[str, str]) -> bool:
    """Return a parameter that is ``true`` or ``false``, False if absent. Raises InvalidInput."""
    return one_of(name, parameters, ("true", "false")) == "true"


def limit(parameters: Mapping[str, str]) -> int:
    """Return how many items a page may have. Raises InvalidInput."""
    text = parameters.get("limit")
    if text is None:
        return DEFAULT_LIMIT
    if not (_LIMIT.fullmatch(text) and 1 <= int(text) <= MAX_LIMIT):
        raise InvalidInput(f"limit: must be a whole number from 1 to {MAX_LIMIT}", field="limit")
    return int(text)


def status_code(parameters: Mapping[str, str]) -> int | None:
    """Return an HTTP status, None if it is absent. Raises InvalidInput."""
    text = parameters.get("status_code")
    if text is None:
        return None
    if not _STATUS.fullmatch(text):
        raise InvalidInput("status_code: must be a number from 100 to 999", field="status_code")
    return int(text)


def event_id(parameters: Mapping[str, str]) -> str | None:
    """Return the id of an event, None if it is absent. Raises InvalidInput if none can be it."""
    text = parameters.get("event_id")
    if text is not None and not is_event_id(text):
        raise InvalidInput("event_id: is not the id of an event", field="event_id")
    return text


def time_range(parameters: Mapping[str, str]) -> tuple[float | None, float | None]:
    """Return ``since`` and ``until`` in epoch seconds, None where absent. Raises InvalidInput."""
    since, until = _moment("since", parameters), _moment("until", parameters)
    require_order(since, until)
    return since, until


def require_order(since: float | None, until: float | None) -> None:
    """Raise InvalidInput where *since* is later than *until*."""
    if since is not None and until is not None and since > until:
        raise InvalidInput("since: is later than until", field="since")


def _moment(name: str, parameters: Mapping[str, str]) -> float | None:
    text = parameters.get(name)
    if text is None:
        return None
    try:
        return epoch(_MOMENT.validate_python(text))
    except ValidationError:
        raise InvalidInput(
            f"{name}: must be a time with an offset, such as 2026-01-31T12:00:00Z", field=name
        ) from None
