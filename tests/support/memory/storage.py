"""An account in memory, and a process's connection to it."""

from __future__ import annotations

import itertools
import re
import threading
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any, NamedTuple, TypeVar

from shared.store.conditions import Condition
from shared.store.faults import BadRequest, fault
from shared.store.queue import MOST_PEEKED, Queue
from shared.store.table import MOST_PER_PAGE, Continuation, Row, Table, check_transaction
from tests.support.accounts import HostQueues, Message
from tests.support.memory.limits import Refused
from tests.support.memory.queues import LONGEST_DELAY, Lease, QueueData
from tests.support.memory.tables import TableData

T = TypeVar("T")

_TABLE_NAME = re.compile(r"[A-Za-z][A-Za-z0-9]{2,62}")
_QUEUE_NAME = re.compile(r"(?=.{3,63}$)[a-z0-9]+(-[a-z0-9]+)*")


class Operation(NamedTuple):
    """One request: what is asked, as in ``insert``, and of which table or queue."""

    name: str
    target: str


Hook = Callable[[Operation], None]


class MemoryAccount:
    """Tables and queues that several processes share. *clock* gives epoch seconds.

    *scan_rows* bounds the rows that one request of a query looks at; a low number makes pages
    short, or empty, that others follow.
    """

    def __init__(self, clock: Callable[[], float], *, scan_rows: int | None = None) -> None:
        self.scan_rows = scan_rows
        self.lock = threading.Lock()
        self._clock = clock
        self._tables: dict[str, TableData] = {}
        self._queues: dict[str, QueueData] = {}
        self._etags = itertools.count(1)

    def connect(self, *, before: Hook | None = None, after: Hook | None = None) -> MemoryStorage:
        """Return a connection for one process, with its hooks."""
        return MemoryStorage(self, before=before, after=after)

    def follow(self, clock: Callable[[], float]) -> None:
        """Tell the time by *clock* from now on."""
        self._clock = clock

    def host_queues(self) -> HostQueues:
        """Return the queues for the Functions host."""
        return _MemoryHostQueues(self.connect())

    def table(self, name: str) -> TableData:
        """Raises Refused where there is none."""
        try:
            return self._tables[name.lower()]
        except KeyError:
            raise Refused(*_missing(_TABLE_NAME, name, "TableNotFound")) from None

    def create_table(self, name: str) -> None:
        if not _TABLE_NAME.fullmatch(name):
            raise Refused(400, "InvalidResourceName")
        self._tables.setdefault(name.lower(), TableData(name, self._new_etag))

    def delete_table(self, name: str) -> None:
        self._tables.pop(name.lower(), None)

    def tables(self) -> list[str]:
        return sorted(table.name for table in self._tables.values())

    def queue(self, name: str) -> QueueData:
        """Raises Refused where there is none."""
        try:
            return self._queues[name]
        except KeyError:
            raise Refused(*_missing(_QUEUE_NAME, name, "QueueNotFound")) from None

    def create_queue(self, name: str) -> None:
        if not _QUEUE_NAME.fullmatch(name):
            raise Refused(400, "InvalidResourceName")
        self._queues.setdefault(name, QueueData(lambda: self._clock()))

    def _new_etag(self) -> str:
        return f"W/\"datetime'{next(self._etags):016d}'\""


