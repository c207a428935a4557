"""Processes one webhook in a round: drops, then opens its breaker, probes or releases."""

from __future__ import annotations

import random
from dataclasses import replace

from shared import log, parallel
from shared.delivery import url_template
from shared.delivery.releases import Releases
from shared.delivery.transitions import Transitions
from shared.model import Breaker, DropReason, Health, HealthChange, Pace, PendingDelivery, Webhook
from shared.policy import breaker, drops, release
from shared.policy.evidence import pauses_webhook
from shared.policy.retry import PAUSED_PROBE_DELAY, RetryPolicy, paused_probe_at
from shared.scheduling.round import Round
from shared.store import Store
from shared.store.messages import MessageKind
from shared.store.pending import Backlog
from shared.webhooks.registry import WebhookRegistry

_PAGE = 1000
"""Pending rows of a webhook that a round reads at least: one request."""


class WebhookRound:
    """Processes one webhook after the other; threads may share it."""

    def __init__(
        self,
        *,
        store: Store,
        registry: WebhookRegistry,
        transitions: Transitions,
        retry: RetryPolicy,
        max_pending: int | None,
        expiry: float | None,
        rng: random.Random,
    ) -> None:
        """*max_pending*: deliveries of one webhook; *expiry*: seconds. None for no limit."""
        self._store = store
        self._registry = registry
        self._transitions = transitions
        self._releases = Releases(store, transitions)
        self._retry = retry
        self._max_pending = max_pending
        self._most_read = max(_PAGE, 2 * (max_pending or 0))
        self._expiry = expiry
        self._rng = rng

    def process(self, health: Health, this: Round) -> None:
        """Do what *this* round has to do for the webhook of *health*."""
        webhook = self._registry.by_uid(health.uid)
        if webhook is None or not webhook.enabled:
            self._drop_all(health, webhook, this)
            return
        if health.breaker.open and this.now + this.look_ahead < health.breaker.probe_at:
            return
        pending = self._store.pending.oldest(health.uid, most=self._most_read)
        complete = len(pending) < self._most_read
        pending = self._drop_some(pending, health, webhook, this)
        this.stats.add_backlog(health.uid, Backlog.of(pending, capped=not complete))
        if not pending and complete:
            self._forget(health, this)
        elif health.breaker.open:
            self._probe(pending, health, this)
        elif (since := breaker.failing_since(pending, health)) is not None:
            self._open(pending, health, webhook, since, this)
        elif health.paused_until > this.now:
            self._probe_paused(pending, health, this)
        else:
            due = _after_pause(pending, health, webhook)
            self._release(due, health, webhook, this, complete=complete)

    def _forget(self, health: Health, this: Round) -> None:
        """Delete the health row of a webhook of which there is nothing left to say.

        The caller has read that nothing is pending: what it has dropped may have been changed by
        others meanwhile, and be pending still.
        """
        if health.slow_until <= this.now:
            self._transitions.forget_health(health)

    def _open(
        self,
        pending: list[PendingDelivery],
        health: Health,
        webhook: Webhook,
        since: float,
        this: Round,
    ) -> None:
        """Open the breaker, and send a probe in the place of this round's attempts."""
        probe_at = self._next_probe_at(health, 1, this)
        opened = Breaker(open=True, failing_since=since, probe_at=probe_at)
        if not self._transitions.change_health(health, HealthChange(breaker=opened, pace=Pace())):
            return
        log.warning(
            "webhook_failing",
            webhook_id=webhook.webhook_id,
            since=since,
            error=health.last_error,
        )
        chosen = breaker.choose_probe(pending, this.now)
        if chosen is not None and health.paused_until <= this.now:
            self._send_probe(chosen, health, this)

    def _probe(self, pending: list[PendingDelivery], health: Health, this: Round) -> None:
        """Send the probe that is due, and say when the next one is."""
        chosen = breaker.choose_probe(pending, this.now)
        if chosen is None:
            return
        probes = health.breaker.probes + 1
        probe_at = self._next_probe_at(health, probes, this)
        changed = replace(health.breaker, probe_at=probe_at, probes=probes)
        if self._transitions.change_health(health, HealthChange(breaker=changed)):
            self._send_probe(chosen, health, this)

    def _probe_paused(self, pending: list[PendingDelivery], health: Health, this: Round) -> None:
        """Probe now and then during a long pause: one event's response may have asked for it."""
        chosen = breaker.choose_probe(pending, this.now)
        if chosen is None or this.now + this.look_ahead < paused_probe_at(health):
            return
        changed = replace(health.breaker, probe_at=this.now + PAUSED_PROBE_DELAY)
        if self._transitions.change_health(health, HealthChange(breaker=changed)):
            self._send_probe(chosen, health, this)

    def _next_probe_at(self, health: Health, probes: int, this: Round) -> float:
        """Return when the probe after the *probes*-th is due, by backoff and ``Retry-After``."""
        backoff = this.now + self._retry.probe_delay(probes, self._rng)
        return max(backoff, min(health.paused_until, this.now + PAUSED_PROBE_DELAY))

    def _send_probe(self, pending: PendingDelivery, health: Health, this: Round) -> None:
        if self._releases.send(MessageKind.PROBE, pending, this.lane_of(health), this.now):
            this.stats.add(probed=1)

    def _release(
        self,
        pending: list[PendingDelivery],
        health: Health,
        webhook: Webhook,
        this: Round,
        *,
        complete: bool,
    ) -> None:
        """Put messages for what is due, unless those of earlier rounds have yet to be taken."""
        due = self._due(pending, health, this, complete=complete)
        if not due:
            return
        oldest = min(release.due_since(delivery, health) for delivery in due)
        this.stats.add_due(len(due), this.now - oldest)
        if this.lane_of(health) in this.behind:
            return
        plan = release.plan(due, health, this.now, this.period, webhook.rate_per_second)
        if plan.pace is not None and not self._transitions.change_health(
            health, HealthChange(pace=plan.pace)
        ):
            return
        lane = this.lane_of(health)
        sent = parallel.map(
            lambda item: self._releases.send(
                MessageKind.RETRY, item[0], lane, this.now, delay=item[1]
            ),
            plan.deliveries,
        )
        this.stats.add(released=sum(sent))

    def _due(
        self, pending: list[PendingDelivery], health: Health, this: Round, *, complete: bool
    ) -> list[PendingDelivery]:
        if complete:
            return release.due(pending, this.now, this.look_ahead)
        return self._store.pending.due(
            health.uid, this.now, ahead=this.look_ahead, most=release.MOST_RELEASED
        )

    def _drop_some(
        self, pending: list[PendingDelivery], health: Health, webhook: Webhook, this: Round
    ) -> list[PendingDelivery]:
        """Drop what has expired or overflowed; return what is left."""
        expired = drops.expired(pending, health, self._expiry)
        left = _without(pending, expired)
        overflow = drops.overflow(left, health, self._max_pending, this.now)
        self._drop(expired, DropReason.EXPIRED, webhook, this)
        self._drop(overflow, DropReason.OVERFLOW, webhook, this)
        return _without(left, overflow)

    def _drop_all(self, health: Health, webhook: Webhook | None, this: Round) -> None:
        """Drop all that is pending for a webhook that is deleted or disabled."""
        reason = DropReason.WEBHOOK_DISABLED if webhook else DropReason.WEBHOOK_DELETED
        pending = self._store.pending.oldest(health.uid, most=_PAGE)
        self._drop(pending, reason, webhook, this)
        if not pending or not self._store.pending.oldest(health.uid, most=1):
            this.stats.add_backlog(health.uid, Backlog())
            self._transitions.forget_health(health)

    def _drop(
        self,
        pending: list[PendingDelivery],
        reason: DropReason,
        webhook: Webhook | None,
        this: Round,
    ) -> None:
        def drop(delivery: PendingDelivery) -> None:
            if self._transitions.drop(delivery.key, reason, webhook, delivery):
                this.stats.add_dropped(reason)

        parallel.map(drop, pending)


def _without(
    pending: list[PendingDelivery], dropped: list[PendingDelivery]
) -> list[PendingDelivery]:
    keys = {delivery.key for delivery in dropped}
    return [delivery for delivery in pending if delivery.key not in keys]


def _after_pause(
    pending: list[PendingDelivery], health: Health, webhook: Webhook
) -> list[PendingDelivery]:
    def is_paused(delivery: PendingDelivery) -> bool:
        has_variables = url_template.has_variables(webhook.url, delivery.event_type)
        return delivery.last is not None and pauses_webhook(
            delivery.last, url_has_variables=has_variables
        )

    return release.after_pause(pending, health, is_paused)
