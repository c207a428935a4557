"""No request costs more than 64 MB of memory or 2 s of CPU, whether accepted or refused."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.security.bombs import BOMBS, WEBHOOKS

MEGABYTES = 64
SECONDS = 2


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="the peak is read from /proc")
@pytest.mark.parametrize("name", [*BOMBS, *WEBHOOKS])
def test_a_request_has_a_bound(name: str, tmp_path: Path) -> None:
    bomb = tmp_path / "bomb"
    bomb.write_bytes((BOMBS | WEBHOOKS)[name]().encode())
    function = "events" if name in BOMBS else "webhooks"
    measured = subprocess.run(
        [sys.executable, "-m", "tests.security.bombs", function, str(bomb)],
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
        timeout=100,
        check=True,
    )
    cost = json.loads(measured.stdout)
    assert cost["status"] in (202, 400, 413), cost
    assert cost["megabytes"] < MEGABYTES, cost
    assert cost["seconds"] < SECONDS, cost
