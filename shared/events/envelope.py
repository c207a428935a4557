"""Parses and validates the body of ``POST /api/events``; keeps each event's JSON text.

An envelope is ``{event_id?, event_type, event, …}``; a body holds one, or an array of them.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass

from shared.errors import FieldError, InvalidInput
from shared.events import validation
from shared.events.catalogue import EVENT_TYPES, validate
from shared.events.envelope_model import EventEnvelope
from shared.events.fields import UUID_PATTERN
from shared.events.reader import BodyLimits, Member, exact_value, join_path, read_objects
from shared.settings import DEFAULT_MAX_BATCH_BYTES

EXTRAS = frozenset(
    {"instance_id", "instance_name", "created_at", "version", "sas_url", "expires_on"}
)
"""Members that later releases of OneFuzz add to an envelope; delivered unchanged."""

_IDENTIFIERS = frozenset({"event_id", "webhook_id"})

_UUID = re.compile(UUID_PATTERN)

_CANONICAL = json.JSONEncoder(sort_keys=True, separators=(",", ":"), allow_nan=False)
_CANONICAL_NAN = json.JSONEncoder(sort_keys=True, separators=(",", ":"))


@dataclass(frozen=True, slots=True)
class Envelope:
    """One event as it was posted.

    ``event_json`` and the values of ``extras`` are JSON text exactly as in the body; ``extras``
    has the members of `EXTRAS` that were given, in the order given. ``digest`` (SHA-256,
    hexadecimal) is the same for two envelopes that mean the same: whitespace, escapes, the order
    of members, ``event_id`` and ``webhook_id`` do not matter; ``1`` and ``1.0`` differ.
    """

    event_id: str | None
    event_type: str
    event_json: str
    extras: Mapping[str, str]
    digest: str


def parse_events(
    body: bytes,
    *,
    max_event_bytes: int,
    max_batch_bytes: int = DEFAULT_MAX_BATCH_BYTES,
    max_events: int = 100,
) -> tuple[list[Envelope], bool]:
    """Return the events in *body*, and whether it is an array.

    Raises TooLarge if the body is longer than *max_batch_bytes* or the text of an event longer
    than *max_event_bytes*, and InvalidInput for all else that is wrong. ``errors`` has the fault
    for which the body cannot be read, or else the faults of all events, up to
    `validation.MAX_ERRORS`. Of the events that were parsed, no values are kept, only their text.
    """
    limits = BodyLimits(max_batch_bytes, max_event_bytes, max_events)
    objects, is_array = read_objects(body, limits)
    envelopes: list[Envelope] = []
    errors: list[FieldError] = []
    for place, members in objects:
        if len(errors) >= validation.MAX_ERRORS:
            continue  # only to know whether the rest can be read
        errors += [FieldError(join_path(place, e.field), e.message) for e in _faults(members)]
        if not errors:
            envelopes.append(_envelope(members))
    if errors:
        raise _invalid(errors[: validation.MAX_ERRORS])
    return envelopes, is_array


def _faults(members: dict[str, Member]) -> list[FieldError]:
    """Return the faults of one envelope."""
    errors = list(
        validation.faults(EventEnvelope, {name: member.value for name, member in members.items()})
    )
    event_type = EVENT_TYPES.get(_text(members, "event_type") or "")
    if event_type is None:
        return errors
    event_id = _text(members, "event_id")
    if event_id is not None and event_type.family == "onefuzz" and not _UUID.fullmatch(event_id):
        errors = [error for error in errors if error.field != "event_id"]
        errors.append(FieldError("event_id", "must be a UUID, as OneFuzz's are"))
    if "event" in members:
        errors += [
            FieldError(join_path("event", error.field), error.message)
            for error in validate(event_type.name, members["event"].value)
        ]
    return errors


def _envelope(members: dict[str, Member]) -> Envelope:
    """Make an envelope of valid members."""
    return Envelope(
        event_id=_text(members, "event_id"),
        event_type=members["event_type"].value,
        event_json=members["event"].text,
        extras={name: member.text for name, member in members.items() if name in EXTRAS},
        digest=_digest(members),
    )


def _digest(members: dict[str, Member]) -> str:
    """Return the digest of the members' meaning, see `Envelope`."""
    said = {name: member for name, member in members.items() if name not in _IDENTIFIERS}
    try:
        canonical = _CANONICAL.encode({name: member.value for name, member in said.items()})
    except ValueError:  # there is a number beyond Python's limits
        canonical = _CANONICAL_NAN.encode(
            {name: exact_value(member) for name, member in said.items()}
        )
    return hashlib.sha256(canonical.encode()).hexdigest()


def _text(members: dict[str, Member], name: str) -> str | None:
    """Return the member of that *name* if there is one and it is a string."""
    value = members[name].value if name in members else None
    return value if isinstance(value, str) else None


def _invalid(errors: list[FieldError]) -> InvalidInput:
    first = errors[0]
    more = f" (and {len(errors) - 1} more)" if len(errors) > 1 else ""
    return InvalidInput(f"{first.field}: {first.message}{more}", errors=errors)
