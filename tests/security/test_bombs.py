"""No request costs more than 64 MB of memory or 2 s of CPU, whether accepted or refused."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.security.bombs import BOMBS, WEBHOOKS

MEGABYTES = 64
SECONDS = 2


@pytest.fixture(scope="module")
def measuring() -> Iterator[subprocess.Popen[str]]:
    """A process that measures one bomb after the other, each in a fork of its own."""
    with subprocess.Popen(
        [sys.executable, "-m", "tests.security.bombs"],
        cwd=Path(__file__).parents[2],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        yield process
        assert process.stdin is not None
        process.stdin.close()
        assert process.wait(timeout=10) == 0


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="the peak is read from /proc")
@pytest.mark.parametrize("name", [*BOMBS, *WEBHOOKS])
def test_a_request_has_a_bound(name: str, tmp_path: Path, measuring: subprocess.Popen[str]) -> None:
    bomb = tmp_path / "bomb"
    bomb.write_bytes((BOMBS | WEBHOOKS)[name]().encode())
    function = "events" if name in BOMBS else "webhooks"
    assert measuring.stdin is not None
    assert measuring.stdout is not None
    measuring.stdin.write(f"{function} {bomb}\n")
    measuring.stdin.flush()
    cost = json.loads(measuring.stdout.readline())
    assert cost["status"] in (202, 400, 413), cost
    assert cost["megabytes"] < MEGABYTES, cost
    assert cost["seconds"] < SECONDS, cost
