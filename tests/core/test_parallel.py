"""`parallel.map`: concurrency, order of the results, and no deadlock of nested calls."""

from __future__ import annotations

import json
import logging
import threading

import pytest

from shared import log, parallel


def test_answers_in_the_order_of_the_items() -> None:
    assert parallel.map(lambda n: n * 2, range(100)) == [n * 2 for n in range(100)]


def test_works_side_by_side() -> None:
    together = threading.Barrier(8, timeout=10)
    parallel.map(lambda _: together.wait(), range(8))


@pytest.mark.timeout(20)
def test_within_itself_it_does_not_wait_for_ever() -> None:
    def inner(n: int) -> int:
        return sum(parallel.map(lambda m: m, range(n)))

    assert parallel.map(inner, range(64)) == [sum(range(n)) for n in range(64)]


def test_two_levels_work_side_by_side() -> None:
    together = threading.Barrier(4, timeout=10)
    parallel.map(lambda _: parallel.map(lambda _: together.wait(), range(2)), range(2))


def test_what_helpers_log_is_logged_by_the_caller(caplog: pytest.LogCaptureFixture) -> None:
    def inner(n: int) -> None:
        log.info("inner", n=n)

    def outer(n: int) -> None:
        log.info("outer", n=n)
        parallel.map(inner, range(2))
        if n == 1:
            raise ValueError(n)

    with caplog.at_level(logging.INFO, "relay"), pytest.raises(ValueError, match="1"):
        parallel.map(outer, range(3))
    assert {record.threadName for record in caplog.records} == {threading.current_thread().name}
    events = [json.loads(record.message)["event"] for record in caplog.records]
    assert events == ["outer", "inner", "inner"] * 3


def test_raises_what_the_first_to_fail_raised() -> None:
    def fail(n: int) -> None:
        if n >= 3:
            raise ValueError(n)

    with pytest.raises(ValueError, match=r"^3$"):
        parallel.map(fail, range(10))
