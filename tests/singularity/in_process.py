"""A relay in this process, on real storage, with a clock that tests set.

Only the clock is not real: messages go through the queues and attempts through sockets.
"""

from __future__ import annotations

import contextlib
import json
import time
from collections.abc import Mapping, Sequence
from typing import Any

from azure.core.exceptions import ResourceNotFoundError

from shared.api import singularity
from shared.api.http import Request, Response, respond
from shared.events.examples import SINGULARITY
from shared.records import Status
from shared.relay import Relay
from shared.settings import Settings
from shared.store import Store
from shared.store.connection import StorageConnection
from tests.support.client import LOCAL_SETTINGS

ROUND = 10.0
"""Seconds from one tick of the timer to the next, as the schedule has it."""

_SETTINGS = {"RETRY_DELAYS": "10s", "DELIVERY_TIMEOUT_SECONDS": "20"}


class InProcessRelay:
    """*settings* overrule those of a relay on a laptop, under Singularity's delivery rules."""

    def __init__(self, account: str, settings: Mapping[str, str] | None = None) -> None:
        self.now = float(int(time.time()))
        self._connection = StorageConnection.from_environ({"AzureWebJobsStorage": account})
        self.relay = Relay(
            Settings.from_environ(
                {**LOCAL_SETTINGS, **_SETTINGS, **(settings or {})},
            ),
            Store(self._connection),
            clock=lambda: self.now,
        )
        self._ticked_at = self.now
        self.relay.upkeep.tick()

    def add(self, uri: str, webhook_id: str = "hook", webhook_type: str = "REQUEST") -> None:
        body = {"id": webhook_id, "uri": uri, "type": webhook_type}
        assert self.call("POST", body=body).body == b'"CREATED"'

    def call(self, method: str, body: object = None, **query: str) -> Response:
        """A call of ``/singularity/api/webhooks`` itself."""
        data = b"" if body is None else json.dumps(body).encode()
        request = Request(method, {}, query, {"content-type": "application/json"}, data)
        return respond(lambda: singularity.collection(self.relay, request), route="test")

    def queued(self, webhook_id: str = "hook", kind: str = "request") -> list[dict[str, Any]]:
        path = {"kind": kind, "webhook_id": webhook_id}
        request = Request("GET", path, {}, {}, b"")
        answer = respond(lambda: singularity.queued_updates(self.relay, request), route="test")
        assert answer.status == 200, answer.body
        return list(json.loads(answer.body))

    def size(self, webhook_id: str = "hook") -> int:
        """The ``queueSize`` of the summary."""
        request = Request("GET", {"name": "summary"}, {}, {}, b"")
        answer = respond(lambda: singularity.one(self.relay, request), route="test")
        sizes = {entry["webhook"]["id"]: entry["queueSize"] for entry in json.loads(answer.body)}
        return int(sizes[webhook_id])

    def states(self, event_ids: Sequence[str]) -> list[str]:
        return [status.state for status in self._statuses(event_ids)]

    def reasons(self, event_ids: Sequence[str]) -> list[str | None]:
        """Why each was dropped; None for those that were not."""
        return [status.delivery.reason or None for status in self._statuses(event_ids)]

    def post(self, count: int = 1) -> list[str]:
        """Post *count* request updates, told apart by ``message``; their event ids."""
        return [self._post_one(f"update {number}") for number in range(count)]

    def work(self) -> None:
        """What the queue functions do: until nothing visible is left."""
        for name in ("deliveries", "retries"):
            queue = self._connection.queue_client(name)
            with contextlib.suppress(ResourceNotFoundError):
                for message in queue.receive_messages(messages_per_page=32):
                    self.relay.deliver.handle(
                        message.content.encode(), dequeue_count=message.dequeue_count
                    )
                    queue.delete_message(message)

    def rounds(self, count: int = 1) -> None:
        """*count* times: the timer fires on time, and all that it releases is worked off."""
        for _ in range(count):
            self._ticked_at = max(self._ticked_at + ROUND, self.now)
            self.now = self._ticked_at
            self.relay.upkeep.tick()
            self.work()

    def pass_time(self, seconds: float) -> None:
        self.now += seconds

    def close(self) -> None:
        """Storage stays open: the relay's heartbeat goes on for some seconds."""
        self.relay.outbound.close()

    def _post_one(self, message: str) -> str:
        self.now += 0.001
        event = {**SINGULARITY["REQUEST"], "message": message}
        body = json.dumps({"event_type": "REQUEST", "event": event})
        accepted = self.relay.accept.post(body.encode())
        assert not isinstance(accepted, list)
        return accepted.event_id

    def _statuses(self, event_ids: Sequence[str]) -> list[Status]:
        records = self.relay.records
        return [records.outcomes(records.event(event_id))[0] for event_id in event_ids]
