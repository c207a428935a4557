"""``python -m bench``: measure everything, and write the result into ``docs/``.

``python -m bench latency growth`` measures these parts and prints what they find; ``--quick`` is
for seeing whether the benchmark itself works.
"""

from __future__ import annotations

import argparse
import json
import signal
import sys
import time
from collections.abc import Callable
from typing import Any

from bench import (
    cold_start,
    concurrency,
    cost,
    environment,
    growth,
    latency,
    mix,
    report,
    throughput,
)

Part = Callable[[], dict[str, Any]]


def parts(*, quick: bool) -> dict[str, Part]:
    if quick:
        return {
            "cold_start": lambda: cold_start.measure(rounds=1),
            "throughput": lambda: throughput.measure(rounds=1, events=100),
            "latency": lambda: latency.measure(seconds=5),
            "mix": lambda: mix.measure(seconds=15),
            "concurrency": lambda: concurrency.measure(rounds=1, events=10),
            "cost": lambda: cost.measure(events=100, calls=50),
            "growth": lambda: growth.measure(
                webhooks=(0, 100),
                retries=(0, 50, 500),
                targets=(1, 100),
                histories=(0, 1000),
                events=600,
            ),
        }
    return {
        "cold_start": lambda: cold_start.measure(rounds=5),
        "throughput": lambda: throughput.measure(rounds=4, events=320),
        "latency": lambda: latency.measure(seconds=12),
        "mix": lambda: mix.measure(seconds=60),
        "concurrency": lambda: concurrency.measure(rounds=2, events=20),
        "cost": lambda: cost.measure(events=300, calls=500),
        "growth": lambda: growth.measure(
            webhooks=(0, 100, 2_000),
            retries=(0, 50, 5_000),
            targets=(1, 100, 1_000),
            histories=(0, 1_000, 10_000),
            events=600,
        ),
    }


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument(
        "part", nargs="*", help="cold_start, throughput, latency, mix, concurrency, cost, growth"
    )
    parser.add_argument("--quick", action="store_true", help="few and small rounds; stores nothing")
    options = parser.parse_args()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.default_int_handler)  # so that nothing is left running
    available = parts(quick=options.quick)
    unknown = set(options.part) - set(available)
    if unknown:
        parser.error(f"no such part: {', '.join(sorted(unknown))}")
    results: dict[str, Any] = {"environment": environment.describe()}
    for name, part in available.items():
        if not options.part or name in options.part:
            began = time.monotonic()
            print(f"{name} …", end=" ", file=sys.stderr, flush=True)
            results[name] = part()
            print(f"{time.monotonic() - began:.0f} s", file=sys.stderr, flush=True)
    if options.part:
        print(json.dumps(results, indent=1))
        return 0
    print(report.tables(results))
    if not options.quick:
        report.write(results)
    return 0


if __name__ == "__main__":
    sys.exit(main())
