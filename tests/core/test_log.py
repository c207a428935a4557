"""Log lines: one JSON object per line, as the host gets it from the worker, with traceback."""

from __future__ import annotations

import json
import logging

import pytest

from shared.api.http import respond


def test_an_exceptions_trace_is_part_of_the_json(caplog: pytest.LogCaptureFixture) -> None:
    caplog.handler.setFormatter(logging.Formatter())

    respond(lambda: 1 / 0, route="test")  # type: ignore[arg-type, return-value]

    line = json.loads(caplog.text)
    assert line["event"] == "request_failed"
    assert line["error"] == "ZeroDivisionError: division by zero"
    assert "test_log.py" in line["traceback"]
    assert line["traceback"].rstrip().endswith("ZeroDivisionError: division by zero")


def test_a_long_trace_keeps_its_end(caplog: pytest.LogCaptureFixture) -> None:
    """Application Insights cuts messages at 32 KiB, and a cut message is not valid JSON."""
    caplog.handler.setFormatter(logging.Formatter())

    def fail() -> None:
        raise ValueError("x" * 100_000 + "the end")

    respond(fail, route="test")  # type: ignore[arg-type]

    assert len(caplog.text) < 30_000
    assert json.loads(caplog.text)["traceback"].rstrip().endswith("the end")
