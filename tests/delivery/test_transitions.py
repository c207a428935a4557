"""Records, pending rows and health: the order of writes, and conflicts between writers."""

from __future__ import annotations

import json
import threading
from typing import Any
from uuid import uuid4

import pytest

from shared.delivery import transitions
from shared.model import RecordState
from shared.policy import timing
from shared.store import StorageFault
from shared.store.messages import AttemptMessage, MessageKind
from shared.store.records import Ending
from tests.support.accounts import Account
from tests.support.in_process import InProcess, in_process
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


def test_the_patience_ends_before_the_claim() -> None:
    assert transitions.RECORDING_PATIENCE < timing.CLAIM_MARGIN


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


def test_retry_after_is_capped_by_expiry(account: Account, receiver: Receiver) -> None:
    with in_process(account, DELETE_UNDELIVERABLE_WEBHOOKS_AFTER_HOURS="1") as relay:
        receiver.answer = Answer(503, headers={"Retry-After": "86400"})
        webhook = relay.subscribe(receiver.url)
        relay.post_pings(1)
        relay.pump()

        [row] = relay.waiting(webhook)

        assert row.next_attempt_at == pytest.approx(relay.clock.now + 3600, abs=10)
