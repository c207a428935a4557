"""A webhook's share of a process, where its attempts come in a burst."""

from __future__ import annotations

import threading
import time
from concurrent.futures import ThreadPoolExecutor

from shared.limits import Limits
from shared.model import Webhook

WEBHOOK = Webhook("id", "uid", "name", "https://example.com", ("ping",), "onefuzz", 0.0)


def test_quick_attempts_wait_their_turn_and_none_is_refused() -> None:
    limits = Limits(share=2, clock=time.time)
    lock, running, most = threading.Lock(), 0, 0

    def attempt(_: int) -> str | None:
        nonlocal running, most
        with limits.admitted(WEBHOOK) as exceeded:
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
