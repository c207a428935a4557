"""The short form of ``make chaos``; its seed is new each time, and printed if the run fails."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from tests.chaos.run import Chaos, Options
from tools import ports
from tools.azurite import Azurite


@pytest.mark.timeout(300)
def test_nothing_is_lost_in_a_short_chaos(tmp_path: Path) -> None:
    options = Options(
        seed=random.randrange(10**6),
        seconds=20,
        rate=10,
        webhooks=3,
        kills=2,
        stops=2,
        lease=10,  # the host must be able to renew it, however busy the machine
        drain_seconds=200,
        hurry=True,
    )
    print(options)
    azurite = Azurite(tmp_path / "azurite", ports.free(3))
    azurite.start()
    try:
        report = Chaos(options, tmp_path, azurite, print).run()
    finally:
        azurite.stop()
    print(*report.lines(), sep="\n")
    assert report.faults == []
    assert report.events == round(options.seconds * options.rate)
