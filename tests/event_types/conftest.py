from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.event_types.api import Api
from tests.support.in_process import InProcess
from tests.support.in_process_fixtures import memory_relay, receiver

__all__ = ["api", "memory_relay", "other", "receiver"]


@pytest.fixture
def api(memory_relay: InProcess) -> Api:
    return Api(memory_relay)


@pytest.fixture
def other(memory_relay: InProcess) -> Iterator[Api]:
    """The API of another process of the same relay."""
    with memory_relay.another() as another:
        yield Api(another)
