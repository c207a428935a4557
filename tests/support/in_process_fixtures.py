"""Fixtures for tests of a relay in this process, see `tests.support.in_process`.

Each test runs twice: on storage in memory, and on Azurite unless only the fast tests are run.
"""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest

from tests.support.accounts import Account, AzuriteAccount
from tests.support.in_process import InProcess, in_memory
from tests.support.memory import MemoryAccount
from tests.support.receiver import Receiver


@pytest.fixture(params=["memory", "azurite"])
def account(request: pytest.FixtureRequest) -> Account:
    """An empty storage account, this test's alone."""
    if request.param == "memory":
        return MemoryAccount(time.time)
    return AzuriteAccount(request.getfixturevalue("storage_account"))


@pytest.fixture
def relay(account: Account) -> Iterator[InProcess]:
    with InProcess(account) as relay:
        yield relay


@pytest.fixture
def memory_relay() -> Iterator[InProcess]:
    """A relay on storage in memory, which needs no Azurite."""
    with in_memory() as relay:
        yield relay


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with Receiver() as receiver:
        yield receiver


@pytest.fixture
def twin(relay: InProcess) -> Iterator[InProcess]:
    """Another process of the same host."""
    with relay.another() as twin:
        yield twin
