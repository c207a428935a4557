"""Runs the relay of one revision for `bench.revisions`: accepts and delivers on storage in memory.

This is a script, run with ``python -P`` and the root of the revision as ``PYTHONPATH``, so it
may use only what all revisions have. Arguments: the URL of the receiver. For each line with the
name of a path and a number of events it prints the CPU time of one event, in microseconds.
"""

from __future__ import annotations

import gc
import json
import sys
import time
from collections.abc import Callable, Sequence
from typing import Any
from uuid import uuid4

from shared.api import events
from shared.api.http import Request, respond
from tests.support.clock import Clock
from tests.support.in_process import InProcess
from tests.support.memory import MemoryAccount

_SETTINGS = {"WEBHOOK_CACHE_SECONDS": "5"}
"""As in production; the tests' relay keeps nothing."""


class Relay:
    """A relay with one webhook that wants the events."""

    def __init__(self, url: str) -> None:
        clock = Clock(time.time())
        self._relay = InProcess(MemoryAccount(clock), _SETTINGS, clock)
        self._relay.subscribe(url, "task_stopped")

    def accept(self, count: int) -> float:
        """Post *count* events, and return the CPU seconds that it took."""
        seconds = _cpu_seconds(self._post, [_event() for _ in range(count)])
        for message in self._relay.take("deliveries", most=count):
            self._relay.delete(message)
        return seconds

    def deliver(self, count: int) -> float:
        """Make the first attempts of *count* events, and return the CPU seconds that it took."""
        for _ in range(count):
            self._post(_event())
        messages = self._relay.take("deliveries", most=count)
        if len(messages) != count:
            raise RuntimeError(f"{len(messages)} of {count} messages are there")
        return _cpu_seconds(self._relay.handle, messages)

    def _post(self, body: bytes) -> None:
        request = Request("POST", {}, {}, {"content-type": "application/json"}, body)
        response = respond(lambda: events.post(self._relay.relay, request), route="events.post")
        if response.status != 202:
            raise RuntimeError(f"the event was refused: {response.body!r}")


def _cpu_seconds(function: Callable[[Any], None], values: Sequence[Any]) -> float:
    began = time.thread_time()
    for value in values:
        function(value)
    return time.thread_time() - began


def _event() -> bytes:
    """Return the body of a post, which is the same for all revisions but for the ids."""
    user = {"application_id": str(uuid4()), "object_id": str(uuid4()), "upn": "a@example.com"}
    event = {"job_id": str(uuid4()), "task_id": str(uuid4()), "user_info": user}
    return json.dumps(
        {
            "event_id": str(uuid4()),
            "event_type": "task_stopped",
            "event": event,
            "instance_name": "example",
        }
    ).encode()


def main() -> None:
    relay = Relay(sys.argv[1])
    paths = {"accept": relay.accept, "deliver": relay.deliver}
    for line in sys.stdin:
        path, count = line.split()
        gc.collect()
        print(paths[path](int(count)) / int(count) * 1e6, flush=True)


if __name__ == "__main__":
    main()
