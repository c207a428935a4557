"""What strangers can put before a person: names, payloads and descriptions are text, and only that.

Each of them has markup, a script, text that reads from right to left, and control characters.
"""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.support.client import Client, ping_event
from tests.support.receiver import Answer
from tests.support.subscribers import Subscribe
from tests.ui.browser import Complaints
from tests.ui.looking import overflow, settled

MARKUP = "<img src=x onerror=\"document.title='owned'\"><script>document.title='owned'</script>"
BIDI = "invoice\u202efdp.exe\u2066"
ESCAPES = "\x1b[31mred\x1b[0m\x07\x9b2J"
ATTACK = f"{MARKUP} {BIDI} {ESCAPES} javascript:alert(1)"
HARMLESS = f"{MARKUP} {BIDI}"  # a name and a description may have no control characters
STEERING = "\u202e\u2066\x1b\x07\x9b"
SHOWN = "invoice\\u202efdp.exe\\u2066"


@pytest.fixture(autouse=True)
def nothing_runs(page: Page) -> Iterator[None]:
    """After each test: no element came from text, no dialog opened, the title is the page's own.

    Characters that steer what is shown are named instead of obeyed.
    """
    dialogs: list[str] = []
    page.on("dialog", lambda dialog: dialogs.append(dialog.message))
    yield
    assert dialogs == []
    assert page.title() != "owned"
    assert obeyed(page) == []
    assert page.locator("#app img, #app script, #app iframe").count() == 0


def obeyed(page: Page) -> list[str]:
    """Return the characters on the page that steer how the text around them is shown."""
    shown = page.title() + page.locator("#app").inner_text()
    return [character for character in STEERING if character in shown]


def test_a_webhook(page: Page, subscribe: Subscribe) -> None:
    subscribe("ping", name=HARMLESS)
    page.goto("/ui/")
    cell = page.get_by_role("cell").filter(has_text="invoice").first
    expect(cell).to_contain_text(MARKUP)
    page.get_by_label("Search").fill(MARKUP)
    expect(cell).to_be_visible()
    expect(page.locator("bdi").filter(has_text="invoice")).to_be_visible()


def test_the_name_of_a_webhook_in_every_view_that_has_it(
    page: Page, client: Client, subscribe: Subscribe
) -> None:
    hostile = subscribe("ping", answer=503, name=HARMLESS)
    event = ping_event()
    client.post(event)
    hostile.wait_for_state(event["event_id"], "waiting")
    webhook = f"webhooks/{hostile.webhook_id}"
    views = [
        *("", "failures", f"events/{event['event_id']}"),
        *(webhook, f"{webhook}/edit", f"{webhook}/deliveries/{event['event_id']}"),
    ]
    for view in views:
        page.goto(f"/ui/{view}")
        expect(page.locator("main")).to_contain_text(SHOWN)
        assert obeyed(page) == [], view


def test_a_payload(page: Page, client: Client, own_type: str) -> None:
    event = {**ping_event(), "event_type": own_type, "event": {"text": ATTACK, ATTACK: [ATTACK]}}
    client.post(event)
    page.goto(f"/ui/events/{event['event_id']}")
    payload = page.get_by_role("region", name="the payload")
    expect(payload).to_contain_text("onerror")
    expect(payload).to_contain_text(SHOWN)


@pytest.mark.parametrize(
    ("body", "shown"),
    [
        (ATTACK.encode(), SHOWN),
        (b"\xff\xfe not UTF-8 \xc3(", "not UTF-8"),
        (b"<b>" * 400_000, "<b><b><b>"),
        (b"\x1b]0;owned\x07\x1b[2J gone?", "gone?"),
        (b'{"detail": "</pre><script>document.title=\'owned\'</script>"}', "</pre><script>"),
    ],
    ids=["markup", "not-utf-8", "a-megabyte-in-a-line", "terminal", "json"],
)
def test_an_answer_of_a_receiver(
    page: Page, client: Client, subscribe: Subscribe, body: bytes, shown: str
) -> None:
    hostile = subscribe("ping", answer=Answer(500, body=body), name=HARMLESS)
    event = ping_event()
    client.post(event)
    hostile.wait_for_state(event["event_id"], "waiting")
    page.goto(f"/ui/webhooks/{hostile.webhook_id}/deliveries/{event['event_id']}")
    expect(page.get_by_role("heading", level=1)).to_have_text("Delivery")
    expect(page.locator("main")).to_contain_text(shown)
    assert obeyed(page) == []
    assert overflow(page) == 0
    page.goto(f"/ui/webhooks/{hostile.webhook_id}")
    expect(page.get_by_role("heading", level=1)).to_contain_text(MARKUP)


def test_a_payload_of_a_quarter_of_a_megabyte_in_one_line(
    page: Page, client: Client, own_type: str
) -> None:
    event = {**ping_event(), "event_type": own_type, "event": {"line": "<b>" * 80_000}}
    client.post(event)
    page.goto(f"/ui/events/{event['event_id']}")
    expect(page.get_by_role("region", name="the payload")).to_contain_text("<b><b><b>")
    assert overflow(page) == 0


def test_numbers_of_a_payload_keep_their_spelling(
    page: Page, client: Client, own_type: str
) -> None:
    event = {**ping_event(), "event_type": own_type}
    body = json.dumps({**event, "event": {"n": "NUMBERS"}}).replace(
        '"NUMBERS"', "[12345678901234567890, 1.0, 1e400, 7]"
    )
    answer = client.relay.post(
        "/api/events", data=body, headers={"content-type": "application/json"}
    )
    assert answer.status_code == 202, answer.text
    page.goto(f"/ui/events/{event['event_id']}")
    payload = page.get_by_role("region", name="the payload")
    for spelling in ("12345678901234567890", "1.0", "1e400", "7"):
        expect(payload).to_contain_text(spelling)


def test_the_description_of_an_event_type(page: Page, client: Client) -> None:
    group = f"{BIDI} {MARKUP}"[:60]
    definition = {"description": HARMLESS, "group": group, "example": {"x": ATTACK}}
    made = client.relay.request("PUT", "/api/event-types/hostile", json=definition)
    assert made.status_code in (200, 201), made.text
    page.goto("/ui/event-types")
    expect(page.get_by_text(MARKUP).first).to_be_visible()
    assert obeyed(page) == []
    page.goto("/ui/new-webhook")
    expect(page.get_by_role("heading", level=3).filter(has_text=SHOWN)).to_be_visible()
    assert obeyed(page) == []
    page.goto("/ui/event-types/hostile")
    expect(page.get_by_role("region", name="the example")).to_contain_text("onerror")
    client.relay.request("DELETE", "/api/event-types/hostile")


@pytest.mark.parametrize(
    "path",
    [
        "events/%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E",
        "event-types/%22%3E%3Cscript%3Ealert(1)%3C%2Fscript%3E",
        "%3Cscript%3Ealert(1)%3C%2Fscript%3E",
        "?q=%3Cscript%3Ealert(1)%3C%2Fscript%3E&sort=__proto__&state=constructor",
        "events/%FF%FE",
    ],
)
def test_an_address(page: Page, complaints: Complaints, path: str) -> None:
    complaints.expect("40[04]")
    page.goto(f"/ui/{path}")
    settled(page)


def test_an_answer_that_is_no_json(page: Page, complaints: Complaints) -> None:
    complaints.expect("502")
    page.route(
        "**/api/overview",
        lambda route: route.fulfill(status=502, content_type="text/html", body=MARKUP),
    )
    page.goto("/ui/")
    expect(page.get_by_role("alert")).to_contain_text("HTTP 502")
