"""A deep backlog, worked off while the clock and the rounds go on; its calls are counted.

    python -m tests.faults.backlog [messages] [waiting]

The suite does it with some hundreds of messages; this is for the thousands.
"""

from __future__ import annotations

import contextlib
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import pytest

from shared.api import webhooks
from tests.faults.world import World
from tests.support.receiver import Receiver
from tests.support.storage import OwnAzurite

UNLIMITED = {"MAX_QUEUED_UPDATES_PER_WEBHOOK": "0"}
_A_POST = 100
_BATCH = 32
_BETWEEN_ROUNDS = 3 * _BATCH


@dataclass(frozen=True)
class Drained:
    """What was put into the queues, and posted, by the time that nothing was left."""

    first_messages: int
    retry_messages: int
    posts_up: int
    posts_down: int
    seconds: float


def drain(world: World, *, messages: int, waiting: int, die: bool = False) -> Drained:
    """Let *waiting* deliveries wait at a webhook that is down, and work off *messages* of another.

    The scheduler makes a round after every few dozen messages, 10 s later by the clock. With *die*,
    a process has died with one of the messages, which stays hidden until the end. Once the queue is
    empty the webhook that was down answers again.
    """
    began = time.monotonic()
    world.make_tables_and_queues()
    world.count_calls()
    world.statuses["down"] = 503
    world.ids["down"] = world.process.create_webhook("down")
    _post(world, "w", waiting)
    world.process.pump(batch=_BATCH)
    change = {"event_types": ["node_created"]}
    world.process.call(webhooks.one, "PATCH", change, webhook_id=world.ids["down"])
    world.subscribed = ()
    world.ids["up"] = world.process.create_webhook("up")
    _post(world, "m", messages)
    if die:
        world.lose_a_worker("deliveries")
    while world.process.pump("deliveries", most=_BETWEEN_ROUNDS, batch=_BATCH):
        world.process.pump("retries", batch=_BATCH)
        world.advance(10)
        world.process.tick()
    world.settle(rounds=200)
    calls = Counter(call for process in world.processes for call in process.life.calls)
    answered = Counter(name for name, _, _ in world.answered)
    return Drained(
        first_messages=calls["POST deliveries/messages"],
        retry_messages=calls["POST retries/messages"] + calls["POST retries, delayed"],
        posts_up=answered["up"],
        posts_down=answered["down"],
        seconds=time.monotonic() - began,
    )


def _post(world: World, prefix: str, count: int) -> None:
    names = [f"{prefix}{number}" for number in range(count)]
    for at in range(0, count, _A_POST):
        began = time.monotonic()
        world.process.post(*names[at : at + _A_POST])
        # Messages bear the real time at which they were put: their events are received then, too.
        world.advance(time.monotonic() - began)


def main() -> None:
    messages, waiting = (int(text) for text in (*sys.argv[1:], "10000", "500")[:2])
    with (
        tempfile.TemporaryDirectory() as folder,
        Receiver() as receiver,
        pytest.MonkeyPatch.context() as patch,
        contextlib.ExitStack() as stack,
    ):
        azurite = OwnAzurite(Path(folder))
        stack.callback(azurite.stop)
        world = World(stack.enter_context(azurite.account()), receiver, patch, UNLIMITED)
        stack.callback(world.close)
        print(f"{messages} messages, {waiting} waiting, and a worker that has died", flush=True)
        print(drain(world, messages=messages, waiting=waiting, die=True))
        world.check_promise()


if __name__ == "__main__":
    main()
