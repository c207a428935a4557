"""A webhook that was deleted: its deliveries can still be read, and the page says what it is."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from tests.support.client import Client, ping_event
from tests.support.subscribers import Subscribe, Subscriber
from tests.ui.axe import violations
from tests.ui.browser import Complaints
from tests.ui.looking import deliveries, situation


def deleted(client: Client, subscribe: Subscribe) -> tuple[Subscriber, str, str]:
    """Return a deleted webhook, an event that was delivered to it, and one that was given up."""
    answers = iter([200])
    subscriber = subscribe("ping", name="old one", answer=lambda _request: next(answers, 503))
    arrived, lost = ping_event()["event_id"], ping_event()["event_id"]
    for event_id, state in ((arrived, "delivered"), (lost, "waiting")):
        client.post(ping_event(event_id=event_id))
        subscriber.wait_for_state(event_id, state)
    client.relay.request("DELETE", subscriber.path)
    subscriber.wait_for_state(lost, "dropped", tick=True)
    return subscriber, arrived, lost


def test_its_deliveries_are_listed_and_those_that_were_given_up_are_found(
    page: Page, client: Client, subscribe: Subscribe, complaints: Complaints
) -> None:
    complaints.expect("404")
    subscriber, arrived, lost = deleted(client, subscribe)
    page.goto(f"/ui/webhooks/{subscriber.webhook_id}")
    expect(situation(page)).to_contain_text("Deleted")
    expect(deliveries(page)).to_have_count(2)
    expect(deliveries(page).filter(has_text=arrived)).to_contain_text("Delivered")
    expect(page.get_by_role("button", name="Resend all")).to_have_count(0)
    assert violations(page) == []
    situation(page).get_by_role("link", name="what was given up").click()
    expect(page).to_have_url(re.compile(r"\?state=dropped$"))
    expect(deliveries(page)).to_have_count(1)
    deliveries(page).get_by_role("link", name=lost).click()
    outcome = page.get_by_role("region", name="What became of it")
    expect(outcome).to_contain_text("The webhook was deleted. Its only attempt: the receiver")
    expect(outcome).to_contain_text("it cannot be sent again")
    expect(page.get_by_role("region", name="Attempts")).to_contain_text("HTTP 503")
    expect(page.get_by_role("button", name="Resend")).to_have_count(0)
    expect(page.get_by_role("alert")).to_have_count(0)
    page.go_back()
    expect(deliveries(page)).to_have_count(1)


def test_one_that_is_deleted_elsewhere_is_not_shown_as_well_for_long(
    page: Page, client: Client, subscribe: Subscribe, complaints: Complaints
) -> None:
    complaints.expect("404")
    subscriber = subscribe("ping", name="old one")
    event = ping_event()
    client.post(event)
    subscriber.wait_for_state(event["event_id"], "delivered")
    page.clock.install()
    page.goto(f"/ui/webhooks/{subscriber.webhook_id}")
    expect(deliveries(page)).to_have_count(1)
    client.relay.request("DELETE", subscriber.path)
    page.clock.run_for(10_100)
    expect(situation(page)).to_contain_text("Deleted")
    expect(page.get_by_role("heading", level=1)).to_have_text("old one")
    expect(deliveries(page)).to_have_count(1)


def test_one_that_never_was_is_told_apart(page: Page, complaints: Complaints) -> None:
    complaints.expect("404")
    page.goto("/ui/webhooks/none")
    expect(page.get_by_role("heading", level=1)).to_have_text("none")
    expect(page.locator("main")).to_contain_text("There is no webhook of this id")
    expect(page.get_by_role("region", name="Deliveries")).to_have_count(0)
    assert violations(page) == []
    page.get_by_role("link", name="To the overview").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Overview")
