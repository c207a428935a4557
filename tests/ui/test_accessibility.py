"""Views by axe-core, in both colour schemes, on a narrow and on a wide screen.

``test_webhook_accessibility.py`` has those of webhooks and deliveries.
"""

from __future__ import annotations

from typing import Literal

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.support.client import Client, ping_event
from tests.support.relay import RelayProcess
from tests.support.subscribers import Subscribe
from tests.ui.axe import violations
from tests.ui.browser import Complaints, visiting
from tests.ui.looking import overflow, settled

Scheme = Literal["light", "dark"]
BOTH = pytest.mark.parametrize("scheme", ["light", "dark"])


@pytest.mark.timeout(240)  # axe takes seconds for each view, on a machine that is busy
@pytest.mark.parametrize("width", [320, 1400])
@BOTH
def test_every_view(
    browser: Browser,
    relay: RelayProcess,
    client: Client,
    subscribe: Subscribe,
    complaints: Complaints,
    scheme: Scheme,
    width: int,
) -> None:
    subscribe("ping", name="well " + "with a long name " * 12)
    failing = subscribe("ping", answer=503, name="failing" * 30)
    event = ping_event()
    client.post(event)
    failing.wait_for_state(event["event_id"], "waiting")
    client.relay.tick()
    views = [
        *("", "failures", "events", f"events/{event['event_id']}"),
        *("event-types", "event-types/ping", "no-such-view"),
    ]
    size = {"width": width, "height": 800}
    with visiting(browser, relay.url, complaints, color_scheme=scheme, viewport=size) as page:
        for view in views:
            page.goto(f"/ui/{view}")
            settled(page)
            assert violations(page) == [], view
            assert overflow(page) == 0, view


@BOTH
def test_dialogs_and_messages(
    browser: Browser, relay: RelayProcess, complaints: Complaints, scheme: Scheme
) -> None:
    complaints.expect("404")
    with visiting(browser, relay.url, complaints, color_scheme=scheme) as page:
        page.goto("/ui/events/none")
        expect(page.get_by_role("alert")).to_be_visible()
        assert violations(page) == []
        page.keyboard.press("?")
        expect(page.get_by_role("dialog")).to_be_visible()
        assert violations(page) == []
        page.keyboard.press("Escape")
        page.get_by_role("button", name="Enter a key").click()
        expect(page.get_by_role("dialog", name="Key")).to_be_visible()
        assert violations(page) == []


def test_a_violation_is_found(page: Page) -> None:
    page.goto("/ui/")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    page.evaluate(
        """() => {
            const image = document.createElement('img');
            const small = document.createElement('button');
            small.setAttribute('aria-label', 'small');
            small.style.cssText = 'min-height: 4px; height: 4px; width: 4px; padding: 0';
            document.querySelector('main').append(image, small, small.cloneNode());
        }"""
    )
    found = violations(page)
    assert any(line.startswith("image-alt:") for line in found)
    assert any(line.startswith("target-size:") for line in found)


def test_without_motion_and_in_forced_colours_the_page_works(
    browser: Browser, relay: RelayProcess, complaints: Complaints
) -> None:
    options = {"reduced_motion": "reduce", "forced_colors": "active"}
    with visiting(browser, relay.url, complaints, **options) as page:
        page.goto("/ui/")
        expect(page.get_by_role("heading", level=1)).to_have_text("Overview")
        assert page.evaluate("document.getAnimations().length") == 0
