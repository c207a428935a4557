"""Storage of a world: the account in memory, whose every request may be slow, fail, or be lost."""

from __future__ import annotations

import heapq
from collections.abc import Callable, Mapping
from typing import Any, Protocol, TypeVar

from shared.store.faults import Forbidden, StorageFault, Throttled, Unavailable
from tests.simulation.scheduler import Life, ProcessDied, Scheduler
from tests.simulation.trace import Trace
from tests.simulation.weather import Mishap, Weather
from tests.support.memory.queues import QueueData
from tests.support.memory.storage import MemoryAccount, MemoryStorage
from tests.support.memory.tables import TableData

T = TypeVar("T")

Properties = Mapping[str, Any]


class Watcher(Protocol):
    """Is told of every row that is written, before anybody can see it."""

    def wrote(self, table: str, before: Properties | None, after: Properties | None) -> None: ...

    def dropped_table(self, table: str) -> None: ...

    def made_table(self, table: str) -> None: ...

    def put(self, text: str) -> None:
        """A message was put."""

    def failed(self, life: Life, target: str) -> None:
        """A request of the process failed, or was applied without an answer."""


class WatchedTable(TableData):
    """A table that tells a watcher, and the trace, which rows requests are about."""

    def __init__(self, name: str, new_etag: Callable[[], str], account: SimulatedAccount) -> None:
        super().__init__(name, new_etag)
        self._account = account

    def get(self, partition: str, key: str) -> Any:
        self._account.about = f"{partition}/{key}"
        return super().get(partition, key)

    def delete(self, partition: str, key: str, etag: str | None) -> bool:
        self._account.about = f"{partition}/{key}"
        before = self._find(partition, key)
        deleted = super().delete(partition, key, etag)
        if deleted and before is not None:
            self._account.watcher.wrote(self.name, before.properties, None)
        return deleted

    def _put(self, properties: dict[str, Any]) -> str:
        partition, key = properties["PartitionKey"], properties["RowKey"]
        self._account.about = f"{partition}/{key}"
        before = self._find(partition, key)
        self._account.watcher.wrote(
            self.name, None if before is None else before.properties, properties
        )
        return super()._put(properties)


class SimulatedQueue(QueueData):
    """A queue whose messages may come late, and which says when one can be taken."""

    def __init__(self, name: str, account: SimulatedAccount) -> None:
        super().__init__(lambda: account.scheduler.now)
        self.name = name
        self._account = account

    def put(self, text: str, *, delay: int, time_to_live: float | None) -> None:
        late = int(self._account.weather.lateness())
        super().put(text, delay=delay + late, time_to_live=time_to_live)
        self._account.watcher.put(text)
        self._account.about = text.partition("\n")[0]

    @property
    def next_visible(self) -> float | None:
        """When the next message can be taken; None without one."""
        order = self._by_visibility
        while order:
            visible_at, number = order[0]
            message = self._messages.get(number)
            if message is not None and message.visible_at == visible_at:
                return visible_at
            heapq.heappop(order)
        return None

    def _show_later(self, message: Any) -> None:
        super()._show_later(message)
        self._account.on_visible(self.name, message.visible_at)


class SimulatedAccount(MemoryAccount):
    """The account that all processes of a world share."""

    def __init__(
        self, scheduler: Scheduler, weather: Weather, watcher: Watcher, trace: Trace
    ) -> None:
        super().__init__(lambda: scheduler.now)
        self.scheduler = scheduler
        self.weather = weather
        self.watcher = watcher
        self.trace = trace
        self.about = ""
        """What the latest request was about, for the trace."""
        self.on_visible: Callable[[str, float], None] = lambda _name, _at: None

    def create_table(self, name: str) -> None:
        if name.lower() not in self._tables:
            super().create_table(name)  # refuses a name that is none
            self.watcher.made_table(name)
            self._tables[name.lower()] = WatchedTable(name, self._new_etag, self)

    def delete_table(self, name: str) -> None:
        self.watcher.dropped_table(name)
        super().delete_table(name)

    def create_queue(self, name: str) -> None:
        if name not in self._queues:
            super().create_queue(name)
            self._queues[name] = SimulatedQueue(name, self)

    def rows(self, table: str) -> list[Properties]:
        """Return the rows of a table, without a request."""
        data = self._tables.get(table.lower())
        if data is None:
            return []
        return [row.properties for part in data._partitions.values() for row in part.rows.values()]

    def messages(self, queue: str) -> list[Any]:
        """Return the messages of a queue, visible or not, without a request."""
        data = self._queues.get(queue)
        return [] if data is None else list(data._messages.values())

    def known_queue(self, name: str) -> SimulatedQueue | None:
        data = self._queues.get(name)
        assert data is None or isinstance(data, SimulatedQueue)
        return data


_FAULTS: Mapping[Mishap, type[StorageFault]] = {
    Mishap.THROTTLED: Throttled,
    Mishap.REFUSED: Unavailable,
    Mishap.FORBIDDEN: Forbidden,
    Mishap.UNANSWERED: Unavailable,
}


class SimulatedStorage(MemoryStorage):
    """The way of one process to the account. It dies, if it is to, before or after a request."""

    def __init__(self, account: SimulatedAccount, life: Life, dies: Callable[[], bool]) -> None:
        super().__init__(account)
        self._account = account
        self._life = life
        self._dies = dies

    def request(self, operation: str, target: str, effect: Callable[[], T]) -> T:
        account, scheduler = self._account, self._account.scheduler
        before, after, mishap = account.weather.of_request(operation, target)
        scheduler.sleep(before)
        if self._dies():
            self._die(f"before {operation} {target}")
        if mishap is not None and mishap is not Mishap.UNANSWERED:
            account.trace.step(self._life.name, operation, target, "", mishap)
            account.watcher.failed(self._life, target)
            raise self._fault(mishap, operation, target)
        account.about = ""
        try:
            result = effect()
            told = "" if result is None or result is False else "ok"
        except Exception as error:
            told = str(error)
            raise
        finally:
            account.trace.step(self._life.name, operation, target, account.about, told)
        if self._dies():
            self._die(f"after {operation} {target}")
        scheduler.sleep(after)
        if mishap is not None:
            account.trace.step(self._life.name, operation, target, "", mishap)
            account.watcher.failed(self._life, target)
            raise self._fault(mishap, operation, target)
        return result

    def _die(self, where: str) -> None:
        self._account.trace.note(self._life.name, f"DIES {where}")
        self._account.scheduler.kill(self._life)
        raise ProcessDied

    @staticmethod
    def _fault(mishap: Mishap, operation: str, target: str) -> StorageFault:
        return _FAULTS[mishap](str(mishap), operation=operation, target=target)
