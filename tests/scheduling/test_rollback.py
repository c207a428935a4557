"""An earlier release meets what a later one has stored; then the later one is back.

What the later release wrote differs in its version only, which is what an earlier one looks at.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

import pytest

from shared.model import Webhook
from shared.store import NewerRow, messages
from shared.store.conditions import partition
from tests.support.client import ping_event
from tests.support.in_process import InProcess, in_memory
from tests.support.receiver import Receiver

LATER = 99
DEAD_ENDS = ("deliveries-poison-poison", "retries-poison-poison", "slow-deliveries-poison-poison")
"""Where the host puts what the functions of the poison queues fail on; no function listens."""


@pytest.fixture
def relay() -> Iterator[InProcess]:
    with in_memory() as relay:
        yield relay


@contextmanager
def later_messages(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Write and read messages as a later release does."""
    with monkeypatch.context() as patch:
        patch.setattr(messages, "_VERSION", LATER)
        yield


def set_version(relay: InProcess, table: str, key: str, version: int) -> None:
    """Give the rows of one partition another version."""
    rows = relay.host.account.connect().table(table)
    found = list(rows.query(partition(key)))
    assert found
    for row in found:
        assert rows.replace({**row, "v": version}, etag=row.etag)


def lose_a_worker(relay: InProcess) -> None:
    """Let a worker die with the messages that are in the queue."""
    relay.take("deliveries")
    now = relay.clock.now
    relay.relay.store.health.beat("dead", now, round(now * 1000))


def fail_for_good(relay: InProcess, *, seconds: float) -> None:
    """Let the host try its messages for *seconds*, each until it gives it up."""
    for _ in range(int(seconds / 10)):
        relay.pump(tolerate=(NewerRow,))
        relay.host.advance(10)


def lines(caplog: pytest.LogCaptureFixture, event: str) -> list[dict[str, Any]]:
    return [line for line in map(json.loads, caplog.messages) if line["event"] == event]


@pytest.fixture
def webhook(relay: InProcess, receiver: Receiver) -> Webhook:
    return relay.subscribe(receiver.url)


class TestMessages:
    """Those of a later version are set aside, and can be put back."""

    def test_put_back_when_the_later_release_is_back(
        self,
        relay: InProcess,
        webhook: Webhook,
        receiver: Receiver,
        monkeypatch: pytest.MonkeyPatch,
        caplog: pytest.LogCaptureFixture,
    ) -> None:
        with later_messages(monkeypatch):
            [event] = relay.post_pings(1)
        relay.pump()
        assert receiver.requests == []
        assert relay.states(webhook, [event]) == ["queued"]
        assert len(lines(caplog, "quarantined")) == 1

        with later_messages(monkeypatch):
            [message] = relay.host.take("quarantine")
            relay.host.put("deliveries", message.text)
            relay.host.delete(message)
            relay.pump()
        assert relay.states(webhook, [event]) == ["delivered"]
        assert len(receiver.requests) == 1

    def test_the_earlier_release_delivers_what_is_posted_again(
        self,
        relay: InProcess,
        webhook: Webhook,
        receiver: Receiver,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        event = ping_event()
        with later_messages(monkeypatch):
            relay.post(event)
        relay.pump()

        relay.post(event)
        for _ in range(12):
            relay.round()

        assert relay.states(webhook, [event["event_id"]]) == ["delivered"]
        assert len(receiver.requests) == 1


class TestRows:
    """Those of a later version are neither changed nor dropped."""

    def test_pending(
        self,
        relay: InProcess,
        webhook: Webhook,
        receiver: Receiver,
        caplog: pytest.LogCaptureFixture,
    ) -> None:
        caplog.set_level(logging.INFO, "relay")
        receiver.answer = 500
        events = relay.post_pings(2)
        relay.pump()
        set_version(relay, "pending", webhook.uid, LATER)
        receiver.answer = 200
        for _ in range(6):
            relay.tick()
            relay.pump(tolerate=(NewerRow,))
        assert len(receiver.requests) == 2
        assert lines(caplog, "webhook_round_failed")
        assert not lines(caplog, "dropped")

        set_version(relay, "pending", webhook.uid, 1)
        for _ in range(3):
            relay.round()
        assert relay.states(webhook, events) == ["delivered"] * 2
        assert len(receiver.requests) == 4

    def test_record(self, relay: InProcess, webhook: Webhook, receiver: Receiver) -> None:
        """A first attempt does not read the record; its end is written into the newer row."""
        [event] = relay.post_pings(1)
        day = datetime.fromtimestamp(relay.clock.now, UTC)
        set_version(relay, f"deliveries{day:%Y%m%d}", webhook.uid, LATER)
        fail_for_good(relay, seconds=60)
        set_version(relay, f"deliveries{day:%Y%m%d}", webhook.uid, 1)
        assert relay.states(webhook, [event]) == ["delivered"]
        assert len(receiver.requests) == 1

    def test_record_of_a_message_that_is_taken_again(
        self, relay: InProcess, webhook: Webhook, receiver: Receiver
    ) -> None:
        """Then the record is read first, and the delivery is checked until it can be read."""
        [event] = relay.post_pings(1)
        [message] = relay.take("deliveries")
        relay.host.show(message)
        table = f"deliveries{datetime.fromtimestamp(relay.clock.now, UTC):%Y%m%d}"
        set_version(relay, table, webhook.uid, LATER)
        fail_for_good(relay, seconds=600)
        assert receiver.requests == []
        assert [relay.host.visible(queue) for queue in DEAD_ENDS] == [0, 0, 0]

        set_version(relay, table, webhook.uid, 1)
        relay.host.advance(60)
        relay.pump()
        assert relay.states(webhook, [event]) == ["delivered"]
        assert len(receiver.requests) == 1

    def test_record_of_a_worker_that_died(
        self,
        relay: InProcess,
        webhook: Webhook,
        receiver: Receiver,
        caplog: pytest.LogCaptureFixture,
    ) -> None:
        """The search for what it left is made again until it can read the record."""
        [event] = relay.post_pings(1)
        lose_a_worker(relay)
        table = f"deliveries{datetime.fromtimestamp(relay.clock.now, UTC):%Y%m%d}"
        set_version(relay, table, webhook.uid, LATER)
        for _ in range(3):
            relay.host.advance(100)
            relay.tick()
            relay.pump(tolerate=(NewerRow,))
        assert receiver.requests == []
        assert [line["process"] for line in lines(caplog, "orphan_search_failed")] == ["dead"] * 3

        set_version(relay, table, webhook.uid, 1)
        for _ in range(6):
            relay.round()
        assert relay.states(webhook, [event]) == ["delivered"]

    def test_webhook(self, relay: InProcess, webhook: Webhook, receiver: Receiver) -> None:
        """Nothing is accepted, and what was accepted waits, however long that lasts."""
        events = relay.post_pings(2)
        set_version(relay, "webhooks", "webhook", LATER)
        with pytest.raises(NewerRow):
            relay.post(ping_event())
        fail_for_good(relay, seconds=600)
        assert receiver.requests == []
        assert [relay.host.visible(queue) for queue in DEAD_ENDS] == [0, 0, 0]

        set_version(relay, "webhooks", "webhook", 1)
        for _ in range(12):
            relay.round()
        assert relay.states(webhook, events) == ["delivered"] * 2
        assert len(receiver.requests) == 2
