"""Whether a delivery may be attempted now."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from shared.delivery.health_cache import HealthCache
from shared.delivery.limiter import Limiter
from shared.model import (
    DropReason,
    HealthChange,
    HoldReason,
    PendingDelivery,
    Webhook,
)
from shared.store.messages import AttemptMessage, MessageKind
from shared.webhooks.registry import WebhookRegistry


@dataclass(frozen=True, slots=True)
class Go:
    """Attempt it."""

    webhook: Webhook


@dataclass(frozen=True, slots=True)
class Hold:
    """Keep it without an attempt; ``change`` is what its webhook's health must say of that."""

    webhook: Webhook
    reason: HoldReason
    change: HealthChange | None = None


@dataclass(frozen=True, slots=True)
class Drop:
    """Give it up. ``webhook`` is None where it is deleted."""

    webhook: Webhook | None
    reason: DropReason


Decision = Go | Hold | Drop


class Gate:
    """Decides by the webhook's subscription, its health, and its limits, in this order."""

    def __init__(
        self,
        registry: WebhookRegistry,
        health_cache: HealthCache,
        limiter: Limiter,
        clock: Callable[[], float],
    ) -> None:
        self._registry = registry
        self._health_cache = health_cache
        self._limiter = limiter
        self._clock = clock

    @contextmanager
    def admit(self, message: AttemptMessage, pending: PendingDelivery | None) -> Iterator[Decision]:
        """Decide about *message*; a `Go` holds a place within the webhook's limits until the end.

        *pending* is the delivery as it is stored, None before its first attempt.
        """
        webhook = self._registry.by_uid(message.key.uid)
        if webhook is None:
            yield Drop(None, DropReason.WEBHOOK_DELETED)
            return
        if not webhook.enabled:
            yield Drop(webhook, DropReason.WEBHOOK_DISABLED)
            return
        blocked = None if message.kind is MessageKind.PROBE else self._blocked(webhook, pending)
        if blocked is not None:
            yield blocked
            return
        with self._limiter.admit(webhook) as exceeded:
            if exceeded is None:
                yield Go(webhook)
            else:
                yield Hold(webhook, exceeded, self._deferred(message))

    def _blocked(self, webhook: Webhook, pending: PendingDelivery | None) -> Hold | Drop | None:
        health = self._health_cache.blocking(webhook.uid, self._clock())
        if health is None:
            return None
        if not health.breaker.open:
            return Hold(webhook, HoldReason.PAUSED)
        is_new = pending is None or not pending.stored
        if health.breaker.full and is_new:
            return Drop(webhook, DropReason.OVERFLOW)
        return Hold(webhook, HoldReason.BREAKER_OPEN)

    def _deferred(self, message: AttemptMessage) -> HealthChange:
        now = self._clock()
        sent_back_at = now if message.kind is MessageKind.RETRY else None
        return HealthChange(deferred_at=now, sent_back_at=sent_back_at)
