"""Records, pending rows and health: the order of writes, and conflicts between writers."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any
from uuid import uuid4

import pytest

from shared.model import Breaker, HealthChange, RecordState, Webhook
from shared.store import StorageFault
from shared.store.messages import AttemptMessage, MessageKind
from shared.store.records import Ending
from tests.scheduling.outage import open_breaker
from tests.support.accounts import Account
from tests.support.in_process import Host, HostedStorage, InProcess, in_process
from tests.support.memory import MemoryAccount, Operation
from tests.support.receiver import Answer, Receiver


def failing(function: Any, times: int) -> Any:
    """*function*, after storage has failed that often."""
    left = [None] * times

    def called(*args: Any, **kwargs: Any) -> Any:
        if left:
            left.pop()
            raise StorageFault("storage is away")
        return function(*args, **kwargs)

    return called


def test_storage_that_fails_for_a_moment_makes_no_duplicate(
    relay: InProcess, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Receiver() as receiver:
        webhook = relay.subscribe(receiver.url)
        deliveries = relay.relay.store.records
        monkeypatch.setattr(deliveries, "end", failing(deliveries.end, 2))
        event_id = str(uuid4())
        body = {"event_id": event_id, "event_type": "ping", "event": {"ping_id": event_id}}
        relay.relay.ingest.post(json.dumps(body).encode())
        relay.pump()
        assert len(receiver.requests) == 1
        (status,) = relay.relay.history.deliveries(webhook, limit=9).deliveries
        assert status.state == "delivered"


def test_storage_that_stays_away_ends_the_attempt_while_its_claim_lasts(
    relay: InProcess, twin: InProcess, receiver: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody else may attempt the delivery while the success is still being written."""
    receiver.answer_next(500)
    webhook = relay.subscribe(receiver.url)
    relay.post_pings(1)
    relay.pump()
    relay.tick()
    [message] = relay.take("retries")
    monkeypatch.setattr(relay.store.records, "end", failing(relay.store.records.end, 10_000))
    monkeypatch.setattr("shared.delivery.transitions.time.sleep", relay.clock.advance)
    began = relay.clock.now

    with pytest.raises(StorageFault):
        relay.handle(message)

    assert relay.clock.now - began >= 20
    [pending] = twin.waiting(webhook)
    assert pending.claimed_until > relay.clock.now
    twin.run("retries", message.text, 2)
    assert len(receiver.requests) == 2


WRITES = {"insert", "insert_all", "upsert", "merge", "replace", "delete", "send"}


@dataclass
class Writing:
    """A process on storage in memory, and the *writes* that it makes: operation and kind of row."""

    relay: InProcess
    webhook: Webhook
    writes: list[str]

    def of(self, act: Callable[[], object]) -> list[str]:
        self.writes.clear()
        act()
        return list(self.writes)

    def post(self) -> str:
        [event_id] = self.relay.post_pings(1)
        return event_id

    def run(self) -> object:
        return self.relay.pump()

    def enable(self, enabled: bool) -> None:
        webhook_id = self.webhook.webhook_id
        self.relay.relay.webhooks.change(webhook_id, lambda w: replace(w, enabled=enabled))


@pytest.fixture
def writing(receiver: Receiver) -> Iterator[Writing]:
    writes: list[str] = []

    def note(operation: Operation) -> None:
        if operation.name in WRITES:
            kind = "message" if operation.name == "send" else operation.target.rstrip("0123456789")
            writes.append(f"{operation.name} {kind}")

    account = MemoryAccount(time.time)
    host = Host(account)
    storage = HostedStorage(account.connect(before=note), host)
    with InProcess(host, storage=storage) as relay:
        webhook = relay.subscribe(receiver.url)
        relay.tick(0)  # makes the tables of the day
        receiver.answer_next(200, 500, 200)
        relay.post_pings(2)  # make the other tables and the queues
        relay.pump()
        relay.round()
        relay.tick()
        yield Writing(relay, webhook, writes)


