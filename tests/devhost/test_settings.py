from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from devhost.errors import StartError
from devhost.settings import (
    HostOptions,
    QueueOptions,
    parse_time_span,
    read_app_settings,
    read_host_options,
    resolve,
)


def write(file: Path, document: Any) -> Path:
    file.write_text(document if isinstance(document, str) else json.dumps(document))
    return file


def host(tmp_path: Path, **extensions: Any) -> HostOptions:
    write(tmp_path / "host.json", {"version": "2.0", "extensions": extensions})
    return read_host_options(tmp_path)


def test_the_defaults_are_the_real_hosts(tmp_path: Path) -> None:
    options = host(tmp_path)
    assert options.route_prefix == "api"
    assert options.queues == QueueOptions(16, 8, 60.0, 5, 0.0, True)


def test_what_host_json_says(tmp_path: Path) -> None:
    queues = {
        "batchSize": 4,
        "maxPollingInterval": "00:00:01.5",
        "maxDequeueCount": 2,
        "visibilityTimeout": "1.00:00:10",
        "messageEncoding": "None",
    }
    options = host(tmp_path, http={"routePrefix": ""}, queues=queues)
    assert options.route_prefix == ""
    assert options.queues == QueueOptions(4, 2, 1.5, 2, 86410.0, False)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("batchSize", 33),
        ("batchSize", 0),
        ("batchSize", True),
        ("newBatchThreshold", -1),
        ("maxDequeueCount", 0),
        ("maxPollingInterval", "1s"),
        ("visibilityTimeout", 10),
        ("messageEncoding", "utf8"),
        ("messageEncoding", None),
    ],
)
def test_a_value_that_cannot_be_is_named(tmp_path: Path, name: str, value: Any) -> None:
    with pytest.raises(StartError, match=f"extensions.queues.{name} must be"):
        host(tmp_path, queues={name: value})


@pytest.mark.parametrize("document", ["", "[]", '{"version": "1.0"}', "{}"])
def test_a_host_json_that_is_none(tmp_path: Path, document: str) -> None:
    write(tmp_path / "host.json", document)
    with pytest.raises(StartError, match=r"host\.json"):
        read_host_options(tmp_path)


def test_a_missing_host_json(tmp_path: Path) -> None:
    with pytest.raises(StartError, match=r"host\.json: No such file"):
        read_host_options(tmp_path)


def test_local_settings_come_before_the_example(tmp_path: Path) -> None:
    assert read_app_settings(tmp_path) == {}
    write(tmp_path / "local.settings.example.json", {"Values": {"A": "example"}})
    assert read_app_settings(tmp_path) == {"A": "example"}
    write(tmp_path / "local.settings.json", {"Values": {"A": "own"}})
    assert read_app_settings(tmp_path) == {"A": "own"}
    given = write(tmp_path / "given.json", {"Values": {"A": "given"}})
    assert read_app_settings(tmp_path, given) == {"A": "given"}


@pytest.mark.parametrize(
    ("document", "message"),
    [
        ({"IsEncrypted": True, "Values": {"A": "x"}}, "IsEncrypted"),
        ({"Values": {"A": 1}}, "the value of A must be a string"),
        ("{", "not valid JSON"),
    ],
)
def test_local_settings_that_cannot_be_read(tmp_path: Path, document: Any, message: str) -> None:
    write(tmp_path / "local.settings.json", document)
    with pytest.raises(StartError, match=message):
        read_app_settings(tmp_path)


def test_settings_in_bindings() -> None:
    assert resolve("a-%X%-%Y%", {"X": "1", "Y": "2"}, "here") == "a-1-2"
    assert resolve("100%", {}, "here") == "100%"
    with pytest.raises(StartError, match="here: the app setting MISSING"):
        resolve("%MISSING%", {}, "here")


@pytest.mark.parametrize(
    ("text", "seconds"),
    [("00:00:10", 10.0), ("01:02:03", 3723.0), ("2.00:00:00", 172800.0), ("00:00:00.25", 0.25)],
)
def test_time_spans(text: str, seconds: float) -> None:
    assert parse_time_span(text) == seconds


@pytest.mark.parametrize("text", ["", "10", "10s", "1:2:3", "-00:00:01"])
def test_what_is_no_time_span(text: str) -> None:
    with pytest.raises(ValueError, match="is not a time span"):
        parse_time_span(text)
