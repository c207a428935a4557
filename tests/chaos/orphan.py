"""Measure the time from the kill of a worker to the next attempt; part of ``make chaos``.

    python -m tests.chaos.orphan

Two real processes, one after the other, with every setting and constant as it is on Azure: the
queue hides the message for ten minutes, the scheduler runs a round every ten seconds.
"""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path

from tests.support.client import Client, ping_event
from tests.support.receiver import Answer, Receiver
from tests.support.relay import RelayProcess
from tools import ports
from tools.azurite import Azurite

GOAL = 120.0
SETTINGS = {
    "ALLOW_HTTP_TARGETS": "true",
    "ALLOWED_TARGET_NETWORKS": "127.0.0.0/8",
    "ALLOW_PLAIN_SECRETS": "true",
    "CHECK_WEBHOOKS_SCHEDULE": "*/10 * * * * *",
}


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        azurite = Azurite(Path(folder), ports.free(3))
        azurite.start()
        try:
            seconds = measure(azurite.connection_string())
        finally:
            azurite.stop()
    print(f"attempted again {seconds:.0f} s after its worker was killed (goal: {GOAL:.0f} s)")
    return 0 if seconds < GOAL else 1


def measure(connection_string: str) -> float:
    """Return the seconds from the kill to the second request."""
    with Receiver(Answer(200, delay=5)) as receiver:
        first = RelayProcess(connection_string, SETTINGS)
        Client(first).create_webhook(receiver.url)
        Client(first).post(ping_event())
        receiver.wait_for(1)
        first.kill()
        killed = time.time()
        with RelayProcess(connection_string, SETTINGS):
            return receiver.wait_for(2, timeout=3 * GOAL)[1].time - killed


if __name__ == "__main__":
    sys.exit(main())
