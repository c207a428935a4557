"""A healthy receiver and a crowd of bad ones, in a process of their own, told apart by the path."""

from __future__ import annotations

import multiprocessing
import re
import time
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from multiprocessing.connection import Connection
from typing import Self

from tools.receiver import Answer, ReceivedRequest, Receiver, Sending, Server

SLOW_SECONDS = 9.0

HEALTHY = "healthy"

ANSWERS: Mapping[str, Answer] = {
    HEALTHY: Answer(),
    "fine": Answer(),
    "slow": Answer(delay=SLOW_SECONDS),
    "hanging": Answer(sending=Sending.HANG),
    "dripping": Answer(sending=Sending.DRIP),
}

DEAD = "dead"

_EVENT_ID = re.compile(rb'"event_id": ?"([^"]+)"')


@dataclass(frozen=True, slots=True)
class Received:
    """What came since the last time: events at the healthy receiver, requests at the others."""

    events: dict[str, float]
    """``time.monotonic()`` on first arrival, by event id."""
    requests: Counter[str]
    """By kind."""


class Crowd:
    """The process with all the receivers."""

    def __init__(self) -> None:
        context = multiprocessing.get_context("spawn")
        self._connection, theirs = context.Pipe()
        self._process = context.Process(target=_run, args=(theirs,), daemon=True)
        self._process.start()
        self._origin, self._dead = self._connection.recv()

    def url(self, kind: str, number: int) -> str:
        """Return the URL of one receiver; to those that are dead no connection can be made."""
        return f"{self._dead if kind == DEAD else self._origin}/{kind}/{number}"

    def take(self) -> Received:
        """Return, and forget, what has come since the last time."""
        self._connection.send("take")
        received: Received = self._connection.recv()
        return received

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._process.terminate()
        self._process.join()


def _run(connection: Connection) -> None:
    events: dict[str, float] = {}
    requests: Counter[str] = Counter()

    def respond(request: ReceivedRequest) -> Answer:
        kind = request.path.split("/")[1]
        requests[kind] += 1
        if kind == HEALTHY:
            found = _EVENT_ID.search(request.body)
            events.setdefault(found[1].decode() if found else "", time.monotonic())
        return ANSWERS[kind]

    with Server(respond) as server, Receiver(listening=False) as dead:
        connection.send((server.origin, dead.origin))
        while connection.recv():
            connection.send(Received(dict(events), Counter(requests)))
            events.clear()
            requests.clear()
