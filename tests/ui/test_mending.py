"""People mend what failed: one delivery, a stretch of time, all that match a filter."""

from __future__ import annotations

import json
import re

from playwright.sync_api import Locator, Page, Route, expect

from tests.support.client import Client, ping_event
from tests.support.receiver import Answer, ReceivedRequest
from tests.support.subscribers import Subscribe, Subscriber
from tests.ui.browser import Complaints


class Switch:
    """An answer of a receiver that is down at first."""

    def __init__(self) -> None:
        self.is_up = False

    def __call__(self, _request: ReceivedRequest) -> Answer | int:
        return 200 if self.is_up else Answer(503, body=b"down for maintenance")


def dropped(client: Client, subscriber: Subscriber, count: int) -> list[str]:
    """Post *count* events that fail, and have the relay give them up; return their ids."""
    events = [ping_event() for _ in range(count)]
    client.post(*events)
    for event in events:
        subscriber.wait_for_state(event["event_id"], "waiting")
    client.relay.post(f"{subscriber.path}/disable")
    for event in events:
        subscriber.wait_for_state(event["event_id"], "dropped", tick=True)
    client.relay.post(f"{subscriber.path}/enable")
    return [event["event_id"] for event in events]


def counted_one(page: Page, client: Client, subscriber: Subscriber) -> Locator:
    """Have one delivery dropped, and count it on the page; return the button that recovers it."""
    dropped(client, subscriber, 1)
    page.goto(f"/ui/webhooks/{subscriber.webhook_id}?do=recover")
    dialog = page.get_by_role("dialog", name="Recover deliveries")
    dialog.get_by_role("button", name="Count").click()
    send = dialog.get_by_role("button", name="Send 1 again")
    expect(send).to_be_visible()
    return send


def test_a_stranger_mends_a_failing_delivery_in_three_clicks(
    page: Page, client: Client, subscribe: Subscribe
) -> None:
    answer = Switch()
    subscriber = subscribe("ping", name="Orders service", answer=answer)
    event = ping_event()
    client.post(event)
    subscriber.wait_for_state(event["event_id"], "waiting")
    client.relay.tick()

    page.goto("/ui/")
    page.get_by_role("link", name="Orders service").click()
    situation = page.get_by_role("region", name="How it is doing")
    expect(situation).to_contain_text("the receiver answered 503 Service Unavailable")
    expect(situation).to_contain_text("its own log says why")
    page.get_by_role("link", name=event["event_id"]).click()
    expect(page.get_by_text("down for maintenance").first).to_be_visible()
    answer.is_up = True
    page.get_by_role("button", name="Attempt now").click()
    expect(page.get_by_role("region", name="What became of it")).to_contain_text(
        re.compile("Delivered.*The receiver took it", re.DOTALL)
    )
    assert subscriber.wait_for_state(event["event_id"], "delivered")["attempts"] >= 2


def test_a_recovery_is_counted_first_and_goes_on_after_a_reload(
    page: Page, client: Client, subscribe: Subscribe
) -> None:
    answer = Switch()
    subscriber = subscribe("ping", name="Orders service", answer=answer)
    ids = dropped(client, subscriber, 3)
    answer.is_up = True
    page.goto(f"/ui/webhooks/{subscriber.webhook_id}")
    page.get_by_role("button", name="Recover …").click()
    dialog = page.get_by_role("dialog", name="Recover deliveries")
    dialog.get_by_role("button", name="Count").click()
    expect(dialog.get_by_text("3 deliveries match.")).to_be_visible()
    expect(page).to_have_url(re.compile(r"do=recover.*from=.*to="))
    assert [client.delivery(subscriber.webhook_id, id_)["state"] for id_ in ids] == ["dropped"] * 3

    # A batch of one; the answer to the next batch never comes, since the page is left.
    calls = iter(["answer", "hold"])

    def batch(route: Route) -> None:
        match next(calls, "go on"):
            case "answer":
                route.fulfill(status=202, json={"recovered": 1, "more": True})
            case "go on":
                route.continue_()

    page.route(f"**{subscriber.path}/recover", batch)
    dialog.get_by_role("button", name="Send 3 again").click()
    panel = page.get_by_role("region", name=re.compile("Recovering what was received from"))
    expect(panel).to_contain_text("1 of 3 are queued again …")
    expect(dialog).to_have_count(0)
    page.reload()
    expect(panel).to_contain_text("Stopped after at least 1 of 3. It can go on from here.")
    panel.get_by_role("button", name="Go on").click()
    expect(panel).to_contain_text("Done: all are queued again.")
    client.relay.tick()
    for id_ in ids:
        subscriber.wait_for_state(id_, "delivered", tick=True)
    panel.get_by_role("button", name="Close").click()
    expect(panel).to_have_count(0)
    page.reload()
    expect(page.get_by_role("region", name="How it is doing")).to_be_visible()
    expect(panel).to_have_count(0)


def test_a_recovery_can_be_stopped_and_fails_in_words(
    page: Page, client: Client, subscribe: Subscribe, complaints: Complaints
) -> None:
    complaints.expect("409")
    subscriber = subscribe("ping", name="Orders service", answer=503)
    send = counted_one(page, client, subscriber)
    page.route(
        f"**{subscriber.path}/recover",
        lambda route: route.fulfill(status=202, json={"recovered": 0, "more": True}),
    )
    send.click()
    panel = page.get_by_role("region", name=re.compile("Recovering"))
    expect(panel).to_contain_text("Stopped after 0 of 1")  # it does not go round for ever
    page.unroute(f"**{subscriber.path}/recover")
    client.relay.post(f"{subscriber.path}/disable")
    panel.get_by_role("button", name="Go on").click()
    expect(panel.get_by_role("alert")).to_contain_text("the webhook is disabled; enable it first")
    panel.get_by_role("button", name="Give up").click()
    expect(panel).to_have_count(0)


