"""The workflows have the form that GitHub's published schema asks for."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from tests.support.relay import ROOT

WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))


def checked(path: Path) -> int:
    """Return the exit code of the check against the schema that the package carries."""
    return subprocess.run(
        [
            *(sys.executable, "-m", "check_jsonschema"),
            *("--builtin-schema", "vendor.github-workflows", str(path)),
        ],
    ).returncode


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_a_workflow_is_valid(path: Path) -> None:
    assert checked(path) == 0


def test_the_check_finds_faults(tmp_path: Path) -> None:
    bad = tmp_path / "deploy.yml"
    text = (ROOT / ".github/workflows/deploy.yml").read_text()
    bad.write_text(text.replace("runs-on:", "runs_on:", 1))
    assert checked(bad) == 1


def test_deploy_starts_by_hand_only_and_asks_for_a_token_in_one_job() -> None:
    workflow = YAML(typ="safe", pure=True).load(ROOT / ".github/workflows/deploy.yml")
    assert list(workflow["on"]) == ["workflow_dispatch"]
    assert workflow["permissions"] == {"contents": "read"}
    jobs = workflow["jobs"]
    assert jobs["deploy"]["needs"] == "test"
    assert jobs["deploy"]["permissions"] == {"contents": "read", "id-token": "write"}
    assert "permissions" not in jobs["test"]


def test_its_shell_parses() -> None:
    workflow = YAML(typ="safe", pure=True).load(ROOT / ".github/workflows/deploy.yml")
    for job in workflow["jobs"].values():
        for script in (step["run"] for step in job["steps"] if "run" in step):
            subprocess.run(["bash", "-n"], input=script, text=True, check=True)
