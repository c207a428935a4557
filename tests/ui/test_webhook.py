"""A webhook's view: how it is doing, charts, deliveries with filters, refresh, actions."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from playwright.sync_api import Page, Route, expect

from tests.support.client import Client, ping_event
from tests.support.receiver import Answer, ReceivedRequest, Receiver
from tests.support.relay import RelayProcess
from tests.support.subscribers import Subscribe, Subscriber
from tests.ui.browser import Complaints
from tests.ui.looking import deliveries, situation


def open_settings(page: Page) -> None:
    page.get_by_role("heading", name="Settings").click()


def with_status(subscriber: Subscriber, **members: Any) -> Any:
    """Answer with the webhook as it is, but for *members*."""

    def answer(route: Route) -> None:
        route.fulfill(json={**subscriber.webhook, **members})

    return answer


@pytest.mark.parametrize(
    ("members", "words"),
    [
        (
            {
                "status": {
                    "state": "failing",
                    "waiting": 12,
                    "failing_since": "2026-11-27T12:03:00Z",
                    "last_error": "connection_failed",
                    "last_error_text": "no connection, or it was closed before the answer",
                }
            },
            "Nothing has arrived since.*13:03:00.*no connection.*Check that the receiver runs",
        ),
        (
            {"status": {"state": "paused", "waiting": 1, "paused_until": "2026-11-27T14:00:00Z"}},
            "asked for a pause until.*15:00:00.*keeps the deliveries",
        ),
        (
            {
                "enabled": False,
                "disabled_reason": "answered 410 Gone",
                "disabled_at": "2026-11-27T14:00:00Z",
                "status": {"state": "disabled", "waiting": 0},
            },
            "Disabled.*15:00:00.*the receiver answered 410 Gone.*change the URL first.*Enable it",
        ),
    ],
)
def test_the_state_is_told_in_words_with_what_to_do(
    page: Page, subscribe: Subscribe, members: dict[str, Any], words: str
) -> None:
    subscriber = subscribe("ping", name="Orders service")
    page.route(f"**{subscriber.path}", with_status(subscriber, **members))
    page.route(
        f"**{subscriber.path}/deliveries?*", lambda route: route.fulfill(json={"deliveries": []})
    )
    page.goto(f"/ui/webhooks/{subscriber.webhook_id}")
    expect(situation(page)).to_contain_text(re.compile(words, re.DOTALL))


def test_a_refresh_replaces_what_was_known_of_the_state(page: Page, subscribe: Subscribe) -> None:
    subscriber = subscribe("ping")
    before = {"state": "retrying", "waiting": 4, "oldest_waiting_at": "2026-11-27T12:03:00Z"}
    after = {"state": "healthy", "waiting": 0}
    page.route(f"**{subscriber.path}", with_status(subscriber, status=before))
    page.clock.install()
    page.goto(f"/ui/webhooks/{subscriber.webhook_id}")
    expect(situation(page)).to_contain_text("4 deliveries wait.")
    expect(page.get_by_text("Nothing has been sent to it yet.")).to_be_visible()
    page.route(
        f"**{subscriber.path}/deliveries?*with_status=true*",
        lambda route: route.fulfill(json={"deliveries": [], "status": after}),
    )
    page.clock.fast_forward(10_000)
    expect(situation(page)).to_contain_text("Deliveries arrive, and nothing waits.")
    expect(situation(page)).not_to_contain_text("Oldest waiting")


def test_the_settings_are_shown_without_secrets(
    page: Page, client: Client, subscribe: Subscribe
) -> None:
    secret, value = "a-secret-of-mine", "Bearer abc123"
    subscriber = subscribe(
        "ping",
        "job_created",
        url="{url}?token=hidden",
        name="Orders service",
        secret_token=secret,
        headers={"Authorization": value},
        message_format="cloudevents",
        max_in_flight=7,
        filter={"subjectBeginsWith": "ping"},
    )
    answers: list[str] = []
    page.on("response", lambda answer: answers.append(answer.url))
    page.goto(f"/ui/webhooks/{subscriber.webhook_id}")
    expect(page.get_by_role("heading", level=1)).to_have_text("Orders service")
    open_settings(page)
    text = page.locator("main").inner_text()
    for shown in ("CloudEvents 1.0", "Authorization", "job_created", "7", "subjectBeginsWith"):
        assert shown in text
    for hidden in (secret, value, "token=hidden"):
        assert hidden not in page.content()


@pytest.mark.parametrize(
    "webhook_id", ["new", "..", ".", "a/b?c#d", "50%2F%", 'ü & "\\\\" ', "edit"]
)
def test_every_id_leads_from_the_overview_to_the_form_and_to_a_delivery(
    page: Page, relay: RelayProcess, webhook_id: str
) -> None:
    """Singularity's API takes ids of one's own."""
    with Receiver() as receiver:
        wanted = {"uri": receiver.url, "type": "TASK", "id": webhook_id}
        assert relay.post("/singularity/api/webhooks", json=wanted).json() == "CREATED"
        try:
            page.goto("/ui/")
            page.get_by_role("cell", name=webhook_id).get_by_role("link").click()
            expect(page.get_by_role("heading", level=1)).to_have_text(webhook_id)
            page.get_by_role("button", name="Ping", exact=True).click()
            deliveries(page).get_by_role("link").click()
            expect(page.get_by_role("region", name="Attempts")).to_contain_text("HTTP 200")
            page.reload()
            page.get_by_role("navigation", name="Breadcrumb").get_by_text(webhook_id).click()
            page.get_by_role("link", name="Edit").click()
            expect(page.get_by_label("Name", exact=True)).to_have_value(webhook_id)
            page.reload()
            expect(page.get_by_label("Name", exact=True)).to_have_value(webhook_id)
        finally:
            relay.request("DELETE", "/api/webhooks", params={"webhook_id": webhook_id})


def test_charts_say_which_deliveries_they_are_of(
    page: Page, client: Client, subscribe: Subscribe
) -> None:
    answers = iter([200, 200, 503])
    subscriber = subscribe("ping", answer=lambda _request: next(answers, 503))
    for state in ("delivered", "delivered", "waiting"):
        event = ping_event()
        client.post(event)
        subscriber.wait_for_state(event["event_id"], state)
    page.goto(f"/ui/webhooks/{subscriber.webhook_id}")
    charts = page.get_by_role("region", name="Latest deliveries in charts")
    expect(charts.get_by_role("heading")).to_contain_text(re.compile("3, received from .* to "))
    expect(charts.get_by_role("listitem").filter(has_text="HTTP 200")).to_contain_text("2")
    expect(charts.get_by_role("listitem").filter(has_text="HTTP 503")).to_contain_text("1")
    outcomes = charts.get_by_role("figure").filter(has_text="Outcomes")
    outcomes.get_by_text("As a table").click()
    expect(outcomes.get_by_role("columnheader", name="Delivered")).to_be_visible()
    counts = outcomes.locator("tbody td:nth-child(2)").all_inner_texts()
    assert sum(map(int, counts)) == 2
    expect(charts.get_by_role("figure").filter(has_text="Durations")).to_contain_text("p95")


class TestDeliveries:
    def test_filters_are_in_the_address_and_back_in_the_fields(
        self, page: Page, client: Client, subscribe: Subscribe
    ) -> None:
        subscriber = subscribe("ping", "pool_deleted", answer=by_type)
        good, bad = ping_event(), pool_deleted()
        client.post(good)
        client.post(bad)
        subscriber.wait_for_state(good["event_id"], "delivered")
        subscriber.wait_for_state(bad["event_id"], "waiting")
        page.goto(f"/ui/webhooks/{subscriber.webhook_id}")
        expect(deliveries(page)).to_have_count(2)
        expect(deliveries(page).first).to_contain_text(bad["event_id"])  # the newest first
        expect(deliveries(page).first).to_contain_text(re.compile(r"HTTP 503 in \d+ ms, \w"))

        page.get_by_label("State", exact=True).select_option("waiting")
        expect(deliveries(page)).to_have_count(1)
        expect(page).to_have_url(re.compile(r"\?state=waiting$"))
        charts = page.get_by_role("region", name="Latest deliveries in charts")
        expect(charts.get_by_role("heading")).to_contain_text("1, received")
        page.get_by_role("button", name="Clear filters").click()
        expect(deliveries(page)).to_have_count(2)
        page.get_by_label("Type", exact=True).select_option("ping")
        expect(deliveries(page)).to_have_count(1)
        expect(deliveries(page)).to_contain_text(good["event_id"])
        page.get_by_role("button", name="Clear filters").click()
        expect(deliveries(page)).to_have_count(2)
        page.get_by_label("Status code").fill("503")
        expect(page).to_have_url(re.compile("status=503"))
        expect(deliveries(page)).to_have_count(1)
        expect(deliveries(page)).to_contain_text(bad["event_id"])
        page.get_by_role("button", name="Clear filters").click()
        expect(deliveries(page)).to_have_count(2)
        page.get_by_label("Event id").fill(good["event_id"])
        expect(deliveries(page)).to_have_count(1)
        expect(deliveries(page)).to_contain_text(good["event_id"])
        page.reload()
        expect(page.get_by_label("Event id")).to_have_value(good["event_id"])
        expect(deliveries(page)).to_have_count(1)
        page.get_by_label("Event id").fill("")
        page.get_by_label("Received", exact=True).select_option("15m")
        expect(page).to_have_url(re.compile("range=15m"))
        expect(deliveries(page)).to_have_count(2)

    def test_an_address_of_a_colleague_that_is_wrong_says_so(
        self, page: Page, subscribe: Subscribe, complaints: Complaints
    ) -> None:
        complaints.expect("400")
        subscriber = subscribe("ping")
        page.goto(f"/ui/webhooks/{subscriber.webhook_id}?status=9999")
        expect(page.get_by_role("alert").first).to_contain_text("status_code")

    def test_older_ones_come_on_request(
        self, page: Page, client: Client, subscribe: Subscribe
    ) -> None:
        subscriber = subscribe("ping")
        events = [ping_event() for _ in range(30)]
        client.post(*events)
        for event in events:
            subscriber.wait_for_state(event["event_id"], "delivered")
        page.goto(f"/ui/webhooks/{subscriber.webhook_id}")
        expect(deliveries(page)).to_have_count(25)
        page.get_by_role("button", name="Older").click()
        expect(deliveries(page)).to_have_count(30)

    def test_new_ones_are_offered_and_known_ones_change_in_place(
        self, page: Page, client: Client, subscribe: Subscribe
    ) -> None:
        answers = iter([503])
        subscriber = subscribe("ping", answer=lambda _request: next(answers, 200))
        first = ping_event()
        client.post(first)
        subscriber.wait_for_state(first["event_id"], "waiting")
        page.clock.install()
        page.goto(f"/ui/webhooks/{subscriber.webhook_id}")
        expect(deliveries(page)).to_contain_text("Waiting")
        second = ping_event()
        client.post(second)
        subscriber.wait_for_state(second["event_id"], "delivered")
        subscriber.wait_for_state(first["event_id"], "delivered", tick=True)
        page.clock.fast_forward(10_000)
        expect(deliveries(page)).to_contain_text("Delivered")
        expect(deliveries(page)).to_have_count(1)
        lists: list[str] = []
        page.on("request", lambda request: lists.append(request.url))
        page.get_by_role("button", name="1 new delivery").click()
        expect(deliveries(page)).to_have_count(2)
        assert not any("/deliveries" in url for url in lists), "it is known already"
        expect(deliveries(page).first).to_contain_text(second["event_id"])
        expect(page.get_by_role("heading", name="Deliveries newest first")).to_be_focused()


def by_type(request: ReceivedRequest) -> Answer | int:
    """Take pings, refuse everything else."""
    return 200 if json.loads(request.body)["event_type"] == "ping" else 503


def pool_deleted() -> dict[str, Any]:
    return ping_event(event_type="pool_deleted", event={"pool_name": "example"})


class TestActions:
    def test_a_ping_comes_up_in_the_list(self, page: Page, subscribe: Subscribe) -> None:
        subscriber = subscribe("job_created")
        page.goto(f"/ui/webhooks/{subscriber.webhook_id}")
        expect(page.get_by_text("Nothing has been sent to it yet.")).to_be_visible()
        page.get_by_role("button", name="Ping", exact=True).click()
        expect(page.get_by_text("A ping is on its way.")).to_be_visible()
        expect(deliveries(page)).to_have_count(1)
        assert json.loads(subscriber.receiver.wait_for(1)[0].body)["event_type"] == "ping"

    def test_an_example_of_a_type_is_sent_to_this_webhook_alone(
        self, page: Page, subscribe: Subscribe
    ) -> None:
        subscriber, other = subscribe("node_created", "ping"), subscribe("node_created")
        page.goto(f"/ui/webhooks/{subscriber.webhook_id}")
        page.get_by_role("button", name="Send an example").click()
        dialog = page.get_by_role("dialog", name="Send an example")
        dialog.get_by_label("Event type").select_option("node_created")
        dialog.get_by_role("button", name="Send", exact=True).click()
        expect(dialog).to_have_count(0)
        expect(deliveries(page)).to_contain_text("node_created")
        assert json.loads(subscriber.receiver.wait_for(1)[0].body)["event_type"] == "node_created"
        assert other.receiver.requests == []

    def test_disable_says_what_is_lost_and_enable_takes_it_back(
        self, page: Page, client: Client, subscribe: Subscribe
    ) -> None:
        subscriber = subscribe("ping", answer=503)
        event = ping_event()
        client.post(event)
        subscriber.wait_for_state(event["event_id"], "waiting")
        page.goto(f"/ui/webhooks/{subscriber.webhook_id}")
        open_settings(page)
        page.get_by_role("button", name="Disable …").click()
        dialog = page.get_by_role("dialog", name="Disable the webhook?")
        expect(dialog).to_contain_text("What waits (1) is given up;")
        dialog.get_by_role("button", name="Disable").click()
        expect(situation(page)).to_contain_text("Disabled")
        expect(page.get_by_role("button", name="Ping", exact=True)).to_be_disabled()
        page.get_by_role("button", name="Enable").click()
        expect(situation(page)).not_to_contain_text("Disabled")
        assert client.relay.get(subscriber.path).json()["enabled"] is True

    def test_delete_asks_for_the_name(
        self, page: Page, client: Client, subscribe: Subscribe, relay: RelayProcess
    ) -> None:
        subscriber = subscribe("ping", name="Orders service")
        page.goto(f"/ui/webhooks/{subscriber.webhook_id}")
        open_settings(page)
        page.get_by_role("button", name="Delete …").click()
        dialog = page.get_by_role("dialog", name="Delete the webhook?")
        delete = dialog.get_by_role("button", name="Delete")
        expect(delete).to_be_disabled()
        dialog.get_by_label("Type its name").fill("Orders")
        expect(delete).to_be_disabled()
        dialog.get_by_label("Type its name").fill("Orders service")
        delete.click()
        expect(page).to_have_url(f"{relay.url}/ui/")
        assert client.relay.get(subscriber.path).status_code == 404

    def test_a_name_that_nobody_can_type_is_typed_as_it_is_shown(
        self, page: Page, client: Client, subscribe: Subscribe, relay: RelayProcess
    ) -> None:
        subscriber = subscribe("ping", name="invoice\u202egnp.exe")
        page.goto(f"/ui/webhooks/{subscriber.webhook_id}")
        expect(page.get_by_role("heading", level=1)).to_have_text(r"invoice\u202egnp.exe")
        expect(page).to_have_title(re.compile(r"invoice\\u202egnp"))
        open_settings(page)
        page.get_by_role("button", name="Delete …").click()
        page.get_by_label("Type its name").fill(r"invoice\u202egnp.exe")
        page.get_by_role("dialog").get_by_role("button", name="Delete").click()
        expect(page).to_have_url(f"{relay.url}/ui/")
        assert client.relay.get(subscriber.path).status_code == 404

    def test_a_rotated_secret_is_shown_once_and_signs(
        self, page: Page, subscribe: Subscribe, complaints: Complaints
    ) -> None:
        complaints.expect("400")
        subscriber = subscribe("ping", secret_token="the-old-one")
        page.context.grant_permissions(["clipboard-read", "clipboard-write"])
        page.goto(f"/ui/webhooks/{subscriber.webhook_id}")
        open_settings(page)
        page.get_by_role("button", name="Rotate the secret").click()
        page.get_by_label("Hours").fill("1000")
        rotate = page.get_by_role("button", name="Rotate", exact=True)
        rotate.click()
        expect(page.get_by_label("Hours")).to_have_attribute("aria-invalid", "true")
        page.get_by_label("Hours").fill("2")
        rotate.click()
        shown = page.get_by_role("dialog", name="The secret, shown this once")
        secret = shown.locator("code").inner_text()
        assert secret.startswith("whsec_")
        shown.get_by_role("button", name="Copy the secret").click()
        assert page.evaluate("navigator.clipboard.readText()") == secret
        page.keyboard.press("Escape")
        expect(shown).to_contain_text("Close once more if you have it.")
        page.keyboard.press("Escape")
        expect(shown).to_have_count(0)
        expect(page.get_by_text("the one before signs too until")).to_be_visible()
        assert secret not in page.content()
        assert secret not in page.evaluate(
            "JSON.stringify([{...sessionStorage}, {...localStorage}])"
        )
