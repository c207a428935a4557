"""The connection to Azure Storage, made from app settings by the rules of the Functions host.

The host's own triggers and this code read the same settings, so one set of them serves both:

=========================================  =====================================================
``AzureWebJobsStorage``                    a connection string, or ``UseDevelopmentStorage=true``;
                                           wins over all that follow
``AzureWebJobsStorage__accountName``       the account; its addresses follow from the name
``AzureWebJobsStorage__tableServiceUri``,  the addresses themselves (another cloud, a private
``AzureWebJobsStorage__queueServiceUri``   name); win over the account name
``AzureWebJobsStorage__credential``        ``managedidentity``, or absent: any identity that the
                                           environment offers (for example a developer's login)
``AzureWebJobsStorage__clientId``          which user-assigned identity
=========================================  =====================================================

All clients of one `StorageConnection` share one pool of connections, which threads may share. When
storage is down, a call fails within seconds, because an HTTP request of a producer waits for it.
"""

from __future__ import annotations

import binascii
import logging
from base64 import b64decode
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlsplit

from azure.core.credentials import AzureNamedKeyCredential, AzureSasCredential, TokenCredential
from azure.core.exceptions import ResourceNotFoundError

from shared.settings import SettingsError
from shared.store.azure_faults import asking
from shared.store.azure_queue import AzureQueue
from shared.store.azure_table import AzureTable
from shared.store.wire.service import Credential, Service, queue_service, table_service
from shared.store.wire.transport import PooledTransport

# The SDK's clients and `requests` are imported where a client is made: they are a fifth of the
# import of the app, and no event is put or recorded by them.
if TYPE_CHECKING:
    from azure.core.pipeline.transport import RequestsTransport
    from azure.data.tables import TableClient, TableServiceClient
    from azure.storage.queue import QueueClient, QueueServiceClient

_SETTING = "AzureWebJobsStorage"

_DEVELOPMENT_STORAGE = (
    "AccountName=devstoreaccount1;"
    "AccountKey=Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==;"
    "TableEndpoint=http://127.0.0.1:10002/devstoreaccount1;"
    "QueueEndpoint=http://127.0.0.1:10001/devstoreaccount1"
)
"""The meaning of ``UseDevelopmentStorage=true``: the emulator's published account and ports."""

_CONNECT_SECONDS = 2
_READ_SECONDS = 5
_RETRIES: Final[Mapping[str, Any]] = {
    "retry_total": 2,
    "retry_connect": 1,
    "retry_read": 1,
    "retry_status": 2,
}


@dataclass(frozen=True)
class StorageConnection:
    """`Storage` on Azure: the addresses of tables and queues, a credential, and the SDK's clients.

    Build it with `from_environ`. Thread-safe. *pool_size* is how many connections are kept open:
    more threads than that may call at once, but their connections are closed after the call.
    """

    table_url: str
    queue_url: str
    credential: Credential = field(repr=False)
    pool_size: int = 32

    @classmethod
    def from_environ(cls, environ: Mapping[str, str], *, pool_size: int = 32) -> StorageConnection:
        """Build the connection that *environ* describes, without a request.

        Raises SettingsError, which names the setting that is missing or wrong and never repeats a
        connection string.
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
        """Return the SDK's client for all tables."""
        return self._table_service

    def queue_client(self, name: str) -> QueueClient:
        """Return the SDK's client for one queue, with messages in base64 as ``host.json`` says."""
        from azure.storage.queue import TextBase64DecodePolicy, TextBase64EncodePolicy

        return self._queue_service.get_queue_client(
            name,
            message_encode_policy=TextBase64EncodePolicy(),
            message_decode_policy=TextBase64DecodePolicy(),
        )

    def table(self, name: str) -> AzureTable:
        """Return the table *name*. Keep it: its client takes 1 ms of CPU."""
        return AzureTable(name, self._tables_by_key, lambda: self._table_client(name))

    def queue(self, name: str) -> AzureQueue:
        """Return the queue *name*. Keep it: its client takes 1 ms of CPU."""
        return AzureQueue(name, self._queues_by_name, lambda: self.queue_client(name))

    def tables(self) -> list[str]:
        """Return the names of all tables, sorted."""
        with asking("list_tables", "all"):
            return sorted(table.name for table in self._table_service.list_tables())

    def delete_table(self, name: str) -> None:
        """Delete a table with all its rows; a missing one is no error."""
        with asking("delete_table", name), suppress(ResourceNotFoundError):
            self._table_service.delete_table(name)

    def close(self) -> None:
        """Close every connection. No client works afterwards."""
        self._transport.close()
        self._pooled_transport.close()

    def _table_client(self, name: str) -> TableClient:
        """Return a client with policies of its own.

        ``TableServiceClient.get_table_client`` links the policies that all its clients share anew,
        and a request that another thread makes meanwhile fails with an AttributeError.
        """
        from azure.data.tables import TableClient

        return TableClient(self.table_url, name, **self._table_options)

    @cached_property
    def _table_service(self) -> TableServiceClient:
        from azure.data.tables import TableServiceClient

        return TableServiceClient(self.table_url, **self._table_options)

    @property
    def _table_options(self) -> dict[str, Any]:
        return {
            "credential": self.credential,
            "transport": self._transport,
            "retry_backoff_factor": 0.2,
            **_RETRIES,
        }

    @cached_property
    def _queue_service(self) -> QueueServiceClient:
        from azure.storage.queue import LinearRetry, QueueServiceClient

        return QueueServiceClient(
            self.queue_url,
            credential=self.credential,
            transport=self._transport,
            retry_policy=LinearRetry(backoff=1, random_jitter_range=1, **_RETRIES),
        )

    @cached_property
    def _tables_by_key(self) -> Service:
        return table_service(
            self.table_url,
            self.credential,
            self._pooled_transport,
            retry_backoff_factor=0.2,
            **_RETRIES,
        )

    @cached_property
    def _queues_by_name(self) -> Service:
        return queue_service(
            self.queue_url,
            self.credential,
            self._pooled_transport,
            retry_backoff_factor=0.2,
            **_RETRIES,
        )

    @cached_property
    def _pooled_transport(self) -> PooledTransport:
        return PooledTransport(
            pool_size=self.pool_size,
            connect_seconds=_CONNECT_SECONDS,
            read_seconds=_READ_SECONDS,
        )

    @cached_property
    def _transport(self) -> RequestsTransport:
        from azure.core.pipeline.transport import RequestsTransport

        from shared.store.plain_session import PlainSession

        # The Functions worker sets all loggers to INFO, where azure-core writes about twenty lines
        # for each request.
        logging.getLogger("azure").setLevel(logging.WARNING)
        return RequestsTransport(
            session=PlainSession(self.pool_size),
            connection_timeout=_CONNECT_SECONDS,
            read_timeout=_READ_SECONDS,
        )


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
    """Split ``A=1;B=2`` into ``{"a": "1", "b": "2"}``; a value may hold ``=``."""
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
    # Imported only where it is needed, because it takes 0.2 s of a cold start.
    from azure.identity import DefaultAzureCredential, ManagedIdentityCredential

    kind = environ.get(f"{_SETTING}__credential", "").strip().lower()
    client_id = environ.get(f"{_SETTING}__clientId", "").strip() or None
    if kind == "managedidentity":
        return ManagedIdentityCredential(client_id=client_id)
    if kind:
        raise SettingsError(f"{_SETTING}__credential: must be managedidentity, or absent")
    return DefaultAzureCredential(managed_identity_client_id=client_id)
