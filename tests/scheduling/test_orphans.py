"""A worker that dies with a first attempt: its heartbeat stops, which costs next to nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from math import ceil

import pytest

from shared.delivery.heartbeat import INTERVAL
from shared.scheduling.orphans import DEAD_AFTER
from shared.store.messages import MOST_TOGETHER
from tests.faults.backlog import UNLIMITED, drain
from tests.faults.world import World
from tests.support.receiver import Receiver

ROUND = 10.0
"""Seconds from one round of upkeep to the next."""


@pytest.fixture
def world(
    request: pytest.FixtureRequest, storage_account: str, monkeypatch: pytest.MonkeyPatch
) -> Iterator[World]:
    """A parameter, where there is one, holds settings."""
    settings = {**UNLIMITED, **getattr(request, "param", {})}
    with Receiver() as receiver:
        world = World(storage_account, receiver, monkeypatch, settings)
        yield world
        world.close()


def test_a_healthy_delivery_costs_no_call_more(world: World) -> None:
    """One sign of life at the start; then a POST each.

    Of eight deliveries together the records are written, and the message is deleted.
    """
    world.make_tables_and_queues()
    world.ids["a"] = world.process.create_webhook("a")
    world.process.post(*(f"e{number}" for number in range(40)))
    world.process.life.arm(None)
    world.process.pump()
    calls = Counter(call.split("(")[0] for call in world.process.life.calls)
    assert calls == {
        "PATCH health": 1,
        "POST to the receiver": 40,
        "POST $batch": 5,
        "DELETE message of deliveries": 5,
    }


@pytest.mark.parametrize(
    "world", [{"DELIVERY_TIMEOUT_SECONDS": seconds} for seconds in ("2", "10")], indirect=True
)
def test_it_is_attempted_within_two_minutes(world: World) -> None:
    """Rounds and the queue's polls are as slow as they can be, and the queue is empty."""
    world.ids["a"] = world.process.create_webhook("a")
    world.process.post("e1")
    world.lose_a_worker()
    died_at = world.clock.now
    while not world.received():
        world.process.tick()
        world.process.pump()
        world.advance(ROUND)
        assert world.clock.now - died_at < 120
    assert sum(world.received().values()) == 1
    world.reappear()
    world.settle()
    assert world.posts() == 1


def test_a_process_that_misses_a_heartbeat_is_not_taken_for_dead(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    world.ids["a"] = world.process.create_webhook("a")
    world.process.post("e1")
    world.process.pump()
    world.process.tick()
    world.clock.advance(2 * INTERVAL)

    world.process.tick()

    assert world.store.health.snapshot().heartbeats
    assert "process_died" not in caplog.text


def test_a_healthy_backlog_is_left_alone(world: World) -> None:
    """While it lasts nothing is searched for or sent; afterwards the orphans of one message are."""
    world.ids["a"] = world.process.create_webhook("a")
    count, together = 18 * MOST_TOGETHER, 6 * MOST_TOGETHER
    names = [f"e{number}" for number in range(count)]
    for at in range(0, count, together):
        world.process.post(*names[at : at + together])
    world.lose_a_worker("deliveries")
    world.count_calls()
    for _ in range(20):
        world.advance(ROUND)
        world.process.tick()
    assert not [call for call in world.process.life.calls if call.startswith("POST ")]
    world.process.pump()
    assert world.posts() == count - MOST_TOGETHER
    world.process.tick()
    world.process.pump()
    world.advance(40)
    world.process.tick()
    world.process.pump()
    assert world.posts() == count
    world.reappear()
    world.settle()
    assert world.posts() == count


def test_a_retry_in_hand_has_nobody_search_the_days_since_its_event(world: World) -> None:
    """It is upkeep's, whose lease runs out; a search would read the records of all that time."""
    world.ids["a"] = world.process.create_webhook("a")
    world.statuses["a"] = 500
    world.process.post("e1")
    world.process.pump()
    world.advance(INTERVAL)
    world.advance(INTERVAL)
    world.advance(5 * 86400)
    world.process.tick()
    world.lose_a_worker("retries")
    world.process.tick()
    world.advance(DEAD_AFTER + ROUND)
    world.count_calls()
    world.process.tick()
    assert not world.store.health.snapshot().heartbeats
    days = {call for call in world.process.life.calls if call.startswith("GET deliveries")}
    assert 1 <= len(days) <= 2
    world.reappear()
    world.settle()


def test_a_process_that_has_done_its_work_leaves_no_sign(world: World) -> None:
    world.ids["a"] = world.process.create_webhook("a")
    world.process.post("e1")
    world.process.pump()
    assert world.store.health.snapshot().heartbeats
    world.advance(INTERVAL)
    world.advance(INTERVAL)
    assert not world.store.health.snapshot().heartbeats


@pytest.mark.parametrize("die", [False, True], ids=["alive", "with a dead worker"])
def test_a_deep_backlog_drains_without_multiplying(world: World, die: bool) -> None:
    done = drain(world, messages=100, waiting=30, die=die)
    assert done.posts_up == 100
    followed_up = MOST_TOGETHER if die else 0
    assert done.first_messages == ceil(100 / MOST_TOGETHER) + ceil(30 / MOST_TOGETHER) + followed_up
    # Each attempt has its message; whom the breaker held when its message came has one more.
    held = done.retry_messages - followed_up - (done.posts_down - 30)
    assert 0 <= held <= 30
    world.check_promise()
