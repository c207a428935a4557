"""``make chaos``: kill the relay at random while it works, and count what is lost.

    python -m tests.chaos [--seed N] [--seconds S] [--rate R] [--webhooks N] [--kills N] [--stops N]

Prints the seed; the same seed causes the same faults at the same times.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
from pathlib import Path

from tests.chaos.run import Chaos, Options
from tools import ports
from tools.azurite import Azurite


def main() -> int:
    options = _parse_arguments()
    print(f"seed {options.seed}: {options}", flush=True)
    with tempfile.TemporaryDirectory() as folder:
        azurite = Azurite(Path(folder) / "azurite", ports.free(3))
        azurite.start()
        try:
            chaos = Chaos(options, Path(folder), azurite, lambda line: print(line, flush=True))
            report = chaos.run()
        finally:
            azurite.stop()
    print(*report.lines(), sep="\n")
    print(f"{'FAILED' if report.faults else 'passed'}, seed {options.seed}")
    return 1 if report.faults else 0


def _parse_arguments() -> Options:
    parser = argparse.ArgumentParser(prog="python -m tests.chaos", description=__doc__)
    parser.add_argument("--seed", type=int, default=random.randrange(10**6))
    parser.add_argument("--seconds", type=float, default=200, help="of events (200)")
    parser.add_argument("--rate", type=float, default=10, help="events a second (10)")
    parser.add_argument("--webhooks", type=int, default=5, help="subscribed to each event (5)")
    parser.add_argument("--kills", type=int, default=8, help="of the relay, by SIGKILL (8)")
    parser.add_argument("--stops", type=int, default=2, help="of Azurite, gently (2)")
    parser.add_argument(
        "--lease", type=int, default=30, help="seconds that a message stays hidden (30)"
    )
    parser.add_argument("--drain-seconds", type=float, default=600, help="to finish in (600)")
    return Options(**vars(parser.parse_args()))


if __name__ == "__main__":
    sys.exit(main())
