"""Whether a delivery may be attempted now."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
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


Refusal = Hold | Drop | Move
Decision = Go | Refusal


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

    def place(self, lane: Lane, uid: str) -> AbstractContextManager[Place | None]:
        """Enter *lane* with a message of the webhook *uid*: yields a place, or None."""
        return self._lanes.admit(lane, uid)

    @contextmanager
    def admit(self, message: AttemptMessage, lane: Lane) -> Iterator[Decision]:
        """Decide about *message*, taken from *lane*; a `Go` occupies a place until the end."""
        webhook = self.check(message, lane)
        if not isinstance(webhook, Webhook):
            yield webhook
            return
        with (
            self.place(lane, webhook.uid) as place,
            self.room(webhook, message, lane, place) as decision,
        ):
            yield decision

    def check(self, message: AttemptMessage, lane: Lane) -> Webhook | Refusal:
        """Return the webhook, if its subscription, its health and *lane* allow the attempt."""
        webhook = self._registry.by_uid(message.key.uid)
        if webhook is None:
            return Drop(None, DropReason.WEBHOOK_DELETED)
        if not webhook.enabled:
            return Drop(webhook, DropReason.WEBHOOK_DISABLED)
        blocked = None if message.kind is MessageKind.PROBE else self._blocked(webhook)
        if blocked is not None:
            return blocked
        if lane is not Lane.SLOW and self._health_cache.is_slow(webhook.uid, self._clock()):
            return Move(webhook_is_slow=False)
        return webhook

    @contextmanager
    def room(
        self, webhook: Webhook, message: AttemptMessage, lane: Lane, place: Place | None
    ) -> Iterator[Go | Move | Hold]:
        """Decide by the limits of *webhook*, whose message has *place* in *lane*, or none."""
        if place is None:
            yield self._wait(message, lane, webhook, HoldReason.SHARE)
            return
        with self._limiter.admit(webhook, in_line=lane is Lane.SLOW) as exceeded:
            if exceeded is None:
                yield Go(webhook, place)
            else:
                place.in_vain()
                yield self._wait(message, lane, webhook, exceeded)

    def is_slow(self, uid: str) -> bool:
        """Return whether this process knows the webhook *uid* to be slow."""
        return self._lanes.is_slow(uid)

    def refuse(self, message: AttemptMessage, lane: Lane) -> Refusal:
        """Decide about *message* where the caller has no room for its attempt."""
        webhook = self._registry.by_uid(message.key.uid)
        if webhook is None:
            return Drop(None, DropReason.WEBHOOK_DELETED)
        return self._wait(message, lane, webhook, HoldReason.SHARE)

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
