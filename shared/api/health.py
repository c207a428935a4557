"""``GET /api/health``: for load balancers and people in a hurry; asks for no key."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from shared import log
from shared.api.http import Request, Response, answer
from shared.app import App
from shared.store import Forbidden, StorageFault

_TICK_OVERDUE = 180.0
"""The latest tick is written down once a minute."""


_ROLES = {"tables": "Storage Table Data Contributor", "queues": "Storage Queue Data Contributor"}
"""The role that each part of storage asks of the app's identity."""


def get(relay: App, _request: Request) -> Response:
    part = "tables"
    try:
        snapshot = relay.store.health.snapshot()
        part = "queues"
        queues = {
            queue.name: queue.length()
            for queue in (relay.store.first_attempts, relay.store.retries)
        }
    except StorageFault as error:
        log.error("storage_unavailable", route="api/health", error=str(error)[:300])
        return answer(
            {"status": "error", "storage": _fault(error, part)}, HTTPStatus.SERVICE_UNAVAILABLE
        )
    age = None
    if snapshot.ticked_at is not None:
        age = round(max(0.0, relay.clock() - snapshot.ticked_at), 1)
    healthy = age is not None and age <= _TICK_OVERDUE
    view: dict[str, Any] = {
        "status": "ok" if healthy else "degraded",
        "storage": "ok",
        "last_tick_age_seconds": age,
        "queues": queues,
        "failing_webhooks": sum(health.breaker.open for health in snapshot.webhooks),
        "webhooks_in_trouble": len(snapshot.webhooks),
    }
    return answer(view)


def _fault(error: StorageFault, part: str) -> str:
    if isinstance(error, Forbidden):
        return f"{part} forbidden: the key is wrong, or the identity lacks {_ROLES[part]}"
    return f"{part} unreachable"
