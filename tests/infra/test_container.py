"""The image has the deployed package and nothing else; KEDA watches each queue with a function."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.support.in_process import QUEUES
from tests.support.relay import ROOT
from tools.infra import kubernetes

HADOLINT = Path(sys.executable).with_name("hadolint")
KUBERNETES = ROOT / "infra/containers/kubernetes.yaml"
PACKAGE = {"function_app.py", "host.json", "requirements.txt", "shared"}
"""What ``.funcignore`` lets through, by ``test_package.py``."""


def linted(path: Path) -> int:
    return subprocess.run([HADOLINT, "--no-color", path]).returncode


def objects() -> dict[str, Any]:
    """The objects of the Kubernetes file by kind, of which each has one."""
    return {each["kind"]: each for each in kubernetes.read(KUBERNETES)}


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


@pytest.mark.parametrize(
    "name",
    [
        "AzureWebJobsDisableHomepage",
        "FUNCTIONS_WORKER_RUNTIME",
        "PYTHON_THREADPOOL_THREAD_COUNT",
    ],
)
def test_the_image_has_the_settings_of_one_shared_process(name: str) -> None:
    example = (ROOT / "local.settings.example.json").read_text()
    local = re.search(rf'"{name}": "(\w+)"', example)
    image = re.search(rf"{name}=(\w+)", (ROOT / "Dockerfile").read_text())
    assert local
    assert image
    assert image[1] == local[1]


def test_the_objects_are_as_kubernetes_and_keda_want_them() -> None:
    assert list(kubernetes.faults(kubernetes.read(KUBERNETES))) == []


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("apps/v1", "apps/v1beta1", "no schema of apps/v1beta1"),
        ("kind: Service\n", "kind: Servic\n", "no schema of v1"),
        ("matchLabels", "matchLabel", "'matchLabel' was unexpected"),
        ("containerPort: 80", "containerPort: '80'", "'80' is not of type 'integer'"),
        ("containerPort: 80", "port: 80", "'containerPort' is a required property"),
        ("- name: relay\n", "- nam: relay\n", "'name' is a required property"),
        ("secretKeyRef", "secretRef", "'secretRef' was unexpected"),
        ("tcpSocket: { port: 80 }", "tcpSocket: 80", "80 is not of type"),
        ("failureThreshold", "failureTreshold", "'failureTreshold' was unexpected"),
        ("minReplicaCount: 1", "minReplicas: 1", "'minReplicas' was unexpected"),
        ("minReplicaCount: 1", "minReplicaCount: one", "'one' is not of type 'integer'"),
        ("scaleTargetRef: { name", "scaleTargetRef: { deployment", "'name' is a required property"),
        ("provider: azure-workload", "provider: azure-wrkload", "is not one of"),
        ('queueLength: "100"', "queueLength: 100", "100 is not of type 'string'"),
        ("queueLength", "queueLen", "azure-queue has no parameter queueLen"),
        (", accountName: REPLACE-ACCOUNT, queue", ", queue", "azure-queue needs accountName"),
        ("type: azure-queue", "type: azure-queues", "a trigger of type azure-queues"),
        ("authenticationRef:", "authenticationReference:", "'authenticationReference' was"),
    ],
)
def test_an_object_that_they_refuse_is_found(old: str, new: str, said: str, tmp_path: Path) -> None:
    wrong = tmp_path / "kubernetes.yaml"
    text = KUBERNETES.read_text()
    assert old in text
    wrong.write_text(text.replace(old, new, 1))
    assert said in "\n".join(kubernetes.faults(kubernetes.read(wrong)))


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
