"""Timer triggers: when they fire, and that runs never overlap."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from devhost.timers import parse_schedule
from tests.devhost.apps import write_app
from tests.support.relay import RelayProcess
from tests.support.waiting import wait_until

FRIDAY = datetime(2026, 3, 13, 11, 59, 57, 250_000, tzinfo=UTC)


@pytest.mark.parametrize(
    ("schedule", "due"),
    [
        ("*/10 * * * * *", "2026-03-13T12:00:00+00:00"),
        ("0 0 0 1 1 *", "2027-01-01T00:00:00+00:00"),
        ("30 5 12 * * MON-FRI", "2026-03-13T12:05:30+00:00"),
        ("0 0 9 * * 1", "2026-03-16T09:00:00+00:00"),
        ("0 0 0 13 * 5", "2026-11-13T00:00:00+00:00"),
        ("0,58 * * * * *", "2026-03-13T11:59:58+00:00"),
    ],
)
def test_when_a_timer_fires(schedule: str, due: str) -> None:
    assert parse_schedule(schedule)(FRIDAY).isoformat() == due


@pytest.mark.parametrize(
    "schedule",
    ["", "* * * * *", "61 * * * * *", "@daily", "* * * * * * *", "0 0 0 L * *", "00:00:05"],
)
def test_what_is_no_schedule(schedule: str) -> None:
    with pytest.raises(ValueError, match="is not"):
        parse_schedule(schedule)


APP = """
@app.timer_trigger(arg_name="timer", schedule="%EVERY%")
def slow(timer: func.TimerRequest) -> None:
    say(event="begin", past_due=timer.past_due, thread=threading.current_thread().name)
    time.sleep(1.2)
    say(event="end")

@app.timer_trigger(arg_name="timer", schedule="0 0 0 1 1 *")
def failing(timer: func.TimerRequest) -> None:
    raise RuntimeError("no luck")
"""


def test_a_timer_fires_on_time_and_never_overlaps_itself(tmp_path: Path) -> None:
    app = write_app(tmp_path, APP, settings={"EVERY": "* * * * * *"})
    with RelayProcess("UseDevelopmentStorage=true", app_dir=app) as host:
        wait_until(lambda: len(host.events("end")) >= 2, 20, "two runs")
    story = [line["event"] for line in host.events()]
    assert story == ["begin", "end"] * (len(story) // 2), "stopped between, too"
    assert [line["past_due"] for line in host.events("begin")] == [False] * (len(story) // 2)
    assert all(line["thread"].startswith("function") for line in host.events("begin"))


def test_a_call_by_the_admin_api_waits_for_the_run_before(tmp_path: Path) -> None:
    app = write_app(tmp_path, APP)
    settings = {"EVERY": "0 0 0 1 1 *"}
    with RelayProcess("UseDevelopmentStorage=true", settings, app_dir=app) as host:
        for _ in range(2):
            assert host.post("/admin/functions/slow", json={}).status_code == 202
        wait_until(lambda: len(host.events("end")) == 2, 20, "both runs")
        story = [line["event"] for line in host.events()]
        assert story == ["begin", "end"] * 2
        host.post("/admin/functions/failing", json={})
        line = host.wait_for_log("Executed 'Functions.failing' (Failed")
        assert "RuntimeError: no luck" in "\n".join(host.logs())
        assert "Duration=" in line
