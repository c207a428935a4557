"""Sending again what was given up: counted beforehand, in portions, paced, each once."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest

from shared.api import deliveries, webhooks
from tests.faults.backlog import UNLIMITED
from tests.faults.world import World, event_id
from tests.support.receiver import Receiver


@pytest.fixture
def world(storage_account: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[World]:
    """12 events of the first minute and 8 of the third, all given up; now all is well."""
    with Receiver() as receiver:
        world = World(storage_account, receiver, monkeypatch, UNLIMITED)
        world.ids["a"] = world.process.create_webhook("a")
        world.statuses["a"] = 500
        world.process.post(*(f"early{number}" for number in range(12)))
        world.process.pump()
        world.advance(120)
        world.process.post(*(f"late{number}" for number in range(8)))
        world.process.pump()
        world.process.call(webhooks.disable, "POST", webhook_id=world.ids["a"])
        world.settle()
        world.process.call(webhooks.enable, "POST", webhook_id=world.ids["a"])
        world.advance(6)
        assert set(world.states().values()) == {("dropped", "webhook_disabled")}
        yield world
        world.close()


def recover(world: World, **body: Any) -> dict[str, Any]:
    body.setdefault("since", moment(world, -3600))
    answer: dict[str, Any] = world.process.call(
        deliveries.recover, "POST", body, webhook_id=world.ids["a"]
    )
    return answer


def moment(world: World, seconds_from_now: float) -> str:
    return datetime.fromtimestamp(world.clock.now + seconds_from_now, UTC).isoformat()


def test_a_dry_run_counts_and_does_nothing(world: World) -> None:
    states = world.states()
    assert recover(world, dry_run=True) == {"matching": 20, "more": False}
    assert world.states() == states
    assert world.waiting_rows() == []


def test_a_range(world: World) -> None:
    assert recover(world, since=moment(world, -60)) == {"recovered": 8, "more": False}
    world.settle()
    assert set(world.received()) == {("a", event_id(f"late{number}")) for number in range(8)}
    assert recover(world, until=moment(world, -60)) == {"recovered": 12, "more": False}
    world.settle()
    assert world.received() == dict.fromkeys(world.states(), 1)
    assert set(world.states().values()) == {("delivered", "")}


def test_it_is_paced(world: World) -> None:
    recover(world)
    released = []
    while world.waiting_rows():
        released.append(world.process.relay.scheduler.tick().released)
        world.process.pump()
        world.advance(10)
    assert released == [10, 10]


def test_in_portions_each_once(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shared.history.redelivery.MOST_AT_ONCE", 6)
    answers = [recover(world) for _ in range(5)]
    assert [answer["recovered"] for answer in answers] == [6, 6, 6, 2, 0]
    assert [answer["more"] for answer in answers] == [True, True, True, False, False]
    world.settle()
    assert world.received() == dict.fromkeys(world.states(), 1)


def test_two_people_at_once(world: World) -> None:
    """Between one's look and its deed the other takes everything up: each is counted once."""
    resend = world.process.relay.redelivery
    webhook = world.process.relay.webhooks.get(world.ids["a"])
    since, until = world.clock.now - 3600, world.clock.now
    found = list(resend._found(webhook, since, until, ["dropped"]))
    assert resend.recover(webhook, since, until, ["dropped"]).count == 20
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(resend, "_found", lambda *_: iter(found))
        assert resend.recover(webhook, since, until, ["dropped"]).count == 0
    world.settle()
    assert world.received() == dict.fromkeys(world.states(), 1)


def test_what_waits_is_due_at_once(world: World) -> None:
    world.statuses["a"] = 500
    world.process.post("waits")
    world.process.pump()
    world.statuses.clear()
    since = moment(world, -5)
    assert recover(world, since=since, states=["waiting"], dry_run=True)["matching"] == 1
    assert recover(world, since=since, states=["waiting"])["recovered"] == 1
    world.process.tick()
    world.process.pump()
    assert world.received() == {("a", event_id("waits")): 1}
