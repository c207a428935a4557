"""``GET /api/health``, which needs no key, ``/api/overview`` and ``/api/failures``."""

from __future__ import annotations

from http import HTTPStatus

from shared import log
from shared.api.http import Request, Response, reply
from shared.api.responses.relay import FailureList, Health, Overview
from shared.app import App
from shared.status import StorageDown, StoragePart
from shared.store import Forbidden

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
    return reply(Health.of(report))


def overview(app: App, request: Request) -> Response:
    """``GET /api/overview``: the relay and all webhooks, for one query."""
    request.parameters()
    return reply(Overview.of(app.overview.read()))


def failures(app: App, request: Request) -> Response:
    """``GET /api/failures``: what has failed lately, by webhook and error."""
    request.parameters()
    return reply(FailureList.of(app.failures.read()))


def _explained(error: StorageDown) -> str:
    if isinstance(error.fault, Forbidden):
        role = _ROLES[error.part]
        return f"{error.part} forbidden: the key is wrong, or the identity lacks {role}"
    return f"{error.part} unreachable"
