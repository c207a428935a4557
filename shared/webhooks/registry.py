"""A subscription: create, change, delete, and who wants this event.

The list of webhooks is read by every post and every delivery, and seldom changes: it is kept for
``WEBHOOK_CACHE_SECONDS``. A change through this process is seen at once.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from uuid import uuid4

from shared import log
from shared.cache import Cache
from shared.crypto.encryption import Encryption, UnreadableSecret
from shared.errors import Conflict, UnknownWebhook
from shared.model import Webhook
from shared.store.webhooks import WebhookStore

_TRIES = 5


class WebhookRegistry:
    def __init__(
        self, rows: WebhookStore, *, cache_seconds: float, clock: Callable[[], float]
    ) -> None:
        self._rows = rows
        self._clock = clock
        self._cached = Cache(self._load, seconds=cache_seconds, clock=clock)
        self._gone: set[str] = set()

    def every(self) -> list[Webhook]:
        """All webhooks as storage has them now, in the order of their making."""
        return sorted(self._cached.reload().values(), key=lambda webhook: webhook.created_at)

    def get(self, webhook_id: str) -> Webhook:
        """The webhook as storage has it now. Raises UnknownWebhook."""
        webhook = self._rows.get(webhook_id)
        if webhook is None:
            raise UnknownWebhook("unable to find webhook", field="webhook_id")
        return webhook

    def subscribed(self, event_type: str) -> tuple[str, ...]:
        """The uids of the enabled webhooks that want this type of event."""
        return tuple(
            webhook.uid
            for webhook in self._cached.get().values()
            if webhook.enabled and event_type in webhook.event_types
        )

    def by_uid(self, uid: str) -> Webhook | None:
        """The webhook of this incarnation; None only once it is deleted for good.

        What the list says may be old, and what is dropped because of it is gone: that it is
        disabled is confirmed by a point read.
        """
        webhook = self._cached.get().get(uid)
        if webhook is None and uid not in self._gone:
            # It may be newer than the list. What a fresh list lacks never comes back.
            webhook = self._cached.reload().get(uid)
            if webhook is None:
                self._gone.add(uid)
        if webhook is None or webhook.enabled:
            return webhook
        confirmed = self._rows.get(webhook.webhook_id)
        if confirmed is None or confirmed.uid != uid:
            return None
        if confirmed.enabled:
            self._cached.invalidate()
        return confirmed

    def create(self, webhook: Webhook) -> Webhook:
        """Store a new webhook under a new uid. Raises Conflict when its id is taken."""
        webhook = replace(webhook, uid=uuid4().hex, created_at=self._clock())
        if not self._rows.insert(webhook):
            raise Conflict(f"a webhook {webhook.webhook_id!r} exists", field="webhook_id")
        self._cached.invalidate()
        return webhook

    def change(self, webhook_id: str, changed: Callable[[Webhook], Webhook]) -> Webhook:
        """Replace the webhook by ``changed(webhook)``. Raises UnknownWebhook.

        *changed* is called again when somebody else's change came between.
        """
        for _ in range(_TRIES):
            webhook = changed(self.get(webhook_id))
            if self._rows.change(webhook):
                self._cached.invalidate()
                return webhook
        raise Conflict("the webhook is being changed by others; try again", field="webhook_id")

    def delete(self, webhook_id: str) -> Webhook:
        """Delete the webhook. Raises UnknownWebhook."""
        for _ in range(_TRIES):
            webhook = self.get(webhook_id)
            if self._rows.delete(webhook):
                self._cached.invalidate()
                return webhook
        raise Conflict("the webhook is being changed by others; try again", field="webhook_id")

    def disable(self, webhook: Webhook, reason: str) -> bool:
        """Stop delivering to this incarnation, and say why.

        False where it has another URL by now, to which the reason does not apply.
        """

        def disabled(current: Webhook) -> Webhook:
            if current.uid != webhook.uid:
                raise UnknownWebhook("deleted, and created anew", field="webhook_id")
            if current.url != webhook.url:
                return current
            return replace(current, enabled=False, disabled_reason=reason)

        try:
            changed = self.change(webhook.webhook_id, disabled)
        except UnknownWebhook:
            return True
        if changed.enabled:
            return False
        log.warning("webhook_disabled", webhook_id=webhook.webhook_id, reason=reason)
        return True

    def tidy_secrets(self, now: float, encryption: Encryption) -> None:
        """Forget rotated secrets whose grace period has ended; put the others under the first key.

        Once this has been done, the other keys of ``SECRETS_KEY`` can go.
        """

        def resealed(sealed: str) -> str:
            return encryption.resealed(sealed) if sealed else ""

        def tidied(webhook: Webhook) -> Webhook:
            return replace(
                webhook,
                secret=resealed(webhook.secret),
                previous_secrets={
                    resealed(secret): until
                    for secret, until in webhook.previous_secrets.items()
                    if until > now
                },
                headers=resealed(webhook.headers),
            )

        for webhook in self.every():
            try:
                if tidied(webhook) != webhook:
                    self.change(webhook.webhook_id, tidied)
            except UnreadableSecret as error:
                log.error("secret_unreadable", webhook_id=webhook.webhook_id, error=str(error))
            except (UnknownWebhook, Conflict):
                continue  # Others are at it; there is a next time.

    def _load(self) -> dict[str, Webhook]:
        return {webhook.uid: webhook for webhook in self._rows.every()}
