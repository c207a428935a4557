"""Function keys under ``devhost --auth``: which key opens what, and the file they are in."""

from __future__ import annotations

import json
import os
import re
import signal
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import requests

from devhost.errors import StartError
from devhost.keys import read_key_ring
from tests.devhost.apps import write_app
from tests.docs import markdown
from tests.support.relay import ROOT, RelayProcess

APP = """
@app.route(route="open")
def open_to_all(req: func.HttpRequest) -> str:
    return "in"

@app.route(route="mine", auth_level=func.AuthLevel.FUNCTION)
def Mine(req: func.HttpRequest) -> str:
    return "in"

@app.route(route="other", auth_level=func.AuthLevel.FUNCTION)
def other(req: func.HttpRequest) -> str:
    return "in"

@app.route(route="masters", auth_level=func.AuthLevel.ADMIN)
def masters(req: func.HttpRequest) -> str:
    return "in"

@app.timer_trigger(arg_name="timer", schedule="0 0 0 1 1 *")
def tick(timer: func.TimerRequest) -> None:
    pass
"""
KEYS = {
    "masterKey": "the-master",
    "functionKeys": {"default": "the-hosts", "second": "the-hosts-second"},
    "functions": {"mine": {"default": "for-mine"}},
}


@pytest.fixture(scope="module")
def host(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RelayProcess]:
    folder = write_app(tmp_path_factory.mktemp("app"), APP)
    keys = folder / "keys.json"
    keys.write_text(json.dumps(KEYS))
    arguments = ["--auth", str(keys)]
    with RelayProcess("UseDevelopmentStorage=true", arguments=arguments, app_dir=folder) as host:
        yield host


@pytest.mark.parametrize(
    ("path", "keys_that_open"),
    [
        ("/open", {"", "wrong", "for-mine", "the-hosts", "the-hosts-second", "the-master"}),
        ("/mine", {"for-mine", "the-hosts", "the-hosts-second", "the-master"}),
        ("/other", {"the-hosts", "the-hosts-second", "the-master"}),
        ("/masters", {"the-master"}),
    ],
)
def test_which_key_opens_what(host: RelayProcess, path: str, keys_that_open: set[str]) -> None:
    for key in ("", "wrong", "for-mine", "the-hosts", "the-hosts-second", "the-master", "ä"):
        headers = {"X-Functions-Key": key.encode()} if key else {}
        expected = 200 if key in keys_that_open or path == "/open" else 401
        by_header = host.get(path, headers=headers)
        by_query = host.get(path, params={"code": key})
        assert (by_header.status_code, by_query.status_code) == (expected, expected), key
        if expected == 401:
            assert by_header.content == b""


def test_the_header_wins_over_the_query(host: RelayProcess) -> None:
    headers = {"x-functions-key": "wrong"}
    assert host.get("/mine?code=for-mine", headers=headers).status_code == 401


def test_admin_wants_the_master_key(host: RelayProcess) -> None:
    assert host.get("/admin/host/ping").status_code == 200
    for key, expected in (("the-hosts", 401), ("the-master", 202)):
        headers = {"x-functions-key": key}
        assert host.post("/admin/functions/tick", headers=headers, json={}).status_code == expected
    assert host.get("/admin/nowhere").status_code == 401


def test_a_missing_file_is_made_for_its_owner_alone(tmp_path: Path) -> None:
    file = tmp_path / "new" / "keys.json"
    ring = read_key_ring(file, ["Mine"])
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert read_key_ring(file, []) == ring
    keys = json.loads(file.read_text())
    assert ring.opens(keys["functions"]["Mine"]["default"], "function", "mine")
    assert not ring.opens("", "function", "mine")
    assert len({ring.master, *ring.host, *ring.functions["mine"]}) == 3


def test_the_command_of_the_readme_makes_keys_that_open_what_it_says(tmp_path: Path) -> None:
    text = markdown.section(markdown.README, "Which key opens what")
    command = re.search(r"`\.venv/bin/python (-m devhost --auth)`", text)
    named = re.search(r"reads the keys from `([^`]+)`", text)
    assert command
    assert named
    app = write_app(tmp_path, APP)
    process = subprocess.Popen(
        [sys.executable, *command[1].split(), "--port", "0"],
        cwd=app,
        env={**os.environ, "PYTHONPATH": str(ROOT), "AzureWebJobsStorage": "unused"},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )
    with process:
        try:
            url = listening_url(process)
            file = app / named[1]
            assert stat.S_IMODE(file.stat().st_mode) == 0o600
            keys = json.loads(file.read_text())
            of_mine = keys["functions"]["Mine"]["default"]
            of_host = keys["functionKeys"]["default"]

            assert status(f"{url}/open", "") == 200
            assert [status(f"{url}/mine", key) for key in ("", of_mine, of_host)] == [401, 200, 200]
            assert [status(f"{url}/other", key) for key in (of_mine, of_host)] == [401, 200]
            assert status(f"{url}/masters", of_host) == 401
            assert status(f"{url}/masters", keys["masterKey"]) == 200
        finally:
            process.send_signal(signal.SIGINT)
            process.communicate(timeout=45)
    assert process.returncode == 0


def listening_url(process: subprocess.Popen[str]) -> str:
    """Return the URL that devhost announces. Fails where it ends without announcing one."""
    assert process.stderr is not None
    lines = []
    for line in process.stderr:
        lines.append(line)
        if found := re.search(r"Listening on (http://localhost:\d+)", line):
            return found[1]
    raise AssertionError("".join(lines))


def status(url: str, key: str) -> int:
    headers = {"x-functions-key": key} if key else {}
    return requests.get(url, headers=headers, timeout=30).status_code


@pytest.mark.parametrize(
    "document",
    [
        "{",
        "[]",
        "{}",
        '{"masterKey": ""}',
        '{"masterKey": 1}',
        '{"masterKey":"x","functionKeys":[]}',
    ],
)
def test_a_file_that_holds_no_keys(tmp_path: Path, document: str) -> None:
    file = tmp_path / "keys.json"
    file.write_text(document)
    with pytest.raises(StartError, match=r"keys\.json"):
        read_key_ring(file, [])
