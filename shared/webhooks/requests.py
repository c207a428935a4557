"""What callers can ask of webhooks, as models that validate it.

The API parses JSON bodies into these models, and the OpenAPI document is generated from them.
None, or a member that is left out, leaves the webhook as it is; ``filter`` is removed by None.
"""

from __future__ import annotations

import re
from enum import StrEnum
from typing import Annotated, Any, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainValidator,
    StringConstraints,
    ValidationError,
)
from pydantic.json_schema import WithJsonSchema
from pydantic_core import InitErrorDetails, PydanticCustomError

from shared.event_types.names import SUBSCRIPTION_PATTERN
from shared.filters import parsing
from shared.model import MessageFormat


class SigningMethod(StrEnum):
    """How deliveries are signed, see `shared.crypto.signing`."""

    SYMMETRIC = "symmetric"
    ASYMMETRIC = "asymmetric"


def whole_number(value: object) -> object:
    """Turn 5.0 into 5: JSON Schema takes it for an integer."""
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _check_id(text: str) -> str:
    if _CONTROL_CHARACTER.search(text):
        raise PydanticCustomError("custom", "must not have control characters")
    return text


def check_filter(value: object) -> dict[str, Any]:
    """Return a filter without what is null in it. Raises ValidationError with every fault."""
    faults: list[InitErrorDetails] = [
        {
            "type": PydanticCustomError("custom", "{message}", {"message": fault.message}),
            "loc": fault.place,
            "input": None,
        }
        for fault in parsing.faults(value)
    ]
    if faults or not isinstance(value, dict):
        raise ValidationError.from_exception_data("filter", faults)
    return parsing.without_nulls(value)


_CONTROL_CHARACTER = re.compile(r"[\x00-\x1f\x7f]")

NewId = Annotated[
    str,
    StringConstraints(min_length=1, max_length=1024),
    AfterValidator(_check_id),
    Field(json_schema_extra={"pattern": r"^[^\x00-\x1f\x7f]*$"}),
]
Name = Annotated[str, StringConstraints(min_length=1, max_length=256)]
Url = Annotated[
    str,
    StringConstraints(min_length=1, max_length=2048),
    Field(json_schema_extra={"format": "uri"}),
]
Integer = Annotated[int, BeforeValidator(whole_number)]
InFlight = Annotated[int, Field(ge=0, le=1000), BeforeValidator(whole_number)]
Secret = Annotated[str, StringConstraints(min_length=1, max_length=512)]
# `registration` checks which of them exist, and reports all that do not at once.
EventType = Annotated[
    str,
    WithJsonSchema(
        {
            "type": "string",
            "pattern": SUBSCRIPTION_PATTERN,
            "description": "The name of an event type, * for all, or order.* for all whose names "
            "begin with order.",
        }
    ),
]
ShownFilter = Annotated[
    dict[str, Any],
    # Pydantic knows nothing of this component, and looks for it where it finds a mere reference.
    WithJsonSchema({"allOf": [{"$ref": "#/components/schemas/Filter"}]}),
]
Filter = Annotated[ShownFilter, PlainValidator(check_filter)]
EventTypes = Annotated[list[EventType], Field(min_length=1, max_length=100)]
# Strictly, only members of an enum would pass; JSON has strings.
MessageFormatName = Annotated[MessageFormat, Field(strict=False)]
SigningName = Annotated[SigningMethod, Field(strict=False)]


class RequestModel(BaseModel):
    """A JSON object without unknown members, whose values are not converted."""

    model_config = ConfigDict(
        extra="forbid",
        strict=True,
        hide_input_in_errors=True,
        defer_build=True,  # a process needs few of the models, and each takes milliseconds
    )


class WebhookOptions(RequestModel):
    """What every webhook may have besides its name, URL and event types."""

    secret_token: Secret | None = Field(
        None, repr=False, description="signs every delivery; write-only"
    )
    generate_secret: bool = Field(
        False, description="make a secret, which the answer then shows exactly once"
    )
    message_format: MessageFormatName | None = None
    signing: SigningName | None = Field(
        None, description="asymmetric: sign with ed25519 (v1a) beside HMAC-SHA256 (v1)"
    )
    headers: dict[str, str] | None = Field(
        None, repr=False, description="sent with every delivery; values are write-only"
    )
    max_in_flight: InFlight | None = Field(
        None, description="attempts at once, per instance; 0 for no limit"
    )
    rate_per_second: float | None = Field(
        None,
        ge=0,
        le=10000,
        allow_inf_nan=False,
        description="attempts a second, per instance; 0 for no limit",
    )
    filter: Filter | None = Field(
        None, description="which events of these types are wanted; null for all of them"
    )


class NewWebhook(WebhookOptions):
    name: Name
    url: Url = Field(repr=False)
    event_types: EventTypes


class WebhookChange(WebhookOptions):
    name: Name | None = None
    url: Url | None = Field(None, repr=False)
    event_types: EventTypes | None = None


class SecretRotation(RequestModel):
    secret_token: Secret | None = Field(
        None,
        repr=False,
        description="the new secret; one is made, and shown once, where none is given",
    )
    grace_period_hours: float = Field(
        24, ge=0, le=168, description="how long the old secret signs alongside"
    )


class NewSingularityWebhook(RequestModel):
    """A webhook in Singularity's own terms."""

    uri: Url = Field(
        repr=False, description="$REQUEST_ID, $DEPLOY_ID and $TASK_ID in its path are filled in"
    )
    type: Literal["REQUEST", "DEPLOY", "TASK"]
    id: NewId | None = Field(None, description="made of type and uri where none is given")
    user: Name | None = Field(None, description="shown with the webhook")
    timestamp: Integer | None = Field(None, description="ignored: the relay says when it was made")
