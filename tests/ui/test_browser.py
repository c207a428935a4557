"""Which browser the tests use, and what is said where there is none."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.support.relay import ROOT
from tests.ui.browser import Complaints
from tools.ui import chromium


def test_the_browser_can_be_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    program = tmp_path / "my-chromium"
    program.write_text("#!/bin/sh\n")
    program.chmod(0o755)
    monkeypatch.setenv("CHROMIUM", str(program))
    assert chromium.find() == str(program)


@pytest.fixture
def shown(page: Page) -> Iterator[None]:
    """Stands for what a page shows, such as a webhook, and what is deleted after the test."""
    yield
    page.evaluate("fetch('/api/webhooks/deleted')")


@pytest.mark.usefixtures("shown")
def test_a_page_may_ask_for_what_is_deleted_after_its_test(page: Page) -> None:
    page.goto("/ui/")


def test_what_a_page_says_before_is_heard(page: Page, complaints: Complaints) -> None:
    page.goto("/ui/")
    page.evaluate("console.error('a'); setTimeout(() => { throw 'b' })")
    page.wait_for_timeout(100)
    assert len(complaints.unexpected) == 2
    complaints.expect("a|b")


@pytest.mark.slow
@pytest.mark.parametrize(("required", "exit_code"), [("", 0), ("1", 1)])
def test_without_one_tests_are_skipped_or_fail_and_say_how_to_get_it(
    required: str, exit_code: int
) -> None:
    done = subprocess.run(
        [
            *(sys.executable, "-m", "pytest", "-q", "-p", "no:xdist"),
            *("tests/ui/test_overview.py", "-k", "states_are_told or trouble"),
        ],
        cwd=ROOT,
        env={**os.environ, "CHROMIUM": "/none", "REQUIRE_BROWSER": required},
        capture_output=True,
        text=True,
        timeout=100,
    )
    assert done.returncode == exit_code, done.stdout
    assert "`apt-get install chromium`" in done.stdout
    if not required:
        assert "SKIPPED [2] tests/ui/test_overview.py: no Chromium" in done.stdout


def test_continuous_integration_requires_it() -> None:
    script = (ROOT / ".ci" / "run").read_text()
    assert script.index("export REQUIRE_BROWSER=1") < script.index("make test")
    assert "apt-get install --yes --no-install-recommends chromium" in script
