"""The README's story: why a delivery failed is found and mended from the overview in few clicks."""

from __future__ import annotations

import re
import time

import pytest
from playwright.sync_api import Page, expect

from tests.docs import markdown
from tests.docs.markdown import README
from tests.support.client import Client, ping_event
from tests.support.subscribers import Subscribe
from tests.ui.looking import tab_to

MOST_CLICKS = 4
MOST_SECONDS = 60


@pytest.mark.parametrize("way", ["mouse", "keyboard"])
def test_a_stranger_finds_why_a_delivery_failed_and_mends_it(
    page: Page, client: Client, subscribe: Subscribe, way: str
) -> None:
    mine = subscribe("ping", name=f"mine by {way}")
    mine.receiver.down()
    event = ping_event()
    client.post(event)
    mine.wait_for_state(event["event_id"], "waiting")
    client.relay.tick()
    clicks: list[str] = []
    page.expose_function("clicked", lambda text: clicks.append(text))
    page.add_init_script(
        "addEventListener('click', event => clicked(event.target.textContent), true)"
    )

    def open_(role: str, name: str | re.Pattern[str]) -> None:
        element = page.get_by_role(role, name=name).first  # type: ignore[arg-type]
        if way == "mouse":
            element.click()
        else:
            expect(element).to_be_visible()
            tab_to(page, element.inner_text())
            page.keyboard.press("Enter")

    began = time.monotonic()
    page.goto("/")
    expect(page.get_by_role("row").filter(has_text=f"mine by {way}")).to_contain_text("Retrying")
    open_("link", f"mine by {way}")
    expect(page.get_by_role("heading", level=1)).to_have_text(f"mine by {way}")
    open_("link", event["event_id"])
    expect(page.get_by_role("heading", level=1)).to_have_text("Delivery")
    expect(page.locator("main")).to_contain_text(re.compile("no connection", re.IGNORECASE))
    expect(page.locator("main")).to_contain_text("Check that the receiver runs")
    mine.receiver.up()
    open_("button", "Attempt now")
    client.relay.tick()
    mine.wait_for_state(event["event_id"], "delivered")
    expect(page.locator("main")).to_contain_text("Delivered", timeout=30_000)
    assert time.monotonic() - began < MOST_SECONDS
    assert 3 <= len(clicks) <= MOST_CLICKS, clicks


def test_the_readme_tells_this_story() -> None:
    section = markdown.section(README, "First event in five minutes")
    story = section[section.index("Now open <http://localhost:7071/>") :]
    steps = re.findall(r"^\d\. .*(?:\n .*)*", story, re.MULTILINE)
    assert len(steps) == 3
    for word, step in zip(["overview", "deliveries", "Attempt now"], steps, strict=True):
        assert word in step
