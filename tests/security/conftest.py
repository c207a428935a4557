"""Fixtures for the tests of this folder."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.support.storage import Storage


@pytest.fixture(scope="module")
def account(azurite: Storage) -> Iterator[str]:
    """The connection string of the storage that a module's relay uses."""
    with azurite.account() as connection_string:
        yield connection_string
