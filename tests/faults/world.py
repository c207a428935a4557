"""A world in which the relay's process can die at any call that it makes.

Storage (Azurite), the receiver and its HTTP are real. The clock is not, and the process is an
object: when it dies, `ProcessDied` unwinds whatever it was doing, all that its other threads ask
for from then on fails alike, and only what lies in storage is left for the next one.

The points of death are discovered, not listed: every request to storage passes the SDK's
transport, every POST passes ``Outbound.post``, and the deletion of a message that was dealt with
is the host's own last word. Each is a call, counted while the process is *armed*.
"""

from __future__ import annotations

import contextlib
import json
import threading
import time
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, TypeVar
from urllib.parse import urlsplit
from uuid import UUID, uuid5

import pytest
from azure.core.exceptions import ResourceExistsError, ResourceNotFoundError
from azure.storage.queue import QueueMessage

from shared.api import events, webhooks
from shared.api.http import Request, Response, respond
from shared.app import App
from shared.model import Breaker, HealthChange, RecordState, day_of
from shared.outbound import PostResult
from shared.settings import Settings
from shared.store import Store
from shared.store.connection import StorageConnection
from tests.support.client import LOCAL_SETTINGS
from tests.support.receiver import ReceivedRequest, Receiver

T = TypeVar("T")

QUEUES = ("deliveries", "retries", "deliveries-poison", "retries-poison")
_PING_ID = UUID("c6d40ed1-9c4c-4d7f-8d2b-5c4f2d1b3a90")

LEASE = 600
"""Seconds for which the host hides a message that it has taken."""

TO_RECEIVER = "POST to the receiver"

BEFORE, AFTER = "before", "after"

SETTINGS: Mapping[str, str] = {
    **LOCAL_SETTINGS,
    "RETRY_DELAYS": "10s",
    "WEBHOOK_CACHE_SECONDS": "5",
}


def event_id(name: str) -> str:
    """The id of the event that a test calls *name*."""
    return str(uuid5(_PING_ID, name))


class ProcessDied(BaseException):
    """What nothing in the relay catches."""


@dataclass(frozen=True)
class Death:
    """At which call of the armed process, by number (from 1) or name, and on which side of it."""

    call: int | str
    moment: str


class Life:
    """Counts the calls of one process, and ends it at one of them."""

    def __init__(self) -> None:
        self.calls: list[str] = []
        self._armed = False
        self._death: Death | None = None
        self._dead = False
        self._lock = threading.Lock()

    def arm(self, death: Death | None) -> None:
        """From now on count the calls, and die at *death*."""
        self._armed, self._death = True, death

    def disarm(self) -> None:
        self._armed = False

    @property
    def ended(self) -> bool:
        return self._dead

    def end(self) -> None:
        self._dead = True

    def call(self, name: str, effect: Callable[[], T]) -> T:
        """*effect*, unless the process dies before it; what it gives, unless it dies after it."""
        with self._lock:
            moment = self._fatal_moment(name)
            self._dead = self._dead or moment == BEFORE
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


class Clock:
    def __init__(self) -> None:
        self.now = time.time()

    def __call__(self) -> float:
        return self.now


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


@dataclass
class _Taken:
    queue: str
    message: QueueMessage


