"""Singularity's rules for its webhooks, which are otherwise webhooks like any other.

Only webhooks that were added here are visible here. Each is named by its id, which is chosen by
the caller or made of its type and URI.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from urllib.parse import quote

from shared.errors import Conflict, InvalidInput, UnknownWebhook
from shared.model import MessageFormat, Webhook
from shared.webhooks.registry import WebhookRegistry
from shared.webhooks.requests import NewSingularityWebhook


class UpdateType(StrEnum):
    """The update types of a Singularity webhook; each is an event type of the same name."""

    REQUEST = "REQUEST"
    DEPLOY = "DEPLOY"
    TASK = "TASK"


_UPDATE_TYPES = frozenset[str](UpdateType)

_MOST_IN_A_PATH = 7000
"""The Functions host refuses a request line of more than 8,190 bytes, with the rest of the path."""


class AddResult(StrEnum):
    """The result of adding a webhook, in Singularity's words."""

    CREATED = "CREATED"
    EXISTED = "EXISTED"


class RemoveResult(StrEnum):
    """The result of removing a webhook, in Singularity's words."""

    DELETED = "DELETED"
    DIDNT_EXIST = "DIDNT_EXIST"


class SingularityWebhooks:
    """The webhooks that were added over Singularity's API."""

    def __init__(self, registry: WebhookRegistry, *, check_url: Callable[[str], None]) -> None:
        self._registry = registry
        self._check_url = check_url

    def every(self) -> list[Webhook]:
        """Return all of them, the oldest first."""
        return [webhook for webhook in self._registry.every() if webhook.singularity_type]

    def find(self, webhook_id: str) -> Webhook | None:
        """Return the webhook of that id; None where there is none, or it was not added here."""
        try:
            webhook = self._registry.get(webhook_id)
        except UnknownWebhook:
            return None
        return webhook if webhook.singularity_type else None

    def add(self, wanted: NewSingularityWebhook) -> AddResult:
        """Store a new webhook, unless one of that id exists.

        Raises InvalidInput for a URI to which nothing may be sent, and for an id that belongs to a
        webhook of another API or cannot be told apart from another webhook's.
        """
        try:
            self._check_url(wanted.uri)
        except InvalidInput as error:
            raise InvalidInput(f"uri: {error.detail}", field="uri") from None
        webhook = _new(wanted)
        _check_addressable(webhook.webhook_id)
        try:
            self._registry.create(webhook)
        except Conflict:
            self._check_same(webhook, self.find(webhook.webhook_id))
            return AddResult.EXISTED
        return AddResult.CREATED

    def _check_same(self, wanted: Webhook, existing: Webhook | None) -> None:
        """Raise InvalidInput unless *existing*, which shares the id of *wanted*, may be meant.

        The Functions host gives ``a/b`` and ``a%2Fb`` in a path as the same value, so of two such
        ids only one can exist.
        """
        if existing is None:
            raise InvalidInput("id: is taken by a webhook of another kind", field="id")
        if existing.webhook_id != wanted.webhook_id and existing.url != wanted.url:
            raise InvalidInput(
                "id: differs only in percent-encoding from that of another webhook; choose another",
                field="id",
            )

    def remove(self, webhook_id: str) -> RemoveResult:
        """Delete the webhook, if it was added here."""
        if self.find(webhook_id) is None:
            return RemoveResult.DIDNT_EXIST
        try:
            self._registry.delete(webhook_id)
        except UnknownWebhook:
            return RemoveResult.DIDNT_EXIST
        return RemoveResult.DELETED


def update_type(webhook: Webhook) -> str:
    """Return the update type that the webhook receives.

    Its event types may have been changed over the other API: the first of Singularity's counts.
    """
    types = (name for name in webhook.event_types if name in _UPDATE_TYPES)
    return next(types, webhook.singularity_type)


def _check_addressable(webhook_id: str) -> None:
    """Raise InvalidInput where an id is too long for the path of a request."""
    if len(quote(webhook_id, safe="%")) > _MOST_IN_A_PATH:
        raise InvalidInput(
            f"id: must have at most {_MOST_IN_A_PATH} bytes in a URL, percent-encoded", field="id"
        )


def _new(wanted: NewSingularityWebhook) -> Webhook:
    webhook_id = wanted.id or f"{wanted.type}-{quote(wanted.uri, safe='')}"
    return Webhook(
        webhook_id=webhook_id,
        uid="",
        name=webhook_id,
        url=wanted.uri,
        event_types=(wanted.type,),
        message_format=MessageFormat.BARE,
        created_at=0.0,
        singularity_type=wanted.type,
        user=wanted.user or "",
    )
