"""Request bodies: parsed into models, from which the OpenAPI document is generated as well.

Bodies that describe webhooks are in `shared.webhooks.requests`; here are those that only the API
knows.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Annotated, Any, Literal, Self, TypeVar

from pydantic import (
    AfterValidator,
    AwareDatetime,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    ValidationError,
    ValidatorFunctionWrapHandler,
    WrapValidator,
    model_validator,
)
from pydantic.json_schema import WithJsonSchema
from pydantic_core import PydanticCustomError

from shared.api.http import Request
from shared.errors import InvalidInput, TooLarge
from shared.event_types.names import NAME_PATTERN
from shared.events.envelope_model import is_event_id
from shared.events.reader import read_value
from shared.events.validation import field_errors
from shared.webhooks.requests import Filter, NewWebhook, RequestModel, WebhookChange, whole_number

_MOST_BYTES = 64 * 1024


def _moment(value: object, parse: ValidatorFunctionWrapHandler) -> datetime:
    """Read a time, and nothing else that pydantic takes for one, such as Unix times and dates."""
    if not isinstance(value, str) or len(value) <= len("2026-01-31"):
        raise _NOT_A_MOMENT
    try:
        moment: datetime = parse(value)
    except ValidationError:
        raise _NOT_A_MOMENT from None
    return moment


def _checked_event_id(text: str) -> str:
    if not is_event_id(text):
        raise PydanticCustomError("custom", "is not the id of an event")
    return text


_NOT_A_MOMENT = PydanticCustomError(
    "custom", "must be a time with an offset, such as 2026-01-31T12:00:00Z"
)

Id = Annotated[str, StringConstraints(min_length=1, max_length=8192)]
"""A reference. The longest that an id can be: a URL of 2048 characters, percent-encoded."""

EventId = Annotated[str, AfterValidator(_checked_event_id)]

Moment = Annotated[AwareDatetime, Field(strict=False), WrapValidator(_moment)]

T = TypeVar("T", bound=BaseModel)


class WebhookReference(RequestModel):
    """The webhook that is meant; absent or null where all are."""

    webhook_id: Id | None = None


class OneWebhookReference(RequestModel):
    webhook_id: Id


class ReferredWebhookChange(WebhookChange):
    webhook_id: Id


class _OneFilter(RequestModel):
    filter: Filter


class Recovery(RequestModel):
    since: Moment = Field(description="from when on the events were received")
    until: Moment | None = Field(None, description="until when; now where it is not given")
    states: list[Literal["dropped", "waiting"]] = Field(default=["dropped"], min_length=1)
    dry_run: bool = Field(False, description="only count")


StatusCode = Annotated[int, Field(ge=100, le=999), BeforeValidator(whole_number)]

EventTypeName = Annotated[str, WithJsonSchema({"type": "string", "pattern": NAME_PATTERN})]


_CONDITIONS = ("state", "event_type", "status_code", "event_id", "since", "until")


class Resend(RequestModel):
    """Which deliveries: at least one condition must be given."""

    model_config = ConfigDict(
        json_schema_extra={
            "anyOf": [
                {"required": [name], "properties": {name: {"not": {"type": "null"}}}}
                for name in _CONDITIONS
            ]
        }
    )

    state: Literal["waiting", "delivered", "dropped"] | None = None
    event_type: EventTypeName | None = None
    status_code: StatusCode | None = Field(
        None, description="which the receiver answered to the latest attempt"
    )
    event_id: EventId | None = None
    since: Moment | None = Field(None, description="from when on the events were received")
    until: Moment | None = Field(None, description="until when; now where it is not given")
    dry_run: bool = Field(False, description="only count")
    cursor: str | None = Field(
        None, description="of the answer before, with the same conditions; it keeps until"
    )

    @model_validator(mode="after")
    def _check_conditions(self) -> Self:
        if all(getattr(self, name) is None for name in _CONDITIONS):
            raise PydanticCustomError(
                "custom", "must have a condition; since alone covers all from then on"
            )
        return self


class Example(RequestModel):
    event_type: EventTypeName


class WebhookTest(NewWebhook):
    event_type: EventTypeName | None = Field(
        None, description="whose example is sent; by default the first of event_types, or a ping"
    )


def parse(
    request: Request,
    model: type[T],
    *,
    beside: Collection[str] = (),
    most_bytes: int = _MOST_BYTES,
) -> T:
    """Read the request's body as *model*. Raises InvalidInput naming every field that is wrong.

    ``webhook_id`` may come in the query as well, for clients that cannot send a body with a GET or
    DELETE; the body wins. *beside* are further query parameters, which the caller reads.
    """
    values: dict[str, Any] = {}
    if "webhook_id" in model.model_fields:
        given = request.parameters("webhook_id", *beside)
        values |= {name: value for name, value in given.items() if name == "webhook_id"}
    if request.body:
        request.require_json()
        values |= _object(request.body, most_bytes)
    try:
        return model.model_validate(values)
    except ValidationError as error:
        raise invalid(error) from None


def checked_filter(value: object) -> dict[str, Any]:
    """Return *value*, a member ``filter``, as a filter. Raises InvalidInput naming each fault."""
    try:
        return _OneFilter.model_validate({"filter": value}).filter
    except ValidationError as error:
        raise invalid(error) from None


def parse_object(request: Request, *, most_bytes: int) -> dict[str, Any]:
    """Read the request's body as any JSON object. Raises InvalidInput."""
    request.require_json()
    return _object(request.body, most_bytes)


def invalid(error: ValidationError) -> InvalidInput:
    """Return pydantic's errors as ours, which do not repeat the values."""
    return InvalidInput.of(field_errors(error))


def _object(body: bytes, most_bytes: int) -> dict[str, Any]:
    if len(body) > most_bytes:
        raise TooLarge(f"the body is larger than {most_bytes} bytes", field="")
    values = read_value(body)
    if not isinstance(values, dict):
        raise InvalidInput("the body must be a JSON object", field="")
    return values