class World:
    """What outlives a process: storage, the clock, the receivers, and what clients were told."""

    def __init__(
        self,
        connection_string: str,
        receiver: Receiver,
        monkeypatch: pytest.MonkeyPatch,
        settings: Mapping[str, str] | None = None,
    ) -> None:
        self.clock = Clock()
        self.receiver = receiver
        self.statuses: dict[str, int] = {}
        """What each webhook's receiver answers; 200 unless it says otherwise."""
        self.on_request: Callable[[str], None] = lambda name: None
        """Called with the webhook's name while its receiver has not answered yet."""
        self.accepted: dict[str, tuple[str, ...]] = {}
        """Of each event that was answered with 202: the webhooks that were subscribed."""
        self.subscribed: tuple[str, ...] = ()
        self.asked_again: Counter[tuple[str, str]] = Counter()
        self.hidden: list[_Taken] = []
        """Messages that a dead process had taken, and that nobody sees before `reappear`."""
        self.death_shows = False
        """Whether the latest death left a sign by which upkeep finds out about it."""
        self.later: list[tuple[float, str, str]] = []
        """Messages put with a delay: when they are seen, the queue, the text."""
        self.keeps_house = False
        """Whether ticks make and drop the days' tables, which costs them half a dozen requests."""
        self.poisoned = False
        """Whether there is, or was, anything in the poison queues."""
        self.process: Process
        self._environ = {**SETTINGS, **(settings or {}), "AzureWebJobsStorage": connection_string}
        self._monkeypatch = monkeypatch
        self.answered: list[tuple[str, str, int]] = []
        self._unrecorded: set[tuple[str, str]] = set()
        self._lock = threading.Lock()
        self.processes: list[Process] = []
        self._counting = False
        self._beats: list[Callable[[], bool]] = []
        self._days = {day_of(round(self.clock.now * 1000))}
        self.names: dict[str, str] = {}
        """The name of each webhook, by uid."""
        self.ids: dict[str, str] = {}
        """The id of each webhook, by name."""
        self.expected_received: set[tuple[str, str]] = set()
        """What may not even be dropped, as webhook name and event id."""
        self.host = StorageConnection.from_environ(self._environ)
        self.store = Store(self.host)
        receiver.answer = self._answer
        monkeypatch.setattr(
            "shared.delivery.heartbeat._repeat", lambda again, until: self._beats.append(again)
        )
        self.start()

    def start(self) -> None:
        """The next process."""
        self.process = self.another()

    def make_tables_and_queues(self) -> None:
        """As they are in any account but a new one."""
        for name in ("pending", "health"):
            self.host.table_service().create_table(name)
        for name in QUEUES[:2]:
            self.host.queue_client(name).create_queue()
        self.store.make_day(*self._days)

    def another(self, *, skew: float = 0.0) -> Process:
        """One more process at the same time, its clock ahead by *skew* seconds."""
        life = Life()
        connection = _MortalConnection(
            self.host.table_url, self.host.queue_url, self.host.credential, life=life
        )
        relay = App(
            Settings.from_environ(self._environ),
            Store(connection),
            clock=lambda: self.clock.now + skew,
        )
        if not self.keeps_house:
            self._monkeypatch.setattr(relay.scheduler._housekeeping, "_done_at", float("inf"))
        process = Process(self, relay, life, connection, self._monkeypatch)
        if self._counting:
            life.arm(None)
        self.processes.append(process)
        return process

    def count_calls(self) -> None:
        """From now on, in every process, whether one is to die or not."""
        self._counting = True
        self.process.life.arm(None)

    def close(self) -> None:
        for process in self.processes:
            process.close()
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
        """Clear up after a death: what was in flight comes back at once, or when the lease ends."""
        known = {webhook.uid for webhook in self.store.webhooks.every()}
        heads = [json.loads(taken.message.content.partition("\n")[0]) for taken in self.hidden]
        self.death_shows = bool(self.store.health.snapshot().heartbeats) and all(
            head.get("uid") in known for head in heads
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
        for taken in self.hidden:
            with contextlib.suppress(ResourceNotFoundError):
                self.host.queue_client(taken.queue).update_message(
                    taken.message, visibility_timeout=0
                )
        self.hidden.clear()

    def advance(self, seconds: float) -> None:
        """Let time pass: a living process shows it, and delayed messages are seen."""
        self.clock.now += seconds
        self._days.add(day_of(round(self.clock.now * 1000)))
        self._beats = [again for again in self._beats if _alive_and_well(again)]
        due = [item for item in self.later if item[0] <= self.clock.now]
        self.later = [item for item in self.later if item[0] > self.clock.now]
        for _, queue, text in due:
            client = self.host.queue_client(queue)
            try:
                client.send_message(text)
            except ResourceNotFoundError:
                client.create_queue()
                client.send_message(text)

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
        """Move what lies in the queue of first attempts to its poison queue, as the host would."""
        source = self.host.queue_client("deliveries")
        poison = self.host.queue_client("deliveries-poison")
        with contextlib.suppress(ResourceExistsError):
            poison.create_queue()
        message = source.receive_message()
        assert message is not None
        poison.send_message(message.content)
        source.delete_message(message)
        self.poisoned = True

    def open(self, name: str) -> None:
        """Let the webhook's breaker be open."""
        (uid,) = (uid for uid, known in self.names.items() if known == name)
        now = self.clock.now
        breaker = Breaker(open=True, failing_since=now, probe_at=now + 30)
        self.store.health.touch(uid, HealthChange(breaker=breaker))
        self.advance(6)

    def lose_a_worker(self, *queues: str) -> None:
        """One has died with a first attempt, which nobody knows yet."""
        self.start()
        self.die_in(lambda world: world.process.pump(*queues), Death(TO_RECEIVER, BEFORE))
        assert self.hidden
        self.died(message_returns=False)
        self.start()

    def is_quiet(self) -> bool:
        """Whether `leftovers` are none; asked often, so what changes last is looked at first."""
        snapshot = self.store.health.snapshot()
        busy = self.later or snapshot.webhooks or snapshot.heartbeats
        return not busy and not self.leftovers()

    def leftovers(self) -> dict[str, Any]:
        """What should be empty and is not."""
        snapshot = self.store.health.snapshot()
        found: dict[str, Any] = {
            "waiting": [row["RowKey"] for row in self.waiting_rows()],
            "health": snapshot.webhooks,
            "heartbeats": snapshot.heartbeats,
            "later": self.later,
            "queued": [
                key
                for key, (state, _) in self.states().items()
                if state == RecordState.QUEUED and key[1] in self.accepted
            ],
        }
        for queue in (*QUEUES, "quarantine"):
            with contextlib.suppress(ResourceNotFoundError):
                properties = self.host.queue_client(queue).get_queue_properties()
                hidden = sum(taken.queue == queue for taken in self.hidden)
                found[queue] = (properties.approximate_message_count or 0) - hidden
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
        """All that a table holds, as storage gives it."""
        client = self.host.table_service().get_table_client(table)
        with contextlib.suppress(ResourceNotFoundError):
            return [dict(row) for row in client.list_entities()]
        return []

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
        """What was accepted arrived or is on record as dropped; nothing arrived twice unexcused."""
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

    def _answer(self, request: ReceivedRequest) -> int:
        name = request.path.strip("/")
        self.on_request(name)
        status = self.statuses.get(name, 200)
        with self._lock:
            self.answered.append((name, str(json.loads(request.body)["event_id"]), status))
        return status


class Process:
    """One process of the relay, with the part of the Functions host that feeds it."""

    def __init__(
        self,
        world: World,
        relay: App,
        life: Life,
        connection: StorageConnection,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        self.world = world
        self.relay = relay
        self.life = life
        self._connection = connection
        post = relay.outbound.post

        def mortal_post(*args: Any) -> PostResult:
            return life.call(TO_RECEIVER, lambda: post(*args))

        monkeypatch.setattr(relay.outbound, "post", mortal_post)
        for queue in (relay.store.first_attempts, relay.store.retries):
            monkeypatch.setattr(queue, "send", self._sender(queue.name, queue.send))

    def close(self) -> None:
        self.life.end()
        self.relay.outbound.close()
        self._connection.close()

    def call(
        self,
        handler: Callable[[App, Request], Response],
        method: str,
        body: Any = None,
        **path: str,
    ) -> Any:
        """One request to the API, which must say yes."""
        data = b"" if body is None else json.dumps(body).encode()
        request = Request(method, path, {}, {"content-type": "application/json"}, data)
        response = respond(lambda: handler(self.relay, request), route=handler.__qualname__)
        assert 200 <= response.status <= 299, response.body
        return json.loads(response.body)

    def create_webhook(self, name: str, **options: Any) -> str:
        """A webhook for pings whose receiver is called *name*; its id."""
        url = self.world.receiver.url.replace("/hook", f"/{name}")
        body = {"name": name, "url": url, "event_types": ["ping"], **options}
        webhook_id = str(self.call(webhooks.collection, "POST", body)["webhook_id"])
        self.world.names[self.relay.webhooks.get(webhook_id).uid] = name
        self.world.subscribed += (name,)
        return webhook_id

    def post(self, *names: str) -> None:
        """Post one event, or several as an array; it is accepted when this returns."""
        made = [
            {"event_id": event_id(name), "event_type": "ping", "event": {"ping_id": str(_PING_ID)}}
            for name in names
        ]
        self.call(events.post, "POST", made[0] if len(made) == 1 else made)
        for name in names:
            self.world.accepted[event_id(name)] = self.world.subscribed

    def tick(self) -> None:
        self.relay.scheduler.tick()

    def pump(self, *queues: str, most: int = 10_000, batch: int = 1) -> int:
        """Handle messages until none is to be seen, or about *most*; how many there were.

        *batch* of them are taken at a time; what has been taken goes down with the process.
        """
        handled = 0
        while True:
            before = handled
            for queue in queues or QUEUES:
                while handled < most and (taken := self._take(queue, batch)):
                    for one in taken:
                        self._finish(one)
                    handled += len(taken)
            if handled == before:
                return handled

    def _take(self, queue: str, batch: int) -> list[_Taken]:
        if queue.endswith("-poison") and not self.world.poisoned:
            return []
        messages = self.world.host.queue_client(queue).receive_messages(
            max_messages=batch, messages_per_page=batch, visibility_timeout=LEASE
        )
        with contextlib.suppress(ResourceNotFoundError):
            taken = [_Taken(queue, message) for message in messages]
            self.world.hidden += taken
            return taken
        return []

    def _finish(self, taken: _Taken) -> None:
        queue, message = taken.queue, taken.message
        self.handle(queue, message.content, message.dequeue_count)

        def delete() -> None:
            self.world.host.queue_client(queue).delete_message(message)
            self.world.hidden.remove(taken)

        self.life.call(f"DELETE message of {queue}", delete)

    def handle(self, queue: str, text: str, dequeue_count: int | None) -> None:
        """What function_app's triggers do."""
        if queue.endswith("-poison"):
            self.relay.dispatcher.handle_poison(text.encode())
        else:
            self.relay.dispatcher.handle(text.encode(), dequeue_count=dequeue_count)

    def _sender(self, queue: str, send: Callable[..., None]) -> Callable[..., None]:
        """Delays are the false clock's, which storage does not know."""

        def send_or_keep(text: str, *, delay: float = 0) -> None:
            if delay:
                due = self.world.clock.now + delay
                self.life.call(
                    f"POST {queue}, delayed", lambda: self.world.later.append((due, queue, text))
                )
            else:
                send(text)

        return send_or_keep


def _alive_and_well(again: Callable[[], bool]) -> bool:
    """Let a process show a sign of life, if it lives."""
    try:
        return again()
    except ProcessDied:
        return False
