"""Which deliveries are dropped because they were pending for too long."""

from __future__ import annotations

from dataclasses import replace

from shared.model import Breaker, Health
from shared.policy import drops
from tests.policy.deliveries import failure, waiting


class TestExpiry:
    def test_after_a_last_attempt(self) -> None:
        assert drops.expired([waiting(1, failure(90), since=0)], Health("u"), 100) == []
        late = [waiting(1, failure(101), since=0)]
        assert drops.expired(late, Health("u"), 100) == late

    def test_a_failed_probe_is_a_last_attempt_for_what_is_held(self) -> None:
        held = [waiting(1, since=0)]
        closed = Health("u", last_probe_failed_at=101, probed_received_at=1.001)
        opened = replace(closed, breaker=Breaker(open=True))
        assert drops.expired(held, closed, 100) == []
        assert drops.expired(held, opened, 100) == held
        assert drops.expired(held, replace(opened, probed_received_at=1.0), 100) == []

    def test_no_limit_no_expiry(self) -> None:
        assert drops.expired([waiting(1, failure(1e9), since=0)], Health("u"), None) == []
        assert not drops.has_expired(waiting(1), None, 1e9)
