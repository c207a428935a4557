"""Making and changing a webhook: errors at the fields, "try it", a secret that is shown once."""

from __future__ import annotations

import json
import re
from typing import Any

from playwright.sync_api import Dialog, Page, Route, expect

from tests.support.client import Client
from tests.support.receiver import Answer, Receiver
from tests.support.relay import RelayProcess
from tests.support.subscribers import Subscribe
from tests.ui.browser import Complaints

SAVE = "Make the webhook"


def choose(page: Page, *event_types: str) -> None:
    for name in event_types:
        page.get_by_role("checkbox", name=name, exact=True).check()


def webhook_called(client: Client, name: str) -> dict[str, Any]:
    found = [one for one in client.relay.get("/api/webhooks").json() if one["name"] == name]
    assert len(found) == 1
    return dict(found[0])


def test_a_webhook_is_made_and_its_secret_is_shown_once(page: Page, client: Client) -> None:
    with Receiver() as receiver:
        page.goto("/ui/")
        page.get_by_role("link", name="New webhook").click()
        page.get_by_label("Name", exact=True).fill("made by hand")
        page.get_by_label("URL").fill(f"{receiver.url}?key=1")
        page.get_by_label("Search").fill("node_s")
        expect(page.get_by_role("checkbox", name="ping", exact=True)).to_have_count(0)
        choose(page, "node_state_updated")
        page.get_by_label("Search").fill("")
        choose(page, "ping")
        chosen = page.get_by_role("list", name="Chosen event types")
        expect(chosen.get_by_role("listitem")).to_have_count(2)
        page.get_by_role("button", name="All of pool").click()
        expect(chosen.get_by_role("listitem")).to_have_count(4)
        page.get_by_role("button", name="Remove pool_created").click()
        page.get_by_role("radio", name="CloudEvents 1.0").check()
        page.get_by_role("button", name="Add a header").click()
        page.get_by_label("Name of header 1").fill("Authorization")
        page.get_by_label("Value of header 1").fill("Bearer abc123")
        page.get_by_label("Attempts at once").fill("5")
        page.get_by_label("Filter", exact=True).fill('{"subjectBeginsWith": "a"}')
        page.get_by_role("button", name=SAVE).click()
        shown = page.get_by_role("dialog", name="The secret, shown this once")
        secret = shown.locator("code").inner_text()
        shown.get_by_role("button", name="I have stored it").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("made by hand")
    assert secret.startswith("whsec_")
    assert secret not in page.content()
    made = webhook_called(client, "made by hand")
    client.relay.request("DELETE", f"/api/webhooks/{made['webhook_id']}")
    assert set(made["event_types"]) == {"node_state_updated", "ping", "pool_deleted"}
    assert made["message_format"] == "cloudevents"
    assert made["headers"] == ["Authorization"]
    assert (made["has_secret"], made["max_in_flight"]) == (True, 5)
    assert made["filter"] == {"subjectBeginsWith": "a"}


def test_errors_of_the_api_are_at_their_fields_and_nothing_is_lost(
    page: Page, complaints: Complaints
) -> None:
    complaints.expect("400")
    page.goto("/ui/new-webhook")
    page.get_by_label("URL").fill("http://127.0.0.1/")
    page.get_by_label("Attempts at once").fill("many")
    page.get_by_label("Filter", exact=True).fill('{"advancedFilters": [{"operatorType": "No"}]}')
    page.get_by_role("button", name=SAVE).click()
    name = page.get_by_label("Name", exact=True)
    expect(name).to_have_accessible_description(re.compile("must not be empty"))
    expect(name).to_be_focused()
    expect(page.get_by_label("Attempts at once")).to_have_accessible_description(
        re.compile("must be an integer")
    )
    filter_field = page.get_by_label("Filter", exact=True)
    expect(filter_field).to_have_attribute("aria-invalid", "true")
    expect(filter_field).to_have_accessible_description(re.compile(r"advancedFilters\[0\]"))
    expect(page.get_by_role("group", name="Event types", exact=True)).to_contain_text(
        "must not be empty"
    )
    expect(page.get_by_label("URL")).to_have_value("http://127.0.0.1/")

    page.get_by_label("Attempts at once").fill("")
    filter_field.fill("")
    name.fill("named")
    choose(page, "ping")
    page.get_by_label("URL").fill("ftp://127.0.0.1/")
    page.get_by_role("button", name=SAVE).click()
    expect(page.get_by_label("URL")).to_be_focused()
    expect(page.get_by_label("URL")).to_have_accessible_description(re.compile("not a URL"))
    expect(name).to_have_attribute("aria-invalid", "false")


