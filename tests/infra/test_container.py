"""The image has the deployed package and nothing else; KEDA watches each queue with a function."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from tests.support.in_process import QUEUES
from tests.support.relay import ROOT

HADOLINT = Path(sys.executable).with_name("hadolint")
KUBERNETES = ROOT / "infra/containers/kubernetes.yaml"
PACKAGE = {"function_app.py", "host.json", "requirements.txt", "shared"}
"""What ``.funcignore`` lets through, by ``test_package.py``."""


def linted(path: Path) -> int:
    return subprocess.run([HADOLINT, "--no-color", path]).returncode


def objects() -> dict[str, Any]:
    """The objects of the Kubernetes file by kind, of which each has one."""
    found = YAML(typ="safe", pure=True).load_all(KUBERNETES)
    return {each["kind"]: each for each in found}


def test_hadolint_finds_no_fault(tmp_path: Path) -> None:
    assert linted(ROOT / "Dockerfile") == 0
    bad = tmp_path / "Dockerfile"
    bad.write_text("FROM python:latest\nRUN cd /tmp && pip install x\n")
    assert linted(bad) == 1


def test_dockerignore_lets_the_package_through_and_nothing_else() -> None:
    lines = (ROOT / ".dockerignore").read_text().splitlines()
    patterns = [line for line in lines if line and not line.startswith("#")]
    assert patterns[0] == "*"
    assert {line[1:] for line in patterns if line.startswith("!")} == PACKAGE
    assert patterns[-2:] == ["**/__pycache__", "**/*.pyc"], "after what is let through"


def test_the_image_copies_the_whole_package() -> None:
    text = (ROOT / "Dockerfile").read_text()
    copied = [line.split()[1:-1] for line in text.splitlines() if line.startswith("COPY")]
    assert {name for names in copied for name in names} == PACKAGE


@pytest.mark.parametrize("name", ["PYTHON_THREADPOOL_THREAD_COUNT", "FUNCTIONS_WORKER_RUNTIME"])
def test_the_image_has_the_settings_of_one_shared_process(name: str) -> None:
    example = (ROOT / "local.settings.example.json").read_text()
    local = re.search(rf'"{name}": "(\w+)"', example)
    image = re.search(rf"{name}=(\w+)", (ROOT / "Dockerfile").read_text())
    assert local
    assert image
    assert image[1] == local[1]


def test_keda_watches_every_queue_that_has_a_function() -> None:
    triggers = objects()["ScaledObject"]["spec"]["triggers"]
    assert {trigger["type"] for trigger in triggers} == {"azure-queue"}
    assert [trigger["metadata"]["queueName"] for trigger in triggers] == list(QUEUES)


def test_the_objects_name_each_other() -> None:
    found = objects()
    pod = found["Deployment"]["spec"]["template"]
    assert pod["spec"]["serviceAccountName"] == found["ServiceAccount"]["metadata"]["name"]
    labels = pod["metadata"]["labels"]
    assert found["Deployment"]["spec"]["selector"]["matchLabels"].items() <= labels.items()
    assert found["Service"]["spec"]["selector"].items() <= labels.items()
    scaled = found["ScaledObject"]["spec"]
    assert scaled["scaleTargetRef"]["name"] == found["Deployment"]["metadata"]["name"]
    assert scaled["minReplicaCount"] >= 1
    names = {trigger["authenticationRef"]["name"] for trigger in scaled["triggers"]}
    assert names == {found["TriggerAuthentication"]["metadata"]["name"]}
