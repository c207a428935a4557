"""``python -m bench.profile``: where the CPU of accepting and delivering goes, sampled by py-spy.

Each sample counts for the part of the relay that was at work, which is the innermost frame of
``shared/`` or ``devhost/``, and for the module that ran, whoever called it. Only threads
that hold the GIL count. Sampling another process needs root, or ``kernel.yama.ptrace_scope=0``.
"""

from __future__ import annotations

import argparse
import re
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bench import load
from bench.environment import ROOT
from bench.sink import Sink
from bench.stack import Host, Storage, relay

_RATE = 200
"""Samples a second."""

_ROWS = 12
_START_SECONDS = 2.0
_STOP_SECONDS = 60.0
_DRAIN_SECONDS = 300.0
_FILE = re.compile(r"\((?P<path>[^()]+?)(?::\d+)?\)$")


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m bench.profile", description=__doc__)
    parser.add_argument("--events", type=int, default=2000)
    parser.add_argument("--subscribers", type=int, default=1)
    options = parser.parse_args()
    with Storage() as storage, Sink() as sink:
        side = relay(storage, sink, options.subscribers)
        with (
            side.host("httpTrigger") as accepting,
            side.host("queueTrigger", "timerTrigger") as delivering,
        ):
            load.warm_up(accepting.url, sink, options.subscribers)
            delivering.pause()
            with _sampled("accept", accepting):
                load.as_fast_as_possible(accepting.url, options.events)
            delivering.resume()
            with _sampled("deliver", delivering):
                sink.wait_for(options.events * options.subscribers, _DRAIN_SECONDS)
    return 0


@contextmanager
def _sampled(what: str, host: Host) -> Iterator[None]:
    """Sample *host* meanwhile, and print what was found."""
    with tempfile.TemporaryDirectory() as folder:
        stacks = Path(folder) / "stacks"
        command = [str(Path(sys.executable).with_name("py-spy")), "record", "--gil"]
        command += ["--format", "raw", "--rate", str(_RATE)]
        command += ["--output", str(stacks), "--pid", str(host.pid)]
        sampler = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            time.sleep(_START_SECONDS)
            yield
        finally:
            sampler.send_signal(signal.SIGINT)
            ended = sampler.wait(_STOP_SECONDS)
        if ended != 0:
            raise RuntimeError("py-spy failed; does it have the right to sample a process?")
        print(f"\n{what}:\n")
        print("\n".join(tables(stacks.read_text())))


def tables(stacks: str) -> Iterator[str]:
    """Yield the lines of two tables for stacks as ``outer;…;inner count``."""
    parts: Counter[str] = Counter()
    modules: Counter[str] = Counter()
    for line in stacks.splitlines():
        stack, _, count = line.rpartition(" ")
        frames = [_module(frame) for frame in stack.split(";")]
        own = [frame for frame in frames if frame.startswith(("shared/", "devhost/"))]
        parts[_part(own[-1]) if own else "threads, event loop, web server"] += int(count)
        modules[frames[-1]] += int(count)
    for title, counts in (("at work", parts), ("module that ran", modules)):
        yield from (f"| {title} | share of CPU |", "| --- | ---: |")
        total = counts.total()
        for name, samples in counts.most_common(_ROWS):
            yield f"| `{name}` | {samples / total:.0%} |"
        yield ""


def _part(module: str) -> str:
    """Return the package of a module of ours, to two levels below ``shared/``."""
    if module.startswith("devhost/"):
        return "devhost"
    return module if module.count("/") == 1 else module.rpartition("/")[0]


def _module(frame: str) -> str:
    """Return the file of a frame such as ``send (shared/outbound/client.py:40)``, shortened."""
    found = _FILE.search(frame)
    path = found["path"] if found else frame
    path = path.removeprefix(f"{ROOT}/")
    for folder in ("site-packages/", f"python{sys.version_info[0]}.{sys.version_info[1]}/"):
        path = path.rpartition(folder)[2]
    return path


if __name__ == "__main__":
    sys.exit(main())
