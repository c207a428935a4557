"""What the pulse's own thread cannot say itself: the host drops a line that no invocation wrote."""

from __future__ import annotations

import json
import logging
import threading
from typing import Any, cast

import pytest

from shared.delivery import heartbeat
from shared.delivery.heartbeat import HeartbeatSender
from shared.store import StorageFault
from shared.store.health import HealthStore
from tests.support.waiting import wait_until


class Rows:
    """Takes the first beat, and no more."""

    def __init__(self) -> None:
        self.beats = 0

    def beat(self, *_: object) -> None:
        self.beats += 1
        if self.beats > 1:
            raise StorageFault("no storage")

    def stop_beating(self, *_: object) -> None: ...


def test_a_failed_beat_is_told_by_an_invocation(
    caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(heartbeat, "INTERVAL", 0.01)
    caplog.set_level(logging.INFO)
    rows = Rows()
    pulse = HeartbeatSender(cast(HealthStore, rows), clock=lambda: 1000.0)

    with pulse.working(1_000_000):
        wait_until(lambda: rows.beats > 3, 10, "some beats")
    pulse.close()

    lines: list[dict[str, Any]] = [json.loads(record.getMessage()) for record in caplog.records]
    assert lines[:1] == [{"event": "heartbeat_failed", "error": "no storage"}]
    assert {record.thread for record in caplog.records} == {threading.get_ident()}
