"""What stops the start: one clear message, and exit code 1."""

from __future__ import annotations

import signal
import socket
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.devhost.apps import write_app
from tests.support.relay import RelayProcess, start_devhost

QUEUE = """
@app.queue_trigger(arg_name="msg", queue_name="work", connection="AzureWebJobsStorage")
def work(msg: func.QueueMessage) -> None: ...
"""
TIMER = """
@app.timer_trigger(arg_name="timer", schedule="%EVERY%")
def tick(timer: func.TimerRequest) -> None: ...
"""
SETTING = """
@app.route(route="setting")
def setting(req: func.HttpRequest) -> str:
    return os.environ["SETTING"]
"""


def said(app: Path, *arguments: str, settings: Mapping[str, str] | None = None) -> str:
    """What devhost says before it ends with 1."""
    process = start_devhost(["--port", "0", *arguments], settings or {}, app)
    output, _ = process.communicate(timeout=60)
    assert process.returncode == 1, output
    return output


@pytest.mark.parametrize("arguments", [(), ("--isolate",)])
@pytest.mark.parametrize(
    ("source", "settings", "message"),
    [
        ("import nowhere", {}, "devhost: function_app.py: ModuleNotFoundError: No module named"),
        (TIMER, {}, "devhost: function tick, schedule: the app setting EVERY, which"),
        (TIMER, {"EVERY": "often"}, "devhost: function tick: the schedule 'often' is not six"),
        (QUEUE, {}, "devhost: the app setting AzureWebJobsStorage, a connection string, is not"),
        (QUEUE, {"AzureWebJobsStorage": "x"}, "devhost: the app setting AzureWebJobsStorage is no"),
    ],
)
def test_one_message(
    tmp_path: Path,
    arguments: tuple[str, ...],
    source: str,
    settings: dict[str, str],
    message: str,
) -> None:
    output = said(write_app(tmp_path, SETTING + source), *arguments, settings=settings)
    assert output.startswith(message)
    assert output.count("\n") == 1, output


def test_a_port_that_is_taken(tmp_path: Path) -> None:
    app = write_app(tmp_path, SETTING)
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        output = said(app, "--port", str(port))
    assert output == f"devhost: port {port}: Address already in use\n"


@pytest.mark.parametrize("port", ["70000", "-1"])
def test_a_port_that_does_not_exist(tmp_path: Path, port: str) -> None:
    output = said(write_app(tmp_path, SETTING), f"--port={port}")
    assert output == f"devhost: port {port}: a port is 0 to 65535\n"


def test_a_folder_that_does_not_exist(tmp_path: Path) -> None:
    folder = tmp_path / "nowhere"
    assert said(folder) == f"devhost: {folder}: No such file or directory\n"


def test_environment_variables_win_over_local_settings(tmp_path: Path) -> None:
    app = write_app(tmp_path, SETTING, settings={"SETTING": "from the file"})
    with RelayProcess("UseDevelopmentStorage=true", app_dir=app) as host:
        assert host.get("/setting").text == "from the file"
    settings = {"SETTING": "from the environment"}
    with RelayProcess("UseDevelopmentStorage=true", settings, app_dir=app) as host:
        assert host.get("/setting").text == "from the environment"


def test_told_to_stop_before_it_has_started(tmp_path: Path) -> None:
    app = write_app(tmp_path, "print('starting', flush=True)\ntime.sleep(60)\n" + SETTING)
    process = start_devhost(["--port", "0"], {}, app)
    assert process.stdout is not None
    with process.stdout as output:
        assert output.readline() == "starting\n"
        process.send_signal(signal.SIGTERM)
        assert output.read() == ""
    assert process.wait(30) == 0