def test_a_filter_that_is_not_json_is_refused_before_it_is_sent(page: Page) -> None:
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.method))
    page.goto("/ui/new-webhook")
    filter_field = page.get_by_label("Filter", exact=True)
    filter_field.fill("{")
    page.get_by_role("button", name=SAVE).click()
    expect(filter_field).to_be_focused()
    expect(filter_field).to_have_accessible_description(re.compile("This is not JSON"))
    assert "POST" not in sent


def test_it_can_be_tried_before_it_is_saved(
    page: Page, client: Client, complaints: Complaints
) -> None:
    complaints.expect("400")
    answer = Answer(422, body=b"who are <b>you</b>?")
    with Receiver(answer) as receiver:
        before = len(client.relay.get("/api/webhooks").json())
        page.goto("/ui/new-webhook")
        trial = page.get_by_role("region", name="Try it")
        trial.get_by_role("button", name="Try it").click()
        expect(page.get_by_label("Name", exact=True)).to_be_focused()  # its errors, as on saving
        page.get_by_label("Name", exact=True).fill("tried")
        page.get_by_label("URL").fill(receiver.url)
        choose(page, "node_created")
        trial.get_by_role("button", name="Try it").click()
        expect(trial).to_contain_text("It failed")
        expect(trial).to_contain_text("the receiver answered 422")
        expect(trial.get_by_text("who are <b>you</b>?")).to_be_visible()
        trial.get_by_text("What was sent").click()
        headers = trial.get_by_role("region", name="Headers that are sent")
        expect(headers).to_contain_text("webhook-signature")
        expect(trial.get_by_role("region", name="the body")).to_contain_text("node_created")
        receiver.answer_next(200)
        trial.get_by_role("button", name="Try it").click()
        expect(trial).to_contain_text("It works")
        assert len(receiver.requests) == 2
        assert len(client.relay.get("/api/webhooks").json()) == before


def test_a_change_sends_only_what_was_changed(
    page: Page, client: Client, subscribe: Subscribe, relay: RelayProcess
) -> None:
    subscriber = subscribe(
        "ping",
        url="{url}?token=hidden",
        name="before",
        secret_token="kept",
        headers={"X-Team": "orders"},
        rate_per_second=5,
    )
    page.goto(f"/ui/webhooks/{subscriber.webhook_id}")
    page.get_by_role("link", name="Edit").click()
    page.get_by_label("Name", exact=True).fill("after")
    page.get_by_label("Attempts a second").fill("")
    with page.expect_request(lambda request: request.method == "PATCH") as patch:
        page.get_by_role("button", name="Save").click()
    assert patch.value.post_data_json == {"name": "after", "rate_per_second": 0}
    expect(page).to_have_url(f"{relay.url}/ui/webhooks/{subscriber.webhook_id}")
    expect(page.get_by_role("heading", level=1)).to_have_text("after")
    client.relay.post(f"{subscriber.path}/ping")
    [request] = subscriber.receiver.wait_for(1)
    assert request.path.endswith("?token=hidden")
    assert request.headers["x-team"] == "orders"
    assert "webhook-signature" in request.headers


def test_headers_are_replaced_together(page: Page, client: Client, subscribe: Subscribe) -> None:
    subscriber = subscribe("ping", headers={"X-Team": "orders", "X-Old": "1"})
    page.goto(f"/ui/webhooks/{subscriber.webhook_id}/edit")
    page.get_by_label("Replace all of them").check()
    page.get_by_role("button", name="Remove header 1").click()
    expect(page.get_by_label("Name of header 1")).to_have_value("X-Team")
    page.get_by_label("Value of header 1").fill("billing")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("region", name="How it is doing")).to_be_visible()
    client.relay.post(f"{subscriber.path}/ping")
    [request] = subscriber.receiver.wait_for(1)
    assert request.headers["x-team"] == "billing"
    assert "x-old" not in request.headers


def test_two_headers_of_one_name_are_refused_before_one_of_them_is_lost(page: Page) -> None:
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.method))
    page.goto("/ui/new-webhook")
    add = page.get_by_role("button", name="Add a header")
    for number, name in enumerate(("X-Team", "X-Other", " X-Team "), start=1):
        add.click()
        page.get_by_label(f"Name of header {number}").fill(name)
    page.get_by_role("button", name=SAVE).click()
    headers = page.get_by_role("group", name="Headers")
    expect(headers).to_contain_text("X-Team: is given twice")
    expect(page.get_by_label("Name of header 1")).to_be_focused()
    expect(page.get_by_role("button", name="Try it")).to_be_disabled()
    assert "POST" not in sent
    page.get_by_role("button", name="Remove header 3").click()
    expect(headers).not_to_contain_text("twice")
    expect(page.get_by_role("button", name="Try it")).to_be_enabled()


