"""The base of all response models, and the types of their members.

A member that is not given to a model's constructor is left out of the JSON. Members declared as
`RawJson` and the like hold JSON text, which goes into the response as it is: payloads of events
keep their spelling. Times are ISO 8601 in UTC.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field
from pydantic.json_schema import WithJsonSchema

from shared.json_text import with_members
from shared.times import iso8601

Time = Annotated[str, WithJsonSchema({"type": "string", "format": "date-time"})]
RawJson = Annotated[str, Field(exclude=True), WithJsonSchema({})]
RawString = Annotated[str, Field(exclude=True), WithJsonSchema({"type": "string"})]
RawStringOrNull = Annotated[str, Field(exclude=True), WithJsonSchema({"type": ["string", "null"]})]


class ResponseModel(BaseModel):
    """Base of all response models. Clients must expect later versions to add members."""

    model_config = ConfigDict(
        extra="forbid",
        frozen=True,
        defer_build=True,  # a process needs few of the models, and each takes milliseconds
        json_schema_extra=lambda schema: schema.pop("additionalProperties", None),
    )

    def to_json(self) -> str:
        """Return the members that were given, as a JSON object."""
        # model_dump_json() does the same in nearly twice the time, and every event pays for it.
        return self.__pydantic_serializer__.to_json(
            self, exclude_unset=True, by_alias=True
        ).decode()


class SplicedModel(ResponseModel):
    """A model with members that are JSON text. They come last, in the order of declaration."""

    def to_json(self) -> str:
        """Return the members that were given, as a JSON object, with JSON text as it is."""
        raw = {
            shown: getattr(self, name)
            for name, shown in _raw_members(type(self)).items()
            if name in self.model_fields_set
        }
        return with_members(super().to_json(), raw)


@cache
def _raw_members(of: type[SplicedModel]) -> Mapping[str, str]:
    """Return the names of the members that are JSON text, and their names in JSON."""
    return {name: field.alias or name for name, field in of.model_fields.items() if field.exclude}


class Result(ResponseModel):
    """The request was carried out."""

    result: bool


def given(**members: Any) -> dict[str, Any]:
    """Return the *members* that are not None, for a constructor."""
    return {name: value for name, value in members.items() if value is not None}


def optional_time(epoch: float | None) -> str | None:
    """Return an epoch time in ISO 8601, and None where there is none."""
    return None if epoch is None else iso8601(epoch)
