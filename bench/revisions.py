"""``python -m bench.revisions REVISION``: what accepting and delivering cost beside an earlier one.

Both revisions take turns in one run, a few milliseconds each, so that a machine which is busy or
slows down treats both alike. Storage is in memory: only the relay's own CPU time counts, and no
storage call. The earlier revision runs with the packages that are installed now.
"""

from __future__ import annotations

import argparse
import io
import json
import os
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median, quantiles
from typing import Any, Self

from bench.environment import ROOT
from bench.sink import Sink

PATHS = ("accept", "deliver")

_SCRIPT = Path(__file__).with_name("hot_path.py")
_EVENTS_A_TURN = 32
"""As many as one call takes from a queue."""

_WARM_UP = 5


class Relay:
    """A relay of the revision in *folder*, in a process of its own."""

    def __init__(self, folder: Path, url: str) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-P", str(_SCRIPT), url],
            cwd=folder,
            env={**os.environ, "PYTHONPATH": str(folder), "PYTHONHASHSEED": "0"},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,  # its log
            text=True,
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._process.kill()
        self._process.communicate()

    def measure(self, path: str) -> float:
        """Return the CPU time of one event on *path*, in microseconds."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(f"{path} {_EVENTS_A_TURN}\n")
        self._process.stdin.flush()
        answer = self._process.stdout.readline()
        if not answer:
            raise RuntimeError(f"the relay ended with exit code {self._process.wait()}")
        return float(answer)


def measure(folder: Path, *, rounds: int, turns: int) -> dict[str, Any]:
    """Compare this tree with the one in *folder*, in *rounds* with *turns* of each on each path.

    Each round has processes of its own, since where a process happens to lie in memory alone makes
    it some percent slower or faster. Of a round, the first decile counts: what the machine does
    besides only ever adds to it. The rest are medians of the rounds; ``ratio`` is this tree by the
    other: below 1 this one is cheaper.
    """
    found: dict[str, list[tuple[float, float]]] = {path: [] for path in PATHS}
    with Sink() as sink:
        for _ in range(rounds):
            with Relay(ROOT, sink.url) as ours, Relay(folder, sink.url) as theirs:
                for path in PATHS:
                    found[path].append(_compare(path, ours, theirs, turns))
    return {
        path: {
            "us": round(median(us for us, _ in pairs), 1),
            "us_before": round(median(before for _, before in pairs), 1),
            "ratio": round(median(us / before for us, before in pairs), 3),
            "ratios": sorted(round(us / before, 3) for us, before in pairs),
        }
        for path, pairs in found.items()
    }


def _compare(path: str, ours: Relay, theirs: Relay, turns: int) -> tuple[float, float]:
    """Return the microseconds of an event for each of the two, which take turns in being first."""
    us: list[float] = []
    us_before: list[float] = []
    sides = [(ours, us), (theirs, us_before)]
    for _ in range(_WARM_UP + turns):
        for relay, values in sides:
            values.append(relay.measure(path))
        sides.reverse()
    return _first_decile(us[_WARM_UP:]), _first_decile(us_before[_WARM_UP:])


def _first_decile(values: list[float]) -> float:
    return quantiles(values, n=10, method="inclusive")[0]  # of the values, and none below them


@contextmanager
def files_of(revision: str) -> Iterator[Path]:
    """Write the files of *revision* into a folder of their own meanwhile."""
    archive = subprocess.run(
        ["git", "archive", "--format=tar", revision], cwd=ROOT, check=True, capture_output=True
    ).stdout
    with tempfile.TemporaryDirectory() as folder:
        with tarfile.open(fileobj=io.BytesIO(archive)) as files:
            files.extractall(folder, filter="data")
        yield Path(folder)


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m bench.revisions", description=__doc__)
    parser.add_argument("revision")
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--turns", type=int, default=30)
    options = parser.parse_args()
    with files_of(options.revision) as folder:
        print(json.dumps(measure(folder, rounds=options.rounds, turns=options.turns), indent=2))
    return 0


if __name__ == "__main__":
    sys.exit(main())