class TestOrderOfWrites:
    """A crash between two writes does no harm, since they are in this order."""

    def test_queue(self, writing: Writing) -> None:
        assert writing.of(writing.post) == ["insert events", "insert deliveries", "send message"]

    def test_succeed_at_once(self, writing: Writing) -> None:
        writing.post()
        assert writing.of(writing.run) == ["merge deliveries"]

    def test_fail_for_the_first_time(self, writing: Writing, receiver: Receiver) -> None:
        receiver.answer = 500
        writing.post()
        assert writing.of(writing.run) == ["insert pending", "upsert health"]

    def test_hold_a_new_delivery(self, writing: Writing, receiver: Receiver) -> None:
        receiver.answer = 500
        open_breaker(writing.relay, writing.webhook)
        writing.post()
        assert writing.of(writing.run) == ["insert pending", "upsert health"]

    def test_hold_a_pending_delivery(self, writing: Writing, receiver: Receiver) -> None:
        receiver.answer = 500
        writing.post()
        writing.run()
        writing.relay.tick()
        breaker = Breaker(open=True, failing_since=1.0, probe_at=writing.relay.clock.now + 60)
        writing.relay.store.health.touch(writing.webhook.uid, HealthChange(breaker=breaker))
        assert writing.of(writing.run) == ["merge pending", "upsert health"]

    def test_release(self, writing: Writing, receiver: Receiver) -> None:
        receiver.answer = 500
        writing.post()
        writing.run()
        round_recorded = "upsert health"
        assert writing.of(writing.relay.tick) == ["merge pending", "send message", round_recorded]

    def test_claim_and_fail(self, writing: Writing, receiver: Receiver) -> None:
        receiver.answer = 500
        writing.post()
        writing.run()
        writing.relay.tick()
        claim = ["merge pending"]
        assert writing.of(writing.run) == [*claim, "replace pending", "upsert health"]

    def test_claim_and_succeed(self, writing: Writing, receiver: Receiver) -> None:
        receiver.answer_next(500)
        writing.post()
        writing.run()
        writing.relay.tick()
        claim = ["merge pending"]
        assert writing.of(writing.run) == [
            *claim,
            "merge deliveries",
            "delete pending",
            "upsert health",
        ]

    def test_drop_a_new_delivery(self, writing: Writing) -> None:
        writing.post()
        writing.enable(False)
        assert writing.of(writing.run) == ["merge deliveries"]

    def test_drop_a_pending_delivery(self, writing: Writing, receiver: Receiver) -> None:
        receiver.answer = 500
        writing.post()
        writing.run()
        writing.enable(False)
        assert writing.of(writing.relay.tick) == [
            "merge deliveries",
            "delete pending",
            "delete health",
            "upsert health",  # the round
        ]

    def test_reopen(self, writing: Writing) -> None:
        event_id = writing.post()
        writing.enable(False)
        writing.run()
        writing.enable(True)
        app = writing.relay.relay
        event, status = app.history.delivery(writing.webhook, event_id)

        assert writing.of(lambda: app.redelivery.one(writing.webhook, event, status)) == [
            "upsert health",
            "insert pending",
            "upsert health",
            "merge deliveries",
            "merge pending",
            "send message",
        ]


class TestConflicts:
    def test_two_workers_with_the_same_retry(
        self, relay: InProcess, twin: InProcess, receiver: Receiver
    ) -> None:
        receiver.answer_next(500)
        webhook = relay.subscribe(receiver.url)
        [event_id] = relay.post_pings(1)
        relay.pump()
        relay.clock.advance(10)
        ref = relay.status(webhook, event_id).delivery.key
        message = AttemptMessage(MessageKind.RETRY, ref, "ping", 2).encode()

        def work(process: InProcess) -> None:
            process.run("retries", message)

        threads = [threading.Thread(target=work, args=(process,)) for process in (relay, twin)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

        assert len(receiver.requests) == 2
        assert relay.record(webhook, event_id).attempts == 2

    def test_a_waiting_row_beside_an_ended_record_is_cleared_away(
        self, relay: InProcess, receiver: Receiver
    ) -> None:
        """As a crash between the two writes leaves it."""
        receiver.answer_next(500)
        webhook = relay.subscribe(receiver.url)
        [event_id] = relay.post_pings(1)
        relay.pump()
        ref = relay.status(webhook, event_id).delivery.key
        relay.store.records.end(ref, Ending(RecordState.DELIVERED, 2, (), relay.clock.now))

        relay.round()

        assert relay.waiting(webhook) == []
        assert len(receiver.requests) == 1
        assert relay.states(webhook, [event_id]) == ["delivered"]
        relay.round()
        assert relay.health(webhook) is None


def test_retry_after_is_capped_by_the_longest_pause(account: Account, receiver: Receiver) -> None:
    with in_process(account, MAX_RETRY_AFTER="1h") as relay:
        receiver.answer = Answer(503, headers={"Retry-After": "86400"})
        webhook = relay.subscribe(receiver.url)
        relay.post_pings(1)
        relay.pump()

        [row] = relay.waiting(webhook)

        assert row.next_attempt_at == pytest.approx(relay.clock.now + 3600, abs=10)


def test_a_claim_whose_write_was_answered_with_a_fault_is_not_forgotten(
    relay: InProcess, receiver: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Storage stores the row and answers 500; the repeat of the write then finds it there."""
    webhook = relay.subscribe(receiver.url)
    [event_id] = relay.post_pings(1)
    [message] = relay.take("deliveries")
    put = relay.store.pending.put

    def put_and_conflict(pending: Any) -> None:
        put(pending)

    with monkeypatch.context() as patched:
        patched.setattr(relay.store.pending, "put", put_and_conflict)
        relay.run("deliveries", message.text, 2)
    relay.host.delete(message)
    assert receiver.requests == []

    for _ in range(12):
        relay.round()

    assert relay.states(webhook, [event_id]) == ["delivered"]
