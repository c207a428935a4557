"""Webhooks are created, changed, enabled and disabled here, under the rules for each.

Every change is stored only if the webhook has not changed since it was read; otherwise it is
worked out again from what is stored now, a bounded number of times.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field, replace
from typing import Any
from uuid import uuid4

from shared.errors import Conflict, FieldError, InvalidInput
from shared.event_types import names
from shared.event_types.known import EventTypes
from shared.filters.parsing import to_json
from shared.model import MessageFormat, Webhook
from shared.webhooks.custom_headers import check_headers
from shared.webhooks.registry import WebhookRegistry
from shared.webhooks.requests import (
    NewWebhook,
    SecretRotation,
    SigningMethod,
    WebhookChange,
)
from shared.webhooks.secrets import WebhookSecrets

DISABLED_BY_CALLER = "disabled over the API"

_COPIED = ("name", "message_format", "max_in_flight", "rate_per_second")


@dataclass(frozen=True, slots=True)
class Registered:
    """A webhook as it is stored now, and the secret that was generated for it, if one was.

    The caller shows ``generated_secret`` once; nobody can read it afterwards.
    """

    webhook: Webhook
    generated_secret: str | None = field(default=None, repr=False)


class WebhookRegistration:
    """Checks what callers want of webhooks, and stores it.

    *check_url* raises InvalidInput for a URL to which nothing may be sent; *ping* sends a ping
    event to the webhook of a uid and returns the ``ping_id``; *send_example* sends the example of
    an event type and returns the ``event_id``.
    """

    def __init__(
        self,
        registry: WebhookRegistry,
        secrets: WebhookSecrets,
        types: EventTypes,
        *,
        check_url: Callable[[str], None],
        ping: Callable[[str], str],
        send_example: Callable[[str, str], str],
    ) -> None:
        self._registry = registry
        self._secrets = secrets
        self._types = types
        self._check_url = check_url
        self._ping = ping
        self._send_example = send_example

    def create(self, wanted: NewWebhook) -> Registered:
        """Store a new webhook under a new UUID. Raises InvalidInput."""
        draft = self.draft(wanted)
        return replace(draft, webhook=self._registry.create(draft.webhook))

    def draft(self, wanted: NewWebhook) -> Registered:
        """Return the webhook that `create` would store. Raises InvalidInput."""
        blank = Webhook(
            webhook_id=str(uuid4()),
            uid="",
            name=wanted.name,
            url=wanted.url,
            event_types=(),
            message_format=MessageFormat.ONEFUZZ,
            created_at=0.0,
        )
        secret = self._secrets.choose(wanted)
        webhook = self._with_options(blank, wanted, secret)
        return Registered(webhook, secret if wanted.generate_secret else None)

    def change(self, webhook_id: str, wanted: WebhookChange) -> Registered:
        """Change what *wanted* names. A new secret replaces all earlier ones at once.

        Raises InvalidInput, UnknownWebhook, and Conflict where others keep changing the webhook.
        """
        secret = self._secrets.choose(wanted)
        webhook = self._registry.change(
            webhook_id, lambda current: self._with_options(current, wanted, secret)
        )
        return Registered(webhook, secret if wanted.generate_secret else None)

    def rotate_secret(self, webhook_id: str, wanted: SecretRotation) -> Registered:
        """Give the webhook a new secret; the old one signs too until the grace period ends.

        Raises as `change` does.
        """
        secret = self._secrets.choose_next(wanted)
        encrypted = self._secrets.encrypt(secret)
        webhook = self._registry.change(
            webhook_id,
            lambda current: self._secrets.rotated(
                current, secret=secret, encrypted=encrypted, grace_hours=wanted.grace_period_hours
            ),
        )
        return Registered(webhook, secret if wanted.secret_token is None else None)

    def enable(self, webhook_id: str) -> Webhook:
        """Let events be delivered to the webhook again. Raises UnknownWebhook and Conflict."""
        return self._registry.change(
            webhook_id,
            lambda current: replace(current, enabled=True, disabled_reason="", disabled_at=0.0),
        )

    def disable(self, webhook_id: str) -> Webhook:
        """Stop deliveries to the webhook. Raises UnknownWebhook and Conflict."""
        return self._registry.change(
            webhook_id, lambda current: self._registry.disabled(current, DISABLED_BY_CALLER)
        )

    def ping(self, webhook: Webhook) -> str:
        """Send a ping event to *webhook*, whatever its types, and return its ``ping_id``.

        It is the ``event_id``, too. Raises Conflict where the webhook is disabled.
        """
        _refuse_disabled(webhook)
        return self._ping(webhook.uid)

    def send_example(self, webhook: Webhook, event_type: str) -> str:
        """Send the example of *event_type* to *webhook*, whatever its types; return its id.

        Raises InvalidInput for an unknown type, and Conflict where the webhook is disabled.
        """
        _refuse_disabled(webhook)
        return self._send_example(webhook.uid, event_type)

    def _with_options(
        self, webhook: Webhook, wanted: NewWebhook | WebhookChange, secret: str | None
    ) -> Webhook:
        """Return *webhook* with all that *wanted* names. Raises InvalidInput."""
        changed = replace(webhook, **self._changes(webhook, wanted, secret))
        if changed.filter and changed.singularity_type:
            raise InvalidInput("filter: a Singularity webhook has none", field="filter")
        if wanted.signing == SigningMethod.ASYMMETRIC or (changed.asymmetric and secret):
            self._secrets.check_asymmetric(changed, secret)
        return changed

    def _changes(
        self, webhook: Webhook, wanted: NewWebhook | WebhookChange, secret: str | None
    ) -> dict[str, Any]:
        """Return the fields of *webhook* to replace, checked and encrypted. Raises InvalidInput."""
        changes = {name: value for name in _COPIED if (value := getattr(wanted, name)) is not None}
        if wanted.url is not None:
            self._check_url(wanted.url)
            changes["url"] = wanted.url
        if wanted.event_types is not None:
            changes["event_types"] = self._known_types(wanted.event_types, webhook.event_types)
        if wanted.signing is not None:
            changes["asymmetric"] = wanted.signing == SigningMethod.ASYMMETRIC
        if wanted.headers is not None:
            changes["headers"] = self._secrets.encrypt_headers(check_headers(wanted.headers))
        if "filter" in wanted.model_fields_set:
            changes["filter"] = "" if wanted.filter is None else to_json(wanted.filter)
        if secret is not None:
            changes |= {"secret": self._secrets.encrypt(secret), "previous_secrets": {}}
        return changes

    def _known_types(
        self, subscriptions: Sequence[str], before: Collection[str]
    ) -> tuple[str, ...]:
        """Return *subscriptions* without repetitions. Raises InvalidInput listing what is wrong.

        Those *before* may stay, though their types have been deleted since.
        """
        refusals = [
            FieldError(f"event_types[{index}]", refusal)
            for index, one in enumerate(subscriptions)
            if one not in before and (refusal := self._refusal(one)) is not None
        ]
        if refusals:
            raise InvalidInput.of(refusals)
        return tuple(dict.fromkeys(subscriptions))

    def _refusal(self, subscription: str) -> str | None:
        """Return why a webhook cannot subscribe to this; None if it can."""
        if names.is_wildcard(subscription):
            return names.wildcard_refusal(subscription)
        return None if self._types.exists(subscription) else self._types.unknown(subscription)


def _refuse_disabled(webhook: Webhook) -> None:
    if not webhook.enabled:
        raise Conflict("the webhook is disabled; enable it first", field="webhook_id")
