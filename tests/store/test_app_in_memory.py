"""A whole relay on storage in memory: what it accepts it delivers, as on real storage."""

from __future__ import annotations

import json

from shared.api import events
from shared.api.http import Request, respond
from shared.store.faults import Unavailable
from tests.support.client import LOCAL_SETTINGS, ping_event
from tests.support.in_process import InProcess, Process, in_process
from tests.support.memory import MemoryAccount, Operation
from tests.support.receiver import Receiver


def test_an_event_is_delivered(memory_relay: InProcess, receiver: Receiver) -> None:
    webhook = memory_relay.subscribe(receiver.url)
    ids = memory_relay.post_pings(3)
    memory_relay.pump()

    assert memory_relay.states(webhook, ids) == ["delivered"] * 3
    assert len(receiver.requests) == 3


def test_a_failed_delivery_is_tried_again(memory_relay: InProcess, receiver: Receiver) -> None:
    webhook = memory_relay.subscribe(receiver.url)
    receiver.answer = 500
    ids = memory_relay.post_pings(1)
    memory_relay.pump()
    assert memory_relay.states(webhook, ids) == ["waiting"]
    assert memory_relay.health(webhook) is not None

    receiver.answer = 200
    for _ in range(3):
        memory_relay.round()

    assert memory_relay.states(webhook, ids) == ["delivered"]
    assert memory_relay.waiting(webhook) == []
    assert memory_relay.health(webhook) is None


def test_processes_share_an_account(memory_relay: InProcess, receiver: Receiver) -> None:
    webhook = memory_relay.subscribe(receiver.url)
    with memory_relay.another() as other:
        ids = other.post(ping_event())
    memory_relay.pump()
    assert memory_relay.states(webhook, ids) == ["delivered"]


def test_short_pages_change_nothing(receiver: Receiver) -> None:
    """Azure may end any page early; Azurite never does."""
    with in_process(account := MemoryAccount(lambda: 0.0)) as relay:
        webhook = relay.subscribe(receiver.url)
        receiver.answer = 500
        ids = relay.post_pings(10)
        relay.pump()
        account.scan_rows = 1

        assert len(relay.waiting(webhook)) == 10
        assert relay.states(webhook, ids) == ["waiting"] * 10
        receiver.answer = 200
        for _ in range(20):
            relay.round()
        assert relay.states(webhook, ids) == ["delivered"] * 10


def test_one_process_can_lose_its_storage(receiver: Receiver) -> None:
    """Its callers are told to come again, while another process on the account goes on."""

    def fail(operation: Operation) -> None:
        raise Unavailable("no response", operation=operation.name, target=operation.target)

    account = MemoryAccount(lambda: 0.0)
    with in_process(account) as well:
        webhook = well.subscribe(receiver.url)
        with Process(well.host, LOCAL_SETTINGS, storage=account.connect(before=fail)) as broken:
            event = ping_event()
            request = Request("POST", {}, {}, {}, json.dumps(event).encode())
            response = respond(lambda: events.post(broken.relay, request), route="api/events")
            assert response.status == 503

        ids = well.post(event)
        well.pump()
        assert well.states(webhook, ids) == ["delivered"]
