"""A delivery's view: the attempts, what was sent, the event, and hostile contents of all three."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, expect

from tests.support.client import Client, ping_event
from tests.support.receiver import Answer
from tests.support.subscribers import Subscribe, Subscriber
from tests.ui.browser import Complaints

HOSTILE = (
    b"<script>document.title='owned'</script><img src=x onerror=\"document.title='owned'\">"
    b"\xe2\x80\xaegnp.exe \x1b[31mred \xff\xfe"
)


def at(subscriber: Subscriber, event: dict[str, Any]) -> str:
    return f"/ui/webhooks/{subscriber.webhook_id}/deliveries/{event['event_id']}"


def test_every_attempt_is_on_a_time_line(page: Page, client: Client, subscribe: Subscribe) -> None:
    answers = iter([Answer(503, body=b"down for maintenance"), 404])
    subscriber = subscribe(
        "ping", name="Orders service", answer=lambda _request: next(answers, 200)
    )
    event = ping_event()
    client.post(event)
    subscriber.wait_for_state(event["event_id"], "delivered", tick=True)
    page.goto(at(subscriber, event))
    steps = page.get_by_role("region", name="Attempts").get_by_role("listitem")
    expect(steps).to_have_count(4)
    expect(steps.nth(0)).to_contain_text(
        re.compile(r"HTTP 200.*attempt 3.*took.*\d+ ms", re.DOTALL)
    )
    expect(steps.nth(1)).to_contain_text(re.compile("HTTP 404.*check the webhook's URL", re.DOTALL))
    expect(steps.nth(2)).to_contain_text(re.compile("503 Service Unavailable", re.DOTALL))
    expect(steps.nth(2).get_by_text("down for maintenance")).to_be_visible()
    expect(steps.nth(3)).to_contain_text("Received")
    expect(page.get_by_role("region", name="What became of it")).to_contain_text(
        "The receiver took it: the receiver answered 200 OK, after 3 attempts."
    )
    page.get_by_role("link", name="Orders service").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Orders service")


def test_a_waiting_delivery_says_when_it_is_attempted_again_and_what_to_do(
    page: Page, client: Client, subscribe: Subscribe
) -> None:
    subscriber = subscribe("ping", answer=Answer(200, delay=5))  # longer than the relay waits
    event = ping_event()
    client.post(event)
    subscriber.wait_for_state(event["event_id"], "waiting")
    page.goto(at(subscriber, event))
    outcome = page.get_by_role("region", name="What became of it")
    expect(outcome).to_contain_text("Attempt 1 failed: no complete answer in time.")
    expect(outcome).to_contain_text(re.compile("The next attempt is due (now|in|.* ago)"))
    expect(outcome).to_contain_text("Answer first and work afterwards")
    expect(page.get_by_role("listitem").first).to_contain_text("Next attempt")


def test_what_was_sent_is_shown_without_secrets(
    page: Page, client: Client, subscribe: Subscribe
) -> None:
    subscriber = subscribe(
        "ping",
        url="{url}?token=hidden",
        secret_token="a-secret-of-mine",
        headers={"Authorization": "Bearer abc123"},
        message_format="cloudevents",
    )
    event = ping_event()
    client.post(event)
    subscriber.wait_for_state(event["event_id"], "delivered")
    page.goto(at(subscriber, event))
    sent = page.get_by_role("region", name="What is sent")
    headers = sent.get_by_role("region", name="Headers that are sent")
    expect(headers.get_by_role("row", name="Authorization")).to_contain_text("[hidden]")
    expect(headers.get_by_role("row", name="webhook-signature")).to_contain_text("[hidden]")
    expect(headers).to_contain_text("application/cloudevents+json")
    body = sent.get_by_role("region", name="the body")
    expect(body).to_contain_text('"specversion": "1.0"')
    [request] = subscriber.receiver.wait_for(1)
    text = page.content()
    for secret in (
        "token=hidden",
        "abc123",
        "a-secret-of-mine",
        request.headers["webhook-signature"],
    ):
        assert secret not in text


def test_the_event_is_copied_and_downloaded_as_it_was_written(
    page: Page, client: Client, subscribe: Subscribe
) -> None:
    subscriber = subscribe("proxy_failed", name="Orders service")
    event = ping_event(
        event_type="proxy_failed",
        event={"region": "eastus", "error": {"code": 472, "errors": ["a" * 30_000]}},
    )
    client.post(event)
    subscriber.wait_for_state(event["event_id"], "delivered")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(at(subscriber, event))
    payload = page.get_by_role("region", name="Payload")
    expect(payload.get_by_role("region", name="the event")).to_contain_text('"region": "eastus"')
    expect(payload).to_contain_text("These are the first 20,000 of 30,")
    payload.get_by_role("button", name="Show all").click()
    expect(payload.get_by_role("button", name="Show all")).to_have_count(0)
    payload.get_by_role("button", name="Copy the event").click()
    assert json.loads(page.evaluate("navigator.clipboard.readText()")) == event["event"]
    with page.expect_download() as download:
        payload.get_by_role("button", name="Download the event").click()
    assert download.value.suggested_filename == f"event-{event['event_id']}.json"
    saved = Path(download.value.path()).read_text(encoding="utf-8")
    assert json.loads(saved) == event["event"]


def test_answers_and_events_of_strangers_are_only_text(
    page: Page, client: Client, subscribe: Subscribe
) -> None:
    name = "<img src=x onerror=document.title='owned'>\u202egnp"
    subscriber = subscribe("proxy_failed", name=name, answer=Answer(500, body=HOSTILE))
    text = "<script>document.title='owned'</script>\u202e\u0007"
    event = ping_event(
        event_type="proxy_failed",
        event={"region": text, "error": {"code": 472, "errors": [text]}},
    )
    client.post(event)
    subscriber.wait_for_state(event["event_id"], "waiting")
    page.goto(at(subscriber, event))
    answer = page.get_by_role("region", name="the answer to attempt 1")
    expect(answer).to_contain_text("<script>document.title='owned'</script><img src=x")
    expect(answer).to_contain_text("\\u202egnp.exe")
    expect(page.get_by_role("region", name="the event", exact=True)).to_contain_text(
        "<script>document.title='owned'</script>\\u202e"
    )
    page.goto(f"/ui/webhooks/{subscriber.webhook_id}")
    expect(page.get_by_role("heading", level=1)).to_contain_text("<img src=x")
    assert "owned" not in page.title().partition("onerror")[0]
    assert page.evaluate("document.querySelectorAll('main img, main script').length") == 0


def test_a_delivery_that_is_not_there_says_so(
    page: Page, subscribe: Subscribe, complaints: Complaints
) -> None:
    complaints.expect("404")
    subscriber = subscribe("ping")
    page.goto(f"/ui/webhooks/{subscriber.webhook_id}/deliveries/none")
    expect(page.get_by_role("alert").first).to_contain_text("no event 'none'")
