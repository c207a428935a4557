"""The webhooks that are stored, cached for this process, and which of them want an event.

Every event and every delivery reads the list of webhooks, which seldom changes: it is kept for
``WEBHOOK_CACHE_SECONDS``. A change through this process is seen at once.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from uuid import uuid4

from shared import log, optimistic
from shared.cache import Cache
from shared.crypto.encryption import UnreadableSecret
from shared.errors import Conflict, UnknownWebhook
from shared.filters.evaluation import CompiledFilter
from shared.model import KnownWebhook, Webhook
from shared.optimistic import Contention
from shared.store.webhooks import WebhookStore
from shared.webhooks.subscribers import Subscribers, compiled, wants_type


@dataclass(frozen=True, slots=True)
class _Listing:
    """All webhooks by uid, and the filters of those that have one.

    Who wants a type is looked for once: the number of types is bounded, and the list is kept for
    seconds.
    """

    webhooks: Mapping[str, Webhook]
    filters: Mapping[str, CompiledFilter]
    subscribers: dict[str, Subscribers] = field(default_factory=dict)

    def of_type(self, event_type: str) -> Subscribers:
        """Return the enabled webhooks that want this type of event, with their filters."""
        found = self.subscribers.get(event_type)
        if found is None:
            uids = tuple(
                webhook.uid
                for webhook in self.webhooks.values()
                if webhook.enabled and wants_type(webhook, event_type)
            )
            filters = {uid: self.filters[uid] for uid in uids if uid in self.filters}
            found = self.subscribers[event_type] = Subscribers(uids, filters)
        return found


class WebhookRegistry:
    """Reads and writes webhooks, and answers which of them an event goes to."""

    def __init__(
        self, rows: WebhookStore, *, cache_seconds: float, clock: Callable[[], float]
    ) -> None:
        self._rows = rows
        self._clock = clock
        self._compiled: Mapping[str, CompiledFilter] = {}
        self._cached = Cache(self._load, seconds=cache_seconds, clock=clock)
        self._gone: set[str] = set()

    def every(self) -> list[Webhook]:
        """Read all webhooks from storage, the oldest first."""
        return _oldest_first(self._cached.reload().webhooks)

    def recent(self, seconds: float) -> list[Webhook] | None:
        """Return all webhooks, the oldest first, if they were read at most *seconds* ago."""
        kept = self._cached.recent(seconds)
        return None if kept is None else _oldest_first(kept.webhooks)

    def get(self, webhook_id: str) -> Webhook:
        """Read one webhook from storage. Raises UnknownWebhook."""
        webhook = self._rows.get(webhook_id)
        if webhook is None:
            raise UnknownWebhook("unable to find webhook", field="webhook_id")
        return webhook

    def get_known(self, webhook_id: str) -> KnownWebhook:
        """Read the webhook, or what is kept of the latest deleted one. Raises UnknownWebhook."""
        try:
            return self.get(webhook_id)
        except UnknownWebhook:
            deleted = self._rows.deleted(webhook_id)
            if deleted is None:
                raise
            return deleted

    def known_ids(self) -> dict[str, str]:
        """Read the ids of all webhooks by uid, those of deleted ones included.

        The deleted ones are read last: one that is deleted meanwhile is not missed.
        """
        known = {webhook.uid: webhook.webhook_id for webhook in self.every()}
        return {w.uid: w.webhook_id for w in self._rows.every_deleted()} | known

    def forget_deleted_before(self, time: float) -> None:
        """Delete what is kept of the webhooks that were deleted before *time*."""
        for webhook in self._rows.every_deleted():
            if webhook.deleted_at < time:
                self._rows.forget_deleted(webhook)

    def subscribed(self, event_type: str) -> Subscribers:
        """Return the enabled webhooks that want this type of event, with their filters."""
        return self._cached.get().of_type(event_type)

    def subscribed_by_name(self, event_type: str) -> list[str]:
        """Read the ids of the webhooks that subscribe to this type by its name, disabled or not."""
        return [w.webhook_id for w in self.every() if event_type in w.event_types]

    def by_uid(self, uid: str) -> Webhook | None:
        """Return the webhook of this uid; None only once it is deleted for good.

        The cached list may be old, and a delivery that is dropped because of it would be lost: a
        webhook that the list calls disabled is read again from storage.
        """
        webhook = self._cached.get().webhooks.get(uid)
        if webhook is None and uid not in self._gone:
            # It may be newer than the list. A uid that a fresh list lacks never comes back.
            webhook = self._cached.reload().webhooks.get(uid)
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
        """Replace the webhook by ``changed(webhook)``. Raises UnknownWebhook and Conflict.

        *changed* is called again when somebody else's change came between.
        """
        return self._write_if_unchanged(lambda: changed(self.get(webhook_id)), self._rows.change)

    def delete(self, webhook_id: str) -> Webhook:
        """Delete the webhook, and keep its id and uid. Raises UnknownWebhook and Conflict.

        They are kept first: after a crash in between they are of a webhook that still exists, which
        is read in their place.
        """

        def delete(webhook: Webhook) -> bool:
            self._rows.keep_deleted(webhook, self._clock())
            return self._rows.delete(webhook)

        return self._write_if_unchanged(lambda: self.get(webhook_id), delete)

    def disable(self, webhook: Webhook, reason: str) -> bool:
        """Stop deliveries to *webhook*, and store why.

        Returns False where its URL has been changed, because the reason is about the old one.
        """

        def disabled(current: Webhook) -> Webhook:
            if current.uid != webhook.uid:
                raise UnknownWebhook("deleted, and created anew", field="webhook_id")
            if current.url != webhook.url:
                return current
            return self.disabled(current, reason)

        try:
            changed = self.change(webhook.webhook_id, disabled)
        except UnknownWebhook:
            return True
        if changed.enabled:
            return False
        log.warning("webhook_disabled", webhook_id=webhook.webhook_id, reason=reason)
        return True

    def disabled(self, webhook: Webhook, reason: str) -> Webhook:
        """Return *webhook* disabled for *reason*, which stays if it is disabled already."""
        if not webhook.enabled:
            return webhook
        return replace(webhook, enabled=False, disabled_reason=reason, disabled_at=self._clock())

    def change_every(self, changed: Callable[[Webhook], Webhook]) -> None:
        """Replace each webhook by ``changed(webhook)`` where that differs, as far as possible.

        A webhook whose secrets cannot be decrypted, or that others are changing, is left for the
        next time.
        """
        for webhook in self.every():
            try:
                if changed(webhook) != webhook:
                    self.change(webhook.webhook_id, changed)
            except UnreadableSecret as error:
                log.error("secret_unreadable", webhook_id=webhook.webhook_id, error=str(error))
            except (UnknownWebhook, Conflict):
                continue

    def _write_if_unchanged(
        self, read: Callable[[], Webhook], write: Callable[[Webhook], bool]
    ) -> Webhook:
        """Write what *read* returns, and read again where the webhook has changed in between."""
        try:
            webhook = optimistic.update(read, write)
        except Contention:
            raise Conflict(
                "the webhook is being changed by others; try again", field="webhook_id"
            ) from None
        self._cached.invalidate()
        return webhook

    def _load(self) -> _Listing:
        """Read the list, and compile the filters that the list before did not have."""
        webhooks = {webhook.uid: webhook for webhook in self._rows.every()}
        before = self._compiled
        filters = {
            uid: before.get(webhook.filter) or compiled(webhook.filter)
            for uid, webhook in webhooks.items()
            if webhook.filter
        }
        self._compiled = {webhooks[uid].filter: one for uid, one in filters.items()}
        return _Listing(webhooks, filters)


def _oldest_first(webhooks: Mapping[str, Webhook]) -> list[Webhook]:
    return sorted(webhooks.values(), key=lambda webhook: webhook.created_at)
