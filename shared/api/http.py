"""HTTP requests and responses, and errors as problem details (RFC 9457)."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http import HTTPStatus

from shared import log
from shared.api.responses.base import ResponseModel
from shared.api.responses.problem import FieldProblem, Problem
from shared.errors import (
    InvalidInput,
    NotFound,
    RelayError,
    TooManyRequests,
    Unavailable,
    UnknownWebhook,
    UnsupportedMediaType,
)
from shared.store import BadRequest, StorageFault

JSON = "application/json"
PROBLEM = "application/problem+json"

_HOST_PARAMETERS = frozenset({"code", "clientId"})
"""Query parameters of the Functions host: the key, and which key."""

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
        """Return the query parameters. Raises InvalidInput for one that is not among *known*."""
        given = {name: value for name, value in self.query.items() if name not in _HOST_PARAMETERS}
        for name in given:
            if name not in known:
                raise InvalidInput(f"{name}: unknown query parameter", field=name)
        return given

    def require_json(self) -> None:
        """Raise UnsupportedMediaType where Content-Type says that the body is not JSON."""
        media_type = self.headers.get("content-type", JSON).partition(";")[0].strip().lower()
        if media_type != JSON and not media_type.endswith("+json"):
            raise UnsupportedMediaType(
                f"the body must be {JSON}, not {media_type[:100]!r}", field="Content-Type"
            )


@dataclass(frozen=True, slots=True)
class Response:
    """What the function returns."""

    status: int
    body: bytes
    content_type: str = JSON
    headers: Mapping[str, str] = field(default_factory=dict)


def reply(model: ResponseModel, status: int = HTTPStatus.OK) -> Response:
    """Respond with one JSON object."""
    return Response(int(status), model.to_json().encode())


def reply_array(models: Iterable[ResponseModel], status: int = HTTPStatus.OK) -> Response:
    """Respond with a JSON array."""
    return array_of((model.to_json() for model in models), status)


def array_of(texts: Iterable[str], status: int = HTTPStatus.OK) -> Response:
    """Respond with a JSON array of values that are JSON already."""
    return Response(int(status), f"[{','.join(texts)}]".encode())


def reply_text(value: str) -> Response:
    """Respond with a JSON string."""
    return Response(HTTPStatus.OK, json.dumps(value).encode())


def respond(handle: Callable[[], Response], *, route: str) -> Response:
    """Return the response of *handle*, or a problem where it raises. Never raises itself."""
    try:
        return handle()
    except RelayError as error:
        return problem(error)
    except BadRequest as error:
        return _internal_error(error, route)
    except StorageFault as error:
        log.error("storage_unavailable", route=route, error=_summary(error))
        return problem(Unavailable("storage does not answer; nothing was acknowledged"))
    except Exception as error:  # noqa: BLE001 - the last resort: the caller gets a response
        return _internal_error(error, route)


def problem(error: RelayError) -> Response:
    """Respond with *error* as problem details."""
    is_transient = isinstance(error, (Unavailable, TooManyRequests))
    headers = {"Retry-After": _RETRY_AFTER} if is_transient else {}
    return Response(error.status, problem_details(error).to_json().encode(), PROBLEM, headers)


def problem_details(error: RelayError) -> Problem:
    """Return *error* as problem details."""
    errors = [FieldProblem.of(fault) for fault in error.errors]
    return Problem.of(status=error.status, title=error.title, detail=_detail(error), errors=errors)


@contextmanager
def unknown_webhook_as_404() -> Iterator[None]:
    """Turn UnknownWebhook, which is 400 for OneFuzz's client, into the 404 of REST-style paths."""
    try:
        yield
    except UnknownWebhook as error:
        raise NotFound(error.detail, field=error.field) from None


def _detail(error: RelayError) -> str:
    """Return the detail; of an invalid request with the name of the field, given or not."""
    if not isinstance(error, InvalidInput) or not error.errors:
        return error.detail
    return InvalidInput.of(error.errors).detail


def _internal_error(error: Exception, route: str) -> Response:
    log.error("request_failed", route=route, error=_summary(error), traceback=log.trace(error))
    return problem(RelayError("the relay failed on this request; its log says why"))


def _summary(error: Exception) -> str:
    return f"{type(error).__name__}: {str(error)[:300]}"
