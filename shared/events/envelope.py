"""Parses and validates the body of ``POST /api/events``; keeps each event's JSON text.

An envelope is ``{event_id?, event_type, event, …}``; a body holds one, or an array of them.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from operator import attrgetter

from shared.errors import FieldError, InvalidInput
from shared.events import validation
from shared.events.catalogue import EVENT_TYPES, EventType, OtherTypes
from shared.events.envelope_model import NO_EVENT_ID, EventEnvelope, OpenEnvelope, is_event_id
from shared.events.fields import UUID_PATTERN
from shared.events.reader import (
    BodyLimits,
    Member,
    exact_value,
    faults_at,
    read_object,
    read_objects,
)
from shared.settings import DEFAULT_MAX_BATCH_BYTES

_ESSENTIALS = frozenset({"event_id", "event_type", "event", "webhook_id"})
"""What every message of OneFuzz has. All other members of an envelope are delivered unchanged."""

_IDENTIFIERS = frozenset({"event_id", "webhook_id"})

_UUID = re.compile(UUID_PATTERN)
_NO_UUID = "must be a UUID, as OneFuzz's are"

_IS_EXACT = attrgetter("is_exact")
_CANONICAL = json.JSONEncoder(sort_keys=True, separators=(",", ":"), allow_nan=False)
_CANONICAL_NAN = json.JSONEncoder(sort_keys=True, separators=(",", ":"))


@dataclass(frozen=True, slots=True)
class Envelope:
    """One event as it was posted.

    ``event_json`` and the values of ``extras`` are JSON text exactly as in the body; ``extras``
    has all members but the essential ones, in the order given. ``digest`` (SHA-256,
    hexadecimal) is the same for two envelopes that mean the same: whitespace, escapes, the order
    of members, ``event_id`` and ``webhook_id`` do not matter; ``1`` and ``1.0`` differ.
    ``type_version`` is the version of the own type that judged it; 0 for one of the catalogue.
    """

    event_id: str | None
    event_type: str
    event_json: str
    extras: Mapping[str, str]
    digest: str
    type_version: int = 0


def id_fault(event_id: str, event_type: str) -> str | None:
    """Return what is wrong with the id of an event of a known type, in words; None if nothing."""
    known = EVENT_TYPES.get(event_type)
    if known is not None and known.family == "onefuzz":
        return None if _UUID.fullmatch(event_id) else _NO_UUID
    return None if is_event_id(event_id) else NO_EVENT_ID


def parse_events(
    body: bytes,
    *,
    types: OtherTypes,
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
        faults, type_version = _judged(members, types)
        errors += faults_at(place, faults)
        if not errors:
            envelopes.append(_envelope(members, type_version))
    if errors:
        raise InvalidInput.of(errors[: validation.MAX_ERRORS])
    return envelopes, is_array


def judge(
    body: bytes, event_type: str, *, types: OtherTypes, max_event_bytes: int
) -> tuple[list[FieldError], int]:
    """Return the faults of the envelope in *body*, and the version of its type.

    The faults are those for which `parse_events` would refuse it. It may leave out its
    ``event_type``, which must be *event_type*. The version is 0 for a type of the catalogue. Raises
    TooLarge, and InvalidInput for a body that cannot be read or is of another type.
    """
    members = read_object(body, max_event_bytes)
    named = Member(event_type, json.dumps(event_type))
    if members.setdefault("event_type", named).value != event_type:
        raise InvalidInput(f"event_type: must be {event_type}, or left out", field="event_type")
    return _judged(members, types)


def _judged(members: dict[str, Member], types: OtherTypes) -> tuple[list[FieldError], int]:
    """Return the faults of one envelope, and the version of its type if it is an own one."""
    name = _text(members, "event_type")
    event_type = EVENT_TYPES.get(name or "")
    if event_type is not None:
        return _faults_by_catalogue(members, event_type), 0
    errors = _faults_of(EventEnvelope, members)
    if name is None:
        return errors, 0
    own = types.own(name)
    if own is None:
        return [*errors, FieldError("event_type", types.unknown(name))], 0
    if "event" in members:
        errors += faults_at("event", own.faults(members["event"].value))
    return errors, own.version


def _faults_by_catalogue(members: dict[str, Member], event_type: EventType) -> list[FieldError]:
    has_instance_id = "instance_id" in members
    of_onefuzz = event_type.family == "onefuzz"
    model = OpenEnvelope if has_instance_id and of_onefuzz else EventEnvelope
    errors = _faults_of(model, members)
    if of_onefuzz:
        errors = _with_faults_of_onefuzz(event_type, members, errors)
    if "event" in members:
        version = event_type.version(has_instance_id=has_instance_id)
        errors += faults_at("event", version.faults(members["event"].value))
    return errors


def _faults_of(model: type[EventEnvelope], members: dict[str, Member]) -> list[FieldError]:
    return list(validation.faults(model, {name: m.value for name, m in members.items()}))


def _with_faults_of_onefuzz(
    event_type: EventType, members: dict[str, Member], errors: list[FieldError]
) -> list[FieldError]:
    """Add to the *errors* of an envelope what OneFuzz's envelopes must have besides."""
    event_id = _text(members, "event_id")
    if event_id is not None and not _UUID.fullmatch(event_id):
        errors = [error for error in errors if error.field != "event_id"]
        errors.append(FieldError("event_id", _NO_UUID))
    if event_type.needs_instance_id and "instance_id" not in members:
        errors.append(
            FieldError("instance_id", f"is required for events of type {event_type.name}")
        )
    return errors


def _envelope(members: dict[str, Member], type_version: int) -> Envelope:
    """Make an envelope of valid members."""
    return Envelope(
        event_id=_text(members, "event_id"),
        event_type=members["event_type"].value,
        event_json=members["event"].text,
        extras={name: member.text for name, member in members.items() if name not in _ESSENTIALS},
        digest=_digest(members),
        type_version=type_version,
    )


def _digest(members: dict[str, Member]) -> str:
    """Return the digest of the members' meaning, see `Envelope`."""
    said = {name: member for name, member in members.items() if name not in _IDENTIFIERS}
    return hashlib.sha256(_canonical(said).encode()).hexdigest()


def _canonical(members: dict[str, Member]) -> str:
    """Return JSON that is the same for the same members, and different for different ones."""
    if all(map(_IS_EXACT, members.values())):
        try:
            return _CANONICAL.encode({name: member.value for name, member in members.items()})
        except ValueError:
            pass  # there is a number beyond a double's range
    return _CANONICAL_NAN.encode({name: exact_value(member) for name, member in members.items()})


def _text(members: dict[str, Member], name: str) -> str | None:
    """Return the member of that *name* if there is one and it is a string."""
    value = members[name].value if name in members else None
    return value if isinstance(value, str) else None
