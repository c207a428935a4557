"""Queue triggers, as the queue listener of the WebJobs SDK implements them.

A batch is fetched while no more than ``newBatchThreshold`` messages are in flight; an empty queue
is asked ever less often, up to ``maxPollingInterval``. A message is hidden for the length of the
lease, which is renewed while its function runs. A failure makes it visible again after
``visibilityTimeout``, the last one moves it to ``<queue>-poison``; so does, at once, a body that
is no base64. A queue called ``…-poison`` has no poison queue: there a message that failed stays
hidden until its lease ends, and is not tried more than ``maxDequeueCount`` times.
"""

from __future__ import annotations

import asyncio
import base64
import contextlib
import json
import logging
import random
import re
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from typing import Any, ParamSpec, TypeVar

from azure.core.exceptions import AzureError
from azure.functions.meta import Datum

from devhost.errors import StartError
from devhost.indexing import Function
from devhost.queue_storage import QueueError, QueueMessage, QueueStorage, connect
from devhost.settings import QueueOptions
from devhost.stopping import sleep
from devhost.worker import Invocation, InvocationError, Worker
from shared.store.wire.service import Service

_logger = logging.getLogger("devhost")

POISON = "-poison"
LEASE_SECONDS = 600
_SHORTEST_POLL = 0.1
_NEVER = "9999-12-31T23:59:59.9999999+00:00"
_QUEUE_NAME = re.compile(r"(?=.{3,63}$)[a-z0-9]+(?:-[a-z0-9]+)*")
_OVERRIDES = re.compile(
    r'"(?:Id|DequeueCount|ExpirationTime|InsertionTime|NextVisibleTime|PopReceipt)"', re.IGNORECASE
)

P = ParamSpec("P")
T = TypeVar("T")


class QueueListener:
    """Feeds one queue-triggered function."""

    def __init__(
        self,
        function: Function,
        worker: Worker,
        options: QueueOptions,
        storage: Storage,
        lease_seconds: int = LEASE_SECONDS,
    ) -> None:
        name = str(function.trigger["queueName"]).lower()
        if not _QUEUE_NAME.fullmatch(name):
            raise StartError(f"function {function.name}: {name!r} is not a queue name")
        connection = str(function.trigger.get("connection") or "AzureWebJobsStorage")
        self._function = function
        self._worker = worker
        self._options = options
        self._storage = storage
        self._lease_seconds = lease_seconds
        self._queue = storage.queue(connection, name)
        self._poison_queue: QueueStorage | None = None
        if not name.endswith(POISON) and _QUEUE_NAME.fullmatch(name + POISON):
            self._poison_queue = storage.queue(connection, name + POISON)
        self._in_flight: set[asyncio.Task[None]] = set()

    async def run(self, stop: asyncio.Event) -> None:
        """Feed the function until *stop* is set; then return when no message is in flight."""
        delays = PollDelays(self._options.max_polling_interval)
        while not stop.is_set():
            messages = await self._receive()
            if not messages:
                await sleep(delays.after_nothing(), stop)
                continue
            delays.after_messages()
            for message in messages:
                task = asyncio.create_task(self._process(message))
                self._in_flight.add(task)
                task.add_done_callback(self._in_flight.discard)
            while len(self._in_flight) > self._options.new_batch_threshold:
                await asyncio.wait(self._in_flight, return_when=asyncio.FIRST_COMPLETED)
        if self._in_flight:
            await asyncio.wait(self._in_flight)

    async def fire(self, text: str, invocation_id: str) -> None:
        """Run the function on *text*, as if it were the content of a message."""
        now = datetime.now(UTC)
        message = QueueMessage(invocation_id, text, 1, pop_receipt="", inserted_on=now)
        invocation = Invocation(
            self._function, Datum(text, "string"), metadata(message, text), invocation_id
        )
        await self._worker.invoke_loudly(invocation, "This function was called by the admin API")

    async def _receive(self) -> list[QueueMessage]:
        try:
            messages = await self._storage.call(
                self._queue.receive, self._options.batch_size, self._lease_seconds
            )
        except AzureError as error:
            self._storage.is_down(self._queue.name, error)
            return []
        self._storage.is_up(self._queue.name)
        return messages

    async def _process(self, message: QueueMessage) -> None:
        try:
            await self._process_or_raise(message)
        except AzureError as error:
            # It comes back when the lease ends.
            what = _first_line(error)
            _logger.warning("message %s of %s: %s", message.id, self._queue.name, what)

    async def _process_or_raise(self, message: QueueMessage) -> None:
        try:
            text = self._decode(message)
        except ValueError:
            _logger.warning(
                "message %s of %s is no base64: check messageEncoding in host.json",
                message.id,
                self._queue.name,
            )
            await self._move_to_poison_queue(message)
            return
        if message.dequeue_count > self._options.max_dequeue_count:
            await self._move_to_poison_queue(message)
            return
        async with _Lease(self._storage, self._queue, message, self._lease_seconds):
            succeeded = await self._invoke(message, text)
        if succeeded:
            await self._delete(message)
        elif message.dequeue_count >= self._options.max_dequeue_count:
            await self._move_to_poison_queue(message)
        elif self._poison_queue is not None:
            await self._release(message)

    def _decode(self, message: QueueMessage) -> bytes:
        if self._options.base64:
            return base64.b64decode(message.content, validate=True)
        return str(message.content).encode()

    async def _invoke(self, message: QueueMessage, body: bytes) -> bool:
        try:
            text = body.decode()
        except UnicodeDecodeError:
            _logger.warning("message %s of %s is no UTF-8", message.id, self._queue.name)
            return False
        invocation = Invocation(self._function, Datum(text, "string"), metadata(message, text))
        try:
            await self._worker.invoke(invocation)
        except InvocationError:
            return False
        return True

    async def _delete(self, message: QueueMessage) -> None:
        with _ignoring_a_lost_lease():
            await self._storage.call(self._queue.delete, message)

    async def _release(self, message: QueueMessage) -> None:
        with _ignoring_a_lost_lease():
            seconds = round(self._options.visibility_timeout)
            await self._storage.call(self._queue.hide, message, seconds)

    async def _move_to_poison_queue(self, message: QueueMessage) -> None:
        if self._poison_queue is None:
            return
        _logger.warning(
            "message %s of %s: dequeued %s times, moved to %s",
            message.id,
            self._queue.name,
            message.dequeue_count,
            self._poison_queue.name,
        )
        await self._storage.call(self._poison_queue.put, message.content)
        await self._delete(message)


