"""A relay whose process can die, or be interrupted, at each call that it makes.

The receivers are real, and so is storage where it is Azurite; the clock is the test's. A process is
an object. When it dies, `ProcessDied` is raised out of the call that it is in, and out of every
later call of its other threads. Only what is in storage is left for the next process.

The calls are not listed anywhere: a request to storage is counted at the SDK's transport (in memory
at the storage itself), a POST at ``Outbound.post``, and the host's deletion of a handled message at
the host. They are counted while the process is *armed*.
"""

from __future__ import annotations

import contextlib
import json
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, TypeVar
from urllib.parse import urlsplit
from uuid import UUID, uuid5

import pytest

from shared.api import events, webhooks
from shared.model import Breaker, HealthChange, RecordState, day_of
from shared.outbound import PostResult
from shared.policy import timing
from shared.scheduling.round import RoundStats
from shared.store import Store
from shared.store.conditions import EVERY_ROW
from shared.store.connection import StorageConnection
from shared.store.health import Snapshot
from shared.store.storage import Storage
from tests.support.accounts import AzuriteAccount, Message
from tests.support.client import LOCAL_SETTINGS, request_event
from tests.support.clock import Clock
from tests.support.in_process import QUEUES, Host, HostedStorage, Process
from tests.support.memory import MemoryAccount
from tests.support.receiver import ReceivedRequest, Receiver

T = TypeVar("T")

_PING_ID = UUID("c6d40ed1-9c4c-4d7f-8d2b-5c4f2d1b3a90")

TO_RECEIVER = "POST to the receiver"

BEFORE, AFTER = "before", "after"

SETTINGS: Mapping[str, str] = {
    **LOCAL_SETTINGS,
    "RETRY_DELAYS": "10s",
    "WEBHOOK_CACHE_SECONDS": "5",
}

REAL_DEADLINE = 60.0
"""Seconds that a receiver has in fact: others act during a POST, however slow the machine is."""

LONG = "long"
"""The event whose URL the relay refuses, where it has variables."""


def event_id(name: str) -> str:
    """The id of the event that a test calls *name*."""
    return str(uuid5(_PING_ID, name))


class ProcessDied(BaseException):
    """Raised at the death of a process. Nothing in the relay catches it."""


@dataclass(frozen=True)
class Death:
    """The call of the armed process, by number (from 1) or name, before or after which it dies."""

    call: int | str
    moment: str


@dataclass(frozen=True)
class Interruption:
    """What others do before the call of this number (from 1), while the process waits."""

    call: int
    act: Callable[[], object]


class Life:
    """Counts the calls of one process, and ends it at one of them."""

    def __init__(self) -> None:
        self.calls: list[str] = []
        self._armed = False
        self._interruption: Interruption | None = None
        self._death: Death | None = None
        self._dead = False
        self._lock = threading.Lock()

    def arm(self, death: Death | None) -> None:
        """From now on count the calls, and die at *death*."""
        self._armed, self._death = True, death

    def interrupt(self, interruption: Interruption) -> None:
        """From now on count the calls, and let something else happen before one of them."""
        self._armed, self._interruption = True, interruption

    def disarm(self) -> None:
        self._armed = False

    @property
    def ended(self) -> bool:
        return self._dead

    def end(self) -> None:
        self._dead = True

    def call(self, name: str, effect: Callable[[], T]) -> T:
        """Make the call *name* and return its result, unless the process dies at it."""
        with self._lock:
            moment = self._fatal_moment(name)
            self._dead = self._dead or moment == BEFORE
            interruption = self._due_interruption()
        if interruption is not None:
            interruption.act()
        if self._dead:
            raise ProcessDied
        result = effect()
        if moment == AFTER:
            self._dead = True
        if self._dead:
            raise ProcessDied
        return result

    def _fatal_moment(self, name: str) -> str | None:
        if not self._armed:
            return None
        self.calls.append(name)
        if self._death is None or self._death.call not in (len(self.calls), name):
            return None
        return self._death.moment

    def _due_interruption(self) -> Interruption | None:
        due = self._interruption
        if not self._armed or due is None or due.call != len(self.calls):
            return None
        self._interruption = None
        return due


