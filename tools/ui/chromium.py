"""The Chromium that shows the page to the tests, and that takes its pictures."""

from __future__ import annotations

import os
import shutil

from playwright.sync_api import Browser, Playwright

MISSING = (
    "no Chromium: install it (Debian: `apt-get install chromium-headless-shell`, or "
    "`apt-get install chromium`), or name one with CHROMIUM=/path/to/it"
)

# The headless shell has no window of its own to keep up: a page in it takes a quarter of the CPU.
_PROGRAMS = (
    "chromium-headless-shell",
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
)
_ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


class NoChromiumError(Exception):
    """There is no Chromium; the message says how to get it."""

    def __init__(self) -> None:
        super().__init__(MISSING)


def find() -> str | None:
    """Return the browser that ``CHROMIUM`` names, or one on the PATH; None if there is none."""
    named = os.environ.get("CHROMIUM")
    found = (shutil.which(program) for program in ([named] if named else _PROGRAMS))
    return next(filter(None, found), None)


def launch(playwright: Playwright) -> Browser:
    """Start the browser, with a profile of its own that is removed at the end.

    Raises `NoChromiumError`.
    """
    program = find()
    if program is None:
        raise NoChromiumError
    return playwright.chromium.launch(executable_path=program, args=_ARGUMENTS)
