"""Measures how much of its limits a webhook gets, and how evenly, while more waits than they allow.

``python -m bench.limits [--seconds N]``
"""

from __future__ import annotations

import argparse
import tempfile
import threading
import time
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import requests

from tests.support.client import LOCAL_SETTINGS, Client
from tests.support.receiver import Answer, Receiver
from tests.support.relay import RelayProcess
from tests.support.storage import OwnAzurite, Storage


@dataclass(frozen=True)
class Case:
    """A webhook whose attempts take *seconds*, and what its limits allow each second."""

    limits: Mapping[str, Any]
    seconds: float
    allowed: float

    def __str__(self) -> str:
        told = ", ".join(f"{name} {value:g}" for name, value in self.limits.items())
        return f"{told}; attempts of {self.seconds:g} s"


CASES = (
    Case({"rate_per_second": 0.5}, 0.05, 0.5),
    Case({"rate_per_second": 5}, 0.05, 5),
    Case({"max_in_flight": 1}, 0.5, 2),
    Case({"max_in_flight": 2}, 0.5, 4),
)


def most_in_a_second(times: Sequence[float]) -> int:
    """Return the largest number of requests that began within one second."""
    return max((bisect_left(times, at + 1) - i for i, at in enumerate(times)), default=0)


def measure(storage: Storage, case: Case, seconds: float) -> str:
    settings = {**LOCAL_SETTINGS, "CHECK_WEBHOOKS_SCHEDULE": "*/10 * * * * *"}
    settings["MAX_QUEUED_UPDATES_PER_WEBHOOK"] = "0"
    with (
        storage.account() as account,
        RelayProcess(account, settings) as relay,
        Receiver(Answer(200, delay=case.seconds)) as receiver,
    ):
        Client(relay).create_webhook(receiver.url, "pool_deleted", **case.limits)
        total = int(case.allowed * seconds * 1.5) + 20
        posted = threading.Thread(target=post, args=(relay.url, total, 4 * case.allowed))
        posted.start()
        time.sleep(seconds)
        times = sorted(request.time for request in receiver.requests)
        posted.join()
    steady = [at for at in times if at >= times[0] + seconds / 3]
    rate = (len(steady) - 1) / (steady[-1] - steady[0])
    return (
        f"{case}: {rate:.2f} of {case.allowed:g} a second "
        f"({rate / case.allowed:.0%}), at most {most_in_a_second(times)} in one second"
    )


def post(url: str, count: int, rate: float) -> None:
    with requests.Session() as session:
        for number in range(count):
            event = {"event_type": "pool_deleted", "event": {"pool_name": f"pool {number}"}}
            session.post(f"{url}/api/events", json=event, timeout=30).raise_for_status()
            time.sleep(1 / rate)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=90)
    seconds = parser.parse_args().seconds
    with tempfile.TemporaryDirectory() as folder:
        storage = OwnAzurite(Path(folder), on_disk=True)
        try:
            for case in CASES:
                print(measure(storage, case, seconds), flush=True)
        finally:
            storage.stop()


if __name__ == "__main__":
    main()
