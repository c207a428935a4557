"""Counts the requests to storage in memory, by what they ask."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

from tests.support.in_process import HostedStorage, InProcess
from tests.support.memory import MemoryStorage

_QUERY = "query"


@contextmanager
def counting(relay: InProcess) -> Iterator[Counter[str]]:
    """Count the requests of *relay*, as in ``query health``, while the block runs."""
    hosted = relay.store.storage
    assert isinstance(hosted, HostedStorage)
    storage = hosted.inner
    assert isinstance(storage, MemoryStorage)
    counts: Counter[str] = Counter()
    before, storage.before = (
        storage.before,
        lambda asked: counts.update([f"{asked.name} {asked.target.rstrip('0123456789')}"]),
    )
    try:
        yield counts
    finally:
        storage.before = before


def queries(counts: Counter[str]) -> int:
    """Return how many of the requests are queries, which read more than one row."""
    return sum(count for what, count in counts.items() if what.startswith(_QUERY))
