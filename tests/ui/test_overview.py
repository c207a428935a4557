"""The overview: the relay, the webhooks with their states, order, filters, refresh."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from playwright.sync_api import Page, Request, Route, expect

from tests.support.client import Client, ping_event
from tests.support.relay import RelayProcess
from tests.support.subscribers import Subscribe
from tests.ui.browser import Complaints
from tests.ui.looking import row

OVERVIEW = "**/api/overview"


def names(page: Page) -> list[str]:
    """The first line of each row of the table."""
    cells = page.locator("tbody tr td:first-child").all_inner_texts()
    return [cell.splitlines()[0] for cell in cells]


def given(*webhooks: dict[str, Any], **relay: Any) -> Callable[[Route], None]:
    """Answer the overview with *webhooks*: each has a name, a state and more of its status."""
    body = {
        "at": "2026-11-27T12:00:00Z",
        "relay": {
            "status": "ok",
            "storage": "ok",
            "last_tick_age_seconds": 3,
            "queues": {},
            "waiting": 0,
            "oldest_due_seconds": 0,
            **relay,
        },
        "webhooks": [
            {
                "webhook_id": webhook["name"],
                "name": webhook["name"],
                "url": "https://example.com/hook",
                "event_types": ["ping"],
                "enabled": True,
                "status": {"waiting": 0, **webhook},
                "activity": {"hours": [], "delivered": 0, "failed": 0, "dropped": 0},
            }
            for webhook in webhooks
        ],
    }
    return lambda route: route.fulfill(json=body)


def test_states_are_told_in_words_with_what_waits(
    page: Page, client: Client, subscribe: Subscribe
) -> None:
    well = subscribe("ping", name="well one")
    bad = subscribe("ping", answer=503, name="bad one")
    off = subscribe("ping", name="off one")
    client.relay.post(f"{off.path}/disable")
    events = [ping_event() for _ in range(6)]
    client.post(*events)
    for event in events:
        well.wait_for_state(event["event_id"], "delivered")
        bad.wait_for_state(event["event_id"], "waiting")
    client.relay.tick()
    page.goto("/ui/")

    expect(row(page, "well one")).to_contain_text("Well")
    expect(row(page, "well one")).to_contain_text("127.0.0.1")
    expect(row(page, "bad one")).to_contain_text("Retrying")
    expect(row(page, "bad one")).to_contain_text("503 Service Unavailable")
    expect(row(page, "bad one").get_by_role("cell", name="6", exact=True)).to_be_visible()
    expect(row(page, "off one")).to_contain_text("Disabled")
    relay = page.get_by_role("region", name="Relay well")
    expect(relay).to_contain_text("Storage ok", use_inner_text=True)
    expect(relay).to_contain_text(re.compile(r"Latest round\s+\d+ s ago"), use_inner_text=True)
    expect(relay).to_contain_text(re.compile(r"Deliveries waiting\s+6"), use_inner_text=True)


def test_what_is_failing_paused_or_disabled_says_since_until_and_why(page: Page) -> None:
    page.route(
        OVERVIEW,
        given(
            {
                "name": "failing one",
                "state": "failing",
                "failing_since": "2026-11-27T12:03:00Z",
                "last_error_text": "no complete answer in time",
            },
            {"name": "paused one", "state": "paused", "paused_until": "2026-11-27T14:00:00Z"},
            {
                "name": "refusing one",
                "state": "healthy",
                "waiting": 3,
                "last_error_text": "it answered 400",
            },
        ),
    )
    page.goto("/ui/")
    expect(row(page, "failing one")).to_contain_text(
        re.compile(r"Failing\s*since .*13:03:00.*: no complete answer in time")
    )
    expect(row(page, "paused one")).to_contain_text(re.compile(r"Paused\s*until .*15:00:00"))
    expect(row(page, "refusing one")).to_contain_text(re.compile("Some wait.*it answered 400"))


def test_a_relay_in_trouble_says_what_is_wrong(page: Page) -> None:
    page.route(OVERVIEW, given(status="degraded", last_tick_age_seconds=400))
    page.goto("/ui/")
    expect(page.get_by_role("banner").get_by_text("No rounds")).to_be_visible()
    expect(page.get_by_role("region", name="No rounds")).to_contain_text("nothing is retried")
    page.route(OVERVIEW, given(queues={"deliveries-poison": 2, "quarantine": 1}))
    page.reload()
    expect(page.get_by_role("region", name="Needs a look")).to_contain_text("3 messages")


def test_the_latest_day_is_a_chart_with_its_numbers_in_words(page: Page) -> None:
    page.route(OVERVIEW, lambda route: route.fulfill(json=OVERVIEW_OF_ONE))
    page.goto("/ui/")
    chart = page.get_by_role("img", name=re.compile("Last 24 hours"))
    expect(chart).to_have_accessible_name(
        "Last 24 hours: 90 delivered, 10 attempts failed, 1 dropped"
    )
    expect(row(page, "one")).to_contain_text("10 % failed")


OVERVIEW_OF_ONE: dict[str, Any] = {
    "at": "2026-11-27T12:00:00Z",
    "relay": {"status": "ok", "storage": "ok", "waiting": 0, "oldest_due_seconds": 0},
    "webhooks": [
        {
            "webhook_id": "one",
            "name": "one",
            "url": "https://example.com/",
            "event_types": ["ping"],
            "enabled": True,
            "status": {"state": "healthy", "waiting": 0},
            "activity": {"hours": [], "delivered": 90, "failed": 10, "dropped": 1},
        }
    ],
}


def test_order_search_and_filter_are_in_the_address(page: Page) -> None:
    page.route(
        OVERVIEW,
        given(
            {"name": "alpha", "state": "healthy", "waiting": 1},
            {"name": "beta", "state": "failing", "waiting": 30},
            {"name": "gamma", "state": "disabled"},
        ),
    )
    page.goto("/ui/")
    expect(page.get_by_role("row")).to_have_count(4)
    assert names(page) == ["beta", "gamma", "alpha"], "what needs a look comes first"
    page.get_by_role("button", name="Webhook").click()
    expect(page).to_have_url(re.compile(r"\?sort=name$"))
    expect(page.get_by_role("columnheader", name="Webhook")).to_have_attribute(
        "aria-sort", "ascending"
    )
    assert names(page) == ["alpha", "beta", "gamma"]
    page.get_by_role("button", name="Webhook").click()
    assert names(page) == ["gamma", "beta", "alpha"]
    page.get_by_label("Search").fill("A")
    page.get_by_label("State").select_option("failing")
    expect(page).to_have_url(re.compile(r"sort=-name"))
    expect(page).to_have_url(re.compile(r"q=A"))
    expect(page).to_have_url(re.compile(r"state=failing"))
    expect(page.get_by_role("row")).to_have_count(2)
    page.reload()
    expect(page.get_by_role("row")).to_have_count(2)
    assert names(page) == ["beta"]
    expect(page.get_by_label("Search")).to_have_value("A")
    page.get_by_label("Search").fill("nothing of this name")
    expect(page.get_by_text("No webhook fits these filters.")).to_be_visible()
    page.get_by_role("button", name="Clear filters").click()
    expect(page.get_by_role("row")).to_have_count(4)


TYPED_ON_AS_IT_REACHES_THE_ADDRESS = """
async (field) => {
  const type = (text) => {
    field.value = text;
    field.dispatchEvent(new InputEvent("input", { bubbles: true }));
  };
  const moment = () => new Promise((done) => setTimeout(done));
  type("al");
  while (!location.search.includes("q=al")) await moment();
  type("alpha");
}
"""


def test_what_is_typed_while_the_address_changes_is_kept(page: Page) -> None:
    page.route(OVERVIEW, given({"name": "alpha", "state": "healthy"}))
    page.goto("/ui/")
    page.get_by_label("Search").evaluate(TYPED_ON_AS_IT_REACHES_THE_ADDRESS)
    expect(page).to_have_url(re.compile(r"q=alpha$"))
    expect(page.get_by_label("Search")).to_have_value("alpha")


def test_of_very_many_only_the_first_are_drawn_until_all_are_asked_for(page: Page) -> None:
    """Thousands of rows take a browser seconds."""
    many = [{"name": f"webhook {number:04d}", "state": "healthy"} for number in range(1_000)]
    page.route(OVERVIEW, given(*many, {"name": "the failing one", "state": "failing"}))
    page.goto("/ui/")
    rows = page.locator("tbody tr")
    expect(rows).to_have_count(200)
    assert names(page)[0] == "the failing one"
    page.get_by_label("Search").fill("0999")
    expect(rows).to_have_count(1)
    page.get_by_label("Search").fill("webhook 0")
    expect(rows).to_have_count(200)
    page.get_by_role("button", name="Show all 1,000").click()
    expect(rows).to_have_count(1_000)
    expect(page.get_by_role("button", name="Show all")).to_have_count(0)


class TestRefresh:
    def test_one_request_every_ten_seconds_while_visible(self, page: Page) -> None:
        page.clock.install()
        calls: list[str] = []

        def count(request: Request) -> None:
            if "/api/" in request.url:
                calls.append(request.url)

        page.on("request", count)
        page.goto("/ui/")
        expect(page.get_by_role("heading", name="Webhooks")).to_be_visible()
        assert len(calls) == 1
        for number in (2, 3):
            with page.expect_response(OVERVIEW):
                page.clock.run_for(10_100)
            assert len(calls) == number
        set_hidden(page, hidden=True)
        page.clock.run_for(65_000)
        assert len(calls) == 3, "nothing while nobody looks"
        with page.expect_response(OVERVIEW):
            set_hidden(page, hidden=False)
            page.clock.run_for(100)
        assert {url.rpartition("/")[2] for url in calls} == {"overview"}
        assert len(calls) == 4

    def test_rarer_while_it_fails_and_what_was_there_stays(
        self, page: Page, relay: RelayProcess, complaints: Complaints
    ) -> None:
        complaints.expect("503|ERR_FAILED")
        page.clock.install()
        page.goto("/ui/")
        expect(page.get_by_role("heading", name="Webhooks")).to_be_visible()
        calls: list[str] = []
        page.on("request", lambda request: calls.append(request.url))
        page.route(OVERVIEW, lambda route: route.abort())
        page.clock.run_for(10_100)
        expect(page.get_by_role("alert")).to_be_visible()
        expect(page.get_by_role("heading", name="Webhooks")).to_be_visible()
        assert len(calls) == 1
        page.clock.run_for(10_000)
        assert len(calls) == 1, "the pause has doubled"
        page.unroute(OVERVIEW)
        with page.expect_response(OVERVIEW):
            page.clock.run_for(11_000)
        expect(page.get_by_role("alert")).to_have_count(0)

    def test_no_row_moves_until_somebody_asks(self, page: Page) -> None:
        page.clock.install()
        page.route(
            OVERVIEW,
            given({"name": "one", "state": "failing"}, {"name": "two", "state": "healthy"}),
        )
        page.goto("/ui/")
        expect(page.get_by_role("row")).to_have_count(3)
        assert names(page) == ["one", "two"]
        page.route(
            OVERVIEW,
            given(
                {"name": "new", "state": "failing"},
                {"name": "one", "state": "healthy"},
                {"name": "two", "state": "failing"},
            ),
        )
        page.clock.run_for(10_100)
        expect(row(page, "two")).to_contain_text("Failing")
        assert names(page) == ["one", "two", "new"]
        page.get_by_role("button", name="Sort again").click()
        expect(page.get_by_role("button", name="Sort again")).to_have_count(0)
        assert names(page) == ["new", "two", "one"]


def set_hidden(page: Page, *, hidden: bool) -> None:
    """Tell the page that its tab is hidden, or seen again; Playwright has no hidden tabs."""
    page.evaluate(
        """hidden => {
            Object.defineProperty(document, 'hidden', {value: hidden, configurable: true});
            document.dispatchEvent(new Event('visibilitychange'));
        }""",
        hidden,
    )
