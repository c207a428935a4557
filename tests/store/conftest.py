"""Fixtures: a relay in this process, a receiver, and each kind of storage in turn."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from shared.store.storage import Storage
from tests.store.backends import AzuriteBackend, Backend, MemoryBackend
from tests.support.in_process_fixtures import account, memory_relay, receiver, relay

__all__ = ["account", "backend", "memory_relay", "receiver", "relay", "storage"]


@pytest.fixture(params=["azurite", "memory"])
def backend(request: pytest.FixtureRequest) -> Iterator[Backend]:
    """An empty account of each kind of storage in turn."""
    made: AzuriteBackend | MemoryBackend = (
        MemoryBackend()
        if request.param == "memory"
        else AzuriteBackend(request.getfixturevalue("storage_account"))
    )
    yield made
    made.close()


@pytest.fixture
def storage(backend: Backend) -> Storage:
    """The connection to the account of `backend`."""
    return backend.storage
