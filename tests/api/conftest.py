"""One relay for all the tests here, which make their own webhooks and delete them again.

The timer never fires by itself: tests call ``relay.tick()``.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from shared.store import Store
from shared.store.connection import StorageConnection
from tests.support.client import LOCAL_SETTINGS, Client
from tests.support.relay import RelayProcess
from tests.support.storage import Storage


@pytest.fixture(scope="package")
def account(azurite: Storage) -> Iterator[str]:
    """The connection string of the storage that the relay uses."""
    with azurite.account() as connection_string:
        yield connection_string


@pytest.fixture(scope="package")
def relay(account: str) -> Iterator[RelayProcess]:
    with RelayProcess(account, LOCAL_SETTINGS) as process:
        process.tick()
        yield process


@pytest.fixture(scope="package")
def store(account: str) -> Iterator[Store]:
    """The relay's own storage, for looking into it and for writing what takes too long to make."""
    store = Store(StorageConnection.from_environ({"AzureWebJobsStorage": account}))
    yield store
    store.close()


@pytest.fixture
def webhook(client: Client) -> Iterator[dict[str, Any]]:
    """A webhook to which nothing is delivered."""
    made = client.create_webhook("http://127.0.0.1:49999/hook", "node_deleted")
    yield made
    client.relay.request("DELETE", f"/api/webhooks/{made['webhook_id']}")
