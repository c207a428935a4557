"""The built-in event types alone: events are read and judged without a store."""

from __future__ import annotations

from shared.errors import FieldError
from shared.events.catalogue import EVENT_TYPES, unknown_type


class NoOtherTypes:
    """The types of the catalogue are all that there are."""

    def own(self, _name: str) -> None:
        """Return None."""

    def unknown(self, name: str) -> str:
        """Return the message for a type that does not exist."""
        return unknown_type(name)


NO_OTHER_TYPES = NoOtherTypes()


def validate(
    event_type: str, payload: object, *, has_instance_id: bool = False
) -> tuple[FieldError, ...]:
    """Return the faults of *payload*, parsed JSON, as an event of a built-in type."""
    return EVENT_TYPES[event_type].version(has_instance_id=has_instance_id).faults(payload)
