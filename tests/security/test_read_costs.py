"""No list, and no call of ``recover``, costs more than 64 MB of memory or 2 s of CPU."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from uuid import uuid4

import pytest

from shared import parallel
from shared.api import deliveries, events, webhooks
from shared.api.http import Request, Response, respond
from shared.app import App
from shared.model import Attempt, DropReason, RecordState, Webhook
from shared.store.records import Ending
from tests.history.test_event_list import stored
from tests.support.accounts import AzuriteAccount
from tests.support.client import ping_event
from tests.support.in_process import InProcess
from tests.support.rows import stored_event

Handler = Callable[[App, Request], Response]

MEGABYTES = 64
SECONDS = 2

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform != "linux", reason="the peak is read from /proc"),
]


@pytest.fixture
def relay(storage_account: str) -> Iterator[InProcess]:
    with InProcess(AzuriteAccount(storage_account)) as relay:
        yield relay


@pytest.fixture
def webhook(relay: InProcess) -> Webhook:
    """A webhook with a thousand dropped deliveries, and the widest results."""
    webhook = relay.subscribe("https://receiver.example/")
    now = relay.clock.now
    results = tuple(Attempt(now, 503, None, "answered 503", 3, "ÿ" * 256) for _ in range(20))

    def drop(number: int) -> None:
        key = stored_event(ping_event(), at=now - number / 100).delivery_key(webhook.uid)
        relay.store.records.insert(key, "ping")
        relay.store.records.end(
            key, Ending(RecordState.DROPPED, 20, results, now, DropReason.OVERFLOW)
        )

    parallel.map(drop, range(1000))
    return webhook


def test_deliveries_with_wide_results(relay: InProcess, webhook: Webhook) -> None:
    path = {"webhook_id": webhook.webhook_id}
    since = b'{"since": "2026-01-01T00:00:00Z", "dry_run": %s}'
    for query in ({"limit": "1000"}, {"status_code": "418"}):
        cheap(relay, deliveries.listing, Request("GET", path, query, {}, b""))
    for dry_run in (b"true", b"false"):
        cheap(relay, deliveries.recover, Request("POST", path, {}, {}, since % dry_run))


def test_many_webhooks(relay: InProcess) -> None:
    webhook = relay.subscribe("https://receiver.example/")

    def copy(_: int) -> None:
        made = replace(webhook, webhook_id=str(uuid4()), uid=uuid4().hex)
        assert relay.store.webhooks.insert(made)

    parallel.map(copy, range(1200))

    queries: list[dict[str, str]] = [{}, {"limit": "50"}, {"state": "failing"}]
    for query in queries:
        cheap(relay, webhooks.collection, Request("GET", {}, query, {}, b""))


def test_many_events(relay: InProcess) -> None:
    stored(relay, 2500, days=3, payload='"' + "x" * 2000 + '"')

    queries: list[dict[str, str]] = [{}, {"limit": "1000"}, {"id_prefix": "0"}]
    for query in queries:
        cheap(relay, events.listing, Request("GET", {}, query, {}, b""))


def cheap(relay: InProcess, handler: Handler, request: Request) -> None:
    """Call *handler*, and assert what that costs."""
    Path("/proc/self/clear_refs").write_text("5")  # begin the peak anew
    before, began = _peak(), time.process_time()
    response = respond(lambda: handler(relay.relay, request), route="test")
    megabytes, seconds = (_peak() - before) / 1024, time.process_time() - began
    assert response.status in (200, 202), response.body
    assert megabytes < MEGABYTES
    assert seconds < SECONDS


def _peak() -> int:
    """The largest resident set so far, in KiB."""
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM"))
