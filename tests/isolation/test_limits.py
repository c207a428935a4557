"""A slow or limited webhook of a running relay uses no more than its share."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from typing import Any

import pytest

from tests.support.client import LOCAL_SETTINGS, Client, ping_event
from tests.support.receiver import Answer, ReceivedRequest, Receiver
from tests.support.relay import RelayProcess
from tests.support.waiting import wait_until


class Busy:
    """A response that takes *delay* seconds, and counts the requests at once."""

    def __init__(self, delay: float) -> None:
        self._delay = delay
        self._lock = threading.Lock()
        self._inside = 0
        self.most = 0

    def __call__(self, _request: ReceivedRequest) -> Answer:
        with self._lock:
            self._inside += 1
            self.most = max(self.most, self._inside)
        time.sleep(self._delay)
        with self._lock:
            self._inside -= 1
        return Answer(200)


@pytest.fixture
def client(storage_account: str) -> Iterator[Client]:
    settings = {**LOCAL_SETTINGS, "WEBHOOK_CACHE_SECONDS": "1", "DELIVERY_TIMEOUT_SECONDS": "10"}
    with RelayProcess(storage_account, settings) as relay:
        yield Client(relay)


def test_a_slow_webhook_holds_its_share_and_the_others_are_served(client: Client) -> None:
    busy = Busy(delay=4)
    with Receiver(busy) as slow, Receiver() as healthy:
        webhook = client.create_webhook(slow.url, "ping")
        client.create_webhook(healthy.url, "pool_deleted")
        client.post(*[ping_event() for _ in range(40)])
        slow.wait_for(6)
        began = time.time()
        client.post({"event_type": "pool_deleted", "event": {"pool_name": "x"}})
        (received,) = healthy.wait_for(1, timeout=10)
        assert received.time - began < 3.5, "did not wait for the slow one's answers"

        def held() -> list[dict[str, Any]]:
            return [d for d in client.deliveries(webhook["webhook_id"]) if d.get("held")]

        wait_until(lambda: bool(held()))
        assert all(delivery["attempts"] == 0 for delivery in held())
        assert busy.most == 6, "a quarter of batchSize + newBatchThreshold"
        client.tick_until(lambda: len(slow.requests) >= 14, timeout=60)
        assert busy.most <= 12, "a share of each of the two queues' threads at the most"


def test_max_in_flight_and_rate_defer_and_do_not_fail(client: Client) -> None:
    busy = Busy(delay=0.3)
    with Receiver(busy) as one_at_a_time, Receiver() as rated:
        first = client.create_webhook(one_at_a_time.url, "ping", max_in_flight=1)
        second = client.create_webhook(rated.url, "ping", rate_per_second=5)
        events = [ping_event() for _ in range(8)]
        client.post(*events)
        client.tick_until(
            lambda: len(one_at_a_time.requests) == 8 and len(rated.requests) == 8, timeout=60
        )
        assert busy.most == 1
        times = sorted(request.time for request in rated.requests)
        assert times[7] - times[0] >= 0.5, "5 at once, and then 5 a second"
        for webhook in (first, second):
            for event in events:
                delivery = client.wait_for_state(
                    webhook["webhook_id"], event["event_id"], "delivered"
                )
                assert delivery["attempts"] == 1, "what waited has not failed"
