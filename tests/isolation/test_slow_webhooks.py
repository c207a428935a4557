"""A healthy webhook beside slow, hanging and dead ones, on a relay with its real timer.

The short form of ``make bench-isolation``: other tests run beside it, so its bound only tells a
healthy webhook that notices nothing from one that waits for the slow ones, which take 9 s and more.
"""

from __future__ import annotations

import os
import statistics
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack

import pytest
import requests

from tests.support.client import LOCAL_SETTINGS, Client, request_event
from tests.support.receiver import Answer, ReceivedRequest, Receiver
from tests.support.relay import RelayProcess
from tests.support.storage import Storage
from tools.receiver import Sending

SECONDS = float(os.environ.get("ISOLATION_SECONDS", "15"))
EACH = int(os.environ.get("ISOLATION_EACH", "1"))
RATE = 3.0
"""Events a second to the healthy webhook, and to each of the others."""

BAD = (Answer(200, delay=9), Answer(sending=Sending.HANG), Answer(sending=Sending.DRIP))

SETTINGS = {
    **LOCAL_SETTINGS,
    "RETRY_DELAYS": "10s",
    "DELIVERY_TIMEOUT_SECONDS": "10",
    "WEBHOOK_CACHE_SECONDS": "5",
    "CHECK_WEBHOOKS_SCHEDULE": "*/10 * * * * *",
}


class Latencies:
    """Seconds from the post of an event to its receipt, by the pool that the event names."""

    def __init__(self) -> None:
        self._posted: dict[str, float] = {}
        self._received: dict[str, float] = {}

    def receive(self, request: ReceivedRequest) -> Answer:
        """Note the receipt; this is the healthy receiver's answer."""
        name = request.body.split(b'"pool_name":')[1].split(b'"')[1].decode()
        self._received.setdefault(name, request.time)
        return Answer(200)

    def post_steadily(self, url: str, seconds: float) -> None:
        for number in steps(seconds):
            name = f"pool-{number}-{os.urandom(4).hex()}"
            self._posted[name] = time.time()
            post(url, {"event_type": "pool_deleted", "event": {"pool_name": name}})

    def quantiles(self) -> tuple[float, float]:
        """p50 and p95; an event that has not arrived counts as late as it is by now."""
        now = time.time()
        waits = [self._received.get(name, now) - at for name, at in self._posted.items()]
        self._posted.clear()
        cuts = statistics.quantiles(waits, n=20)
        return cuts[9], cuts[18]


def steps(seconds: float) -> Iterator[int]:
    """Count at `RATE` for that long."""
    began = time.monotonic()
    for number in range(int(seconds * RATE)):
        time.sleep(max(0.0, began + number / RATE - time.monotonic()))
        yield number


def post(url: str, event: dict[str, object]) -> None:
    assert requests.post(f"{url}/api/events", json=event, timeout=30).status_code == 202


def post_to_the_others(url: str, seconds: float) -> None:
    for _ in steps(seconds):
        post(url, request_event("busy"))


@pytest.fixture
def client(azurite: Storage) -> Iterator[Client]:
    with azurite.account() as account, RelayProcess(account, SETTINGS) as process:
        yield Client(process)


@pytest.mark.timeout(240)
def test_healthy_beside_slow(client: Client) -> None:
    url = client.relay.url
    latencies = Latencies()
    with ExitStack() as stack:
        healthy = stack.enter_context(Receiver(latencies.receive))
        client.create_webhook(healthy.url, "pool_deleted")
        latencies.post_steadily(url, SECONDS / 2)
        time.sleep(2)
        alone = latencies.quantiles()

        for answer in BAD * EACH:
            bad = stack.enter_context(Receiver(answer))
            client.create_webhook(bad.url, "REQUEST")
        for _ in range(EACH):
            dead = stack.enter_context(Receiver(listening=False))
            client.create_webhook(dead.url, "REQUEST")
        others = threading.Thread(target=post_to_the_others, args=(url, SECONDS))
        others.start()
        latencies.post_steadily(url, SECONDS)
        others.join()
        time.sleep(2)
        beside = latencies.quantiles()
    print(f"p50, p95 alone {alone}, beside {EACH} of each {beside}")
    assert beside[0] <= alone[0] + 2
    assert beside[1] <= alone[1] + 5
