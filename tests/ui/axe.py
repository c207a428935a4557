"""axe-core in a page: the rules of WCAG 2.2 AA."""

from __future__ import annotations

from functools import cache
from typing import Any

from playwright.sync_api import Page

from tests.support.relay import ROOT

_SOURCE = ROOT / "tools" / "npm" / "node_modules" / "axe-core" / "axe.min.js"
_OPTIONS = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "rules": {"target-size": {"enabled": True}},  # off unless it is asked for
    "resultTypes": ["violations"],
}


@cache
def _source() -> str:
    return _SOURCE.read_text(encoding="utf-8")


def violations(page: Page) -> list[str]:
    """Return what is wrong with *page* as it is now: rule, element, why."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(_source())
    # What fades in or out has other colours for a moment.
    page.evaluate("Promise.all(document.getAnimations().map(a => a.finished.catch(() => 0)))")
    results: dict[str, Any] = page.evaluate("options => axe.run(document, options)", _OPTIONS)
    return [
        f"{violation['id']}: {node['target']}: {node['failureSummary']}"
        for violation in results["violations"]
        for node in violation["nodes"]
    ]
