"""The file of a backup: what it holds of each webhook, and how it is read and checked.

It is JSON, one webhook a line. Secrets and custom headers are encrypted as in storage. What is left
out belongs to one installation: the uid, the breaker, what is pending, the counters.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from ipaddress import ip_network
from typing import Annotated, Any, Literal, NamedTuple

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    StringConstraints,
    ValidationError,
)

from shared.crypto.encryption import is_encrypted
from shared.event_types import names
from shared.events.catalogue import EVENT_TYPES
from shared.filters.parsing import to_json
from shared.model import MessageFormat, OwnEventType, Webhook
from shared.outbound.client import Outbound
from shared.store import keys
from shared.webhooks.requests import Filter, InFlight, RequestModel, Url
from shared.webhooks.secrets import MAX_PREVIOUS_SECRETS
from tools.backup.event_types import SavedEventType, Time, restorable, saved

FORMAT = "webhook-relay-subscriptions"
VERSION = 1


class BadBackup(Exception):
    """The file cannot be restored, or the webhooks cannot be saved; each fault is a line."""

    def __init__(self, faults: Sequence[str]) -> None:
        super().__init__("\n".join(faults))
        self.faults = tuple(faults)


def _encrypted(value: str) -> str:
    if value and not is_encrypted(value):
        raise ValueError("must be encrypted: fernet:…")
    return value


def _http_url(value: str) -> str:
    refusal = _ANY_HTTP_URL.refusal(value)
    if refusal is not None:
        raise ValueError(f"is not a URL to deliver to: {refusal}")
    return value


# Which addresses are allowed is a setting of the relay, which checks each before it delivers.
_ANY_HTTP_URL = Outbound(
    allow_http=True,
    allowed_networks=(ip_network("0.0.0.0/0"), ip_network("::/0")),
    timeout=1,
    user_agent="",
)

LongText = Annotated[str, StringConstraints(min_length=1, max_length=8192)]
"""Of a webhook of Singularity, id and name are made of its URI, percent-encoded."""

Encrypted = Annotated[str, AfterValidator(_encrypted)]


class PreviousSecret(RequestModel):
    """A rotated secret that signs until *until*."""

    secret: Annotated[str, Field(min_length=1), AfterValidator(_encrypted)] = Field(repr=False)
    until: Time


class SavedWebhook(RequestModel):
    """One webhook of a backup; times are epoch seconds."""

    webhook_id: LongText
    name: LongText
    url: Annotated[Url, AfterValidator(_http_url)] = Field(repr=False)
    event_types: Annotated[list[str], Field(min_length=1, max_length=100)]
    message_format: Annotated[MessageFormat, Field(strict=False)]
    created_at: Time
    enabled: bool = True
    disabled_reason: str = ""
    disabled_at: Time = 0.0
    singularity_type: Literal["", "REQUEST", "DEPLOY", "TASK"] = ""
    user: str = ""
    secret: Encrypted = Field("", repr=False)
    previous_secrets: Annotated[list[PreviousSecret], Field(max_length=MAX_PREVIOUS_SECRETS)] = (
        Field(default_factory=list)
    )
    asymmetric: bool = False
    headers: Encrypted = Field("", repr=False)
    max_in_flight: InFlight = 0
    rate_per_second: Annotated[float, Field(ge=0, le=10000, allow_inf_nan=False)] = 0.0
    filter: Filter | None = None

    def to_webhook(self) -> Webhook:
        """Return the webhook, without uid and etag."""
        values = self.model_dump(exclude={"previous_secrets"})
        values["message_format"] = self.message_format.value
        values["event_types"] = tuple(self.event_types)
        values["filter"] = "" if self.filter is None else to_json(self.filter)
        previous = {one.secret: one.until for one in self.previous_secrets}
        return Webhook(**values, uid="", previous_secrets=previous)


class _Head(BaseModel):
    """What must be right before the rest is worth a look."""

    model_config = ConfigDict(strict=True, extra="forbid", hide_input_in_errors=True)

    format: Literal["webhook-relay-subscriptions"]
    version: int
    saved_at: str
    event_types: list[SavedEventType] = Field(default_factory=list)
    webhooks: list[Any]


class Backup(NamedTuple):
    """What a file holds, all checked."""

    event_types: list[OwnEventType]
    webhooks: list[Webhook]


def to_text(webhooks: Sequence[Webhook], at: float, own_types: Sequence[OwnEventType] = ()) -> str:
    """Return the file, saved at *at*. Raises BadBackup for plain secrets."""
    faults = [
        f"{webhook.webhook_id}: has a secret in plain text; set SECRETS_KEY to encrypt it"
        for webhook in webhooks
        if _plain(webhook)
    ]
    if faults:
        raise BadBackup(faults)
    head = {
        "format": FORMAT,
        "version": VERSION,
        "saved_at": datetime.fromtimestamp(at, UTC).isoformat(timespec="seconds"),
    }
    parts = [json.dumps(head)[:-1]]
    if own_types:
        parts.append(f'"event_types": {_lines(map(saved, own_types))}')
    parts.append(f'"webhooks": {_lines(map(_saved, webhooks))}}}')
    return ", ".join(parts) + "\n"


def _lines(values: Iterable[Mapping[str, Any]]) -> str:
    """Return a JSON array with a line for each value."""
    lines = ",\n".join(map(json.dumps, values))
    return f"[\n{lines}\n]"


def from_text(text: str) -> Backup:
    """Return what the file holds. Raises BadBackup with every fault."""
    head = _head(text)
    webhooks: list[Webhook] = []
    own_types, faults = restorable(head.event_types)
    for index, value in enumerate(head.webhooks):
        try:
            webhooks.append(SavedWebhook.model_validate(value).to_webhook())
        except ValidationError as error:
            faults += _faults(error, f"webhooks[{index}]")
    faults = faults or [*_repeated(webhooks), *_unknown_types(webhooks, own_types)]
    if faults:
        raise BadBackup(faults)
    return Backup(own_types, webhooks)


def _head(text: str) -> _Head:
    try:
        value = json.loads(text)
    except json.JSONDecodeError as error:
        raise BadBackup([f"line {error.lineno}: is not JSON: {error.msg}"]) from None
    except ValueError:
        raise BadBackup(["has a number of more digits than can be read"]) from None
    except RecursionError:
        raise BadBackup(["is nested too deeply"]) from None
    try:
        head = _Head.model_validate(value)
    except ValidationError as error:
        raise BadBackup(list(_faults(error, ""))) from None
    if head.version != VERSION:
        raise BadBackup([f"version: is {head.version}; this release reads {VERSION}"])
    return head


def _faults(error: ValidationError, place: str) -> Iterator[str]:
    """Yield a line for each fault, with its place and without the value."""
    for fault in error.errors(include_url=False, include_input=False):
        path = place
        for part in fault["loc"]:
            path += f"[{part}]" if isinstance(part, int) else f".{part}"
        yield f"{path.lstrip('.') or 'the file'}: {fault['msg'].removeprefix('Value error, ')}"


def _repeated(webhooks: Sequence[Webhook]) -> Iterator[str]:
    """Yield a fault for each webhook whose id cannot be told apart from that of an earlier one."""
    seen: dict[str, int] = {}
    for index, webhook in enumerate(webhooks):
        earlier = seen.setdefault(keys.webhook_key(webhook.webhook_id), index)
        if earlier != index:
            yield f"webhooks[{index}].webhook_id: is that of webhooks[{earlier}]"


def _unknown_types(webhooks: Sequence[Webhook], own: Sequence[OwnEventType]) -> Iterator[str]:
    """Yield a fault for each event type that is neither of this release nor of the file."""
    known = {*EVENT_TYPES, *(event_type.name for event_type in own)}
    for index, webhook in enumerate(webhooks):
        for number, name in enumerate(webhook.event_types):
            if names.is_wildcard(name):
                refusal = names.wildcard_refusal(name)
            else:
                refusal = None if name in known else "is no event type of this release or this file"
            if refusal is not None:
                yield f"webhooks[{index}].event_types[{number}]: {refusal}"


def _plain(webhook: Webhook) -> bool:
    values = (webhook.secret, webhook.headers, *webhook.previous_secrets)
    return any(value and not is_encrypted(value) for value in values)


def _saved(webhook: Webhook) -> dict[str, Any]:
    """Return the members of *webhook*, all of them, so that a reader sees what there is."""
    values = {name: getattr(webhook, name) for name in SavedWebhook.model_fields}
    values["filter"] = json.loads(webhook.filter) if webhook.filter else None
    values["previous_secrets"] = [
        {"secret": secret, "until": until} for secret, until in webhook.previous_secrets.items()
    ]
    return values
