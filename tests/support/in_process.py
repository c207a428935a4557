"""The relay's processes and their Functions host in this process, with a clock that tests move.

Storage is whatever the `Account` is; receivers are real. A `Host` has the queues, the timer and
the clock; a `Process` is an `App` that the host feeds, and several of them may share a host.
`InProcess` is the process that most tests use, with a line for each thing that they do.
"""

from __future__ import annotations

import json
import random
import threading
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from datetime import datetime
from typing import Any, Self

from shared.api import webhooks
from shared.api.http import Request, Response, respond
from shared.app import App
from shared.delivery.lanes import Lane
from shared.history.delivery_filter import Status
from shared.model import DeliveryRecord, Health, PendingDelivery, Webhook
from shared.scheduling.round import RoundStats
from shared.settings import Settings
from shared.store import Store
from shared.store.queue import Queue
from shared.store.storage import Storage
from shared.store.table import Table
from tests.support.accounts import Account, AzuriteAccount, Message
from tests.support.client import ping_event
from tests.support.clock import NOON, Clock
from tests.support.memory import MemoryAccount

__all__ = ["NOON", "QUEUES", "TICK", "Clock", "Host", "InProcess", "Message", "Process"]

TICK = 10.0
"""Seconds from one round of the timer to the next."""

QUEUES = (
    "deliveries",
    "retries",
    "slow-deliveries",
    "deliveries-poison",
    "retries-poison",
    "slow-deliveries-poison",
)

LEASE = 600.0
"""Seconds for which a taken message is hidden, as on Azure."""

MOST_ATTEMPTS = 5
"""How often the host calls a function with a message before it moves it to the poison queue."""

_SETTINGS = {
    "ALLOW_HTTP_TARGETS": "true",
    "ALLOWED_TARGET_NETWORKS": "127.0.0.0/8",
    "ALLOW_PLAIN_SECRETS": "true",
    "RETRY_DELAYS": "10s",
    "DELIVERY_TIMEOUT_SECONDS": "2",
    "WEBHOOK_CACHE_SECONDS": "0",
}


class Host:
    """The part of the Functions host that the processes on one storage account share.

    Delays and leases go by *clock*, which storage does not know: a message with a delay is put
    when its time has come, and a taken one is shown again when its lease is over. Without a
    *lease* it stays hidden until `reappear`.

    A queue that was found empty is not asked again before something is put into it, since each
    request to Azurite takes long. So every message must pass by here, or by `HostedStorage`.
    """

    def __init__(
        self, account: Account, clock: Clock | None = None, *, lease: float | None = LEASE
    ) -> None:
        self.account = account
        self.clock = clock or Clock()
        account.follow(self.clock)
        self.later: list[tuple[float, str, str]] = []
        """Messages with a delay: when they are put, the queue, the text."""
        self.taken: list[Message] = []
        """Messages that were taken and not deleted yet."""
        self._queues = account.host_queues()
        self._lease = lease
        self._leases: dict[Message, float] = {}
        self._has_poison = False
        self._puts: Counter[str] = Counter()
        self._puts_when_empty: dict[str, int] = {}
        self._always_asks = False
        self._lock = threading.Lock()

    def close(self) -> None:
        self._queues.close()

    def advance(self, seconds: float) -> None:
        """Let time pass, and put and show the messages whose time has come."""
        self.clock.advance(seconds)
        self.put_due()

    def put_due(self) -> None:
        """Put the delayed messages that are due by now, and end the leases that are over."""
        now = self.clock.now
        with self._lock:
            due = [item for item in self.later if item[0] <= now]
            self.later = [item for item in self.later if item[0] > now]
            over = [one for one in self.taken if self._leases.get(one, now) < now]
        for _, queue, text in due:
            self.put(queue, text)
        for message in over:
            self.show(message)

    def put_later(self, queue: str, text: str, delay: float) -> None:
        with self._lock:
            self.later.append((self.clock.now + delay, queue, text))

    def put(self, queue: str, text: str) -> None:
        with self.putting(queue):
            self._queues.put(queue, text)

    @contextmanager
    def putting(self, queue: str) -> Iterator[None]:
        """Know that a message comes into *queue* meanwhile, even if it seems to fail."""
        self._count_put(queue)
        try:
            yield
        finally:
            self._count_put(queue)

    def always_ask(self) -> None:
        """Ask empty queues again as well: there are messages that do not pass by here."""
        self._always_asks = True

    def take(self, queue: str, most: int = 32) -> list[Message]:
        """Take up to *most* visible messages; an empty list when there are none."""
        self.put_due()
        if self._is_known_empty(queue):
            return []
        with self._lock:
            puts = self._puts[queue]
        messages = self._queues.take(queue, most)
        with self._lock:
            if not messages:
                self._puts_when_empty[queue] = puts
            self.taken += messages
            if self._lease is not None:
                until = self.clock.now + self._lease
                self._leases.update((one, until) for one in messages)
        return messages

    def delete(self, message: Message) -> None:
        self._queues.delete(message)
        self._forget(message)

    def show(self, message: Message) -> None:
        """Let a taken message be seen again."""
        with self.putting(message.queue):
            self._queues.show(message)
        self._forget(message)

    def reappear(self) -> None:
        """End the leases of all messages that were taken and not deleted."""
        for message in list(self.taken):
            self.show(message)

    def failed(self, message: Message) -> None:
        """Do what the host does when a function raised: try again, in the end by another one."""
        if message.dequeue_count < MOST_ATTEMPTS:
            self.show(message)
        else:
            self.poison(message)

    def poison(self, message: Message) -> None:
        """Move a taken message to the poison queue of its queue."""
        self.put(f"{message.queue}-poison", message.text)
        self.delete(message)

    def visible(self, queue: str) -> int:
        """Return how many messages of the queue nobody has taken."""
        if self._is_known_empty(queue):
            return 0
        taken = sum(message.queue == queue for message in self.taken)
        return self._queues.count(queue) - taken

    def _is_known_empty(self, queue: str) -> bool:
        """Whether nothing was put into *queue* since it was found without a visible message."""
        if queue.endswith("-poison") and not self._has_poison:
            return True
        with self._lock:
            found_empty = self._puts_when_empty.get(queue) == self._puts[queue]
        return found_empty and not self._always_asks

    def _count_put(self, queue: str) -> None:
        with self._lock:
            self._puts[queue] += 1
            self._has_poison = self._has_poison or queue.endswith("-poison")

    def _forget(self, message: Message) -> None:
        with self._lock, suppress(ValueError):
            self.taken.remove(message)
            self._leases.pop(message, None)


