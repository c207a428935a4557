"""From app settings to storage clients, by the rules of the Functions host.

The host's own triggers and this code read the same settings, so one set of them serves both:

=========================================  =====================================================
``AzureWebJobsStorage``                    a connection string, or ``UseDevelopmentStorage=true``;
                                           wins over all that follow
``AzureWebJobsStorage__accountName``       the account; its addresses follow from the name
``AzureWebJobsStorage__tableServiceUri``,  the addresses themselves (another cloud, a private
``AzureWebJobsStorage__queueServiceUri``   name); win over the account name
``AzureWebJobsStorage__credential``        ``managedidentity``, or absent: whatever identity the
                                           environment offers (a developer's login, say)
``AzureWebJobsStorage__clientId``          which user-assigned identity
=========================================  =====================================================

All clients of one `StorageConnection` share one pool of connections, which threads may share.
Storage that is down is reported within seconds: the caller's caller is an HTTP request.
"""

from __future__ import annotations

import binascii
import logging
from base64 import b64decode
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Final
from urllib.parse import urlsplit

import requests
from azure.core.credentials import AzureNamedKeyCredential, AzureSasCredential, TokenCredential
from azure.core.exceptions import ResourceNotFoundError
from azure.core.pipeline.transport import RequestsTransport
from azure.data.tables import TableServiceClient
from azure.storage.queue import (
    LinearRetry,
    QueueClient,
    QueueServiceClient,
    TextBase64DecodePolicy,
    TextBase64EncodePolicy,
)
from requests.adapters import HTTPAdapter
from requests.structures import CaseInsensitiveDict
from urllib3.exceptions import MaxRetryError

from shared.settings import SettingsError
from shared.store.azure_faults import asking
from shared.store.azure_queue import AzureQueue
from shared.store.azure_table import AzureTable

_SETTING = "AzureWebJobsStorage"

_DEVELOPMENT_STORAGE = (
    "AccountName=devstoreaccount1;"
    "AccountKey=Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==;"
    "TableEndpoint=http://127.0.0.1:10002/devstoreaccount1;"
    "QueueEndpoint=http://127.0.0.1:10001/devstoreaccount1"
)
"""What ``UseDevelopmentStorage=true`` stands for: the emulator's published account and ports."""

_CONNECT_SECONDS = 2
_READ_SECONDS = 5
_RETRIES: Final[Mapping[str, Any]] = {
    "retry_total": 2,
    "retry_connect": 1,
    "retry_read": 1,
    "retry_status": 2,
}

Credential = AzureNamedKeyCredential | AzureSasCredential | TokenCredential


@dataclass(frozen=True)
class StorageConnection:
    """Where the tables and queues are, who we are to them, and clients for them, made once.

    Build it with `from_environ`. Thread-safe; `pool_size` is the number of threads that may call
    at once without opening connections that are thrown away afterwards.
    """

    table_url: str
    queue_url: str
    credential: Credential = field(repr=False)
    pool_size: int = 32

    @classmethod
    def from_environ(cls, environ: Mapping[str, str], *, pool_size: int = 32) -> StorageConnection:
        """The connection that *environ* describes. No request is made.

        Raises SettingsError naming the setting that is missing or cannot be used; a connection
        string is never repeated in it.
        """
        connection_string = environ.get(_SETTING, "").strip()
        if connection_string:
            return cls(*_from_connection_string(connection_string), pool_size=pool_size)
        return cls(
            _service_url(environ, "table"),
            _service_url(environ, "queue"),
            _identity(environ),
            pool_size,
        )

    def table_service(self) -> TableServiceClient:
        """The client for tables. Its table clients are worth keeping: making one takes 1 ms."""
        return self._table_service

    def queue_client(self, name: str) -> QueueClient:
        """A client for the queue *name*, of text in base64 as ``host.json`` has it."""
        return self._queue_service.get_queue_client(
            name,
            message_encode_policy=TextBase64EncodePolicy(),
            message_decode_policy=TextBase64DecodePolicy(),
        )

    def table(self, name: str) -> AzureTable:
        """Return the table *name*. It is worth keeping: making one takes 1 ms."""
        return AzureTable(self._table_service.get_table_client(name))

    def queue(self, name: str) -> AzureQueue:
        """Return the queue *name*. It is worth keeping: making one takes 1 ms."""
        return AzureQueue(self.queue_client(name))

    def tables(self) -> list[str]:
        """Return the names of all tables, sorted."""
        with asking("list_tables", "all"):
            return sorted(table.name for table in self._table_service.list_tables())

    def delete_table(self, name: str) -> None:
        """Delete a table with all its rows; a missing one is no error."""
        with asking("delete_table", name), suppress(ResourceNotFoundError):
            self._table_service.delete_table(name)

    def close(self) -> None:
        """Close every connection. The clients cannot be used afterwards."""
        self._transport.close()

    @cached_property
    def _table_service(self) -> TableServiceClient:
        return TableServiceClient(
            self.table_url,
            credential=self.credential,
            transport=self._transport,
            retry_backoff_factor=0.2,
            **_RETRIES,
        )

    @cached_property
    def _queue_service(self) -> QueueServiceClient:
        return QueueServiceClient(
            self.queue_url,
            credential=self.credential,
            transport=self._transport,
            retry_policy=LinearRetry(backoff=1, random_jitter_range=1, **_RETRIES),
        )

    @cached_property
    def _transport(self) -> RequestsTransport:
        # At INFO, which the Functions worker switches on for all, azure-core writes some twenty
        # lines about every request.
        logging.getLogger("azure").setLevel(logging.WARNING)
        return RequestsTransport(
            session=_PlainSession(self.pool_size),
            connection_timeout=_CONNECT_SECONDS,
            read_timeout=_READ_SECONDS,
        )


