"""What one webhook may take of a process, and that what exceeds it waits without an attempt."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import replace

import pytest

from shared.delivery.limiter import PATIENCE, Limiter
from shared.model import HoldReason, Webhook
from tests.support.accounts import Account
from tests.support.client import LOCAL_SETTINGS, Client, ping_event
from tests.support.in_process import in_process
from tests.support.receiver import Answer, ReceivedRequest, Receiver
from tests.support.relay import RelayProcess

WEBHOOK = Webhook("id", "uid", "name", "https://example.com", ("ping",), "onefuzz", 0.0)


def entered(limits: Limiter, webhook: Webhook, count: int) -> list[str | None]:
    with ExitStack() as stack:
        return [stack.enter_context(limits.admit(webhook)) for _ in range(count)]


class TestLimits:
    def test_the_share(self) -> None:
        limits = Limiter(share=2, clock=time.time)
        assert entered(limits, WEBHOOK, 3) == [None, None, HoldReason.SHARE]
        assert entered(limits, WEBHOOK, 1) == [None], "what left has made room"

    def test_each_webhook_has_its_own(self) -> None:
        limits = Limiter(share=1, clock=time.time)
        with limits.admit(WEBHOOK), limits.admit(replace(WEBHOOK, uid="other")) as exceeded:
            assert exceeded is None

    def test_max_in_flight(self) -> None:
        limits = Limiter(share=9, clock=time.time)
        limited = replace(WEBHOOK, max_in_flight=1)
        assert entered(limits, limited, 2) == [None, HoldReason.MAX_IN_FLIGHT]

    def test_the_share_bounds_max_in_flight(self) -> None:
        limits = Limiter(share=1, clock=time.time)
        assert entered(limits, replace(WEBHOOK, max_in_flight=5), 2) == [None, HoldReason.SHARE]

    def test_the_rate(self) -> None:
        now = 0.0
        limits = Limiter(share=99, clock=lambda: now)
        limited = replace(WEBHOOK, rate_per_second=2.0)
        assert entered(limits, limited, 4) == [None, None, HoldReason.RATE, HoldReason.RATE]
        now = 0.5
        assert entered(limits, limited, 2) == [None, HoldReason.RATE]
        now = 99.0
        assert entered(limits, limited, 3) == [None, None, HoldReason.RATE], (
            "a second's worth, no more"
        )

    def test_a_rate_below_one_a_second(self) -> None:
        now = 0.0
        limits = Limiter(share=99, clock=lambda: now)
        limited = replace(WEBHOOK, rate_per_second=0.1)
        assert entered(limits, limited, 2) == [None, HoldReason.RATE]
        now = 9.0
        assert entered(limits, limited, 1) == [HoldReason.RATE]
        now = 10.0
        assert entered(limits, limited, 1) == [None]

    @pytest.mark.parametrize(("share", "max_in_flight"), [(2, 0), (9, 2)])
    def test_quick_attempts_wait_their_turn_and_none_is_refused(
        self, monkeypatch: pytest.MonkeyPatch, share: int, max_in_flight: int
    ) -> None:
        monkeypatch.setattr(
            "shared.delivery.limiter.PATIENCE", 10.0
        )  # a busy machine is no slow receiver
        limits = Limiter(share=share, clock=time.time)
        webhook = replace(WEBHOOK, max_in_flight=max_in_flight)
        lock, running, most = threading.Lock(), 0, 0

        def attempt(_: int) -> str | None:
            nonlocal running, most
            with limits.admit(webhook) as exceeded:
                with lock:
                    running += 1
                    most = max(most, running)
                time.sleep(0.002)
                with lock:
                    running -= 1
            return exceeded

        with ThreadPoolExecutor(8) as pool:
            assert set(pool.map(attempt, range(16))) == {None}
        assert most == 2

    def test_nobody_waits_for_a_webhook_whose_attempts_are_slow(self) -> None:
        limits = Limiter(share=1, clock=time.time)
        with limits.admit(WEBHOOK):
            assert entered(limits, WEBHOOK, 1) == [HoldReason.SHARE], "after a moment's patience"
            began = time.monotonic()
            assert entered(limits, WEBHOOK, 100) == [HoldReason.SHARE] * 100
            assert time.monotonic() - began < PATIENCE * 5, "and then without any"


class Busy:
    """A receiver's answer that takes *delay*, and counts how many take it at once."""

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
        held = [d for d in client.deliveries(webhook["webhook_id"]) if d.get("held")]
        assert held
        assert all(delivery["attempts"] == 0 for delivery in held)
        assert busy.most == 6, "a quarter of batchSize + newBatchThreshold"
        client.tick_until(lambda: len(slow.requests) >= 14, timeout=60)
        assert busy.most <= 12, "a share of each of the two queues' threads at the most"


def test_what_a_limit_held_is_released_evenly_until_the_next_round(
    account: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    with in_process(account) as relay, Receiver() as receiver:
        webhook = relay.subscribe(receiver.url, rate_per_second=5)
        relay.post_pings(25)
        relay.pump()
        assert len(receiver.requests) == 5
        delays: list[float] = []
        monkeypatch.setattr(
            relay.store.retries, "send", lambda _text, delay=0.0: delays.append(delay)
        )

        assert relay.tick().released == 20

        assert sorted(delays) == pytest.approx([n / 2 for n in range(20)], abs=0.1)
        assert len(relay.waiting(webhook)) == 20


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
