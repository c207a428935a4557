"""Events: the list and its filters, one event with its outcomes; event types."""

from __future__ import annotations

import json
import re
from typing import Any

from playwright.sync_api import Page, Route, expect

from tests.support.client import Client, ping_event
from tests.support.subscribers import Subscribe
from tests.ui.browser import Complaints


def pool_event() -> dict[str, Any]:
    payload = {"pool_name": "example", "os": "linux", "arch": "x86_64", "managed": True}
    return {**ping_event(), "event_type": "pool_created", "event": payload}


class TestList:
    def test_an_event_is_found_by_the_beginning_of_its_id_and_opened(
        self, page: Page, client: Client
    ) -> None:
        event, other = ping_event(), ping_event()
        client.post(event, other)
        page.goto("/ui/events")
        expect(page.get_by_role("link", name=other["event_id"])).to_be_visible()
        page.get_by_label("Event id").fill(event["event_id"][:13])
        expect(page.get_by_role("link", name=other["event_id"])).to_have_count(0)
        page.get_by_role("link", name=event["event_id"]).click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Event")
        expect(page).to_have_url(re.compile(f"/ui/events/{event['event_id']}$"))
        page.go_back()
        expect(page.get_by_label("Event id")).to_have_value(event["event_id"][:13])

    def test_type_and_time_are_filters_in_the_address(self, page: Page, client: Client) -> None:
        ping, pool = ping_event(), pool_event()
        client.post(ping, pool)
        page.goto("/ui/events")
        page.get_by_label("Type", exact=True).select_option("pool_created")
        expect(page.get_by_role("link", name=pool["event_id"])).to_be_visible()
        expect(page.get_by_role("link", name=ping["event_id"])).to_have_count(0)
        page.get_by_label("Received").select_option("1h")
        expect(page).to_have_url(re.compile("type=pool_created&range=1h"))
        expect(page.get_by_role("link", name=pool["event_id"])).to_be_visible()
        page.get_by_label("Received").select_option("own")
        page.get_by_label("From").fill("2019-01-01T00:00:00")
        page.get_by_label("Until").fill("2020-01-01T00:00:00")
        expect(page).to_have_url(re.compile("since=2018-12-31T23%3A00%3A00.000Z"))
        expect(page.get_by_text("No event fits these filters.")).to_be_visible()
        page.get_by_role("button", name="Clear filters").click()
        expect(page.get_by_role("link", name=ping["event_id"])).to_be_visible()

    def test_what_the_api_refuses_is_told_in_its_words(
        self, page: Page, complaints: Complaints
    ) -> None:
        complaints.expect("400")
        page.goto("/ui/events?q=%20%00x")
        expect(page.get_by_role("alert")).to_contain_text("no event id begins so")

    def test_the_list_goes_on_and_skips_pages_that_are_empty(self, page: Page) -> None:
        asked: list[str] = []

        def answer(route: Route) -> None:
            asked.append(route.request.url)
            route.fulfill(json=answers.pop(0))

        def head(number: int) -> dict[str, str]:
            at = "2026-11-27T12:00:00Z"
            return {"event_id": f"event-{number}", "event_type": "ping", "received_at": at}

        answers = [
            {"events": [], "cursor": "one"},
            {"events": [head(1)], "cursor": "two"},
            {"events": [head(2)]},
        ]
        page.route("**/api/events?*", answer)
        page.goto("/ui/events")
        expect(page.get_by_role("link", name="event-1")).to_be_visible()
        page.get_by_role("button", name="Show more").click()
        expect(page.get_by_role("link", name="event-2")).to_be_visible()
        expect(page.get_by_role("link", name="event-1")).to_be_visible()
        expect(page.get_by_role("button", name="Show more")).to_have_count(0)
        assert [re.search("cursor=(.*)", url) is not None for url in asked] == [False, True, True]

    def test_what_goes_on_belongs_to_the_filters_that_it_was_asked_for(self, page: Page) -> None:
        held: list[Route] = []

        def answer(route: Route) -> None:
            if "cursor=" in route.request.url:
                held.append(route)
            else:
                name = "of-pings" if "type=ping" in route.request.url else "of-all"
                route.fulfill(json={"events": [head(name)], "cursor": "next"})

        def head(name: str) -> dict[str, str]:
            at = "2026-11-27T12:00:00Z"
            return {"event_id": name, "event_type": "ping", "received_at": at}

        page.route("**/api/events?*", answer)
        page.goto("/ui/events")
        page.get_by_role("button", name="Show more").click()
        page.get_by_label("Type", exact=True).select_option("ping")
        expect(page.get_by_role("link", name="of-pings")).to_be_visible()
        for route in held:
            route.fulfill(json={"events": [head("late-of-all")]})
        page.get_by_role("button", name="Show more").click()
        expect(page.get_by_role("button", name="Loading")).to_be_visible()
        assert len(held) == 2
        assert "type=ping" in held[1].request.url
        held[1].fulfill(json={"events": [head("more-of-pings")]})
        expect(page.get_by_role("link", name="more-of-pings")).to_be_visible()
        expect(page.get_by_role("link", name="late-of-all")).to_have_count(0)


