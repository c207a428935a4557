"""One browser and one relay for all tests here; a profile of its own for each.

What a browser complains of fails the test, see `tests.ui.browser.Complaints`.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright
from playwright.sync_api import Error as PlaywrightError

from tests.support.client import LOCAL_SETTINGS, Client
from tests.support.relay import RelayProcess
from tests.support.storage import Storage
from tests.ui.browser import SECONDS, Complaints, is_required, visiting
from tools.ui import chromium

expect.set_options(timeout=SECONDS * 1000)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skip the tests that need a browser where there is none; the summary says how to get it."""
    if chromium.find() is None and not is_required():
        skipped = pytest.mark.skip(reason=chromium.MISSING)
        for item in items:
            if "browser" in getattr(item, "fixturenames", ()):
                item.add_marker(skipped)


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_teardown(item: pytest.Item) -> None:
    """Hear no complaints from now on: the page may ask for what the test's fixtures delete."""
    given = getattr(item, "funcargs", {})
    if "page" in given:
        with contextlib.suppress(PlaywrightError):  # the test may have closed it
            given["page"].evaluate("0")  # Playwright tells what the page has said so far
        given["complaints"].end()


# Not for the session: while Playwright runs, this thread has a running event loop.
@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = chromium.launch(playwright)
        yield browser
        browser.close()


@pytest.fixture(scope="package")
def relay(azurite: Storage) -> Iterator[RelayProcess]:
    """A relay whose timer never fires by itself: tests call ``relay.tick()``."""
    with azurite.account() as account, RelayProcess(account, LOCAL_SETTINGS) as process:
        process.tick()
        yield process


@pytest.fixture
def complaints() -> Iterator[Complaints]:
    complaints = Complaints()
    yield complaints
    assert complaints.unexpected == []


@pytest.fixture
def page(browser: Browser, relay: RelayProcess, complaints: Complaints) -> Iterator[Page]:
    with visiting(browser, relay.url, complaints) as page:
        yield page


@pytest.fixture
def own_type(client: Client) -> Iterator[str]:
    """The name of an event type that takes any payload."""
    name = "anything"
    definition: dict[str, Any] = {"description": "Takes any payload."}
    made = client.relay.request("PUT", f"/api/event-types/{name}", json=definition)
    assert made.status_code in (200, 201), made.text
    yield name
    client.relay.request("DELETE", f"/api/event-types/{name}", params={"force": "true"})
