"""Shared Key: requests that are signed with the account's key, as storage's documentation says.

https://learn.microsoft.com/rest/api/storageservices/authorize-with-shared-key
"""

from __future__ import annotations

import base64
import hmac
from collections.abc import Mapping
from urllib.parse import unquote

from azure.core.credentials import AzureNamedKeyCredential
from azure.core.pipeline import PipelineRequest
from azure.core.pipeline.policies import SansIOHTTPPolicy
from azure.core.rest import HttpRequest, HttpResponse

_STANDARD_HEADERS = (
    "content-encoding",
    "content-language",
    "content-length",
    "content-md5",
    "content-type",
    "date",
    "if-modified-since",
    "if-match",
    "if-none-match",
    "if-unmodified-since",
    "range",
)


class _SharedKeyPolicy(SansIOHTTPPolicy[HttpRequest, HttpResponse]):
    """Signs each try of a request, whose ``x-ms-date`` is set."""

    def __init__(self, credential: AzureNamedKeyCredential) -> None:
        self._credential = credential

    def on_request(self, request: PipelineRequest[HttpRequest]) -> None:
        """Add the ``Authorization`` header."""
        account, key = self._credential.named_key
        signed = self._string_to_sign(request.http_request, account).encode()
        digest = hmac.digest(base64.b64decode(key), signed, "sha256")
        signature = base64.b64encode(digest).decode()
        request.http_request.headers["Authorization"] = f"SharedKey {account}:{signature}"

    def _string_to_sign(self, request: HttpRequest, account: str) -> str:
        raise NotImplementedError


class TableKeyPolicy(_SharedKeyPolicy):
    """Signs requests to the table service; none of ours has a query that is signed."""

    def _string_to_sign(self, request: HttpRequest, account: str) -> str:
        headers = request.headers
        path, _ = _path_and_query(request.url)
        content_type = headers.get("Content-Type", "")
        return f"{request.method}\n\n{content_type}\n{headers['x-ms-date']}\n/{account}{path}"


class QueueKeyPolicy(_SharedKeyPolicy):
    """Signs requests to the queue service."""

    def _string_to_sign(self, request: HttpRequest, account: str) -> str:
        headers = {name.lower(): value for name, value in request.headers.items()}
        path, query = _path_and_query(request.url)
        return "\n".join(
            [
                request.method,
                *(_signed(headers, name) for name in _STANDARD_HEADERS),
                *(f"{n}:{headers[n]}" for n in sorted(headers) if n.startswith("x-ms-")),
                f"/{account}{path}",
                *(f"{name}:{value}" for name, value in sorted(query)),
            ]
        )


def _signed(headers: Mapping[str, str], name: str) -> str:
    value = headers.get(name, "")
    return "" if name == "content-length" and value == "0" else value


def _path_and_query(url: str) -> tuple[str, list[tuple[str, str]]]:
    target = url.partition("://")[2].partition("/")[2]
    path, _, query = target.partition("?")
    pairs = (pair.partition("=") for pair in query.split("&") if pair)
    return f"/{path}", [(name.lower(), unquote(value)) for name, _, value in pairs]
