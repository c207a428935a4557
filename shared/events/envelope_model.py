"""The model of an envelope."""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Any

from pydantic import AfterValidator, ConfigDict, WithJsonSchema
from pydantic_core import PydanticCustomError

from shared.events.fields import ClosedObject, Uuid, optional

# What a URL's path segment may hold unescaped (RFC 3986); Table keys take all of it.
_EVENT_ID = r"^[A-Za-z0-9._~:@!$&'()*+,;=-]{1,128}$"
_ALLOWED_ID = re.compile(_EVENT_ID)

# RFC 3339, save that .NET leaves out the offset of a time of unspecified kind, and all but the
# date of a DateOnly, as OneFuzz's `expires_on` is.
_DATE_TIME = (
    r"^[0-9]{4}-[0-9]{2}-[0-9]{2}"
    r"([Tt ]([01][0-9]|2[0-3]):[0-5][0-9]:([0-5][0-9]|60)(\.[0-9]+)?"
    r"([Zz]|[+-]([01][0-9]|2[0-3]):[0-5][0-9])?)?$"
)


NO_EVENT_ID = "must be 1 to 128 ASCII letters, digits and . _ ~ : @ ! $ & ' ( ) * + , ; = -"
"""What is said of text that `is_event_id` does not allow."""


def is_event_id(text: str) -> bool:
    """Return whether *text* is allowed as an event id."""
    # HTTP clients remove a path segment of one or two dots.
    return _ALLOWED_ID.fullmatch(text) is not None and text not in {".", ".."}


def _check_event_id(text: str) -> str:
    if not is_event_id(text):
        raise PydanticCustomError("custom", NO_EVENT_ID)
    return text


def _check_date_time(text: str) -> str:
    try:
        if not re.fullmatch(_DATE_TIME, text):
            raise ValueError
        date.fromisoformat(text[:10])
    except ValueError:
        raise PydanticCustomError(
            "custom", "must be a date and time such as 2026-11-21T19:00:00Z"
        ) from None
    return text


_EventId = Annotated[
    str,
    AfterValidator(_check_event_id),
    WithJsonSchema(
        {"type": "string", "pattern": _EVENT_ID, "description": "A UUID for OneFuzz's event types."}
    ),
]
_DateTime = Annotated[
    str,
    AfterValidator(_check_date_time),
    WithJsonSchema({"type": "string", "pattern": _DATE_TIME}),
]


class EventEnvelope(ClosedObject):
    """An event to deliver; `event` is judged by the schema of its `event_type`."""

    event_id: _EventId = optional()
    event_type: str
    event: Any
    webhook_id: str = optional()
    instance_id: Uuid = optional()
    instance_name: str = optional()
    created_at: _DateTime = optional()
    version: str = optional()
    sas_url: str = optional()
    expires_on: _DateTime | None = optional()


class OpenEnvelope(EventEnvelope):
    """An envelope of OneFuzz 8, which has an ``instance_id`` and may have other members."""

    model_config = ConfigDict(extra="ignore")

    instance_id: Uuid
