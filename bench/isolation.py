"""``make bench-isolation``: what one bad webhook costs the others.

Every event goes to 20 healthy webhooks and, in every second round, to one that is bad as well:
that hangs, is dead, or answers just within the deadline. Printed is how long the healthy ones
waited from post to receipt, with the bad one beside them and without. Goal: a p99 with it of at
most 1.2 times the p99 without.
"""

from __future__ import annotations

import argparse
import json
import socket
import statistics
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import asdict, dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from bench import load, stack
from bench.environment import describe
from bench.sink import Sink

HEALTHY = 20
GOAL = 1.2

_EVERY_TEN_SECONDS = "*/10 * * * * *"
_SLOW_SECONDS = 9
_SETTLE_SECONDS = 30


@dataclass(frozen=True)
class Round:
    """Latencies in milliseconds, of the deliveries to the healthy webhooks."""

    beside: str
    deliveries: int
    p50: float
    p99: float


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rate", type=float, default=2.0, help="events a second")
    parser.add_argument("--seconds", type=float, default=60.0, help="of each round")
    parser.add_argument("--rounds", type=int, default=1, help="of each kind")
    options = parser.parse_args()
    print(f"{json.dumps(describe(), indent=1)}\n", flush=True)
    rounds: list[Round] = []
    with stack.Storage() as storage, Sink() as sink:
        for _ in range(options.rounds):
            for beside, bad_one in BAD_ONES.items():
                rounds.append(_run(storage, sink, "none", _nobody, options.rate, options.seconds))
                rounds.append(_run(storage, sink, beside, bad_one, options.rate, options.seconds))
    _report(rounds)


def _run(
    storage: stack.Storage,
    sink: Sink,
    beside: str,
    bad_one: Callable[[], AbstractContextManager[str | None]],
    rate: float,
    seconds: float,
) -> Round:
    settings = {"CHECK_WEBHOOKS_SCHEDULE": _EVERY_TEN_SECONDS}
    with bad_one() as url:
        side = stack.relay(storage, sink, HEALTHY, settings, more_targets=[url] if url else [])
        with side.host() as host:
            load.at_rate(host.url, rate, 3)
            sink.wait_for(round(rate * 3) * HEALTHY, _SETTLE_SECONDS)
            posts = load.at_rate(host.url, rate, seconds)
            receipts = sink.wait_for(len(posts) * HEALTHY, _SETTLE_SECONDS)
    posted = {event_id: post.due for post in posts for event_id in post.event_ids}
    waited = sorted((at - posted[event_id]) * 1000 for event_id, at in receipts)
    result = Round(beside, len(waited), statistics.median(waited), _percentile(waited, 99))
    print(json.dumps(asdict(result)), flush=True)
    return result


def _percentile(ordered: Sequence[float], percent: int) -> float:
    return ordered[min(len(ordered) - 1, len(ordered) * percent // 100)]


def _report(rounds: Sequence[Round]) -> None:
    without = [r for r in rounds if r.beside == "none"]
    base_p50 = statistics.median(r.p50 for r in without)
    base_p99 = statistics.median(r.p99 for r in without)
    print("\n| beside | healthy p50 | healthy p99 | p99 with ÷ without |")
    print("| --- | --- | --- | --- |")
    print(f"| nobody | {base_p50:.0f} ms | {base_p99:.0f} ms | |")
    for beside in BAD_ONES:
        p50 = statistics.median(r.p50 for r in rounds if r.beside == beside)
        p99 = statistics.median(r.p99 for r in rounds if r.beside == beside)
        print(f"| one {beside} | {p50:.0f} ms | {p99:.0f} ms | {p99 / base_p99:.2f} (≤ {GOAL}) |")


@contextmanager
def _nobody() -> Iterator[None]:
    yield None


@contextmanager
def _dead() -> Iterator[str]:
    """A port on which nobody listens, and nobody else will."""
    with socket.socket() as bound:
        bound.bind(("127.0.0.1", 0))
        yield f"http://127.0.0.1:{bound.getsockname()[1]}/"


@contextmanager
def _hanging() -> Iterator[str]:
    """Takes a connection, and never answers."""
    with _answering_after(3600) as url:
        yield url


@contextmanager
def _slow() -> Iterator[str]:
    with _answering_after(_SLOW_SECONDS) as url:
        yield url


@contextmanager
def _answering_after(seconds: float) -> Iterator[str]:
    over = threading.Event()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["Content-Length"]))
            over.wait(seconds)
            self.send_response(200)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Nothing."""

    class Server(ThreadingHTTPServer):
        daemon_threads = True
        request_queue_size = 128

        def handle_error(self, *_: object) -> None:
            """Who does not wait for the answer breaks the connection."""

    server = Server(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/"
    finally:
        over.set()
        server.shutdown()
        server.server_close()


BAD_ONES: Mapping[str, Callable[[], AbstractContextManager[str]]] = {
    "that hangs": _hanging,
    "that is dead": _dead,
    f"that answers after {_SLOW_SECONDS} s": _slow,
}


if __name__ == "__main__":
    main()
