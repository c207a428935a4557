"""What the tests of several views look for on the page, and how they get there by keyboard."""

from __future__ import annotations

from playwright.sync_api import Locator, Page, expect

_MOST_TABS = 120


def situation(page: Page) -> Locator:
    """How a webhook is doing, in its view."""
    return page.get_by_role("region", name="How it is doing")


def deliveries(page: Page) -> Locator:
    """The rows of the list of a webhook's deliveries, without its head."""
    return page.get_by_role("table", name="Deliveries").locator("tbody tr")


def row(page: Page, text: str) -> Locator:
    """The row of a table that has *text*."""
    return page.get_by_role("row").filter(has_text=text)


def settled(page: Page) -> None:
    """Wait until the view shows what it has loaded."""
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(page.locator(".pending")).to_have_count(0)


def overflow(page: Page) -> int:
    """How far the page is wider than the screen, so that it would have to be moved sideways."""
    width: int = page.evaluate(
        "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    )
    return width


def tab_to(page: Page, text: str) -> None:
    """Press Tab until the element with *text* has the focus."""
    for _ in range(_MOST_TABS):
        if page.evaluate("document.activeElement.innerText") == text:
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"Tab does not lead to {text!r}")
