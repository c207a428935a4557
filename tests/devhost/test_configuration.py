"""What host.json, the example settings and the locked requirements must agree on."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Sequence
from typing import Any

import pytest

from devhost.settings import read_app_settings, read_host_options
from tests.support.relay import ROOT

EXAMPLE = ROOT / "local.settings.example.json"


LIST_TRIGGERS = """
import json, pathlib, sys
from devhost.host import load
app = load(pathlib.Path(), pathlib.Path(sys.argv[1]), None, 600)
print(json.dumps([dict(function.trigger) for function in app.functions]))
"""


@pytest.fixture(scope="module")
def triggers() -> Sequence[dict[str, Any]]:
    """Those of the relay, as devhost indexes it."""
    command = [sys.executable, "-c", LIST_TRIGGERS, EXAMPLE.name]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, check=True, timeout=60)
    found: list[dict[str, Any]] = json.loads(run.stdout)
    return found


def test_there_are_threads_for_every_message_in_flight(
    triggers: Sequence[dict[str, Any]],
) -> None:
    """A message without a thread waits for one, and while it waits its lease runs on."""
    listeners = sum(trigger["type"] == "queueTrigger" for trigger in triggers)
    queues = read_host_options(ROOT).queues
    in_flight = (queues.batch_size + queues.new_batch_threshold) * listeners
    threads = int(read_app_settings(ROOT, EXAMPLE)["PYTHON_THREADPOOL_THREAD_COUNT"])
    room_for_http = threads - in_flight
    assert listeners == 6
    assert room_for_http >= 16


def test_the_queues_have_poison_queues_with_functions(
    triggers: Sequence[dict[str, Any]],
) -> None:
    names = {trigger.get("queueName") for trigger in triggers} - {None}
    lanes = {"deliveries", "retries", "slow-deliveries"}
    assert names == lanes | {f"{lane}-poison" for lane in lanes}


def test_what_the_relay_needs_of_the_host() -> None:
    options = read_host_options(ROOT)
    assert options.route_prefix == "", "Singularity's calls lie outside /api"
    assert options.queues.base64
    assert options.queues.max_polling_interval <= 2
    sampling = read("host.json")["logging"]["applicationInsights"]["samplingSettings"]
    assert "Trace" in sampling["excludedTypes"].split(";"), "log lines are data"


def test_the_example_is_what_func_reads() -> None:
    example = read("local.settings.example.json")
    assert example["IsEncrypted"] is False
    assert example["Values"]["FUNCTIONS_WORKER_RUNTIME"] == "python"


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt"])
def test_requirements_are_pinned_hashed_and_name_no_index(name: str) -> None:
    lines = (ROOT / name).read_text().splitlines()
    pins = [line for line in lines if re.match(r"[a-z0-9]", line)]
    assert pins
    assert all(re.fullmatch(r"[a-z0-9._-]+==\S+( ; [^\\]+)? \\", line) for line in pins)
    hashes = [line for line in lines if "--hash=" in line]
    assert all(re.fullmatch(r" +--hash=sha256:[0-9a-f]{64}( \\)?", line) for line in hashes)
    assert not any("://" in line or "find-links" in line or "index-url" in line for line in lines)


def test_both_requirements_agree() -> None:
    deployed, local = pinned("requirements.txt"), pinned("requirements-dev.txt")
    assert set(deployed) <= set(local)


def test_azurite_is_pinned_and_its_lock_names_no_registry() -> None:
    version = read("tools/npm/package.json")["dependencies"]["azurite"]
    lock = read("tools/npm/package-lock.json")["packages"]
    assert lock["node_modules/azurite"]["version"] == version
    assert version in (ROOT / "compose.yaml").read_text()
    installed = [entry for path, entry in lock.items() if path]
    assert all("integrity" in entry and "resolved" not in entry for entry in installed)


def read(name: str) -> Any:
    return json.loads((ROOT / name).read_text())


def pinned(name: str) -> Sequence[str]:
    pin = re.compile(r"^([a-z0-9._-]+==\S+(?: ; [^\\]+)?) \\$", re.MULTILINE)
    return pin.findall((ROOT / name).read_text())