class PollDelays:
    """The delays, in seconds, before an empty queue is asked again."""

    def __init__(self, longest: float) -> None:
        self._longest = max(longest, _SHORTEST_POLL)
        self._found = False
        self._exponent = 0

    def after_messages(self) -> None:
        self._found = True

    def after_nothing(self) -> float:
        if self._found:
            self._found = False
            self._exponent = 1
            return _SHORTEST_POLL
        delay = _SHORTEST_POLL
        if self._exponent:
            # Listeners that began together must not keep in step.
            jitter = random.uniform(0.8, 1.2)  # noqa: S311
            delay += jitter * 2 ** (self._exponent - 1) * _SHORTEST_POLL
        if delay >= self._longest:
            return self._longest
        self._exponent += 1
        return delay


class Storage:
    """The queues of the app's storage accounts, called on a pool of eight threads."""

    def __init__(self, settings: Callable[[str], str | None]) -> None:
        """*settings* gives the connection string of a connection, by its name."""
        self._settings = settings
        self._pool = ThreadPoolExecutor(8, thread_name_prefix="storage")
        self._services: dict[str, Service] = {}
        self._down: set[str] = set()

    def queue(self, connection: str, name: str) -> QueueStorage:
        """Raises StartError where the connection's app setting is missing or unreadable."""
        connection_string = self._settings(connection)
        if not connection_string:
            raise StartError(f"the app setting {connection}, a connection string, is not set")
        if connection_string not in self._services:
            try:
                self._services[connection_string] = connect(connection_string)
            except ValueError:
                raise StartError(f"the app setting {connection} is no connection string") from None
        return QueueStorage(self._services[connection_string], name)

    async def call(self, function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Run *function*, which blocks, on a thread."""
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._pool, lambda: function(*args, **kwargs))

    def is_down(self, queue: str, error: AzureError) -> None:
        """Log, once for all queues, that storage cannot be used."""
        if not self._down:
            _logger.error("storage: %s; will keep trying", _first_line(error))
        self._down.add(queue)

    def is_up(self, queue: str) -> None:
        if queue in self._down:
            self._down.remove(queue)
            if not self._down:
                _logger.info("storage: works again")

    def close(self) -> None:
        self._pool.shutdown(wait=False, cancel_futures=True)


class _Lease:
    """Keeps a message hidden until the block ends; its ``pop_receipt`` is then the newest."""

    def __init__(
        self, storage: Storage, queue: QueueStorage, message: QueueMessage, seconds: int
    ) -> None:
        self._storage = storage
        self._queue = queue
        self._message = message
        self._seconds = seconds
        self._over = asyncio.Event()

    async def __aenter__(self) -> None:
        self._renewal = asyncio.create_task(self._renew())

    async def __aexit__(self, *_: object) -> None:
        self._over.set()
        await self._renewal

    async def _renew(self) -> None:
        pause = self._seconds / 2
        while not await sleep(pause, self._over):
            try:
                await self._storage.call(self._queue.renew, self._message, self._seconds)
            except AzureError as error:
                if _lost_lease(error):
                    return  # Someone else has it, or nobody.
                pause = self._seconds / 10
            else:
                pause = self._seconds / 2


def metadata(message: QueueMessage, text: str) -> dict[str, Datum]:
    """Return the trigger's metadata, as the real host sends them to the worker.

    Where the message is a JSON object, its own properties overrule the
    metadata of the same name in any case, so ``{"id": …}`` becomes the message's ``id``.
    """
    values = {
        "Id": Datum(message.id, "string"),
        "DequeueCount": Datum(json.dumps(message.dequeue_count), "json"),
        "ExpirationTime": _moment(message.expires_on),
        "InsertionTime": _moment(message.inserted_on),
        "NextVisibleTime": _moment(message.next_visible_on),
        "PopReceipt": Datum(message.pop_receipt, "string"),
    }
    if text.startswith("{") and _OVERRIDES.search(text):
        for name, value in _properties(text).items():
            for known in values:
                if known.lower() == name.lower():
                    values[known] = _property(value)
    return values


def _properties(text: str) -> dict[str, Any]:
    try:
        document = json.loads(text)
    except ValueError:
        return {}
    return {
        name: value
        for name, value in document.items()
        if value is not None and not isinstance(value, list)
    }


def _property(value: Any) -> Datum:
    if isinstance(value, dict):
        return Datum(json.dumps(value), "json")
    return Datum(str(value), "string")


def _moment(moment: datetime | None) -> Datum:
    return Datum(json.dumps(moment.isoformat() if moment else _NEVER), "json")


def _first_line(error: Exception) -> str:
    return str(error).partition("\n")[0]


def _lost_lease(error: AzureError) -> bool:
    return isinstance(error, QueueError) and error.status in (400, 404)


@contextlib.contextmanager
def _ignoring_a_lost_lease() -> Iterator[None]:
    """Ignore that the message is gone, or that its lease is another's by now."""
    try:
        yield
    except QueueError as error:
        if not _lost_lease(error):
            raise