class HostedStorage:
    """Storage of a process, whose delayed messages wait with the host.

    *call* is given each delayed put, by name, and carries it out.
    """

    def __init__(
        self,
        inner: Storage,
        host: Host,
        call: Callable[[str, Callable[[], None]], None] = lambda _name, effect: effect(),
    ) -> None:
        self.inner = inner
        self._host = host
        self._call = call

    def table(self, name: str) -> Table:
        return self.inner.table(name)

    def queue(self, name: str) -> Queue:
        return _HostedQueue(self.inner.queue(name), self._host, self._call)

    def tables(self) -> list[str]:
        return self.inner.tables()

    def delete_table(self, name: str) -> None:
        self.inner.delete_table(name)

    def close(self) -> None:
        self.inner.close()


class _HostedQueue(Queue):
    def __init__(
        self, inner: Queue, host: Host, call: Callable[[str, Callable[[], None]], None]
    ) -> None:
        self.name = inner.name
        self._inner = inner
        self._host = host
        self._call = call

    def send(self, text: str, *, delay: float = 0) -> None:
        seconds = int(delay)  # as Azure's queues do
        if not seconds:
            with self._host.putting(self.name):
                self._inner.send(text)
            return
        self._call(
            f"POST {self.name}, delayed", lambda: self._host.put_later(self.name, text, seconds)
        )

    def oldest_age(self, now: float) -> float | None:
        self._host.put_due()
        return self._inner.oldest_age(now)

    def length(self) -> int:
        later = sum(queue == self.name for _, queue, _ in self._host.later)
        return self._inner.length() + later

    def create(self) -> None:
        self._inner.create()


class Process:
    """One process of the relay, fed by a host. *skew* is how far its clock is ahead, in seconds."""

    def __init__(
        self,
        host: Host,
        settings: Mapping[str, str],
        *,
        storage: Storage | None = None,
        skew: float = 0.0,
        rng: random.Random | None = None,
    ) -> None:
        self.host = host
        self.clock = host.clock
        if storage is not None and not isinstance(storage, HostedStorage):
            host.always_ask()
        self.store = Store(storage or HostedStorage(host.account.connect(), host))
        self.relay = App(
            Settings.from_environ(settings),
            self.store,
            clock=lambda: host.clock.now + skew,
            rng=rng,
        )

    def close(self) -> None:
        self.relay.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def call(
        self,
        handler: Callable[[App, Request], Response],
        method: str,
        body: Any = None,
        **path: str,
    ) -> Any:
        """Return the body of the response to an API request, which must succeed."""
        data = b"" if body is None else json.dumps(body).encode()
        request = Request(method, path, {}, {"content-type": "application/json"}, data)
        response = respond(lambda: handler(self.relay, request), route=handler.__qualname__)
        assert 200 <= response.status <= 299, response.body
        return json.loads(response.body)

    def fire_timer(self) -> RoundStats:
        return self.relay.scheduler.tick()

    def run(
        self,
        queue: str,
        text: str | bytes,
        dequeue_count: int = 1,
        put_at: datetime | None = None,
    ) -> None:
        """Call the function that *queue* triggers, as function_app.py does."""
        body = text.encode() if isinstance(text, str) else text
        if queue.endswith("-poison"):
            self.relay.dispatcher.handle_poison(body)
        else:
            self.relay.dispatcher.handle(
                body, Lane(queue), dequeue_count=dequeue_count, put_at=put_at
            )

    def handle(self, message: Message) -> None:
        """Call the message's function, then delete the message."""
        self.run(message.queue, message.text, message.dequeue_count, message.put_at)
        self.delete(message)

    def delete(self, message: Message) -> None:
        self.host.delete(message)

    def take(self, *queues: str, most: int = 32) -> list[Message]:
        """Take up to *most* messages of each of these queues, or of all that trigger functions."""
        return [one for queue in queues or QUEUES for one in self.host.take(queue, most)]

    def pump(
        self,
        *queues: str,
        threads: int = 1,
        batch: int = 32,
        most: int = 100_000,
        tolerate: tuple[type[Exception], ...] = (),
    ) -> int:
        """Handle messages until none is visible, or about *most*; return how many there were.

        *batch* of them are taken at a time, and handled by as many *threads*. What a function
        raises ends the test, unless it is to *tolerate*: then the host tries the message again.
        """

        def handle(message: Message) -> None:
            try:
                self.handle(message)
            except tolerate:
                self.host.failed(message)

        handled, before = 0, -1
        while handled != before:
            before = handled
            for queue in queues or QUEUES:
                while handled < most and (messages := self.host.take(queue, batch)):
                    _for_each(handle, messages, threads)
                    handled += len(messages)
        return handled


