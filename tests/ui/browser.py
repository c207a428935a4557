"""A browser for the tests: where it is, how it is started, and what is held against it."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, Playwright

SECONDS = 20
"""How long a test waits for what it expects: machines that test are busy."""

_PROGRAMS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


MISSING = (
    "no Chromium, so the page is not tested in a browser: install it (Debian, Ubuntu: "
    "`apt-get install chromium`), or name one with CHROMIUM=/path/to/it"
)


def find_browser() -> str | None:
    """Return the browser that ``CHROMIUM`` names, or one on the PATH; None if there is none."""
    named = os.environ.get("CHROMIUM")
    found = (shutil.which(program) for program in ([named] if named else _PROGRAMS))
    return next(filter(None, found), None)


def is_required() -> bool:
    """Whether a missing browser is a failure, as it is in continuous integration."""
    return bool(os.environ.get("REQUIRE_BROWSER"))


def launch(playwright: Playwright) -> Browser:
    """Start the browser, with a profile of its own that is removed at the end."""
    program = find_browser()
    if program is None:
        pytest.fail(MISSING)
    return playwright.chromium.launch(executable_path=program, args=_ARGUMENTS)


@dataclass
class Complaints:
    """What the browser complained of: errors in the console, violations of the CSP, exceptions."""

    found: list[str] = field(default_factory=list)
    _expected: list[str] = field(default_factory=list)

    def expect(self, pattern: str) -> None:
        """Allow complaints that *pattern* is found in, such as the 503 that a test causes."""
        self._expected.append(pattern)

    @property
    def unexpected(self) -> list[str]:
        return [
            text
            for text in self.found
            if not any(re.search(pattern, text) for pattern in self._expected)
        ]

    def listen(self, page: Page) -> None:
        page.on("console", self._on_console)
        page.on("pageerror", lambda error: self.found.append(f"exception: {error}"))

    def _on_console(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self.found.append(f"{message.type}: {message.text} ({message.location['url']})")


@contextmanager
def visiting(browser: Browser, url: str, complaints: Complaints, **options: Any) -> Iterator[Page]:
    """Yield a page in a profile of its own, in Berlin's zone; *options* are those of a context."""
    given = {
        "base_url": url,
        "color_scheme": "light",
        "locale": "en-GB",
        "timezone_id": "Europe/Berlin",
        "viewport": {"width": 1200, "height": 900},
        **options,
    }
    context = browser.new_context(**given)
    try:
        context.set_default_timeout(SECONDS * 1000)
        page = context.new_page()
        complaints.listen(page)
        yield page
    finally:
        context.close()
