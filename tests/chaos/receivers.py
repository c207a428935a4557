"""Receivers that fail, hang and recover, and log each request to which they returned 2xx."""

from __future__ import annotations

import json
import threading
import time
from collections import defaultdict
from dataclasses import dataclass

from tools.receiver import Answer, ReceivedRequest, Sending, Server

WELL, SLOW, HANGS = "well", "slow", "hangs"
FAILS, BUSY, REFUSES, CUTS = "fails", "busy", "refuses", "cuts"
MODES = (WELL, SLOW, HANGS, FAILS, BUSY, REFUSES, CUTS)
"""How a receiver can behave; `WELL` is what it recovers to."""

SLOW_SECONDS = 0.5


@dataclass(frozen=True)
class Receipt:
    """A request to which a receiver returned 2xx. Times are epoch seconds."""

    arrived: float
    answered: float


class Receivers:
    """The receivers of all webhooks, on one port; the path selects the receiver."""

    def __init__(self, *, patience: float) -> None:
        """*patience*: how long the relay waits for a response, in seconds."""
        self.modes: dict[str, str] = {}
        self.requests = 0
        self._answers = {
            WELL: Answer(200),
            SLOW: Answer(200, delay=SLOW_SECONDS),
            HANGS: Answer(delay=patience + 1, sending=Sending.CUT),
            FAILS: Answer(500),
            BUSY: Answer(503, headers={"Retry-After": "1"}),
            REFUSES: Answer(400),
            CUTS: Answer(sending=Sending.CUT),
        }
        self._receipts: dict[tuple[str, str], list[Receipt]] = defaultdict(list)
        self._lock = threading.Lock()
        self._server = Server(self._behave, answered=self._record)

    def url(self, name: str) -> str:
        return f"{self._server.origin}/{name}"

    def receipts(self) -> dict[tuple[str, str], list[Receipt]]:
        """By webhook name and event id."""
        with self._lock:
            return {key: list(receipts) for key, receipts in self._receipts.items()}

    def all_well(self) -> None:
        self.modes.clear()

    def close(self) -> None:
        self._server.stop()

    def _behave(self, request: ReceivedRequest) -> Answer:
        self.requests += 1
        return self._answers[self.modes.get(_name(request), WELL)]

    def _record(self, request: ReceivedRequest, answer: Answer) -> None:
        """Log a 2xx before it is sent: the relay must never know of it before this log does."""
        if answer.status == 200:
            receipt = Receipt(request.time, time.time())
            event_id = str(json.loads(request.body)["event_id"])
            with self._lock:
                self._receipts[_name(request), event_id].append(receipt)


def _name(request: ReceivedRequest) -> str:
    return request.path.strip("/")