class _MortalTransport:
    def __init__(self, inner: Any, life: Life) -> None:
        self._inner = inner
        self._life = life

    def send(self, request: Any, **kwargs: Any) -> Any:
        path = urlsplit(request.url).path.partition("/")[2].partition("/")[2]
        return self._life.call(
            f"{request.method} {path}", lambda: self._inner.send(request, **kwargs)
        )

    def __getattr__(self, name: str) -> Any:
        return getattr(self._inner, name)


@dataclass(frozen=True)
class _MortalConnection(StorageConnection):
    life: Life = field(default_factory=Life)

    @cached_property
    def _transport(self) -> Any:
        return _MortalTransport(super()._transport, self.life)

    @cached_property
    def _pooled_transport(self) -> Any:
        return _MortalTransport(super()._pooled_transport, self.life)


class _Azurite(AzuriteAccount):
    """An account of Azurite whose connections end with the life of a process."""

    def connect_for(self, life: Life) -> Storage:
        inner = self.connect()
        return _MortalConnection(inner.table_url, inner.queue_url, inner.credential, life=life)


class _InMemory(MemoryAccount):
    """The same in memory."""

    def connect_for(self, life: Life) -> Storage:
        return self.connect(before=lambda op: life.call(f"{op.name} {op.target}", _nothing))


def _nothing() -> None:
    pass


class _Never:
    """A timer that does not end while the test lasts."""

    def cancel(self) -> None:
        """Do nothing: it was not started."""


