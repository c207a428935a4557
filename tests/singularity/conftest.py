"""One relay for the tests here that need no other settings, emptied of webhooks after each.

The timer never fires by itself: tests call ``relay.tick()``.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.singularity.api import Singularity
from tests.support.client import LOCAL_SETTINGS
from tests.support.in_process_fixtures import account
from tests.support.receiver import Receiver
from tests.support.relay import RelayProcess
from tests.support.storage import Storage

__all__ = ["account"]


@pytest.fixture(scope="package")
def relay(azurite: Storage) -> Iterator[RelayProcess]:
    settings = {**LOCAL_SETTINGS, "DELIVERY_TIMEOUT_SECONDS": "20"}
    with azurite.account() as account, RelayProcess(account, settings) as process:
        process.tick()
        yield process


@pytest.fixture
def singularity(relay: RelayProcess) -> Iterator[Singularity]:
    api = Singularity(relay)
    yield api
    api.clear()


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with Receiver() as receiver:
        yield receiver
