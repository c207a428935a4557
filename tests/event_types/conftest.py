from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.event_types.api import Api
from tests.support.in_process import InProcess, in_memory
from tests.support.in_process_fixtures import receiver

__all__ = ["api", "other", "process", "receiver"]


@pytest.fixture
def process() -> Iterator[InProcess]:
    with in_memory() as process:
        yield process


@pytest.fixture
def api(process: InProcess) -> Api:
    return Api(process)


@pytest.fixture
def other(process: InProcess) -> Iterator[Api]:
    """The API of another process of the same relay."""
    with process.another() as another:
        yield Api(another)