def _for_each(function: Callable[[Message], None], messages: list[Message], threads: int) -> None:
    if threads == 1:
        for message in messages:
            function(message)
        return
    with ThreadPoolExecutor(threads) as pool:
        list(pool.map(function, messages))


class InProcess(Process):
    """A process on an account, or on the host of other processes, with *settings* of its own."""

    def __init__(
        self,
        where: str | Account | Host,
        settings: Mapping[str, str] | None = None,
        clock: Clock | None = None,
        *,
        skew: float = 0.0,
        storage: Storage | None = None,
    ) -> None:
        self._own_host = not isinstance(where, Host)
        if isinstance(where, str):
            where = AzuriteAccount(where)
        host = where if isinstance(where, Host) else Host(where, clock)
        super().__init__(
            host,
            {**_SETTINGS, **(settings or {})},
            skew=skew,
            storage=storage,
            rng=random.Random(1),
        )

    def close(self) -> None:
        super().close()
        if self._own_host:
            self.host.close()

    def another(self, *, skew: float = 0.0, **settings: str) -> InProcess:
        """Start another process of the same host."""
        return InProcess(self.host, settings, skew=skew)

    def subscribe(self, url: str, *event_types: str, **options: Any) -> Webhook:
        body = {"name": "test", "url": url, "event_types": list(event_types) or ["ping"], **options}
        made = self.call(webhooks.collection, "POST", body)
        return self.relay.webhooks.get(made["webhook_id"])

    def post(self, *events: dict[str, Any]) -> list[str]:
        """Post each event by itself, and return their ids."""
        for event in events:
            self.relay.ingest.post(json.dumps(event).encode())
        return [event["event_id"] for event in events]

    def post_pings(self, count: int) -> list[str]:
        """Post events a millisecond apart, so that their order is known; return their ids."""
        ids = []
        for _ in range(count):
            self.clock.advance(0.001)
            ids += self.post(ping_event())
        return ids

    def tick(self, seconds: float = TICK) -> RoundStats:
        """Let *seconds* pass, and the timer fire."""
        self.host.advance(seconds)
        return self.fire_timer()

    def round(self, seconds: float = TICK) -> RoundStats:
        """Tick, and handle all that the tick put into the queues."""
        stats = self.tick(seconds)
        self.host.advance(0.01)
        self.pump()
        return stats

    def lose_messages(self) -> int:
        """Delete every visible message, and return how many there were."""
        messages = self.take()
        for message in messages:
            self.delete(message)
        return len(messages)

    def status(self, webhook: Webhook, event_id: str) -> Status:
        event = self.relay.history.event(event_id)
        outcomes = self.relay.history.outcomes(event)
        return next(status for status in outcomes if status.delivery.key.uid == webhook.uid)

    def states(self, webhook: Webhook, event_ids: list[str]) -> list[str]:
        return [self.status(webhook, event_id).state for event_id in event_ids]

    def record(self, webhook: Webhook, event_id: str) -> DeliveryRecord:
        return self.status(webhook, event_id).delivery

    def waiting(self, webhook: Webhook) -> list[PendingDelivery]:
        return list(self.store.pending.every(webhook.uid))

    def health(self, webhook: Webhook) -> Health | None:
        return self.store.health.get(webhook.uid)


def in_process(
    where: str | Account | Host, clock: Clock | None = None, **settings: str
) -> InProcess:
    """Return a process with these *settings*, which the end of a ``with`` block closes."""
    return InProcess(where, settings, clock)


def in_memory(clock: Clock | None = None, **settings: str) -> InProcess:
    """Return a process as `in_process` does, on an empty account in memory."""
    clock = clock or Clock()
    return InProcess(MemoryAccount(clock), settings, clock)
