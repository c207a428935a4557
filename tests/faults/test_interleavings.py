"""Another actor does something at each storage operation of each step; nothing is lost by it.

Storage is in memory, so every pair of a step and an intruder can be tried at every operation. At
rest each delivery must have ended, and no pending row, health row or message may be left.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import pytest

from shared.errors import Conflict
from shared.model import Webhook
from tests.support.client import ping_event
from tests.support.clock import Clock
from tests.support.in_process import Host, HostedStorage, InProcess
from tests.support.memory import MemoryAccount, Operation
from tests.support.receiver import Receiver

pytestmark = pytest.mark.slow

LIMIT = "3"
SETTINGS = {"MAX_QUEUED_UPDATES_PER_WEBHOOK": LIMIT}


@dataclass
class World:
    """The process whose step is disturbed, the one that disturbs it, and a webhook with events."""

    receiver: Receiver
    host: Host = field(init=False)
    intruder: Callable[[], None] | None = None
    at: int = 0
    operations: int = 0

    def __post_init__(self) -> None:
        clock = Clock()
        account = MemoryAccount(clock)
        self.host = Host(account, clock)
        storage = HostedStorage(account.connect(before=self._before), self.host)
        self.process = InProcess(self.host, SETTINGS, storage=storage)
        self.other = self.process.another(MAX_QUEUED_UPDATES_PER_WEBHOOK=LIMIT)
        self.webhook: Webhook = self.process.subscribe(self.receiver.url)
        self.event = ping_event()
        self.began = clock.now
        self.process.tick(0)

    def close(self) -> None:
        self.other.close()
        self.process.close()
        self.host.close()

    @contextmanager
    def disturbed(self, intruder: Callable[[], None] | None, at: int) -> Iterator[None]:
        """Call *intruder* before the *at*-th storage operation of the process."""
        self.operations, self.intruder, self.at = 0, intruder, at
        try:
            yield
        finally:
            self.at = 0

    def _before(self, _operation: Operation) -> None:
        self.operations += 1
        if self.intruder is not None and self.operations == self.at:
            intruder, self.intruder = self.intruder, None
            intruder()

    def post(self) -> None:
        self.process.post(self.event)

    def settle(self) -> None:
        """Let all be well, and everything be done that is still to do."""
        self.receiver.answer = 200
        for _ in range(30):
            # No process has died: those that are idle delete their heartbeats.
            for heartbeat in self.other.store.health.snapshot().heartbeats:
                self.other.store.health.stop_beating(heartbeat.process)
            self.other.round()
            self.host.reappear()
            if not self.left():
                return

    def left(self) -> dict[str, object]:
        """What is not at rest, by kind; empty where all is."""
        statuses = self.other.relay.history.deliveries(self.webhook, limit=50).deliveries
        found: dict[str, object] = {
            "open": [s.delivery.key.event_id for s in statuses if not s.delivery.ended],
            "pending": self.other.waiting(self.webhook),
            "health": self.other.health(self.webhook),
            "messages": self.host.visible("retries") + self.host.visible("deliveries"),
        }
        return {name: value for name, value in found.items() if value}


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with Receiver() as receiver:
        yield receiver


Step = Callable[[World], Callable[[], object]]


def _take(world: World, queue: str) -> Callable[[], object]:
    [message] = world.process.take(queue)
    return lambda: world.process.handle(message)


def first_attempt(world: World) -> Callable[[], object]:
    world.post()
    return _take(world, "deliveries")


def first_attempt_fails(world: World) -> Callable[[], object]:
    world.receiver.answer_next(500)
    return first_attempt(world)


def second_take(world: World) -> Callable[[], object]:
    """The message of a process that died comes back."""
    world.post()
    [message] = world.process.take("deliveries")

    def run() -> None:
        world.process.run("deliveries", message.text, 2)
        world.process.delete(message)

    return run


def retry(world: World) -> Callable[[], object]:
    world.receiver.answer_next(500)
    world.post()
    world.process.pump()
    world.process.tick()
    return _take(world, "retries")


def retry_fails(world: World) -> Callable[[], object]:
    world.receiver.answer_next(500, 500)
    return retry(world)


def tick_that_releases(world: World) -> Callable[[], object]:
    world.receiver.answer_next(500)
    world.post()
    world.process.pump()
    return world.process.tick


def tick_that_drops(world: World) -> Callable[[], object]:
    world.receiver.answer = 500
    world.post()
    world.process.post_pings(4)
    world.process.pump()
    world.process.round()
    return world.process.tick


def accept(world: World) -> Callable[[], object]:
    return world.post


def resend_ended(world: World) -> Callable[[], object]:
    world.post()
    world.process.pump()
    return lambda: resend(world, world.process)


def recover_dropped(world: World) -> Callable[[], object]:
    tick_that_drops(world)()
    world.receiver.answer = 200
    return lambda: recover(world, world.process)


STEPS: list[Step] = [
    accept,
    first_attempt,
    first_attempt_fails,
    second_take,
    retry,
    retry_fails,
    tick_that_releases,
    tick_that_drops,
    resend_ended,
    recover_dropped,
]


def resend(world: World, process: InProcess) -> None:
    """Send the event again, if there is a delivery that can be."""
    app = process.relay
    try:
        event, status = app.history.delivery(world.webhook, world.event["event_id"])
        app.redelivery.one(world.webhook, event, status)
    except Exception as error:
        if getattr(error, "status", 500) not in (404, 409):
            raise


def recover(world: World, process: InProcess) -> None:
    until = process.clock.now + 1
    process.relay.redelivery.recover(world.webhook, world.began - 1, until, ("dropped", "waiting"))


def other_resends(world: World) -> None:
    resend(world, world.other)


def other_recovers(world: World) -> None:
    recover(world, world.other)


def other_recovers_and_works(world: World) -> None:
    recover(world, world.other)
    world.other.round()


def other_round(world: World) -> None:
    world.other.round()


def other_reposts(world: World) -> None:
    world.other.relay.ingest.post(json.dumps(world.event).encode())


INTRUDERS = [
    other_resends,
    other_recovers,
    other_recovers_and_works,
    other_round,
    other_reposts,
]


@pytest.mark.parametrize("intruder", INTRUDERS, ids=lambda f: f.__name__)
@pytest.mark.parametrize("step", STEPS, ids=lambda f: f.__name__)
def test_nothing_is_lost(receiver: Receiver, step: Step, intruder: Callable[[World], None]) -> None:
    at, operations = 0, 1
    while at < operations:
        at += 1
        receiver.answer = 200
        world = World(receiver)
        try:
            run = step(world)
            with world.disturbed(lambda world=world: intruder(world), at):  # type: ignore[misc]
                try:
                    run()
                except Conflict:
                    assert "resend" in step.__name__ or "recover" in step.__name__
            operations = world.operations
            world.settle()
            assert world.left() == {}, (step.__name__, intruder.__name__, at)
        finally:
            world.close()
    assert at >= 1
