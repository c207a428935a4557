"""``GET /api/health``: for load balancers and people in a hurry; asks for no key."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from shared import log
from shared.api.http import Request, Response, answer
from shared.relay import Relay
from shared.store import StorageFault

_TICK_OVERDUE = 180.0
"""The latest tick is written down once a minute."""


def get(relay: Relay, _request: Request) -> Response:
    try:
        snapshot = relay.store.health.snapshot()
        queues = {
            queue.name: queue.length()
            for queue in (relay.store.first_attempts, relay.store.retries)
        }
    except StorageFault as error:
        log.error("storage_unavailable", route="api/health", error=str(error)[:300])
        return answer({"status": "error", "storage": "unreachable"}, HTTPStatus.SERVICE_UNAVAILABLE)
    age = None
    if snapshot.ticked_at is not None:
        age = round(max(0.0, relay.clock() - snapshot.ticked_at), 1)
    healthy = age is not None and age <= _TICK_OVERDUE
    view: dict[str, Any] = {
        "status": "ok" if healthy else "degraded",
        "storage": "ok",
        "last_tick_age_seconds": age,
        "queues": queues,
        "failing_webhooks": sum(health.open for health in snapshot.webhooks),
        "webhooks_in_trouble": len(snapshot.webhooks),
    }
    return answer(view)
