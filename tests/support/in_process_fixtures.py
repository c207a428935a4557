"""Fixtures for the tests that move the clock, see ``tests.support.in_process``."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.support.in_process import InProcess, in_memory, in_process
from tests.support.receiver import Receiver


@pytest.fixture
def relay(storage_account: str) -> Iterator[InProcess]:
    with in_process(storage_account) as relay:
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
