"""How each webhook is doing: its state, its last error, and what waits for it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from shared.model import Health, Webhook, day_of
from shared.policy.retry import paused_probe_at
from shared.store import Store
from shared.store.pending import Backlog


class WebhookState(StrEnum):
    """How a webhook is doing, in one word."""

    HEALTHY = "healthy"
    RETRYING = "retrying"
    FAILING = "failing"
    PAUSED = "paused"
    DISABLED = "disabled"


REQUESTS_FOR_A_LIST = 5
"""Storage requests that count what waits for all webhooks of a list, a thousand rows each."""

_REQUESTS_FOR_ONE = 2

_DAYS_OF_SUCCESS = 2
"""Days of records among which the latest success of one webhook is looked for, a request each."""


@dataclass(frozen=True, slots=True)
class WebhookStatus:
    """How one webhook is doing.

    ``health`` is None while it has no trouble. ``backlog`` is None where the requests for a list
    did not suffice to count. ``last_success_at`` is 0 where it is not known.
    """

    state: WebhookState
    health: Health | None
    backlog: Backlog | None
    last_success_at: float
    next_attempt_at: float | None


class WebhookStatuses:
    """Reads how webhooks are doing. Writes nothing."""

    def __init__(self, store: Store, *, clock: Callable[[], float]) -> None:
        self._store = store
        self._clock = clock

    def healths(self) -> dict[str, Health]:
        """Read the health of every webhook that has one, by uid: one request per thousand."""
        return {health.uid: health for health in self._store.health.snapshot().webhooks}

    def state_of(self, webhook: Webhook, health: Health | None) -> WebhookState:
        """Return the state of *webhook*, which its settings and its health alone decide."""
        if not webhook.enabled:
            return WebhookState.DISABLED
        if health is None:
            return WebhookState.HEALTHY
        if health.breaker.open:
            return WebhookState.FAILING
        if health.paused_until > self._clock():
            return WebhookState.PAUSED
        failed_last = health.last_failure_at > health.last_success_at
        return WebhookState.RETRYING if failed_last else WebhookState.HEALTHY

    def of_list(
        self, webhooks: Sequence[Webhook], healths: Mapping[str, Health]
    ) -> list[WebhookStatus]:
        """Describe *webhooks* with at most `REQUESTS_FOR_A_LIST` requests."""
        in_trouble = [webhook.uid for webhook in webhooks if webhook.uid in healths]
        backlogs = self._backlogs(in_trouble, REQUESTS_FOR_A_LIST)
        return [
            self._status(
                webhook,
                healths.get(webhook.uid),
                backlogs.get(webhook.uid) if webhook.uid in healths else Backlog(),
            )
            for webhook in webhooks
        ]

    def of(self, webhook: Webhook) -> WebhookStatus:
        """Describe one webhook, with at most five requests."""
        health = self._store.health.get(webhook.uid)
        backlog: Backlog | None = Backlog()
        if health is not None:
            backlog = self._backlogs([webhook.uid], _REQUESTS_FOR_ONE).get(webhook.uid)
        last_success_at = health.last_success_at if health else 0.0
        return self._status(
            webhook, health, backlog, last_success_at or self._latest_success(webhook.uid)
        )

    def lately(self, webhook: Webhook, *, last_success_at: float = 0.0) -> WebhookStatus:
        """Describe one webhook with two point reads; what waits, as the latest round saw it.

        *last_success_at* is what the caller knows, which may be 0.
        """
        health = self._store.health.get(webhook.uid)
        backlogs = self._store.health.backlogs() if health else {}
        return self.in_round(webhook, health, backlogs, last_success_at=last_success_at)

    def in_round(
        self,
        webhook: Webhook,
        health: Health | None,
        backlogs: Mapping[str, Backlog],
        *,
        last_success_at: float = 0.0,
    ) -> WebhookStatus:
        """Describe one webhook, without a request, by what a round has seen of the *backlogs*."""
        backlog = Backlog() if health is None else backlogs.get(webhook.uid)
        known_success_at = max(last_success_at, health.last_success_at if health else 0.0)
        return self._status(webhook, health, backlog, known_success_at)

    def of_new(self, webhook: Webhook) -> WebhookStatus:
        """Describe a webhook that was just made, without a request."""
        return self._status(webhook, None, Backlog())

    def _status(
        self,
        webhook: Webhook,
        health: Health | None,
        backlog: Backlog | None,
        last_success_at: float = 0.0,
    ) -> WebhookStatus:
        state = self.state_of(webhook, health)
        return WebhookStatus(
            state=state,
            health=health,
            backlog=backlog,
            last_success_at=last_success_at or (health.last_success_at if health else 0.0),
            next_attempt_at=self._next_attempt_at(state, health, backlog),
        )

    def _next_attempt_at(
        self, state: WebhookState, health: Health | None, backlog: Backlog | None
    ) -> float | None:
        """Return when the next attempt or probe is due; None where nothing waits for one."""
        if backlog is None or not backlog.count or health is None or state == WebhookState.DISABLED:
            return None
        if state == WebhookState.FAILING:
            return health.breaker.probe_at
        if state == WebhookState.PAUSED:
            return min(health.paused_until, paused_probe_at(health))
        return max(backlog.next_attempt_at, self._clock())

    def _backlogs(self, uids: Collection[str], requests: int) -> dict[str, Backlog]:
        return self._store.pending.backlogs(uids, most_requests=requests)

    def _latest_success(self, uid: str) -> float:
        today = day_of(round(self._clock() * 1000))
        for days in range(_DAYS_OF_SUCCESS):
            ended_at = self._store.records.latest_success(uid, today - timedelta(days=days))
            if ended_at:
                return ended_at
        return 0.0
