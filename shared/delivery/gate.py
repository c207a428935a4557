"""Whether a delivery may be attempted now."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from shared.delivery.health_cache import HealthCache
from shared.delivery.lanes import Lane, Lanes, Place
from shared.delivery.limiter import Limiter
from shared.model import (
    DropReason,
    HealthChange,
    HoldReason,
    Webhook,
)
from shared.store.messages import AttemptMessage, MessageKind
from shared.webhooks.registry import WebhookRegistry


@dataclass(frozen=True, slots=True)
class Go:
    """Attempt it, in ``place``."""

    webhook: Webhook
    place: Place


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


@dataclass(frozen=True, slots=True)
class Move:
    """Make the attempt from the slow lane; ``webhook_is_slow`` where that is why."""

    webhook_is_slow: bool


Decision = Go | Hold | Drop | Move


class Gate:
    """Decides by the webhook's subscription, its health, its lane and its limits, in this order."""

    def __init__(
        self,
        registry: WebhookRegistry,
        health_cache: HealthCache,
        lanes: Lanes,
        limiter: Limiter,
        clock: Callable[[], float],
    ) -> None:
        self._registry = registry
        self._health_cache = health_cache
        self._lanes = lanes
        self._limiter = limiter
        self._clock = clock

    @contextmanager
    def admit(self, message: AttemptMessage, lane: Lane) -> Iterator[Decision]:
        """Decide about *message*, taken from *lane*; a `Go` occupies a place until the end."""
        webhook = self._registry.by_uid(message.key.uid)
        if webhook is None:
            yield Drop(None, DropReason.WEBHOOK_DELETED)
            return
        if not webhook.enabled:
            yield Drop(webhook, DropReason.WEBHOOK_DISABLED)
            return
        blocked = None if message.kind is MessageKind.PROBE else self._blocked(webhook)
        if blocked is not None:
            yield blocked
            return
        if lane is not Lane.SLOW and self._health_cache.is_slow(webhook.uid, self._clock()):
            yield Move(webhook_is_slow=False)
            return
        with self._lanes.admit(lane, webhook.uid) as place:
            if place is None:
                yield self._wait(message, lane, webhook, HoldReason.SHARE)
                return
            with self._limiter.admit(webhook, in_line=lane is Lane.SLOW) as exceeded:
                if exceeded is None:
                    yield Go(webhook, place)
                else:
                    place.in_vain()
                    yield self._wait(message, lane, webhook, exceeded)

    def _wait(
        self, message: AttemptMessage, lane: Lane, webhook: Webhook, reason: HoldReason
    ) -> Move | Hold:
        """Return where a delivery waits that can have its attempt later, but not now."""
        if lane is not Lane.SLOW:
            return Move(self._lanes.is_slow(webhook.uid))
        now = self._clock()
        sent_back_at = now if message.kind is MessageKind.RETRY else None
        change = HealthChange(deferred_at=now, sent_back_at=sent_back_at)
        return Hold(webhook, reason, change)

    def _blocked(self, webhook: Webhook) -> Hold | None:
        health = self._health_cache.blocking(webhook.uid, self._clock())
        if health is None:
            return None
        reason = HoldReason.BREAKER_OPEN if health.breaker.open else HoldReason.PAUSED
        return Hold(webhook, reason)