class _PlainSession(requests.Session):
    """Requests as azure-core has already prepared them, put on a pooled connection.

    Proxies and .netrc from the environment, cookies, hooks, redirects and a second round of
    quoting cost 0.4 ms of a call's 1.5 ms of CPU, and storage needs none of them.
    """

    def __init__(self, pool_size: int) -> None:
        super().__init__()
        self._adapter = HTTPAdapter(pool_maxsize=pool_size)
        self.adapters.clear()
        self.mount("", self._adapter)

    def request(  # type: ignore[override]
        self,
        method: str,
        url: str,
        *,
        headers: Mapping[str, str],
        data: str | bytes | None,
        timeout: tuple[float, float],
        verify: bool | str,
        **_unused: object,
    ) -> requests.Response:
        prepared = requests.PreparedRequest()
        prepared.method, prepared.url = method, url
        prepared.headers = CaseInsensitiveDict(headers)
        if data is not None:
            prepared.body = data.encode() if isinstance(data, str) else data
            prepared.headers["Content-Length"] = str(len(prepared.body))
        try:
            response = self._adapter.send(prepared, timeout=timeout, verify=verify)
        except requests.ConnectionError as error:
            raise _without_url(error) from None
        _ = response.content  # read here, so that the connection is free again
        return response


def _without_url(error: requests.ConnectionError) -> requests.ConnectionError:
    """*error* without the URL that urllib3 tells where it could not connect.

    Errors are logged; the URL's path holds ids, which may be secret, its query a signature.
    """
    cause = error.args[0] if error.args else None
    return type(error)(cause.reason) if isinstance(cause, MaxRetryError) else error


def _from_connection_string(text: str) -> tuple[str, str, Credential]:
    parts = _parts(text)
    if parts.get("usedevelopmentstorage", "").lower() == "true":
        parts = _parts(_DEVELOPMENT_STORAGE)
    return (
        _endpoint(parts, "table"),
        _endpoint(parts, "queue"),
        _shared_credential(parts),
    )


def _parts(text: str) -> dict[str, str]:
    """``A=1;B=2`` → ``{"a": "1", "b": "2"}``; values may hold ``=``, names are of any case."""
    pairs = [part.strip().partition("=") for part in text.split(";") if part.strip()]
    if not all(name and equals for name, equals, _ in pairs):
        raise SettingsError(f"{_SETTING}: not a connection string of the form Name=Value;...")
    return {name.lower(): value for name, _, value in pairs}


def _endpoint(parts: Mapping[str, str], service: str) -> str:
    given = parts.get(f"{service}endpoint")
    if given:
        return _checked_url(_SETTING, given)
    account = parts.get("accountname")
    if not account:
        raise SettingsError(f"{_SETTING}: the connection string has no AccountName")
    scheme = parts.get("defaultendpointsprotocol", "https")
    suffix = parts.get("endpointsuffix", "core.windows.net")
    return _checked_url(_SETTING, f"{scheme}://{account}.{service}.{suffix}")


def _shared_credential(parts: Mapping[str, str]) -> Credential:
    account, key = parts.get("accountname"), parts.get("accountkey")
    if account and key:
        try:
            b64decode(key, validate=True)
        except binascii.Error:
            raise SettingsError(f"{_SETTING}: the AccountKey is not base64") from None
        return AzureNamedKeyCredential(account, key)
    signature = parts.get("sharedaccesssignature")
    if signature:
        return AzureSasCredential(signature)
    raise SettingsError(
        f"{_SETTING}: the connection string has neither AccountName and AccountKey "
        "nor SharedAccessSignature"
    )


def _service_url(environ: Mapping[str, str], service: str) -> str:
    setting = f"{_SETTING}__{service}ServiceUri"
    given = environ.get(setting, "").strip()
    if given:
        url = _checked_url(setting, given)
        if not url.startswith("https:"):
            raise SettingsError(f"{setting}: an identity is only ever sent over https")
        return url
    account = environ.get(f"{_SETTING}__accountName", "").strip()
    if account:
        return _checked_url(
            f"{_SETTING}__accountName", f"https://{account}.{service}.core.windows.net"
        )
    raise SettingsError(
        f"{setting}: missing (set {_SETTING} to a connection string, or {_SETTING}__accountName "
        f"to use an identity, or {_SETTING}__tableServiceUri and {_SETTING}__queueServiceUri)"
    )


def _checked_url(setting: str, url: str) -> str:
    try:
        parsed = urlsplit(url)
        sound = parsed.scheme in ("http", "https") and parsed.hostname and parsed.port != 0
    except ValueError:
        sound = False
    if not sound or any(c.isspace() or c in "@?#" for c in url):
        raise SettingsError(f"{setting}: does not give an http(s) address")
    return url.rstrip("/")


def _identity(environ: Mapping[str, str]) -> TokenCredential:
    # Imported here alone: it takes 0.2 s of every cold start, and a laptop does not need it.
    from azure.identity import DefaultAzureCredential, ManagedIdentityCredential

    kind = environ.get(f"{_SETTING}__credential", "").strip().lower()
    client_id = environ.get(f"{_SETTING}__clientId", "").strip() or None
    if kind == "managedidentity":
        return ManagedIdentityCredential(client_id=client_id)
    if kind:
        raise SettingsError(f"{_SETTING}__credential: must be managedidentity, or absent")
    return DefaultAzureCredential(managed_identity_client_id=client_id)