def test_a_filter_is_tried_with_an_event(page: Page, subscribe: Subscribe) -> None:
    wanted = {
        "advancedFilters": [{"operatorType": "StringIn", "key": "data.state", "values": ["done"]}]
    }
    subscriber = subscribe("node_state_updated", filter=wanted)
    page.goto(f"/ui/webhooks/{subscriber.webhook_id}/edit")
    expect(page.get_by_label("Filter", exact=True)).to_have_value(re.compile("StringIn"))
    page.get_by_text("Try it with an event").click()
    page.get_by_role("button", name="Try the filter").click()
    expect(page.get_by_text("It would be left out")).to_be_visible()
    expect(page.get_by_role("listitem").filter(has_text="data.state")).to_contain_text(
        "does not match"
    )
    payload = page.get_by_label("Its payload")
    payload.fill(json.dumps({**json.loads(payload.input_value()), "state": "done"}))
    page.get_by_role("button", name="Try the filter").click()
    expect(page.get_by_text("It would be sent")).to_be_visible()


def test_a_pattern_that_was_typed_and_not_added_is_saved_too(
    page: Page, client: Client, subscribe: Subscribe, complaints: Complaints
) -> None:
    complaints.expect("400")
    subscriber = subscribe("ping")
    page.goto(f"/ui/webhooks/{subscriber.webhook_id}/edit")
    page.get_by_label("Pattern").fill(" order.* ")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(subscriber.webhook["name"])
    stored = client.relay.get(subscriber.path).json()
    assert stored["event_types"] == ["ping", "order.*"]
    page.get_by_role("link", name="Edit").click()
    expect(page.get_by_label("Pattern")).to_have_value("")
    page.get_by_label("Pattern").fill("no pattern*")
    page.get_by_role("button", name="Save").click()
    field = page.get_by_role("group", name="Event types", exact=True)
    expect(field).to_contain_text("Event types[2]: must be")
    expect(page.get_by_label("Pattern")).to_have_value("no pattern*")


def test_leaving_with_changes_asks_first(page: Page) -> None:
    asked: list[str] = []

    def stay(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.dismiss()

    page.on("dialog", stay)
    page.goto("/ui/new-webhook")
    page.get_by_label("Name", exact=True).fill("half done")
    page.evaluate("location.href = '/ui/events'")
    expect(page.get_by_label("Name", exact=True)).to_have_value("half done")
    assert asked == ["beforeunload"]


CHANGED_AND_CLOSED_AT_ONCE = """
async (field) => {
  field.value = "half done";
  field.dispatchEvent(new InputEvent("input", { bubbles: true }));
  await Promise.resolve();
  return !dispatchEvent(new Event("beforeunload", { cancelable: true }));
}
"""


def test_leaving_right_after_a_change_asks_too(page: Page) -> None:
    """On a slow machine it is some hundredths of a second until the next picture is drawn."""
    page.goto("/ui/new-webhook")
    assert page.get_by_label("Name", exact=True).evaluate(CHANGED_AND_CLOSED_AT_ONCE)


NUMBER, OTHER = 12345678901234567890, 12345678901234567891


def test_numbers_of_a_filter_keep_their_spelling(
    page: Page, client: Client, subscribe: Subscribe, own_type: str
) -> None:
    """JavaScript would round them, so that other events were sent than those that were wanted."""
    definition = {"description": "Has a number.", "example": {"n": NUMBER}}
    client.relay.request("PUT", f"/api/event-types/{own_type}", json=definition)
    condition = {"operatorType": "NumberIn", "key": "data.n", "values": [NUMBER]}
    subscriber = subscribe(own_type, filter={"advancedFilters": [condition]})
    page.goto(f"/ui/webhooks/{subscriber.webhook_id}")
    page.get_by_role("heading", name="Settings").click()
    expect(page.get_by_role("region", name="the filter")).to_contain_text(str(NUMBER))
    page.get_by_role("link", name="Edit").click()
    filter_field = page.get_by_label("Filter", exact=True)
    expect(filter_field).to_have_value(re.compile(str(NUMBER)))
    page.get_by_text("Try it with an event").click()
    payload = page.get_by_label("Its payload")
    expect(payload).to_have_value(re.compile(str(NUMBER)))
    payload.fill(f'{{"n": {OTHER}}}')
    with page.expect_request(f"**{subscriber.path}/filter/try") as tried:
        page.get_by_role("button", name="Try the filter").click()
    assert str(NUMBER) in (tried.value.post_data or "")
    assert str(OTHER) in (tried.value.post_data or "")
    filter_field.fill(filter_field.input_value().replace(str(NUMBER), str(OTHER)))
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("The webhook is changed.")).to_be_visible()
    stored = subscriber.client.relay.get(subscriber.path).json()["filter"]
    assert stored["advancedFilters"][0]["values"] == [OTHER]


