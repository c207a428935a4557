"""A relay in this process, whose time and queues the test moves by itself.

Storage and receivers are real; only the clock is not.
"""

from __future__ import annotations

import json
import random
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from typing import Any

from azure.core.exceptions import ResourceNotFoundError
from azure.storage.queue import QueueClient, QueueMessage

from shared.api import webhooks
from shared.api.http import Request
from shared.app import App
from shared.history.delivery_history import Status
from shared.model import DeliveryRecord, Health, PendingDelivery, Webhook
from shared.scheduling.round import RoundStats
from shared.settings import Settings
from shared.store import Store
from shared.store.connection import StorageConnection
from tests.support.client import ping_event

NOON = datetime(2030, 5, 15, 12, 0, 0, tzinfo=UTC)
TICK = 10.0

_SETTINGS = {
    "ALLOW_HTTP_TARGETS": "true",
    "ALLOWED_TARGET_NETWORKS": "127.0.0.0/8",
    "ALLOW_PLAIN_SECRETS": "true",
    "RETRY_DELAYS": "10s",
    "DELIVERY_TIMEOUT_SECONDS": "2",
    "WEBHOOK_CACHE_SECONDS": "0",
}


class Clock:
    def __init__(self, start: datetime = NOON) -> None:
        self.now = start.timestamp()

    def __call__(self) -> float:
        return self.now

    def advance(self, seconds: float) -> None:
        self.now += seconds


class InProcess:
    """One process's relay. Several may share a *clock* and a storage account."""

    def __init__(
        self,
        connection_string: str,
        settings: Mapping[str, str] | None = None,
        clock: Clock | None = None,
    ) -> None:
        self.clock = clock or Clock()
        self._connection = StorageConnection.from_environ(
            {"AzureWebJobsStorage": connection_string}
        )
        self.store = Store(self._connection)
        self.relay = App(
            Settings.from_environ({**_SETTINGS, **(settings or {})}),
            self.store,
            clock=self.clock,
            rng=random.Random(1),
        )
        self.queues = ("deliveries", "retries", "deliveries-poison", "retries-poison")

    def close(self) -> None:
        self.relay.close()

    def subscribe(self, url: str, *event_types: str, **options: Any) -> Webhook:
        body = {"name": "test", "url": url, "event_types": list(event_types) or ["ping"], **options}
        request = Request("POST", {}, {}, {}, json.dumps(body).encode())
        made = json.loads(webhooks.collection(self.relay, request).body)
        return self.relay.webhooks.get(made["webhook_id"])

    def post(self, *events: dict[str, Any]) -> list[str]:
        """Post each event by itself; their ids."""
        for event in events:
            self.relay.ingest.post(json.dumps(event).encode())
        return [event["event_id"] for event in events]

    def post_pings(self, count: int) -> list[str]:
        """Events a millisecond apart, so that their order is known."""
        ids = []
        for _ in range(count):
            self.clock.advance(0.001)
            ids += self.post(ping_event())
        return ids

    def tick(self, seconds: float = TICK) -> RoundStats:
        """Let *seconds* pass, and the timer fire."""
        self.clock.advance(seconds)
        return self.relay.scheduler.tick()

    def pump(self, threads: int = 1) -> int:
        """Do what the messages in the queues say, until none is visible; how many there were."""
        done = 0
        with ThreadPoolExecutor(threads) as pool:
            while messages := self.take():
                done += len(list(pool.map(lambda taken: self.handle(*taken), messages)))
        return done

    def handle(self, queue: QueueClient, message: QueueMessage) -> None:
        """What the host does with one message: call the function, then delete the message."""
        body = message.content.encode()
        if queue.queue_name.endswith("-poison"):
            self.relay.dispatcher.handle_poison(body)
        else:
            self.relay.dispatcher.handle(body, dequeue_count=message.dequeue_count)
        queue.delete_message(message)

    def round(self, seconds: float = TICK) -> RoundStats:
        """A tick, and all that it put into the queues."""
        tally = self.tick(seconds)
        self.clock.advance(0.01)
        self.pump()
        return tally

    def take(self, *names: str) -> list[tuple[QueueClient, QueueMessage]]:
        """Up to 32 messages of each of these queues, or of all, hidden from others meanwhile."""
        taken: list[tuple[QueueClient, QueueMessage]] = []
        for name in names or self.queues:
            queue = self._connection.queue_client(name)
            with suppress(ResourceNotFoundError):
                messages = queue.receive_messages(max_messages=32, messages_per_page=32)
                taken += [(queue, message) for message in messages]
        return taken

    def lose_messages(self) -> int:
        """Take every visible message away, as a crash of the queue's reader would."""
        lost = 0
        for queue, message in self.take():
            queue.delete_message(message)
            lost += 1
        return lost

    def status(self, webhook: Webhook, event_id: str) -> Status:
        event = self.relay.history.event(event_id)
        return next(s for s in self.relay.history.outcomes(event) if self._is_of(s, webhook))

    def states(self, webhook: Webhook, event_ids: list[str]) -> list[str]:
        return [self.status(webhook, event_id).state for event_id in event_ids]

    def record(self, webhook: Webhook, event_id: str) -> DeliveryRecord:
        return self.status(webhook, event_id).delivery

    def waiting(self, webhook: Webhook) -> list[PendingDelivery]:
        return list(self.store.pending.every(webhook.uid))

    def health(self, webhook: Webhook) -> Health | None:
        return self.store.health.get(webhook.uid)

    @staticmethod
    def _is_of(status: Status, webhook: Webhook) -> bool:
        return status.delivery.key.uid == webhook.uid


@contextmanager
def in_process(
    connection_string: str, clock: Clock | None = None, **settings: str
) -> Iterator[InProcess]:
    relay = InProcess(connection_string, settings, clock)
    try:
        yield relay
    finally:
        relay.close()
