"""Event types: those of the catalogue, and own ones."""

from __future__ import annotations

import json
from typing import Annotated, Any, Literal, Self

from pydantic import Field
from pydantic.json_schema import WithJsonSchema

from shared.api.responses.base import RawJson, ResponseModel, SplicedModel, Time, given
from shared.api.responses.problem import FieldProblem, encodable
from shared.errors import FieldError
from shared.event_types.definitions import Outcome
from shared.event_types.registration import ImportPlan
from shared.events import onefuzz_8
from shared.events.catalogue import EventType as CatalogueEntry
from shared.events.catalogue import Version
from shared.events.fields import optional
from shared.model import OwnEventType
from shared.times import iso8601


class EventTypeVersion(ResponseModel):
    """What one release of OneFuzz says of a type's payloads.

    ``has_instance_id``: it judges the events whose envelope has an ``instance_id``, or the others.
    """

    version: str
    has_instance_id: bool
    payload_schema: Annotated[dict[str, Any], WithJsonSchema({})] = Field(alias="schema")
    example: Annotated[dict[str, Any], WithJsonSchema({})]

    @classmethod
    def of(cls, version: Version) -> Self:
        return cls(
            version=version.name,
            has_instance_id=version.name == onefuzz_8.VERSION,
            schema=version.json_schema(),
            example=version.example,
        )


class EventType(SplicedModel):
    """A type of event: the JSON Schema of its payloads, and an example.

    OneFuzz's types have ``versions``, oldest first; ``schema`` and ``example`` are the first one's.
    Own types have a ``version``, which counts the changes of their schema; they may have no schema
    and no example.
    """

    name: str
    family: Literal["onefuzz", "singularity", "own"]
    description: str
    versions: list[EventTypeVersion] = optional()
    version: int = optional()
    deprecated: bool = optional()
    group: str = optional()
    created_at: Time = optional()
    updated_at: Time = optional()
    payload_schema: RawJson = optional(alias="schema")
    example: RawJson = optional()

    @classmethod
    def of(cls, entry: CatalogueEntry) -> Self:
        """Return a type of the catalogue."""
        versions = [EventTypeVersion.of(version) for version in entry.versions]
        return cls(
            name=entry.name,
            family=entry.family,
            description=entry.description,
            example=json.dumps(entry.example),
            **given(
                schema=json.dumps(entry.json_schema()),
                versions=versions if entry.family == "onefuzz" else None,
            ),
        )

    @classmethod
    def of_own(cls, stored: OwnEventType) -> Self:
        """Return an own type."""
        return cls(
            name=stored.name,
            family="own",
            description=stored.description,
            version=stored.version,
            created_at=iso8601(stored.created_at),
            updated_at=iso8601(stored.updated_at),
            **given(
                deprecated=stored.deprecated or None,
                group=stored.group or None,
                schema=stored.schema_json or None,
                example=stored.example_json or None,
            ),
        )


class RefusedType(ResponseModel):
    """An event type that an import cannot define, and why."""

    name: str
    errors: list[FieldProblem]


class ImportReport(ResponseModel):
    """What an import has done, or would do: the names of the event types."""

    created: list[str]
    changed: list[str]
    unchanged: list[str]
    refused: list[RefusedType] = optional()

    @classmethod
    def of(cls, plan: ImportPlan) -> Self:
        refused = [
            RefusedType(name=encodable(name), errors=[FieldProblem.of(fault) for fault in faults])
            for name, faults in plan.refused.items()
        ]
        names = {outcome.value: plan.named(outcome) for outcome in Outcome}
        return cls(**names, **given(refused=refused or None))


class Verdict(ResponseModel):
    """Whether an event would be accepted, and what would be said of it otherwise."""

    valid: bool
    type_version: int = optional()
    errors: list[FieldProblem] = optional()

    @classmethod
    def of(cls, faults: list[FieldError], type_version: int) -> Self:
        errors = [FieldProblem.of(fault) for fault in faults]
        return cls(
            valid=not faults,
            **given(type_version=type_version or None, errors=errors or None),
        )
