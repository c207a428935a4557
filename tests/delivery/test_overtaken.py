"""An attempt that was overtaken, after storage was read and before it was claimed."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from shared.model import PendingDelivery
from shared.store.faults import Throttled
from tests.support.in_process import InProcess
from tests.support.receiver import Receiver


def test_a_delivery_that_another_has_made_meanwhile_is_not_made_again(
    relay: InProcess, receiver: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The other's pending row has come and gone, so this one's claim meets no conflict."""
    webhook = relay.subscribe(receiver.url)
    ids = relay.post_pings(1)
    [message] = relay.take("deliveries")
    late = datetime.fromtimestamp(relay.clock.now + 60, UTC)  # so that storage is looked at
    transitions: Any = relay.relay.dispatcher._worker._transitions
    claim = transitions.claim

    def claim_late(pending: PendingDelivery) -> PendingDelivery | None:
        monkeypatch.undo()
        with relay.another() as other:
            other.run("deliveries", message.text, put_at=late)
        return claim(pending)  # type: ignore[no-any-return]

    monkeypatch.setattr(transitions, "claim", claim_late)
    relay.run("deliveries", message.text, put_at=late)

    assert len(receiver.requests) == 1
    assert relay.states(webhook, ids) == ["delivered"]
    assert relay.waiting(webhook) == []


def test_a_delivery_that_awaits_its_attempt_is_found_though_health_could_not_be_written(
    relay: InProcess, receiver: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The row is put, the health of its webhook is not: the message is taken once more later."""
    webhook = relay.subscribe(receiver.url)
    ids = relay.post_pings(1)
    [message] = relay.take("deliveries")

    def throttled(*_: object) -> None:
        raise Throttled("busy")

    monkeypatch.setattr(relay.store.health, "touch", throttled)
    with pytest.raises(Throttled):
        relay.run("deliveries", message.text, dequeue_count=2)
    monkeypatch.undo()
    relay.host.advance(60)
    relay.run("deliveries", message.text, dequeue_count=3)
    relay.delete(message)
    for _ in range(4):
        relay.round()

    assert relay.states(webhook, ids) == ["delivered"]
    assert len(receiver.requests) == 1
