"""Two at once. What comes of each race is stated in docs/reliability.md, in the same order."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from shared.store.health import HealthRows
from tests.faults.world import World
from tests.support.receiver import Receiver


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with Receiver() as receiver:
        yield receiver


@pytest.fixture
def world(
    storage_account: str, receiver: Receiver, monkeypatch: pytest.MonkeyPatch
) -> Iterator[World]:
    world = World(storage_account, receiver, monkeypatch)
    yield world
    world.close()


@contextmanager
def after_each(owner: Any, method: str, extra: Callable[[], object]) -> Iterator[None]:
    """Whenever *method* of *owner* returns, *extra* has happened too."""
    original = getattr(owner, method)

    def both(*args: Any, **kwargs: Any) -> Any:
        result = original(*args, **kwargs)
        extra()
        return result

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(owner, method, both)
        yield


def fail(world: World, *names: str, rounds: int = 1) -> None:
    """Let each event be attempted in vain, *rounds* times."""
    world.statuses["a"] = 500
    for name in names:
        world.process.post(name)
    world.process.pump()
    for _ in range(rounds - 1):
        world.advance(12)
        world.process.tick()
        world.process.pump()


class TestUpkeepWhileDeliveriesWriteDownFacts:
    """A busy webhook's health row changes all the time; upkeep must get its word in."""

    @pytest.fixture
    def busy(self, world: World) -> Iterator[HealthRows]:
        world.ids["a"] = world.process.create_webhook("a")
        (uid,) = world.names
        rows = world.store.health
        relay = world.process.relay
        with after_each(
            relay.store.waiting,
            "of",
            lambda: rows.touch(uid, last_failure_at=world.clock.now, last_error="HTTP 500"),
        ):
            yield rows

    def test_the_breaker_opens(self, world: World, busy: HealthRows) -> None:
        fail(world, "e1", "e2", rounds=4)
        world.process.tick()
        assert [health.open for health in busy.snapshot().webhooks] == [True]

    def test_an_open_one_is_probed(self, world: World, busy: HealthRows) -> None:
        fail(world, "e1", "e2", rounds=4)
        world.process.tick()
        world.process.pump()
        posts = world.posts()
        world.advance(16)
        world.process.tick()
        world.process.pump()
        assert world.posts() == posts + 1

    def test_what_is_paced_is_released(self, world: World, busy: HealthRows) -> None:
        fail(world, "e1", "e2", rounds=4)
        world.process.tick()
        world.statuses.clear()
        world.process.pump()
        world.advance(16)
        world.process.tick()
        world.process.pump()
        assert len(world.received()) == 2

    def test_its_row_stays_where_something_was_added_meanwhile(
        self, world: World, busy: HealthRows
    ) -> None:
        fail(world, "e1")
        world.statuses.clear()
        world.advance(12)
        world.process.tick()
        world.process.pump()
        world.process.tick()
        assert len(busy.snapshot().webhooks) == 1
