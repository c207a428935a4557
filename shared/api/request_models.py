"""Request bodies, as the models that validate them; the OpenAPI document is made from these."""

from __future__ import annotations

from typing import Annotated, Any, Literal, TypeVar

from pydantic import (
    AwareDatetime,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    ValidationError,
    WithJsonSchema,
)

from shared.api.http import Request
from shared.errors import FieldError, InvalidInput, TooLarge
from shared.events.catalogue import EVENT_TYPES
from shared.events.reader import read_value
from shared.events.validation import MAX_ERRORS, property_path

_MOST_BYTES = 64 * 1024


def _text(value: object) -> object:
    """JSON has no times, only text that tells of one."""
    if not isinstance(value, str):
        raise ValueError("must be a string, such as 2026-01-31T12:00:00Z")
    return value


def _integer(value: object) -> object:
    """To JSON, 5.0 is an integer."""
    return int(value) if isinstance(value, float) and value.is_integer() else value


Id = Annotated[str, StringConstraints(min_length=1, max_length=8192)]
"""A reference. The longest that an id can be: a URL of 2048 characters, percent-encoded."""

NewId = Annotated[
    str, StringConstraints(min_length=1, max_length=1024, pattern=r"^[^\x00-\x1f\x7f]*$")
]
Name = Annotated[str, StringConstraints(min_length=1, max_length=256)]
Url = Annotated[
    str,
    StringConstraints(min_length=1, max_length=2048),
    Field(json_schema_extra={"format": "uri"}),
]
Integer = Annotated[int, BeforeValidator(_integer)]
InFlight = Annotated[int, Field(ge=0, le=1000), BeforeValidator(_integer)]
Secret = Annotated[str, StringConstraints(min_length=1, max_length=512)]
# Which of them exist is checked where all that are unknown can be told at once.
EventType = Annotated[str, WithJsonSchema({"type": "string", "enum": list(EVENT_TYPES)})]
EventTypes = Annotated[list[EventType], Field(min_length=1, max_length=100)]
MessageFormat = Literal["onefuzz", "event_grid", "cloudevents", "bare"]
Moment = Annotated[AwareDatetime, BeforeValidator(_text), Field(strict=False)]
Signing = Literal["symmetric", "asymmetric"]

T = TypeVar("T", bound=BaseModel)


class Body(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, hide_input_in_errors=True)


class WebhookReference(Body):
    """Which webhook; absent (or null) where all are meant."""

    webhook_id: Id | None = None


class OneWebhookReference(Body):
    webhook_id: Id


class WebhookOptions(Body):
    """What every webhook may have, beside its name, URL and types."""

    secret_token: Secret | None = Field(None, description="signs every delivery; write-only")
    generate_secret: bool = Field(
        False, description="make a secret, which the answer then shows exactly once"
    )
    message_format: MessageFormat | None = None
    signing: Signing | None = Field(
        None, description="asymmetric: sign with ed25519 (v1a) beside HMAC-SHA256 (v1)"
    )
    headers: dict[str, str] | None = Field(
        None, description="sent with every delivery; values are write-only"
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


class NewWebhook(WebhookOptions):
    name: Name
    url: Url
    event_types: EventTypes


class WebhookChange(WebhookOptions):
    name: Name | None = None
    url: Url | None = None
    event_types: EventTypes | None = None


class ReferredWebhookChange(WebhookChange):
    webhook_id: Id


class SecretRotation(Body):
    secret_token: Secret | None = Field(
        None, description="the new secret; one is made, and shown once, where none is given"
    )
    grace_period_hours: float = Field(
        24, ge=0, le=168, description="how long the old secret signs alongside"
    )


class SingularityWebhook(Body):
    """As Singularity models it."""

    uri: Url = Field(description="$REQUEST_ID, $DEPLOY_ID and $TASK_ID in its path are filled in")
    type: Literal["REQUEST", "DEPLOY", "TASK"]
    id: NewId | None = Field(None, description="made of type and uri where none is given")
    user: Name | None = Field(None, description="shown with the webhook")
    timestamp: Integer | None = Field(None, description="ignored: the relay says when it was made")


class Recovery(Body):
    since: Moment = Field(description="from when on the events were received")
    until: Moment | None = Field(None, description="until when; now where it is not given")
    states: list[Literal["dropped", "waiting"]] = Field(default=["dropped"], min_length=1)
    dry_run: bool = Field(False, description="only count")


def parse(request: Request, model: type[T]) -> T:
    """The request's body as *model*. Raises InvalidInput naming every field that is wrong.

    Parameters may come in the query as well, for clients that cannot send a body with a GET or
    DELETE; the body wins.
    """
    values: dict[str, Any] = {}
    if "webhook_id" in model.model_fields:
        values |= request.parameters("webhook_id")
    if request.body:
        request.require_json()
        values |= _object(request.body)
    try:
        return model.model_validate(values)
    except ValidationError as error:
        raise invalid(error) from None


def invalid(error: ValidationError) -> InvalidInput:
    """What pydantic found, in the words of our problem details; inputs are not echoed."""
    faults = error.errors(include_url=False, include_context=False, include_input=False)
    errors = [
        FieldError(property_path(*fault["loc"]), fault["msg"]) for fault in faults[:MAX_ERRORS]
    ]
    detail = "; ".join(f"{e.field}: {e.message}" if e.field else e.message for e in errors[:5])
    return InvalidInput(detail, errors=errors)


def _object(body: bytes) -> dict[str, Any]:
    if len(body) > _MOST_BYTES:
        raise TooLarge(f"the body is larger than {_MOST_BYTES} bytes", field="")
    values = read_value(body)
    if not isinstance(values, dict):
        raise InvalidInput("the body must be a JSON object", field="")
    return values
