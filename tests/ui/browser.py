"""A browser for the tests: whether it may be missing, its profiles, what it complains of."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import Browser, ConsoleMessage, Page

SECONDS = 20
"""How long a test waits for what it expects: machines that test are busy."""


def is_required() -> bool:
    """Whether a missing browser is a failure, as it is in continuous integration."""
    return bool(os.environ.get("REQUIRE_BROWSER"))


@dataclass
class Complaints:
    """What the browser complained of: errors in the console, violations of the CSP, exceptions."""

    found: list[str] = field(default_factory=list)
    _expected: list[str] = field(default_factory=list)
    _ended: bool = False

    def end(self) -> None:
        """Hear no more."""
        self._ended = True

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
        page.on("pageerror", lambda error: self._hear(f"exception: {error}"))

    def _on_console(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self._hear(f"{message.type}: {message.text} ({message.location['url']})")

    def _hear(self, complaint: str) -> None:
        if not self._ended:
            self.found.append(complaint)


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
