"""``GET /api/health``, for load balancers and people; it asks for no key."""

from __future__ import annotations

from http import HTTPStatus

from shared import log
from shared.api.http import Request, Response, reply
from shared.api.responses.relay import Health
from shared.app import App
from shared.status import StorageDown, StoragePart
from shared.store import Forbidden

_TICK_OVERDUE = 180.0
"""Seconds. If the instance that ticks dies, another one ticks after up to a minute."""

_ROLES = {
    StoragePart.TABLES: "Storage Table Data Contributor",
    StoragePart.QUEUES: "Storage Queue Data Contributor",
}
"""The role that the app's identity needs for each part of storage."""


def get(app: App, _request: Request) -> Response:
    """Respond 200 while storage answers, else 503."""
    try:
        report = app.status.read()
    except StorageDown as error:
        log.error("storage_unavailable", route="api/health", error=str(error)[:300])
        return reply(
            Health(status="error", storage=_explained(error)), HTTPStatus.SERVICE_UNAVAILABLE
        )
    healthy = report.tick_age is not None and report.tick_age <= _TICK_OVERDUE
    return reply(Health.of(report, healthy=healthy))


def _explained(error: StorageDown) -> str:
    if isinstance(error.fault, Forbidden):
        role = _ROLES[error.part]
        return f"{error.part} forbidden: the key is wrong, or the identity lacks {role}"
    return f"{error.part} unreachable"
