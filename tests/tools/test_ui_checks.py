"""``python -m tools.ui``: the page's files have no fault, and each kind of fault is found."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.relay import ROOT
from tools.ui import __main__ as checks
from tools.ui.api_types import typescript

pytestmark = pytest.mark.slow


def test_the_pages_files_have_no_fault() -> None:
    assert list(checks.faults()) == []


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A checkout in which files may be spoiled; packages are those of this one."""
    for name in ("shared", "tools"):
        shutil.copytree(
            ROOT / name,
            tmp_path / name,
            ignore=shutil.ignore_patterns("node_modules", "__pycache__"),
        )
    (tmp_path / "tools/npm/node_modules").symlink_to(ROOT / "tools/npm/node_modules")
    return tmp_path


def faults(checkout: Path) -> str:
    """What the command says of *checkout*; it must fail."""
    done = subprocess.run(
        [sys.executable, "-m", "tools.ui"],
        cwd=checkout,
        env={**os.environ, "PYTHONPATH": str(checkout)},
        capture_output=True,
        text=True,
        timeout=100,
    )
    assert done.returncode == 1, done.stdout + done.stderr
    return done.stdout


def test_each_kind_of_fault_is_found(copy: Path) -> None:
    static = copy / "shared/ui/static"
    vendored = static / "vendor/preact.js"
    vendored.write_text(vendored.read_text() + "\n")
    models = static / "models.d.ts"
    models.write_text(models.read_text().replace("waiting", "wating"))
    time_module = static / "time.js"
    time_module.write_text(time_module.read_text() + "\nexport const wrong = span('7');\n")
    relay = static / "relay.js"
    relay.write_text(relay.read_text() + "\nexport function f( a ) { console.log(a) }\n")
    (static / "style.css").write_text("body{color:#zzz}")
    said = faults(copy)
    assert "vendor/preact.js: differs; run python -m tools.ui build" in said
    assert "models.d.ts: differs" in said
    assert "time.js" in said
    assert "TS2345" in said
    assert "noConsole" in said
    assert "style.css" in said


def test_a_member_that_the_api_has_not_is_found(copy: Path) -> None:
    view = copy / "shared/ui/static/views/overview.js"
    text = view.read_text()
    assert "health.oldest_due_seconds" in text
    view.write_text(text.replace("health.oldest_due_seconds", "health.oldest_due_secs"))
    assert "oldest_due_secs" in faults(copy)


def test_types_are_made_of_what_is_imported() -> None:
    sources = ['/** @import { Problem, Tone } from "./models.d.ts" */']
    made = typescript(sources)
    assert "export type Problem = {" in made
    assert '"errors"?: Array<FieldProblem>;' in made
    assert "export type FieldProblem = {" in made
    assert "Webhook" not in made
