"""A relay in this process, on a clock that the test moves: real storage, no functions host."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from azure.storage.queue import QueueMessage

from shared.model import Webhook
from shared.relay import Relay
from shared.settings import Settings
from shared.store import Store
from shared.store.connection import StorageConnection
from shared.store.queue import Queue
from shared.upkeep import Tally
from tests.support.client import LOCAL_SETTINGS

_LEASE = 600


class Clock:
    """Real time plus what the test added."""

    def __init__(self) -> None:
        self.offset = 0.0

    def __call__(self) -> float:
        return time.time() + self.offset

    def advance(self, seconds: float) -> None:
        self.offset += seconds


class InProcessRelay:
    """What the functions host does, done by hand: `pump` the queues, `tick` the timer."""

    def __init__(self, connection_string: str, clock: Callable[[], float], **settings: str) -> None:
        environ = {"AzureWebJobsStorage": connection_string, **LOCAL_SETTINGS, **settings}
        self.relay = Relay(
            Settings.from_environ(environ),
            Store(StorageConnection.from_environ(environ)),
            clock=clock,
            rng=random.Random(1),
        )

    def subscribe(self, url: str, *event_types: str, **options: Any) -> Webhook:
        return self.relay.webhooks.create(
            Webhook(
                webhook_id=f"webhook-{random.getrandbits(64):x}",
                uid="",
                name="test",
                url=url,
                event_types=event_types or ("ping",),
                message_format="onefuzz",
                created_at=0.0,
                **options,
            )
        )

    def tick(self) -> Tally:
        return self.relay.upkeep.tick()

    def pump(self, threads: int = 1) -> int:
        """Handle every visible message of both queues, until none is left. Returns how many."""
        handled = 0
        with ThreadPoolExecutor(threads) as pool:
            while messages := self.take():
                handled += len(list(pool.map(lambda taken: self.handle(*taken), messages)))
        return handled

    def take(self) -> list[tuple[Queue, QueueMessage]]:
        """Up to 32 messages of each queue, which are hidden from then on."""
        taken = []
        for queue in (self.relay.store.first_attempts, self.relay.store.retries):
            queue.create()
            pages = queue._client.receive_messages(max_messages=32, visibility_timeout=_LEASE)
            taken += [(queue, message) for message in pages]
        return taken

    def handle(self, queue: Queue, message: QueueMessage) -> None:
        """What the host does with one message: call the function, then delete the message."""
        self.relay.deliver.handle(message.content.encode(), dequeue_count=message.dequeue_count)
        queue._client.delete_message(message)

    def close(self) -> None:
        self.relay.close()
