"""The names of own event types, and what a webhook may subscribe to."""

from __future__ import annotations

import re
from collections.abc import Sequence

from shared.events.catalogue import EVENT_TYPES

NAME_PATTERN = r"^[a-zA-Z0-9][a-zA-Z0-9._-]{0,127}$"

SUBSCRIPTION_PATTERN = r"^(\*|[a-zA-Z0-9][a-zA-Z0-9._-]{0,127}(|\.\*))$"
"""A name, ``*``, or ``order.*``."""

RESERVED_PREFIX = "relay."
"""Names that begin so, in whatever case, are kept for events of the relay itself."""

EVERY_TYPE = "*"

_NAME = re.compile(NAME_PATTERN[:-1])
_BUILT_IN = frozenset(name.lower() for name in EVENT_TYPES)
_PATHS = frozenset({"import"})
"""Names that the API has another meaning for: ``/api/event-types/import``."""


def is_name(text: str) -> bool:
    """Whether *text* has the form of an event type's name."""
    return _NAME.fullmatch(text) is not None


def refusal(name: str) -> str | None:
    """Return why no own type can have this name; None if it can."""
    lower = name.lower()
    if not is_name(name):
        return "must be 1 to 128 characters of a-zA-Z0-9._-, the first a letter or a digit"
    if lower in _BUILT_IN:
        return "is the name of a built-in event type; upper and lower case do not matter"
    if _is_reserved(name) or lower in _PATHS:
        return "is reserved"
    return None


def is_wildcard(subscription: str) -> bool:
    """Whether a webhook subscribes to more than one name by this."""
    return subscription.endswith("*")


def wildcard_refusal(subscription: str) -> str | None:
    """Return why a webhook cannot subscribe to this wildcard; None if it can."""
    prefix = subscription[:-1]
    if subscription != EVERY_TYPE and not (prefix.endswith(".") and is_name(prefix)):
        return "must be *, or a beginning of names that ends with a dot, and *: order.*"
    if _is_reserved(prefix):
        return "is reserved"
    return None


def wanted_by_wildcard(subscriptions: Sequence[str], event_type: str) -> bool:
    """Whether one of the wildcards among *subscriptions* stands for *event_type*."""
    prefixes = tuple(one[:-1] for one in subscriptions if is_wildcard(one))
    return event_type.startswith(prefixes) and not _is_reserved(event_type)


def _is_reserved(name: str) -> bool:
    return name.lower().startswith(RESERVED_PREFIX)
