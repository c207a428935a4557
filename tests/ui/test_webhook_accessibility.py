"""The views of webhooks and deliveries by axe-core and by keyboard alone."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.support.client import Client, ping_event
from tests.support.receiver import Answer
from tests.support.subscribers import Subscribe, Subscriber
from tests.ui.axe import violations
from tests.ui.browser import Complaints, visiting
from tests.ui.looking import overflow, settled, tab_to

NARROW, WIDE = 320, 1400
SETTINGS = {
    "name": "a-name-without-any-space " + "x" * 80,
    "headers": {"X-Team": "orders"},
    "secret_token": "kept",
    "filter": {"subjectBeginsWith": "p"},
}


@pytest.fixture
def troubled(client: Client, subscribe: Subscribe) -> Subscriber:
    """A webhook with an attempt that failed."""
    subscriber = subscribe("ping", answer=Answer(503, body=b"x" * 900), **SETTINGS)
    client.relay.post(f"{subscriber.path}/ping")
    subscriber.receiver.wait_for(1)
    return subscriber


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_view_on_a_narrow_and_on_a_wide_screen(
    browser: Browser,
    troubled: Subscriber,
    complaints: Complaints,
    scheme: Literal["light", "dark"],
) -> None:
    client = troubled.client
    [delivery] = client.deliveries(troubled.webhook_id)
    webhook = f"webhooks/{troubled.webhook_id}"
    views = [
        webhook,
        f"{webhook}/deliveries/{delivery['event_id']}",
        f"{webhook}/edit",
        "new-webhook",
    ]
    with visiting(browser, client.relay.url, complaints, color_scheme=scheme) as page:
        for width in (NARROW, WIDE):
            page.set_viewport_size({"width": width, "height": 800})
            for view in views:
                page.goto(f"/ui/{view}")
                settled(page)
                page.evaluate(
                    "document.querySelectorAll('details').forEach(d => { d.open = true; })"
                )
                assert violations(page) == [], (view, width)
                assert overflow(page) == 0, (view, width)


def press(name: str) -> Callable[[Page], None]:
    return lambda page: page.get_by_role("button", name=name, exact=True).click()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_dialog(
    browser: Browser,
    troubled: Subscriber,
    complaints: Complaints,
    scheme: Literal["light", "dark"],
) -> None:
    complaints.expect("404")
    with visiting(browser, troubled.client.relay.url, complaints, color_scheme=scheme) as page:
        page.goto(f"/ui/webhooks/{troubled.webhook_id}?state=waiting")
        settled(page)
        page.get_by_role("heading", name="Settings").click()
        for name in (
            "Send an example …",
            "Recover …",
            "Resend all that match …",
            "Disable …",
            "Rotate the secret …",
            "Delete …",
        ):
            press(name)(page)
            dialog = page.get_by_role("dialog")
            expect(dialog).to_be_visible()
            expect(dialog.locator(".pending")).to_have_count(0)
            assert violations(page) == [], name
            page.keyboard.press("Escape")
            expect(dialog).to_have_count(0)
            expect(page.get_by_role("button", name=name, exact=True)).to_be_focused()


def test_a_delivery_is_found_and_sent_again_by_keyboard_alone(
    page: Page, client: Client, subscribe: Subscribe
) -> None:
    answers = iter([503])
    subscriber = subscribe(
        "ping", name="Orders service", answer=lambda _request: next(answers, 200)
    )
    event = ping_event()
    client.post(event)
    subscriber.wait_for_state(event["event_id"], "waiting")
    page.goto("/ui/")
    expect(page.get_by_role("link", name="Orders service")).to_be_visible()
    tab_to(page, "Orders service")
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name=event["event_id"])).to_be_visible()
    tab_to(page, event["event_id"])
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Attempt now")).to_be_visible()
    tab_to(page, "Attempt now")
    page.keyboard.press("Enter")
    expect(page.get_by_role("region", name="What became of it")).to_contain_text("Delivered")
