"""What callers say of an own event type, and what becomes of the stored one by it."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, StringConstraints
from pydantic.json_schema import WithJsonSchema

from shared.errors import Conflict, FieldError, InvalidInput
from shared.event_types import names, schemas
from shared.event_types.compatibility import reasons_against
from shared.event_types.judge import validator_of
from shared.event_types.known import document_of
from shared.event_types.references import Document
from shared.event_types.schemas import SchemaFault, field_of
from shared.events.reader import faults_at
from shared.model import OwnEventType

_MOST_EXAMPLE_BYTES = 64 * 1024

LONGEST_DESCRIPTION = 4096
LONGEST_GROUP = 128

Description = Annotated[str, StringConstraints(min_length=1, max_length=LONGEST_DESCRIPTION)]
Group = Annotated[str, StringConstraints(min_length=1, max_length=LONGEST_GROUP)]
JsonObject = Annotated[dict[str, Any], WithJsonSchema({"type": "object"})]
AnyJson = Annotated[Any, WithJsonSchema({})]


class Definition(BaseModel):
    """An own event type, whole: what is left out is removed from a type that exists."""

    model_config = ConfigDict(
        extra="forbid", strict=True, hide_input_in_errors=True, defer_build=True
    )

    description: Description
    payload_schema: JsonObject | None = Field(
        None,
        alias="schema",
        description="JSON Schema of the payload (2020-12 or draft 7); without it, any JSON value "
        "is accepted",
    )
    example: AnyJson = Field(None, description="a payload, which the schema accepts")
    deprecated: bool = False
    group: Group | None = None
    breaking: bool = Field(
        False, description="accept a schema by which something that was valid becomes invalid"
    )

    @property
    def has_example(self) -> bool:
        """Whether an example was given: null is one, too."""
        return "example" in self.model_fields_set


class Outcome(StrEnum):
    """What a definition did to an event type."""

    CREATED = "created"
    CHANGED = "changed"
    UNCHANGED = "unchanged"


@dataclass(frozen=True, slots=True)
class Planned:
    """The event type as it is to be stored."""

    event_type: OwnEventType
    outcome: Outcome


@dataclass(frozen=True, slots=True)
class CheckedDefinition:
    """A definition that is sound by itself, whatever is stored."""

    name: str
    definition: Definition
    document: Document | None
    schema_json: str
    example_json: str

    def applied_to(self, event_type: OwnEventType) -> OwnEventType:
        """Return *event_type* with all that the definition says of it."""
        return replace(
            event_type,
            description=self.definition.description,
            schema_json=self.schema_json,
            example_json=self.example_json,
            deprecated=self.definition.deprecated,
            group=self.definition.group or "",
        )


def checked(name: str, definition: Definition) -> CheckedDefinition:
    """Check all of a definition that does not depend on what is stored. Raises InvalidInput."""
    refused = names.refusal(name)
    if refused is not None:
        raise InvalidInput(f"name: {refused}", field="name")
    document, schema_json = None, ""
    if definition.payload_schema is not None:
        try:
            document = schemas.checked(definition.payload_schema)
        except SchemaFault as fault:
            raise fault.as_invalid_input("schema") from None
        schema_json = _json(definition.payload_schema)
    example_json = _checked_example(definition, document) if definition.has_example else ""
    return CheckedDefinition(name, definition, document, schema_json, example_json)


def planned(wanted: CheckedDefinition, stored: OwnEventType | None, now: float) -> Planned:
    """Return what *stored* becomes by *wanted*. Raises Conflict where that would break events."""
    if stored is not None and not stored.deleted and stored.name != wanted.name:
        raise Conflict(
            f"name: there is {stored.name}, which differs in upper and lower case alone",
            field="name",
        )
    changed = wanted.applied_to(
        OwnEventType(
            name=wanted.name,
            version=_version(wanted, stored),
            created_at=now if stored is None or stored.deleted else stored.created_at,
            updated_at=now,
            etag=stored.etag if stored else "",
        )
    )
    if stored is None or stored.deleted:
        return Planned(changed, Outcome.CREATED)
    if replace(changed, updated_at=stored.updated_at) == stored:
        return Planned(stored, Outcome.UNCHANGED)
    return Planned(changed, Outcome.CHANGED)


def _version(wanted: CheckedDefinition, stored: OwnEventType | None) -> int:
    """Return the version after the change. Raises Conflict for one that breaks and may not."""
    if stored is None:
        return 1
    if stored.deleted:
        return stored.version + 1
    if _means_the_same(wanted.schema_json, stored.schema_json):
        return stored.version
    if not wanted.definition.breaking:
        _check_compatible(wanted.document, stored)
    return stored.version + 1


def _check_compatible(document: Document | None, stored: OwnEventType) -> None:
    """Raise Conflict naming the places by which something valid may become invalid."""
    if document is None:
        return
    accepts_all = Document({}, document.dialect)
    old = document_of(stored.schema_json) if stored.schema_json else accepts_all
    reasons = reasons_against(old, document)
    errors = [FieldError(field_of("schema", at), message) for at, message in reasons]
    if errors:
        raise Conflict(
            f"the schema may refuse what version {stored.version} accepted: {errors[0].field} "
            f'{errors[0].message}; send "breaking": true to change it nevertheless',
            errors=errors,
        )


def _means_the_same(one: str, other: str) -> bool:
    if one == other or not (one and other):
        return one == other
    return json.dumps(json.loads(one), sort_keys=True) == json.dumps(
        json.loads(other), sort_keys=True
    )


def _checked_example(definition: Definition, document: Document | None) -> str:
    try:
        text = _json(definition.example)
    except ValueError:
        message = "example: has a number beyond the range of JSON"
        raise InvalidInput(message, field="example") from None
    if len(text) > _MOST_EXAMPLE_BYTES:
        raise InvalidInput(
            f"example: is longer than {_MOST_EXAMPLE_BYTES} characters", field="example"
        )
    faults = validator_of(document).faults(definition.example) if document else ()
    if faults:
        raise InvalidInput.of(faults_at("example", faults))
    return text


def _json(value: object) -> str:
    """Return *value* as JSON of ASCII characters. Raises ValueError for infinite numbers."""
    return json.dumps(value, allow_nan=False, separators=(",", ":"))
