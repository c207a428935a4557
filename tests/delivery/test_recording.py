"""Between the receiver's 2xx and the record of it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import pytest

from shared.delivery import transitions
from shared.policy import timing
from shared.store import StorageFault
from tests.support.accounts import Account
from tests.support.in_process import InProcess
from tests.support.receiver import Receiver


@pytest.fixture
def relay(account: Account) -> Iterator[InProcess]:
    relay = InProcess(account)
    yield relay
    relay.close()


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
