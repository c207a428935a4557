"""The heartbeat of a process that works on messages, so that its death is noticed.

The queue hides the messages of an instance that died for ten minutes. A heartbeat that stops lets
the scheduler look for their deliveries much sooner. It costs one write every `INTERVAL` while there
is work, and one delete when the work ends.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from uuid import uuid4

from shared import log
from shared.store import StorageFault
from shared.store.health import HealthStore

INTERVAL = 15.0
"""Seconds from one heartbeat to the next."""


class HeartbeatSender:
    """One per process. Beats while `working` is entered, or was since the last beat."""

    def __init__(self, rows: HealthStore, *, clock: Callable[[], float]) -> None:
        self._rows = rows
        self._clock = clock
        self._process = uuid4().hex
        self._lock = threading.Lock()
        self._in_flight: dict[int, int] = {}
        self._entered = 0
        self._entered_at_last_beat = 0
        self._beating = False
        self._failure: str | None = None
        self._closed = threading.Event()
        self._thread: threading.Thread | None = None

    @contextmanager
    def working(self, received_ms: int) -> Iterator[None]:
        """Beat while a message is handled, whose event was received at *received_ms* or later.

        Raises StorageFault if the first beat cannot be written: before anything is sent.
        """
        with self._lock:
            self._entered += 1
            ticket = self._entered
            self._in_flight[ticket] = received_ms
            first, self._beating = not self._beating, True
        try:
            if first:
                self._start()
            yield
        finally:
            with self._lock:
                del self._in_flight[ticket]
                failure, self._failure = self._failure, None
            if failure is not None:
                log.warning("heartbeat_failed", error=failure)

    def close(self) -> None:
        """Stop beating and delete the heartbeat, so that nobody looks for orphans."""
        self._closed.set()
        if self._thread is not None:
            self._thread.join()
        if self._beating:
            self._rows.stop_beating(self._process)

    def _start(self) -> None:
        try:
            self._beat()
        except BaseException:
            self._beating = False
            raise
        self._thread = _repeat(self._beat_again, until=self._closed)

    def _beat_again(self) -> bool:
        """Beat once more; False, and no heartbeat any more, if there was no work since the last."""
        try:
            with self._lock:
                idle = not self._in_flight and self._entered == self._entered_at_last_beat
                self._entered_at_last_beat = self._entered
                if idle:
                    # Under the lock: work that begins now must find the row gone, and beat.
                    self._rows.stop_beating(self._process)
                    self._beating = False
                    return False
            self._beat()
        except StorageFault as error:
            # The host drops a log line of this thread, so `working` logs it.
            with self._lock:
                self._failure = str(error)[:200]
        return True

    def _beat(self) -> None:
        now = self._clock()
        with self._lock:
            oldest_ms = min(self._in_flight.values(), default=round(now * 1000))
        self._rows.beat(self._process, now, oldest_ms)


def _repeat(again: Callable[[], bool], *, until: threading.Event) -> threading.Thread:
    """Call *again* every `INTERVAL` in the background, for as long as it returns True."""

    def run() -> None:
        while not until.wait(INTERVAL) and again():
            pass

    thread = threading.Thread(target=run, name="heartbeat", daemon=True)
    thread.start()
    return thread