class World:
    """What outlives a process: storage, clock, receivers, and which events were accepted."""

    def __init__(
        self,
        connection_string: str | None,
        receiver: Receiver,
        monkeypatch: pytest.MonkeyPatch,
        settings: Mapping[str, str] | None = None,
        *,
        start: float | None = None,
    ) -> None:
        """*connection_string*: of Azurite; None for storage in memory."""
        clock = Clock(start or time.time())
        self.account = (
            _InMemory(clock) if connection_string is None else _Azurite(connection_string)
        )
        self.host = Host(self.account, clock, lease=None)
        self.clock = clock
        self.connection: Storage = self.account.connect()
        self.store = Store(self.connection)
        self.receiver = receiver
        self.statuses: dict[str, int] = {}
        """The status with which each webhook's receiver responds; 200 where none is given."""
        self.on_request: Callable[[str], None] = lambda name: None
        """Called with the webhook's name while its receiver has not answered yet."""
        self.accepted: dict[str, tuple[str, ...]] = {}
        """Of each event that was answered with 202: the webhooks that were subscribed."""
        self.subscribed: tuple[str, ...] = ()
        self.posted: set[str] = set()
        """The names of the events that were posted, accepted or not."""
        self.asked_again: Counter[tuple[str, str]] = Counter()
        self.death_shows = False
        """Whether the latest death left a heartbeat by which a round finds out about it."""
        self.keeps_house = False
        """Whether ticks make and drop the days' tables, which costs them half a dozen requests."""
        self.process: MortalProcess
        self._settings = {**SETTINGS, **(settings or {})}
        self._monkeypatch = monkeypatch
        self.answered: list[tuple[str, str, int]] = []
        self._unrecorded: set[tuple[str, str]] = set()
        self._lock = threading.Lock()
        self._posting = 0
        self.processes: list[MortalProcess] = []
        self._counting = False
        self._beats: list[Callable[[], bool]] = []
        self._days = {day_of(round(self.clock.now * 1000))}
        self.names: dict[str, str] = {}
        """The name of each webhook, by uid."""
        self.ids: dict[str, str] = {}
        """The id of each webhook, by name."""
        self.expected_received: set[tuple[str, str]] = set()
        """What may not even be dropped, as webhook name and event id."""
        receiver.answer = self._answer
        monkeypatch.setattr(
            "shared.delivery.heartbeat._repeat", lambda again, until: self._beats.append(again)
        )
        monkeypatch.setattr("shared.later._start", lambda _write: _Never())
        self.start()

    def start(self) -> None:
        """Start the next process."""
        self.process = self.another()

    def make_tables_and_queues(self) -> None:
        """Create what any account but a new one has."""
        for name in ("pending", "health"):
            self.connection.table(name).create()
        for name in QUEUES[:2]:
            self.connection.queue(name).create()
        self.store.make_day(*self._days)

    def another(self, *, skew: float = 0.0) -> MortalProcess:
        """Start one more process at the same time, its clock ahead by *skew* seconds."""
        life = Life()
        process = MortalProcess(self, self._settings, life, skew=skew)
        if not self.keeps_house:
            housekeeping = process.relay.scheduler._housekeeping
            self._monkeypatch.setattr(housekeeping, "_done_at", float("inf"))
        if self._counting:
            life.arm(None)
        self.processes.append(process)
        return process

    @property
    def hidden(self) -> list[Message]:
        """Messages that dead processes had taken, and that nobody sees before `reappear`."""
        return self.host.taken

    def count_calls(self) -> None:
        """Count the calls of every process from now on."""
        self._counting = True
        self.process.life.arm(None)

    def close(self) -> None:
        for process in self.processes:
            process.close()
        self.connection.close()
        self.host.close()

    def die_in(self, act: Callable[[World], object], death: Death | None) -> Life:
        """Do *act* in a process that dies at *death*, if it comes so far."""
        life = self.process.life
        life.arm(death)
        with contextlib.suppress(ProcessDied):
            act(self)
        life.disarm()
        return life

    def died(self, *, message_returns: bool) -> None:
        """Clear up after a death: the message in hand returns at once, or when the test says so."""
        heads = [json.loads(taken.text.partition("\n")[0]) for taken in self.hidden]
        self.death_shows = bool(self.store.health.snapshot().heartbeats) and all(
            "uid" in head for head in heads
        )
        states = self.states()
        self._unrecorded |= {
            key for key in self.received() if states.get(key, ("", ""))[0] != RecordState.DELIVERED
        }
        self.process.close()
        if message_returns:
            self.reappear()

    def reappear(self) -> None:
        """Let what dead processes had taken be seen again."""
        self.host.reappear()

    def advance(self, seconds: float) -> None:
        """Let time pass: living processes send heartbeats, and delayed messages are seen."""
        self.clock.advance(seconds)
        self._days.add(day_of(round(self.clock.now * 1000)))
        self._beats = [again for again in self._beats if _alive_and_well(again)]
        self.host.put_due()

    def settle(self, *, rounds: int = 60) -> None:
        """Let the relay work, all receivers being well, until there is nothing left to do."""
        self.statuses.clear()
        for _ in range(rounds):
            self.process.pump()
            self.process.tick()
            self.process.pump()
            if self.is_quiet():
                return
            self.advance(16)
        raise AssertionError(f"never quiet: {self.leftovers()}")

    def accept_new(self, post: Callable[[], object]) -> None:
        """What *post* puts on record is accepted when it returns, under ids of the relay's."""
        before = self.states().keys()
        post()
        for name, event in self.states().keys() - before:
            self.accepted[event] = (name,)

    def poison(self) -> None:
        """Move a message from the queue of first attempts to its poison queue, as the host does."""
        [message] = self.host.take("deliveries", 1)
        self.host.poison(message)

    def open(self, name: str) -> None:
        """Open the webhook's breaker."""
        now = self.clock.now
        breaker = Breaker(open=True, failing_since=now, probe_at=now + 30)
        self._change_health(name, HealthChange(breaker=breaker))

    def slow(self, name: str) -> None:
        """Say that attempts of the webhook take long."""
        self._change_health(name, HealthChange(slow_until=self.clock.now + timing.SLOW))

    def _change_health(self, name: str, change: HealthChange) -> None:
        (uid,) = (uid for uid, known in self.names.items() if known == name)
        self.store.health.touch(uid, change)
        self.advance(6)  # until no process has an older list

    def lose_a_worker(self, *queues: str) -> None:
        """Let a process die with a first attempt in hand, unnoticed so far."""
        self.start()
        self.die_in(lambda world: world.process.pump(*queues), Death(TO_RECEIVER, BEFORE))
        assert self.hidden
        self.died(message_returns=False)
        self.start()

    def is_quiet(self) -> bool:
        """Return whether nothing is left over, looking first at what changes last."""
        snapshot = self.store.health.snapshot()
        busy = self.host.later or snapshot.webhooks or snapshot.heartbeats
        return not busy and not self._left_besides(snapshot)

    def leftovers(self) -> dict[str, Any]:
        """Return what should be empty and is not, by name."""
        return self._left_besides(self.store.health.snapshot())

    def _left_besides(self, snapshot: Snapshot) -> dict[str, Any]:
        """Return what should be empty and is not, where health is known to be as *snapshot*."""
        found: dict[str, Any] = {
            "waiting": [row["RowKey"] for row in self.waiting_rows()],
            "health": snapshot.webhooks,
            "heartbeats": snapshot.heartbeats,
            "later": self.host.later,
            "queued": [
                key
                for key, (state, _) in self.states().items()
                if state == RecordState.QUEUED and key[1] in self.accepted
            ],
        }
        for queue in (*QUEUES, "quarantine"):
            found[queue] = self.host.visible(queue)
        return {name: value for name, value in found.items() if value}

    def records(self) -> list[dict[str, Any]]:
        """The rows of every delivery."""
        return [row for day in self._days for row in self.rows(f"deliveries{day:%Y%m%d}")]

    def states(self) -> dict[tuple[str, str], tuple[str, str | None]]:
        """State and reason of every delivery, by webhook name and event id."""
        return {
            (self.names[row["PartitionKey"]], row["RowKey"].split("-", 1)[1]): (
                row["state"],
                row.get("reason"),
            )
            for row in self.records()
        }

    def waiting_rows(self) -> list[dict[str, Any]]:
        return self.rows("pending")

    def rows(self, table: str) -> list[dict[str, Any]]:
        """Return all rows of a table, as storage returns them."""
        return [dict(row) for row in self.connection.table(table).query(EVERY_ROW)]

    def received(self, name: str | None = None) -> Counter[tuple[str, str]]:
        """How often each event was answered with 2xx, by webhook name and event id."""
        with self._lock:
            answered = list(self.answered)
        return Counter(
            (webhook, event)
            for webhook, event, status in answered
            if 200 <= status <= 299 and name in (None, webhook)
        )

    def posts(self) -> int:
        """How many POSTs reached the receivers."""
        return len(self.answered)

    def check_promise(self) -> None:
        """Assert that each accepted event arrived or is dropped, and none twice without reason."""
        received = self.received()
        states = self.states()
        for event, names in self.accepted.items():
            for name in names:
                state, reason = states.get((name, event), (None, None))
                if (name, event) in received:
                    assert state == RecordState.DELIVERED, (name, event, state, reason)
                else:
                    assert state == "dropped", (name, event, state)
                    assert reason, (name, event)
        assert self.expected_received <= received.keys()
        for key, count in received.items():
            excused = (key in self._unrecorded) + self.asked_again[key]
            assert count <= 1 + excused, f"{key} arrived {count} times"

    @contextlib.contextmanager
    def posting(self) -> Iterator[None]:
        """Count a POST that is being made."""
        with self._lock:
            self._posting += 1
        try:
            yield
        finally:
            with self._lock:
                self._posting -= 1

    def unrecorded(self) -> set[tuple[str, str]]:
        """Return what has been received, or is being posted, and is not recorded as delivered."""
        states = self.states()
        seen = set(states) if self._posting else set(self.received())
        unrecorded = {
            key for key in seen if states.get(key, ("", None))[0] != RecordState.DELIVERED
        }
        return unrecorded | set(self._in_groups())

    def _in_groups(self) -> Iterator[tuple[str, str]]:
        """Return the deliveries of the groups in hand, which other threads may be posting."""
        for taken in self.hidden:
            head = json.loads(taken.text.partition("\n")[0])
            for member in head.get("members", ()):
                yield self.names[head["uid"]], member["event_id"]

    def _answer(self, request: ReceivedRequest) -> int:
        name = request.path.partition("?")[0].strip("/")
        self.on_request(name)
        status = self.statuses.get(name, 200)
        with self._lock:
            self.answered.append((name, str(json.loads(request.body)["event_id"]), status))
        return status


