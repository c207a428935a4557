"""Fixtures for the tests of this folder."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.security.world import World
from tests.support.client import LOCAL_SETTINGS
from tests.support.receiver import Receiver
from tests.support.relay import RelayProcess
from tests.support.storage import Storage


@pytest.fixture(scope="module")
def account(azurite: Storage) -> Iterator[str]:
    """The connection string of the storage that a module's relay uses."""
    with azurite.account() as connection_string:
        yield connection_string


@pytest.fixture(scope="package")
def world(azurite: Storage) -> Iterator[World]:
    """Checked at the end, after all that the tests sent to it."""
    with (
        azurite.account() as account,
        Receiver() as receiver,
        RelayProcess(account, LOCAL_SETTINGS) as relay,
    ):
        relay.tick()
        world = World(relay, receiver, account)
        yield world
        world.check()
