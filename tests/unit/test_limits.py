"""How much of a process one webhook may take."""

from __future__ import annotations

import threading
import time
from concurrent.futures import ThreadPoolExecutor

from shared.limits import MAX_IN_FLIGHT, RATE, SHARE, Limits
from shared.model import Webhook


def webhook(uid: str = "one", *, max_in_flight: int = 0, rate_per_second: float = 0) -> Webhook:
    return Webhook(
        webhook_id=uid,
        uid=uid,
        name="test",
        url="https://example.com",
        event_types=("ping",),
        message_format="onefuzz",
        created_at=0.0,
        max_in_flight=max_in_flight,
        rate_per_second=rate_per_second,
    )


def test_a_burst_of_quick_attempts_waits_its_turn_within_the_share() -> None:
    limits = Limits(share=2, clock=time.time)
    lock, running, most = threading.Lock(), 0, 0

    def attempt(_: int) -> str | None:
        nonlocal running, most
        with limits.admitted(webhook()) as exceeded:
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


def test_slow_attempts_leave_the_rest_of_the_process_to_other_webhooks() -> None:
    limits = Limits(share=1, clock=time.time)
    with limits.admitted(webhook("slow")) as first:
        assert first is None
        with limits.admitted(webhook("slow")) as second:
            assert second == SHARE
        with limits.admitted(webhook("other")) as other:
            assert other is None
    with limits.admitted(webhook("slow")) as again:
        assert again is None


def test_what_exceeds_a_limit_of_the_webhooks_own_leaves_its_share_untouched() -> None:
    limits = Limits(share=2, clock=lambda: 1000.0)
    limited = webhook(max_in_flight=1)
    with limits.admitted(limited) as first:
        assert first is None
        for _ in range(3):
            with limits.admitted(limited) as exceeded:
                assert exceeded == MAX_IN_FLIGHT
    slow = webhook("slow", rate_per_second=1)
    admitted = []
    for _ in range(4):
        with limits.admitted(slow) as exceeded:
            admitted.append(exceeded)
    assert admitted == [None, RATE, RATE, RATE]