class MemoryStorage:
    """A process's way to a `MemoryAccount`.

    *before* and *after* are called around each request, without a lock held: they may count,
    wait, or raise. What *before* raises keeps the request from taking place; what *after* raises
    is a response that was lost, so that a caller who asks again does it twice. An operation on
    what does not exist yet is three requests, as it is on Azure: it fails, creates, tries again.
    """

    def __init__(
        self, account: MemoryAccount, *, before: Hook | None = None, after: Hook | None = None
    ) -> None:
        self.account = account
        self.before = before
        self.after = after

    def table(self, name: str) -> MemoryTable:
        return MemoryTable(self, name)

    def queue(self, name: str) -> MemoryQueue:
        return MemoryQueue(self, name)

    def tables(self) -> list[str]:
        return self.ask("list_tables", "all", self.account.tables)

    def delete_table(self, name: str) -> None:
        self.ask("delete_table", name, lambda: self.account.delete_table(name))

    def close(self) -> None:
        """Nothing is open."""

    def ask(self, operation: str, target: str, effect: Callable[[], T]) -> T:
        """Make one request, whose refusal is raised as a `StorageFault`."""
        try:
            return self.request(operation, target, effect)
        except Refused as refused:
            raise fault(
                operation=operation, target=target, status=refused.status, code=refused.code
            ) from refused

    def request(self, operation: str, target: str, effect: Callable[[], T]) -> T:
        """Make one request. Raises Refused."""
        if self.before is not None:
            self.before(Operation(operation, target))
        try:
            with self.account.lock:
                return effect()
        finally:
            if self.after is not None:
                self.after(Operation(operation, target))

    def ask_existing(
        self, operation: str, target: str, effect: Callable[[], T], create: Callable[[], None]
    ) -> T:
        """Make one request, and where its table or queue is missing *create* it and try again."""
        try:
            return self.request(operation, target, effect)
        except Refused as refused:
            if not _is_missing(refused):
                raise fault(
                    operation=operation, target=target, status=refused.status, code=refused.code
                ) from refused
        create()
        return self.ask(operation, target, effect)

    def ask_if_there(self, operation: str, target: str, effect: Callable[[], T], otherwise: T) -> T:
        """Make one request; *otherwise* where its table or queue is missing."""

        def effect_or_otherwise() -> T:
            try:
                return effect()
            except Refused as refused:
                if not _is_missing(refused):
                    raise
                return otherwise

        return self.ask(operation, target, effect_or_otherwise)


class MemoryTable(Table):
    """One table of the account."""

    def __init__(self, storage: MemoryStorage, name: str) -> None:
        self._storage = storage
        self._account = storage.account
        self.name = name

    def insert(self, row: Mapping[str, Any]) -> str | None:
        return self._storage.ask_existing(
            "insert", self.name, lambda: self._data.insert(row), self.create
        )

    def insert_all(self, rows: Sequence[Mapping[str, Any]]) -> bool:
        check_transaction(rows, "insert_all", self.name)
        return self._storage.ask_existing(
            "insert_all", self.name, lambda: self._data.insert_all(rows), self.create
        )

    def merge_all(self, rows: Sequence[Mapping[str, Any]]) -> bool:
        check_transaction(rows, "merge_all", self.name)
        return self._storage.ask_if_there(
            "merge_all", self.name, lambda: self._data.merge_all(rows), False
        )

    def upsert(self, row: Mapping[str, Any]) -> None:
        self._storage.ask_existing("upsert", self.name, lambda: self._data.upsert(row), self.create)

    def merge(self, row: Mapping[str, Any], *, etag: str | None = None) -> str | None:
        return self._storage.ask_if_there(
            "merge", self.name, lambda: self._data.merge(row, etag), None
        )

    def replace(self, row: Mapping[str, Any], *, etag: str) -> str | None:
        return self._storage.ask_if_there(
            "replace", self.name, lambda: self._data.replace(row, etag), None
        )

    def delete(self, partition: str, key: str, *, etag: str | None = None) -> bool:
        return self._storage.ask_if_there(
            "delete", self.name, lambda: self._data.delete(partition, key, etag), True
        )

    def get(self, partition: str, key: str) -> Row | None:
        return self._storage.ask_if_there(
            "get", self.name, lambda: self._data.get(partition, key), None
        )

    def page(
        self,
        condition: Condition,
        *,
        size: int,
        after: Continuation | None = None,
        select: Sequence[str] | None = None,
    ) -> tuple[list[Row], Continuation | None]:
        nothing: tuple[list[Row], Continuation | None] = ([], None)
        return self._storage.ask_if_there(
            "query",
            self.name,
            lambda: self._data.page(
                condition,
                size=min(size, MOST_PER_PAGE),
                after=after,
                select=select,
                scan=self._account.scan_rows,
            ),
            nothing,
        )

    def create(self) -> None:
        self._storage.ask("create_table", self.name, lambda: self._account.create_table(self.name))

    @property
    def _data(self) -> TableData:
        return self._account.table(self.name)


