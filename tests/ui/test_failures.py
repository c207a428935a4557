"""Recent failures across webhooks, grouped by webhook and error, and the way from there."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.support.client import LOCAL_SETTINGS, Client, ping_event
from tests.support.receiver import Answer
from tests.support.relay import RelayProcess
from tests.support.storage import Storage
from tests.support.subscribers import Subscribe
from tests.ui.looking import row


@pytest.fixture(scope="module")
def relay(azurite: Storage) -> Iterator[RelayProcess]:
    """A relay that has no other failures than those of these tests."""
    with azurite.account() as account, RelayProcess(account, LOCAL_SETTINGS) as process:
        process.tick()
        yield process


def test_without_failures_it_says_so(page: Page) -> None:
    page.goto("/ui/failures")
    expect(page.get_by_text("Nothing has failed.")).to_be_visible()


def test_what_waits_is_grouped_by_webhook_and_error_with_what_to_do(
    page: Page, client: Client, subscribe: Subscribe
) -> None:
    failing = subscribe("ping", answer=503, name="failing one")
    refusing = subscribe("ping", answer=Answer(401, body=b"who are you?"), name="refusing one")
    events = [ping_event(), ping_event()]
    client.post(*events)
    for event in events:
        failing.wait_for_state(event["event_id"], "waiting")
        refusing.wait_for_state(event["event_id"], "waiting")
    page.goto("/ui/failures")
    failing_row = row(page, "failing one")
    expect(failing_row).to_contain_text("503 Service Unavailable")
    expect(failing_row).to_contain_text("its own log says why")
    expect(failing_row).to_contain_text("Waiting")
    expect(failing_row.get_by_role("link", name=re.compile("^2 deliveries"))).to_be_visible()
    expect(row(page, "refusing one")).to_contain_text("check the webhook's headers")

    page.get_by_label("Search").fill("refusing")
    expect(row(page, "failing one")).to_have_count(0)
    expect(page).to_have_url(re.compile(r"\?q=refusing$"))
    row(page, "refusing one").get_by_role("link", name=re.compile("^2 deliveries")).click()
    expect(page).to_have_url(
        re.compile(f"/ui/webhooks/{refusing.webhook_id}.state=waiting&status=401")
    )
    page.go_back()
    row(page, "refusing one").get_by_role("link", name=re.compile("^Why")).click()
    expect(page).to_have_url(re.compile(f"/ui/webhooks/{refusing.webhook_id}/deliveries/"))
    expect(page.get_by_text("who are you?").first).to_be_visible()


def test_what_was_dropped_says_why(page: Page) -> None:
    """The relay counts drops once a minute; tests/metrics/test_failures.py waits for that."""
    dropped = {
        "webhook_id": "w",
        "webhook_name": "full one",
        "state": "dropped",
        "count": 7,
        "error": "overflow",
        "reason": "overflow",
        "error_text": "too many waited",
        "first_at": "2026-11-27T12:00:00Z",
        "last_at": "2026-11-27T12:05:00Z",
    }
    body = {"at": "2026-11-27T12:06:00Z", "groups": [dropped], "more": True}
    page.route("**/api/failures", lambda route: route.fulfill(json=body))
    page.goto("/ui/failures?state=dropped")
    full = row(page, "full one")
    expect(full).to_contain_text("Too many deliveries waited")
    expect(full).to_contain_text("Dropped")
    expect(full.get_by_role("link", name=re.compile("^7 deliveries"))).to_have_attribute(
        "href", "/ui/webhooks/w?state=dropped"
    )
    expect(page.get_by_text("the counts may be too low")).to_be_visible()
    page.get_by_label("State").select_option("waiting")
    expect(page.get_by_text("No failure fits these filters.")).to_be_visible()