class TestOne:
    def test_its_outcome_at_every_webhook(
        self, page: Page, client: Client, subscribe: Subscribe
    ) -> None:
        well, bad = subscribe("ping", name="the well one"), subscribe("ping", answer=503)
        event = ping_event()
        client.post(event)
        well.wait_for_state(event["event_id"], "delivered")
        bad.wait_for_state(event["event_id"], "waiting")
        page.goto(f"/ui/events/{event['event_id']}")
        outcomes = page.get_by_role("table", name="Outcome at each webhook")
        good_row = outcomes.get_by_role("row").filter(has_text=well.webhook_id)
        expect(good_row).to_contain_text("Delivered")
        expect(good_row.get_by_role("link", name="the well one")).to_be_visible()
        expect(good_row).to_contain_text("HTTP 200")
        bad_row = outcomes.get_by_role("row").filter(has_text=bad.webhook_id)
        expect(bad_row).to_contain_text("Waiting")
        expect(bad_row).to_contain_text("HTTP 503")
        payload = page.get_by_role("region", name="the payload")
        expect(payload).to_contain_text(event["event"]["ping_id"])

    def test_an_id_and_a_payload_are_copied(self, page: Page, client: Client) -> None:
        event = ping_event()
        client.post(event)
        page.context.grant_permissions(["clipboard-read", "clipboard-write"])
        page.goto(f"/ui/events/{event['event_id']}")
        page.get_by_role("button", name="Copy the event id").click()
        expect(page.get_by_text("Copied the event id")).to_be_attached()
        assert page.evaluate("navigator.clipboard.readText()") == event["event_id"]
        page.get_by_role("button", name="Copy the payload").click()
        expect(page.get_by_text("Copied the payload")).to_be_attached()
        copied = page.evaluate("navigator.clipboard.readText()")
        assert json.loads(copied) == event["event"]

    def test_one_that_is_not_there_is_told_in_words(
        self, page: Page, complaints: Complaints
    ) -> None:
        complaints.expect("404")
        page.goto("/ui/events/none")
        expect(page.get_by_role("alert")).to_contain_text(re.compile("no .*event", re.IGNORECASE))


class TestTypes:
    def test_search_leads_to_description_example_and_schema(self, page: Page) -> None:
        page.goto("/ui/event-types?q=pool")
        expect(page.get_by_role("region", name="OneFuzz")).to_be_visible()
        expect(page.get_by_role("region", name="Singularity")).to_have_count(0)
        page.get_by_role("link", name="pool_created").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("pool_created")
        expect(page.get_by_text("A pool was created.")).to_be_visible()
        expect(page.get_by_role("region", name="the example")).to_contain_text("pool_name")
        expect(page.get_by_role("region", name="the schema")).to_contain_text('"properties"')
        page.get_by_label("Version", exact=True).select_option(index=1)
        expect(page).to_have_url(re.compile("version="))

    def test_own_types_have_their_group_and_version(self, page: Page, client: Client) -> None:
        definition = {
            "description": "A bill <b>was</b> paid.",
            "group": "Billing",
            "deprecated": True,
            "schema": {"type": "object", "properties": {"amount": {"type": "integer"}}},
            "example": {"amount": 12345678901234567890},
        }
        path = "/api/event-types/bill.paid"
        assert client.relay.request("PUT", path, json=definition).status_code == 201
        page.goto("/ui/event-types")
        group = page.get_by_role("region", name="Billing")
        expect(group).to_contain_text("A bill <b>was</b> paid.")
        expect(group).to_contain_text("Deprecated")
        group.get_by_role("link", name="bill.paid").click()
        expect(page.get_by_text("Version of the schema")).to_be_visible()
        expect(page.get_by_role("region", name="the example")).to_contain_text(
            '"amount": 12345678901234567890'
        )
        client.relay.request("DELETE", path)
