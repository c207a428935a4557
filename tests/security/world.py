"""A relay that is about to be sent anything at all, and what must be true of it afterwards."""

from __future__ import annotations

from tests.security.storage import half_written
from tests.support.client import Client, ping_event
from tests.support.receiver import Receiver
from tests.support.relay import RelayProcess
from tests.support.waiting import wait_until


class World:
    """A relay, a webhook that exists, and an event that was delivered to it."""

    def __init__(self, relay: RelayProcess, receiver: Receiver, account: str) -> None:
        self.relay = relay
        self.client = Client(relay)
        self.receiver = receiver
        self.account = account
        self.webhook_id, self.event_id = self._deliver()

    def check(self) -> None:
        """Everything works, and storage holds nothing that does not belong."""
        assert self.relay.exit_code is None
        assert self.relay.events("request_failed") == []
        assert self.relay.find("Traceback") is None
        self._deliver()
        # No tick meanwhile: each puts a probe of a webhook that fails into a queue.
        wait_until(self._is_at_rest, 60, "all queues to be empty")
        assert half_written(self.account) == []

    def _is_at_rest(self) -> bool:
        health = self.relay.get("/api/health").json()
        return not any(health["queues"].values())

    def _deliver(self) -> tuple[str, str]:
        webhook = self.client.create_webhook(self.receiver.url, "ping")
        event = ping_event()
        self.client.post(event)
        self.client.wait_for_state(webhook["webhook_id"], event["event_id"], "delivered", tick=True)
        return webhook["webhook_id"], event["event_id"]
