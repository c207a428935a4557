"""A request and its answer, and how errors are told: RFC 9457 problem details."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any

from shared import log
from shared.errors import InvalidInput, NotFound, RelayError, Unavailable, UnsupportedMediaType
from shared.store import BadRequest, StorageFault

JSON = "application/json"
PROBLEM = "application/problem+json"

_HOST_PARAMETERS = frozenset({"code", "clientId"})
"""Query parameters that are the Functions host's: the key, and which key."""

_RETRY_AFTER = "5"


@dataclass(frozen=True, slots=True)
class Request:
    """What a function was called with. Header names are in lower case."""

    method: str
    path: Mapping[str, str]
    query: Mapping[str, str]
    headers: Mapping[str, str]
    body: bytes

    def parameters(self, *known: str) -> dict[str, str]:
        """The query's parameters, which must be *known* ones. Raises InvalidInput."""
        given = {name: value for name, value in self.query.items() if name not in _HOST_PARAMETERS}
        for name in given:
            if name not in known:
                raise InvalidInput(f"{name}: unknown query parameter", field=name)
        return given

    def require_json(self) -> None:
        """Refuse a body that says it is something else than JSON. Raises UnsupportedMediaType."""
        media_type = self.headers.get("content-type", JSON).partition(";")[0].strip().lower()
        if media_type != JSON and not media_type.endswith("+json"):
            raise UnsupportedMediaType(
                f"the body must be {JSON}, not {media_type[:100]!r}", field="Content-Type"
            )


@dataclass(frozen=True, slots=True)
class Response:
    status: int
    body: bytes
    content_type: str = JSON
    headers: Mapping[str, str] = field(default_factory=dict)


def answer(value: object, status: int = HTTPStatus.OK) -> Response:
    return Response(int(status), json.dumps(value).encode())


def respond(handle: Callable[[], Response], *, route: str) -> Response:
    """What *handle* answers, or the problem that it raised. Never raises."""
    try:
        return handle()
    except RelayError as error:
        return problem(error)
    except BadRequest as error:
        return _internal_error(error, route)
    except StorageFault as error:
        log.error("storage_unavailable", route=route, error=_summary(error))
        return problem(Unavailable("storage does not answer; nothing was acknowledged"))
    except Exception as error:  # noqa: BLE001 - the last resort: the caller gets an answer
        return _internal_error(error, route)


def problem(error: RelayError) -> Response:
    content: dict[str, Any] = {
        "type": "about:blank",
        "title": error.title,
        "status": error.status,
        "detail": error.detail,
    }
    if isinstance(error, InvalidInput) and error.errors:
        content["errors"] = [{"field": e.field, "message": e.message} for e in error.errors]
    elif error.field is not None:
        content["errors"] = [{"field": error.field, "message": error.detail}]
    headers = {"Retry-After": _RETRY_AFTER} if error.status == Unavailable.status else {}
    return Response(error.status, json.dumps(content).encode(), PROBLEM, headers)


def rest_style(error: InvalidInput) -> NotFound:
    """What OneFuzz's client wants as 400, anybody else expects as 404."""
    return NotFound(error.detail, field=error.field)


def _internal_error(error: Exception, route: str) -> Response:
    log.error("request_failed", route=route, error=_summary(error), traceback=log.trace(error))
    return problem(RelayError("the relay failed on this request; its log says why"))


def _summary(error: Exception) -> str:
    return f"{type(error).__name__}: {str(error)[:300]}"