class MemoryQueue(Queue):
    """One queue of the account, with the operations of the host that takes its messages."""

    def __init__(self, storage: MemoryStorage, name: str) -> None:
        self._storage = storage
        self._account = storage.account
        self.name = name

    def send(self, text: str, *, delay: float = 0) -> None:
        self.put(text, delay=int(delay))

    def oldest_age(self, now: float) -> float | None:
        seen = self.peek(MOST_PEEKED)
        return max(0.0, now - min(at for _, at in seen)) if seen else None

    def length(self) -> int:
        return self._storage.ask_if_there("length", self.name, lambda: self._data.length(), 0)

    def create(self) -> None:
        self._storage.ask("create_queue", self.name, lambda: self._account.create_queue(self.name))

    def put(self, text: str, *, delay: int = 0, time_to_live: float | None = None) -> None:
        """Put a message that expires after *time_to_live* seconds, if ever."""
        self._storage.ask_existing(
            "send",
            self.name,
            lambda: self._data.put(text, delay=delay, time_to_live=time_to_live),
            self.create,
        )

    def peek(self, count: int) -> list[tuple[str, float]]:
        """Return up to *count* visible messages: the text, and when each was put."""
        return self._storage.ask_if_there("peek", self.name, lambda: self._data.peek(count), [])

    def receive(self, count: int = 1, *, lease: float = 30) -> list[Lease]:
        """Take up to *count* visible messages, and hide them from others for *lease* seconds."""
        return self._storage.ask_if_there(
            "receive", self.name, lambda: self._data.receive(count, lease), []
        )

    def renew(self, taken: Lease, seconds: float) -> Lease:
        """Hide a message for *seconds* from now; 0 puts it back."""
        return self._storage.ask(
            "update_message", self.name, lambda: self._data.renew(taken, seconds)
        )

    def delete(self, taken: Lease) -> None:
        """Delete a message; BadRequest where somebody has received it since, or it is gone."""
        self._storage.ask("delete_message", self.name, lambda: self._data.delete(taken))

    @property
    def _data(self) -> QueueData:
        return self._account.queue(self.name)


class _MemoryHostQueues:
    """The queues as the host uses them, without hooks."""

    def __init__(self, storage: MemoryStorage) -> None:
        self._storage = storage

    def take(self, queue: str, most: int) -> list[Message]:
        taken = self._storage.queue(queue).receive(most, lease=LONGEST_DELAY)
        return [
            Message(
                queue,
                lease.text,
                lease.dequeue_count,
                lease,
                datetime.fromtimestamp(lease.inserted_at, UTC),
            )
            for lease in taken
        ]

    def put(self, queue: str, text: str) -> None:
        self._storage.queue(queue).send(text)

    def delete(self, message: Message) -> None:
        self._storage.queue(message.queue).delete(message.receipt)

    def show(self, message: Message) -> None:
        with suppress(BadRequest):
            self._storage.queue(message.queue).renew(message.receipt, 0)

    def count(self, queue: str) -> int:
        return self._storage.queue(queue).length()

    def close(self) -> None:
        """Nothing is open."""


def _is_missing(refused: Refused) -> bool:
    return refused.code in ("TableNotFound", "QueueNotFound")


def _missing(pattern: re.Pattern[str], name: str, code: str) -> tuple[int, str]:
    return (404, code) if pattern.fullmatch(name) else (400, "InvalidResourceName")
