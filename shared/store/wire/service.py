"""The table service and the queue service, as pipelines of azure-core's policies."""

from __future__ import annotations

import re
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from email.utils import formatdate
from http import HTTPStatus
from typing import Any, Final

from azure.core.credentials import AzureNamedKeyCredential, AzureSasCredential, TokenCredential
from azure.core.exceptions import DecodeError
from azure.core.pipeline import Pipeline, PipelineRequest, PipelineResponse
from azure.core.pipeline.policies import (
    AzureSasCredentialPolicy,
    BearerTokenCredentialPolicy,
    HTTPPolicy,
    RetryPolicy,
    SansIOHTTPPolicy,
)
from azure.core.pipeline.transport import HttpTransport
from azure.core.rest import HttpRequest, HttpResponse

from shared.store.wire import batch
from shared.store.wire.signing import QueueKeyPolicy, TableKeyPolicy

Credential = AzureNamedKeyCredential | AzureSasCredential | TokenCredential
Transport = HttpTransport[HttpRequest, HttpResponse]

_Policy = HTTPPolicy[HttpRequest, HttpResponse] | SansIOHTTPPolicy[HttpRequest, HttpResponse]

_SCOPE = "https://storage.azure.com/.default"
_TABLE_HEADERS = {
    "x-ms-version": "2019-02-02",
    "DataServiceVersion": "3.0",
    "Accept": "application/json;odata=minimalmetadata",
}
_QUEUE_HEADERS = {"x-ms-version": "2021-02-12", "Accept": "application/xml"}

_LONGEST_WAIT = 2.0
"""Seconds. A producer waits for the call, so a longer ``Retry-After`` is an error at once."""

_EVERY_METHOD = frozenset({"GET", "POST", "PUT", "PATCH", "DELETE"})

REPEATED: Final[Mapping[str, Any]] = {"retry_on_methods": _EVERY_METHOD}
"""Options of a request that may be sent again, because the caller recognises its own effect."""

NOT_REPEATED: Final[Mapping[str, Any]] = {**REPEATED, "retry_read": 0, "retry_status": 0}
"""Options of a request that is only sent again if no connection could be made."""

_CODE = re.compile(r'(?:"code"\s*:\s*"|<(?:\w+:)?code>)(\w+)', re.IGNORECASE)
"""The code of an error in JSON or XML, as the services write it."""


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer of storage; ``repeated`` if an earlier try may have had its effect."""

    status: int
    headers: Mapping[str, str]
    body: bytes
    repeated: bool

    @property
    def ok(self) -> bool:
        """Whether storage did what was asked."""
        return self.status < HTTPStatus.BAD_REQUEST

    @property
    def etag(self) -> str:
        """The etag of the row that was written or read."""
        return self.headers["etag"]

    @property
    def code(self) -> str | None:
        """The service's name for the error, as in ``EntityAlreadyExists``."""
        header = self.headers.get("x-ms-error-code")
        return header or code_in(self.body.decode(errors="replace"))


def code_in(body: str) -> str | None:
    """Return the service's name for the error that *body*, in JSON or XML, tells of."""
    found = _CODE.search(body)
    return found and found[1]


class Service:
    """Sends requests to the tables or the queues of an account. Thread-safe."""

    def __init__(
        self, url: str, headers: Mapping[str, str], transport: Transport, policies: list[_Policy]
    ) -> None:
        """*url* has no slash at its end; *headers* are sent with every request."""
        self._url = url
        self._headers = headers
        self._pipeline = Pipeline(transport, policies)

    def ask(
        self,
        method: str,
        path: str,
        *,
        body: bytes | None = None,
        headers: Mapping[str, str] | None = None,
        options: Mapping[str, Any] = REPEATED,
    ) -> Answer:
        """Send one request to *path*, which begins with a slash, with retries.

        Raises AzureError where there was no response.
        """
        sent = {**self._headers, **(headers or {}), "Content-Length": str(len(body or b""))}
        request = HttpRequest(method, self._url + path, headers=sent, content=body)
        answered = self._pipeline.run(request, **options)
        response = answered.http_response
        return Answer(
            response.status_code,
            response.headers,
            response.content,
            repeated=bool(answered.context.get("history")),
        )

    def transact(self, writes: Sequence[batch.Write]) -> Answer:
        """Make *writes* to one partition of a table, all or none, with retries.

        If one is refused, its status and code are the answer's. Raises AzureError where there was
        no response.
        """
        content_type, body = batch.encode(self._url, writes, self._headers)
        headers = {"Content-Type": content_type}
        answer = self.ask("POST", "/$batch", body=body, headers=headers)
        if answer.status != HTTPStatus.ACCEPTED:
            return answer
        status = batch.status(answer.body)
        if not status:
            raise DecodeError("a response to a transaction that tells of no write")
        return replace(answer, status=status)


def table_service(
    url: str, credential: Credential, transport: Transport, **retries: Any
) -> Service:
    """Return the table service at *url*; *retries* are arguments of azure-core's RetryPolicy."""
    policies = _policies(credential, TableKeyPolicy, retries)
    return Service(url, _TABLE_HEADERS, transport, policies)


def queue_service(
    url: str, credential: Credential, transport: Transport, **retries: Any
) -> Service:
    """Return the queue service at *url*; *retries* are arguments of azure-core's RetryPolicy."""
    policies = _policies(credential, QueueKeyPolicy, retries)
    return Service(url, _QUEUE_HEADERS, transport, policies)


def _policies(
    credential: Credential,
    key_policy: type[TableKeyPolicy | QueueKeyPolicy],
    retries: Mapping[str, Any],
) -> list[_Policy]:
    """Return the policies in the order in which a request passes them."""
    retry, dated = _Retry(**retries), _DatePolicy()
    if isinstance(credential, AzureNamedKeyCredential):
        return [retry, dated, key_policy(credential)]
    if isinstance(credential, AzureSasCredential):
        return [AzureSasCredentialPolicy(credential), retry, dated]
    return [retry, dated, _TokenPolicy(credential, _SCOPE)]


class _Retry(RetryPolicy[HttpRequest, HttpResponse]):
    """azure-core's retries, without a wait that is longer than a producer would wait."""

    def is_retry(self, settings: dict[str, Any], response: PipelineResponse[Any, Any]) -> bool:
        wait = self.get_retry_after(response) or 0.0
        return wait <= _LONGEST_WAIT and super().is_retry(settings, response)


class _DatePolicy(SansIOHTTPPolicy[HttpRequest, HttpResponse]):
    """Dates each try: storage refuses what is older than a quarter of an hour."""

    def on_request(self, request: PipelineRequest[HttpRequest]) -> None:
        request.http_request.headers["x-ms-date"] = formatdate(time.time(), usegmt=True)


class _TokenPolicy(BearerTokenCredentialPolicy[HttpRequest, HttpResponse]):
    """Asks for a new token, once, where storage refuses the one at hand."""

    def on_challenge(
        self,
        request: PipelineRequest[HttpRequest],
        response: PipelineResponse[HttpRequest, HttpResponse],
    ) -> bool:
        if not super().on_challenge(request, response):
            self.authorize_request(request, _SCOPE)
        return True
