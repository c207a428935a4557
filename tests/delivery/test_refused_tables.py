"""Storage that refuses the tables for a while, with the queues at work: nothing is left behind."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from shared.api import health
from shared.api.http import Request
from shared.store.faults import Forbidden
from tests.support.in_process import Host, HostedStorage, InProcess
from tests.support.memory import MemoryAccount
from tests.support.memory.storage import Operation
from tests.support.receiver import Receiver

QUEUE_OPERATIONS = {"send", "peek", "length", "create_queue"}
POISON = ("deliveries-poison", "retries-poison", "slow-deliveries-poison")


@dataclass
class Role:
    """The role for the tables, which somebody may take away."""

    given: bool = True

    def check(self, operation: Operation) -> None:
        if not self.given and operation.name not in QUEUE_OPERATIONS:
            raise Forbidden("403 AuthorizationFailure", status=403)


@pytest.fixture
def role() -> Role:
    return Role()


@pytest.fixture
def relay(role: Role) -> Iterator[InProcess]:
    account = MemoryAccount(time.time)
    host = Host(account)
    storage = HostedStorage(account.connect(before=role.check), host)
    with InProcess(host, storage=storage) as relay:
        yield relay


def refuse_for_two_minutes(relay: InProcess, role: Role) -> None:
    role.given = False
    for _ in range(12):
        relay.pump(tolerate=(Forbidden,))
        relay.host.advance(10)
    report = health.get(relay.relay, Request("GET", {}, {}, {}, b""))
    assert report.status == 503
    assert json.loads(report.body)["storage"].startswith("tables forbidden")
    role.given = True


def test_first_messages_are_delivered_within_a_minute_of_its_end(
    relay: InProcess, role: Role, receiver: Receiver
) -> None:
    webhook = relay.subscribe(receiver.url)
    events = relay.post_pings(3)
    refuse_for_two_minutes(relay, role)

    relay.host.advance(60)
    relay.pump()

    assert relay.states(webhook, events) == ["delivered"] * 3
    assert len(receiver.requests) == 3, "each of them once"
    assert relay.take(*POISON) == []


def test_retries_are_delivered_when_their_lease_is_over(
    relay: InProcess, role: Role, receiver: Receiver
) -> None:
    webhook = relay.subscribe(receiver.url)
    receiver.answer = 500
    events = relay.post_pings(2)
    relay.pump()
    receiver.answer = 200
    relay.tick(10)
    refuse_for_two_minutes(relay, role)

    for _ in range(12):
        relay.round(10)

    assert relay.states(webhook, events) == ["delivered"] * 2
    assert relay.take(*POISON) == []
