"""Base classes and field types of the event models, with JSON Schema's reading of each type.

Nothing is coerced: ``"24"`` is no integer and ``1`` no boolean. A property is absent or valid;
null is a value like any other, and valid only where the type says so.
"""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, WithJsonSchema

UUID_PATTERN = r"^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$"
"""8-4-4-4-12 hexadecimal digits, in either case."""

Uuid = Annotated[
    str,
    StringConstraints(pattern=UUID_PATTERN),
    WithJsonSchema({"type": "string", "format": "uuid", "pattern": UUID_PATTERN}),
]
"""A string that is a UUID; JSON Schema's ``format: uuid`` read as RFC 9562 writes it."""


def _without_default(schema: dict[str, Any]) -> None:
    schema.pop("default", None)


def optional(*, alias: str | None = None) -> Any:
    """Mark a property that may be absent: None in Python, while JSON's null is refused.

    *alias* is its name in JSON, if that is another one.

    Every property gets a ``Field`` of its own: older releases of pydantic (such as 2.10) merge
    the metadata of each property into a shared one, and so into all properties that share it.
    """
    return Field(default=None, alias=alias, json_schema_extra=_without_default)


class OpenObject(BaseModel):
    """An object that may have more properties than these."""

    # Built at first use: most processes see few of the types, and building all of them doubles
    # the time it takes to import this package.
    model_config = ConfigDict(strict=True, defer_build=True)


class ClosedObject(OpenObject):
    """An object that has no properties but these."""

    model_config = ConfigDict(extra="forbid")
