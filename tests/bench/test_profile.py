"""What a profile says about sampled stacks."""

from __future__ import annotations

from bench.environment import ROOT
from bench.profile import tables


def test_a_sample_counts_for_the_part_at_work_and_for_the_module_that_ran() -> None:
    thread = "_bootstrap (threading.py:1002);"
    stacks = "\n".join(
        [
            f"{thread}send (shared/store/wire/transport.py:9);write (http/client.py:1) 6",
            f"{thread}handle ({ROOT}/shared/dispatch.py:4) 3",
            "run (asyncio/base_events.py:7) 1",
        ]
    )

    assert [line for line in tables(stacks) if "%" in line] == [
        "| `shared/store/wire` | 60% |",
        "| `shared/dispatch.py` | 30% |",
        "| `threads, event loop, web server` | 10% |",
        "| `http/client.py` | 60% |",
        "| `shared/dispatch.py` | 30% |",
        "| `asyncio/base_events.py` | 10% |",
    ]