def _event(name: str) -> dict[str, Any]:
    """Return a ping; for `LONG` a request whose id makes a URL with ``$REQUEST_ID`` too long."""
    if name == LONG:
        return {**request_event("x" * 2100), "event_id": event_id(name)}
    return {"event_id": event_id(name), "event_type": "ping", "event": {"ping_id": str(_PING_ID)}}


class MortalProcess(Process):
    """A process of a `World`, which dies when its `Life` says so."""

    def __init__(
        self, world: World, settings: Mapping[str, str], life: Life, *, skew: float
    ) -> None:
        storage = HostedStorage(world.account.connect_for(life), world.host, life.call)
        super().__init__(world.host, settings, storage=storage, skew=skew)
        self.world = world
        self.life = life
        self.relay.outbound._timeout = REAL_DEADLINE
        post = self.relay.outbound.post

        def mortal_post(*args: Any) -> PostResult:
            with world.posting():
                return life.call(TO_RECEIVER, lambda: post(*args))

        setattr(self.relay.outbound, "post", mortal_post)  # noqa: B010 - mypy refuses to assign a method

    def close(self) -> None:
        """End without deleting the heartbeat, as a process that is stopped would."""
        self.life.end()
        self.relay.outbound.close()
        self.store.close()

    def create_webhook(self, name: str, **options: Any) -> str:
        """Create a webhook for pings whose receiver is called *name*; return its id."""
        url = self.world.receiver.url.replace("/hook", f"/{name}")
        body = {"name": name, "url": url, "event_types": ["ping"], **options}
        webhook_id = str(self.call(webhooks.collection, "POST", body)["webhook_id"])
        self.world.names[self.relay.webhooks.get(webhook_id).uid] = name
        self.world.subscribed += (name,)
        return webhook_id

    def post(self, *names: str) -> None:
        """Post one event, or several as an array; it is accepted when this returns."""
        made = [_event(name) for name in names]
        self.world.posted |= set(names)
        self.call(events.post, "POST", made[0] if len(made) == 1 else made)
        for name in names:
            self.world.accepted[event_id(name)] = self.world.subscribed

    def tick(self) -> RoundStats:
        return self.fire_timer()

    def pump(
        self,
        *queues: str,
        threads: int = 1,
        batch: int = 1,
        most: int = 100_000,
        tolerate: tuple[type[Exception], ...] = (),
    ) -> int:
        """Handle messages one by one: the one in hand goes down with the process."""
        return super().pump(*queues, threads=threads, batch=batch, most=most, tolerate=tolerate)

    def delete(self, message: Message) -> None:
        delete = super().delete
        self.life.call(f"DELETE message of {message.queue}", lambda: delete(message))


def _alive_and_well(again: Callable[[], bool]) -> bool:
    """Let a process send its heartbeat; False if it is dead or idle."""
    try:
        return again()
    except ProcessDied:
        return False