def test_a_filter_is_tried_with_a_type_of_ones_own_though_it_has_no_example(
    page: Page, subscribe: Subscribe, own_type: str
) -> None:
    subscriber = subscribe(own_type, filter={"subjectBeginsWith": own_type})
    page.goto(f"/ui/webhooks/{subscriber.webhook_id}/edit")
    page.get_by_text("Try it with an event").click()
    expect(page.get_by_label("Event type", exact=True)).to_have_value(own_type)
    expect(page.get_by_label("Its payload")).to_have_value("{}")
    page.get_by_role("button", name="Try the filter").click()
    expect(page.get_by_text(re.compile("It would be (sent|left out)"))).to_be_visible()


def test_a_filter_is_tried_only_with_json_and_a_verdict_is_of_what_is_shown(
    page: Page, subscribe: Subscribe
) -> None:
    subscriber = subscribe("node_state_updated", filter={"subjectBeginsWith": "x"})
    page.goto(f"/ui/webhooks/{subscriber.webhook_id}/edit")
    page.get_by_text("Try it with an event").click()
    attempt = page.get_by_role("button", name="Try the filter")
    attempt.click()
    verdict = page.get_by_text("It would be left out")
    expect(verdict).to_be_visible()
    payload = page.get_by_label("Its payload")
    page.route("**/filter/try", lambda route: held.append(route))
    held: list[Route] = []
    payload.fill('{"late": 1}')
    attempt.click()
    expect(page.get_by_role("button", name="Trying")).to_be_disabled()
    payload.fill("{}")
    expect(attempt).to_be_enabled()
    page.unroute("**/filter/try")
    for text in ("", " ", "{", "NaN"):
        payload.fill(text)
        expect(payload).to_have_accessible_description(re.compile("This is not JSON"))
        expect(attempt).to_be_disabled()
        expect(verdict).to_have_count(0)


def test_a_number_that_is_none_for_json_is_refused_at_its_field(
    page: Page, subscribe: Subscribe, complaints: Complaints
) -> None:
    complaints.expect("400")
    subscriber = subscribe("ping", rate_per_second=5)
    page.goto(f"/ui/webhooks/{subscriber.webhook_id}/edit")
    rate = page.get_by_label("Attempts a second")
    rate.fill("1e999")
    page.get_by_role("button", name="Save").click()
    expect(rate).to_have_attribute("aria-invalid", "true")


def test_errors_at_the_fields_are_those_of_the_latest_attempt(
    page: Page, complaints: Complaints
) -> None:
    complaints.expect("400")
    page.goto("/ui/new-webhook")
    page.get_by_label("URL").fill("ftp://127.0.0.1/")
    choose(page, "ping")
    page.get_by_role("button", name=SAVE).click()
    name = page.get_by_label("Name", exact=True)
    expect(name).to_have_attribute("aria-invalid", "true")
    name.fill("named")
    page.get_by_role("button", name="Try it").click()
    expect(page.get_by_label("URL")).to_have_attribute("aria-invalid", "true")
    expect(name).to_have_attribute("aria-invalid", "false")


def test_own_types_and_patterns_can_be_chosen(page: Page, client: Client) -> None:
    own = "/api/event-types/shop.order.paid"
    definition = {"description": "an order is paid", "example": {"number": 17}, "schema": {}}
    assert client.relay.request("PUT", own, json=definition).status_code in (200, 201)
    with Receiver() as receiver:
        page.goto("/ui/new-webhook")
        page.get_by_label("Name", exact=True).fill("shop")
        page.get_by_label("URL").fill(receiver.url)
        group = page.get_by_role("group", name="Own types")
        expect(group.get_by_role("checkbox", name="shop.order.paid")).to_be_visible()
        pattern = page.get_by_label("Pattern")
        listed = page.locator(f"#{pattern.get_attribute('list')} option")
        assert [one.get_attribute("value") for one in listed.all()] == [
            "*",
            "shop.*",
            "shop.order.*",
        ]
        pattern.fill("shop.*")
        page.keyboard.press("Enter")
        trial = page.get_by_role("region", name="Try it")
        expect(trial.get_by_label("Example of")).to_have_value("shop.order.paid")
        trial.get_by_role("button", name="Try it").click()
        expect(trial).to_contain_text("It works")
        assert b"17" in receiver.wait_for(1)[0].body
        page.get_by_role("radio", name="None").check()
        page.get_by_role("button", name=SAVE).click()
        expect(page.get_by_role("heading", level=1)).to_have_text("shop")
    made = webhook_called(client, "shop")
    client.relay.request("DELETE", f"/api/webhooks/{made['webhook_id']}")
    client.relay.request("DELETE", own)
    assert made["event_types"] == ["shop.*"]
    assert made["has_secret"] is False
