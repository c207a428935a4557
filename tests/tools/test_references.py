"""The references that scripts took from large packages are what those packages say today.

The packages are not installed for each run of the tests: where ``.local`` has none, a test is
skipped, and says how to get one.
"""

from __future__ import annotations

import json
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from tests.support.relay import ROOT

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]

REFERENCES = {
    "tools/azure_commands/az_reference.py": (".local/azure-cli", "az.json"),
    "tools/infra/kubernetes_reference.py": (".local/kubernetes", "kubernetes.json"),
}


@pytest.mark.parametrize("script", REFERENCES)
def test_a_reference_is_current(script: str) -> None:
    environment, file = REFERENCES[script]
    python = ROOT / environment / "bin" / "python"
    if not python.exists():
        pytest.skip(f"no {environment}: {script} says how to make it")
    done = subprocess.run(
        [python, script, "-"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    kept = json.loads((ROOT / script).with_name(file).read_text())
    found = json.loads(done.stdout)
    assert differences(kept, found) == [], f"read them, and run {script} again"


def differences(kept: Any, found: Any, where: str = "") -> list[str]:
    """Return where two documents differ, the most outer places only."""
    if isinstance(kept, Mapping) and isinstance(found, Mapping):
        return [
            line
            for key in sorted(set(kept) | set(found))
            for line in differences(kept.get(key), found.get(key), f"{where}/{key}")
        ]
    return [] if kept == found else [where]


def test_a_difference_is_found() -> None:
    kept = {"version": "1", "commands": {"a": [1], "b": []}}
    found = {"version": "1", "commands": {"a": [2], "c": []}}
    assert differences(kept, found) == ["/commands/a", "/commands/b", "/commands/c"]
    assert differences(kept, kept) == []


def test_the_scripts_are_there() -> None:
    for script, (_, file) in REFERENCES.items():
        assert (ROOT / script).exists()
        assert Path(ROOT / script).with_name(file).exists()