def test_a_batch_during_which_storage_failed_may_have_been_carried_out_in_part(
    page: Page, client: Client, subscribe: Subscribe, complaints: Complaints
) -> None:
    complaints.expect("503")
    subscriber = subscribe("ping", name="Orders service", answer=503)
    send = counted_one(page, client, subscriber)
    problem = {"title": "Service unavailable", "detail": "storage does not answer"}
    page.route(
        f"**{subscriber.path}/recover", lambda route: route.fulfill(status=503, json=problem)
    )
    send.click()
    panel = page.get_by_role("region", name=re.compile("Recovering"))
    expect(panel.get_by_role("alert")).to_contain_text("storage does not answer")
    expect(panel).to_contain_text("Stopped after at least 0 of 1")


def test_a_batch_under_way_is_not_asked_for_twice_and_forgotten_when_given_up(
    page: Page, client: Client, subscribe: Subscribe
) -> None:
    subscriber = subscribe("ping", name="Orders service", answer=503)
    send = counted_one(page, client, subscriber)
    batches: list[Route] = []

    def hold(route: Route) -> None:
        batches.append(route)

    page.route(f"**{subscriber.path}/recover", hold)
    send.click()
    panel = page.get_by_role("region", name=re.compile("Recovering"))
    panel.get_by_role("button", name="Stop").click()
    panel.get_by_role("button", name="Go on").click()
    panel.get_by_role("button", name="Stop").click()
    assert len(batches) == 1
    panel.get_by_role("button", name="Give up").click()
    expect(panel).to_have_count(0)
    with page.expect_response(f"**{subscriber.path}/recover"):
        batches[0].fulfill(status=202, json={"recovered": 0, "more": True})
    expect(panel).to_have_count(0)
    assert page.evaluate("Object.keys(sessionStorage).filter(k => k.startsWith('relay-job'))") == []


def test_a_job_that_had_ended_before_does_not_load_the_view_again(
    page: Page, subscribe: Subscribe
) -> None:
    subscriber = subscribe("ping")
    job = {"kind": "recover", "title": "Recovering", "body": {}, "total": 1, "done": 1}
    page.add_init_script(
        f"sessionStorage['relay-job {subscriber.path}'] = "
        f"JSON.stringify({json.dumps({**job, 'state': 'finished'})})"
    )
    calls: list[str] = []
    page.on("request", lambda request: calls.append(request.url.partition("?")[0]))
    page.goto(f"/ui/webhooks/{subscriber.webhook_id}")
    expect(page.get_by_role("region", name="Recovering")).to_contain_text("Done: 1 are queued")
    expect(page.get_by_text("Nothing has been sent to it yet.")).to_be_visible()
    page.wait_for_load_state("networkidle")
    for part in ("", "/deliveries", "/delivery-summary"):
        assert [url for url in calls if url.endswith(subscriber.path + part)] == [
            subscriber.client.relay.url + subscriber.path + part
        ]


def test_a_range_that_ends_before_it_begins_is_refused_at_its_field(
    page: Page, subscribe: Subscribe, complaints: Complaints
) -> None:
    complaints.expect("400")
    subscriber = subscribe("ping")
    page.goto(f"/ui/webhooks/{subscriber.webhook_id}?do=recover")
    page.get_by_label("Until").fill("2020-01-01T00:00:00")
    page.get_by_role("button", name="Count").click()
    expect(page.get_by_label("Received from")).to_have_attribute("aria-invalid", "true")
    expect(page.get_by_label("Received from")).to_have_accessible_description("is later than until")


def test_the_stretch_of_a_recovery_is_in_the_address(page: Page, subscribe: Subscribe) -> None:
    subscriber = subscribe("ping")
    page.goto(
        f"/ui/webhooks/{subscriber.webhook_id}"
        "?do=recover&from=2026-01-31T11:00:00Z&to=2026-01-31T12:00:00Z&states=waiting"
    )
    expect(page.get_by_label("Received from")).to_have_value("2026-01-31T12:00")  # in Berlin
    expect(page.get_by_label("Until")).to_have_value("2026-01-31T13:00")
    expect(page.get_by_label("Waiting:")).to_be_checked()
    expect(page.get_by_label("Dropped:")).not_to_be_checked()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(page).to_have_url(re.compile(f"{subscriber.webhook_id}$"))


def test_all_that_match_the_filters_are_sent_again(
    page: Page, client: Client, subscribe: Subscribe
) -> None:
    answer = Switch()
    subscriber = subscribe("ping", name="Orders service", answer=answer)
    ids = dropped(client, subscriber, 2)
    answer.is_up = True
    arrived = ping_event()
    client.post(arrived)
    subscriber.wait_for_state(arrived["event_id"], "delivered")

    page.goto(f"/ui/webhooks/{subscriber.webhook_id}?state=dropped&status=503")
    page.get_by_role("button", name="Resend all that match").click()
    dialog = page.get_by_role("dialog", name="Resend all that match")
    expect(dialog).to_contain_text("state Dropped, latest answer 503")
    expect(dialog).to_contain_text("2 deliveries match.")
    dialog.get_by_role("button", name="Send 2 again").click()
    panel = page.get_by_role("region", name=re.compile("Sending again: state Dropped"))
    expect(panel).to_contain_text("Done: 2 are queued again.")
    for id_ in ids:
        subscriber.wait_for_state(id_, "delivered", tick=True)
    assert client.delivery(subscriber.webhook_id, arrived["event_id"])["attempts"] == 1
