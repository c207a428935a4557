"""Whether a delivery may be attempted now."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from shared.delivery.health_cache import HealthCache
from shared.delivery.lanes import Lane, Lanes, Place
from shared.delivery.limiter import ALONE, IN_SLOW_LANE, Limiter, Patience, Turn
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
    """Attempt it, in ``place``, when its ``turn`` has come."""

    webhook: Webhook
    place: Place
    turn: Turn


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
    """Make the attempt from the slow lane, in ``delay`` seconds; ``webhook_is_slow`` if so."""

    webhook_is_slow: bool
    delay: int = 0


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

    @contextmanager
    def admit(self, message: AttemptMessage, lane: Lane) -> Iterator[Decision]:
        """Decide about *message*, taken from *lane*; a `Go` occupies a place until the end."""
        webhook = self.check(message, lane)
        if not isinstance(webhook, Webhook):
            yield webhook
            return
        with self.enter(webhook, message, lane) as place:
            if not isinstance(place, Place):
                yield place
                return
            with self.limit(webhook, message, lane, place) as decision:
                yield decision

    def check(self, message: AttemptMessage, lane: Lane) -> Webhook | Refusal:
        """Return the webhook, if its subscription, its health and *lane* allow the attempt."""
        webhook = self._subscribed(message.key.uid)
        if isinstance(webhook, Drop):
            return webhook
        blocked = None if message.kind is MessageKind.PROBE else self._blocked(webhook)
        if blocked is not None:
            return blocked
        if lane is not Lane.SLOW and self._health_cache.is_slow(webhook.uid, self._clock()):
            return Move(webhook_is_slow=False)
        return webhook

    @contextmanager
    def enter(
        self, webhook: Webhook, message: AttemptMessage, lane: Lane
    ) -> Iterator[Place | Refusal]:
        """Take a place in *lane* for *message*, and for others of the webhook that came with it."""
        with self._lanes.admit(lane, webhook.uid) as place:
            yield place or self._wait(webhook, message, lane, HoldReason.SHARE)

    @contextmanager
    def limit(
        self,
        webhook: Webhook,
        message: AttemptMessage,
        lane: Lane,
        place: Place,
        patience: Patience = ALONE,
    ) -> Iterator[Decision]:
        """Decide by the webhook's limits about an attempt in *place*, which may wait in line.

        *patience* is what it has in a fast lane.
        """
        patience = IN_SLOW_LANE if lane is Lane.SLOW else patience
        with self._limiter.admit(webhook, patience) as turn:
            if not isinstance(turn, Turn):
                place.in_vain()
                yield self._wait(webhook, message, lane, turn)
                return
            # It may have been changed or disabled meanwhile.
            subscribed = self._subscribed(webhook.uid)
            yield Go(subscribed, place, turn) if isinstance(subscribed, Webhook) else subscribed

    def _subscribed(self, uid: str) -> Webhook | Drop:
        webhook = self._registry.by_uid(uid)
        if webhook is None:
            return Drop(None, DropReason.WEBHOOK_DELETED)
        if not webhook.enabled:
            return Drop(webhook, DropReason.WEBHOOK_DISABLED)
        return webhook

    def _wait(
        self, webhook: Webhook, message: AttemptMessage, lane: Lane, reason: HoldReason
    ) -> Move | Hold:
        """Return where a delivery waits that can have its attempt later, but not now."""
        if lane is not Lane.SLOW:
            return Move(self._lanes.is_slow(webhook.uid))
        now = self._clock()
        if reason is HoldReason.SHARE and self._is_well(webhook.uid, now, message):
            delay = self._limiter.next_turn(webhook)
            if delay is not None:
                return Move(webhook_is_slow=False, delay=delay)
        sent_back_at = now if message.kind is MessageKind.RETRY else None
        change = HealthChange(deferred_at=now, sent_back_at=sent_back_at)
        return Hold(webhook, reason, change)

    def _is_well(self, uid: str, now: float, message: AttemptMessage) -> bool:
        """Return whether a first attempt at a webhook that is neither slow nor failing is refused.

        It comes again when it is its turn: to hold it would make it wait for a round.
        """
        if message.kind.is_retry:
            return False
        return not (self._lanes.is_slow(uid) or self._health_cache.belongs_in_slow_lane(uid, now))

    def _blocked(self, webhook: Webhook) -> Hold | None:
        health = self._health_cache.blocking(webhook.uid, self._clock())
        if health is None:
            return None
        reason = HoldReason.BREAKER_OPEN if health.breaker.open else HoldReason.PAUSED
        return Hold(webhook, reason)
