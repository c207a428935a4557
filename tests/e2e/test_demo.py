"""``make demo`` delivers what it says, and fails if it does not."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time

from tests.support.relay import ROOT
from tests.support.waiting import wait_until

DEMO = [sys.executable, "-m", "tools.demo"]


def test_shows_that_everything_is_delivered() -> None:
    began = time.monotonic()

    done = subprocess.run(
        DEMO,
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=100,
        stdin=subprocess.DEVNULL,
        check=False,
    )

    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stderr == ""
    assert time.monotonic() - began < 60
    for expected in (
        "task_stopped",
        "repeated=True",
        "18 waiting",
        "(comes up)",
        "steady  got 18 of 18",
        "flaky   got 18 of 18",
        "Everything was delivered",
    ):
        assert expected in done.stdout
    assert max(map(len, done.stdout.splitlines())) <= 100


def test_can_be_interrupted() -> None:
    """It leaves no process running."""
    process = subprocess.Popen(
        DEMO,
        cwd=ROOT,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    with process:
        for line in process.stdout:
            if "listening on" in line:
                break
        children = _descendants(process.pid)
        assert len(children) >= 2
        process.send_signal(signal.SIGINT)
        _, errors = process.communicate(timeout=40)

    assert process.returncode == 130
    assert "Traceback" not in errors
    wait_until(lambda: not any(_is_running(pid) for pid in children))


def _descendants(pid: int) -> list[int]:
    listing = subprocess.run(
        ["ps", "-A", "-o", "pid=,ppid="], capture_output=True, text=True, check=True
    ).stdout
    pairs = [tuple(map(int, line.split())) for line in listing.splitlines()]
    return [child for child, parent in pairs if parent == pid]


def _is_running(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True
