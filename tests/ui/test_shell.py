"""The frame around all views: addresses, navigation, keyboard, keys, slow and failing answers."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.support.client import LOCAL_SETTINGS, Client, ping_event
from tests.support.relay import RelayProcess
from tests.support.storage import Storage
from tests.support.subscribers import Subscribe
from tests.ui.browser import Complaints, visiting

KEY = "a-host-key"


def test_the_root_leads_to_the_overview(page: Page, relay: RelayProcess) -> None:
    page.goto("/")
    expect(page).to_have_url(f"{relay.url}/ui/")
    expect(page).to_have_title("Overview – Webhook Relay")
    expect(page.get_by_role("heading", level=1)).to_have_text("Overview")


def test_files_come_once_with_a_hash_and_the_html_is_revalidated(page: Page) -> None:
    page.goto("/ui/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Overview")
    files: list[str] = []
    page.on("request", lambda request: files.append(request.url))
    with page.expect_response(re.compile("/ui/$")) as html:
        page.reload()
    expect(page.get_by_role("heading", level=1)).to_have_text("Overview")
    assert html.value.request.headers.get("if-none-match") or html.value.status in (200, 304)
    scripts = page.evaluate(
        "performance.getEntriesByType('resource').filter(e => e.name.endsWith('.js'))"
        ".map(e => [e.name, e.transferSize])"
    )
    [[name, size]] = scripts
    assert re.search("/ui/[0-9a-f]{16}/page.js$", name)
    assert size == 0


def test_back_and_forward_move_between_views_and_focus_goes_to_the_heading(page: Page) -> None:
    page.goto("/ui/")
    page.get_by_role("link", name="Event types").click()
    heading = page.get_by_role("heading", level=1)
    expect(heading).to_have_text("Event types")
    expect(heading).to_be_focused()
    expect(page).to_have_url(re.compile("/ui/event-types$"))
    expect(page.get_by_role("link", name="Event types")).to_have_attribute("aria-current", "page")
    page.go_back()
    expect(heading).to_have_text("Overview")
    page.go_forward()
    expect(heading).to_have_text("Event types")


def test_an_address_that_leads_nowhere_says_so(page: Page) -> None:
    page.goto("/ui/no/such/view")
    expect(page.get_by_role("heading", level=1)).to_have_text("No such page")
    page.get_by_role("link", name="To the overview").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Overview")


def test_the_keyboard_alone_reaches_everything(page: Page) -> None:
    page.goto("/ui/event-types")
    expect(page.get_by_role("link", name="ping")).to_be_visible()
    page.keyboard.press("Tab")
    expect(page.get_by_text("Skip to the content")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()
    page.keyboard.press("/")
    expect(page.get_by_label("Search")).to_be_focused()
    page.keyboard.type("ping")
    expect(page).to_have_url(re.compile(r"\?q=ping$"))
    expect(page.get_by_role("link", name="job_created")).to_have_count(0)
    page.keyboard.press("Tab")
    while page.evaluate("document.activeElement.textContent") != "ping":
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("ping")
    page.keyboard.press("g")
    page.keyboard.press("o")
    expect(page.get_by_role("heading", level=1)).to_have_text("Overview")


def test_the_help_opens_by_a_key_closes_by_escape_and_gives_the_focus_back(page: Page) -> None:
    page.goto("/ui/")
    button = page.get_by_role("button", name="Keyboard help")
    button.focus()
    page.keyboard.press("?")
    dialog = page.get_by_role("dialog", name="Keyboard")
    expect(dialog).to_be_visible()
    page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    expect(button).to_be_focused()


def test_keys_of_one_letter_can_be_turned_off(page: Page) -> None:
    """As WCAG 2.1.4 asks."""
    page.goto("/ui/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Overview")
    page.keyboard.press("?")
    page.get_by_label("Keys of one letter").uncheck()
    page.keyboard.press("Escape")
    page.keyboard.press("?")
    expect(page.get_by_role("dialog")).to_have_count(0)
    page.reload()
    expect(page.get_by_role("heading", level=1)).to_have_text("Overview")
    page.keyboard.press("?")
    expect(page.get_by_role("dialog")).to_have_count(0)


def test_times_are_in_the_readers_zone_and_in_utc_on_request(
    page: Page, client: Client, subscribe: Subscribe
) -> None:
    event = ping_event()
    client.post(event)
    page.goto(f"/ui/events/{event['event_id']}")
    received = page.locator("time").first
    utc = received.get_attribute("title")
    assert utc is not None
    assert re.fullmatch(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d UTC", utc)
    shown = utc[11:19]
    expect(received).not_to_contain_text(shown)
    page.keyboard.press("u")
    expect(received).to_contain_text(shown)
    page.get_by_role("button", name="Times in UTC").click()
    expect(received).not_to_contain_text(shown)


def test_the_state_of_the_relay_is_in_the_head_of_every_view(page: Page) -> None:
    page.goto("/ui/event-types")
    expect(page.get_by_role("banner").get_by_text("Relay well")).to_be_visible()


def test_a_state_that_is_not_known_any_more_is_not_shown_as_well(
    page: Page, complaints: Complaints
) -> None:
    complaints.expect("ERR_FAILED")
    page.clock.install()
    page.goto("/ui/event-types")
    expect(page.get_by_role("banner").get_by_text("Relay well")).to_be_visible()
    page.route("**/api/overview", lambda route: route.abort())
    page.clock.run_for(200_000)
    expect(page.get_by_role("banner").get_by_text("State unknown")).to_be_visible()


def test_the_state_of_a_slow_relay_is_not_asked_for_again_before_it_answers(page: Page) -> None:
    held: list[Route] = []
    page.route("**/api/overview", lambda route: held.append(route))
    page.clock.install()
    page.goto("/ui/event-types")
    expect(page.get_by_role("link", name="ping")).to_be_visible()
    page.clock.run_for(50_000)
    page.wait_for_timeout(500)
    assert len(held) == 1
    held[0].continue_()
    expect(page.get_by_role("banner").get_by_text("Relay well")).to_be_visible()
    with page.expect_request("**/api/overview"):
        page.clock.run_for(80_000)


def test_a_slow_answer_shows_progress_and_says_so(page: Page) -> None:
    def hold(route: Route) -> None:
        held.append(route)

    held: list[Route] = []
    page.route("**/api/event-types", hold)
    page.goto("/ui/event-types")
    expect(page.get_by_text("Loading the event types")).to_be_visible()
    expect(page.locator(".progress.busy")).to_be_attached()
    expect(page.get_by_text(re.compile(r"has not answered for \d seconds"))).to_be_visible()
    for route in held:
        route.continue_()
    expect(page.get_by_role("link", name="ping")).to_be_visible()
    expect(page.locator(".progress.busy")).not_to_be_attached()


def test_of_two_calls_that_began_at_the_same_moment_one_can_still_be_slow(page: Page) -> None:
    """Browsers that protect against fingerprinting tell the time in coarse steps."""
    page.add_init_script(
        "const exact = performance.now.bind(performance);"
        "performance.now = () => 1000 * Math.ceil(exact() / 1000 + 1);"
    )
    page.route("**/api/overview", lambda route: None)  # for the relay's state in the head
    page.goto("/ui/event-types")
    expect(page.get_by_role("link", name="ping")).to_be_visible()
    expect(page.locator(".progress.busy")).to_be_attached(timeout=5_000)


def test_a_failure_is_told_in_words_and_can_be_tried_again(
    page: Page, complaints: Complaints
) -> None:
    complaints.expect("503")
    problem = {"title": "Unavailable", "status": 503, "detail": "storage does not answer"}
    page.route(
        "**/api/event-types",
        lambda route: route.fulfill(
            status=503, content_type="application/problem+json", body=json.dumps(problem)
        ),
    )
    page.goto("/ui/event-types")
    expect(page.get_by_role("alert")).to_contain_text("Unavailable. storage does not answer")
    page.unroute("**/api/event-types")
    page.get_by_role("button", name="Try again").click()
    expect(page.get_by_role("link", name="ping")).to_be_visible()
    expect(page.get_by_role("alert")).to_have_count(0)


def test_a_relay_that_cannot_be_reached_is_told_in_words(
    page: Page, complaints: Complaints
) -> None:
    complaints.expect("ERR_CONNECTION_REFUSED")
    page.route("**/api/event-types", lambda route: route.abort("connectionrefused"))
    page.goto("/ui/event-types")
    expect(page.get_by_role("alert")).to_contain_text("The relay cannot be reached")


def test_leaving_a_view_aborts_what_it_asked_for(page: Page) -> None:
    failed: list[str] = []
    page.on("requestfailed", lambda request: failed.append(request.url))
    page.route("**/api/events?*", lambda route: None)
    page.goto("/ui/events")
    expect(page.get_by_text("Loading the events")).to_be_visible()
    page.get_by_role("link", name="Event types").click()
    expect(page.get_by_role("link", name="ping")).to_be_visible()
    assert any("/api/events?" in url for url in failed)


@pytest.fixture(scope="module")
def guarded(azurite: Storage, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The URL of a relay that asks for keys."""
    keys: Path = tmp_path_factory.mktemp("keys") / "keys.json"
    keys.write_text(
        json.dumps({"masterKey": "master", "functionKeys": {"default": KEY}, "functions": {}})
    )
    with (
        azurite.account() as account,
        RelayProcess(account, LOCAL_SETTINGS, ["--auth", str(keys)]) as relay,
    ):
        yield relay.url


class TestKeys:
    @pytest.fixture
    def page(self, browser: Browser, guarded: str, complaints: Complaints) -> Iterator[Page]:
        complaints.expect("401")
        with visiting(browser, guarded, complaints) as page:
            yield page

    def give(self, page: Page, key: str) -> None:
        dialog = page.get_by_role("dialog", name="Key")
        dialog.get_by_label("Key", exact=True).fill(key)
        dialog.get_by_role("button", name="Use this key").click()

    def test_the_key_is_asked_for_once_and_sent_as_a_header(self, page: Page) -> None:
        sent: list[tuple[str, str | None]] = []
        page.on(
            "request",
            lambda request: sent.append((request.url, request.headers.get("x-functions-key"))),
        )
        page.goto("/ui/")
        expect(page.get_by_role("dialog", name="Key")).to_be_visible()
        sent.clear()
        self.give(page, KEY)
        expect(page.get_by_text("There are no webhooks yet.")).to_be_visible()
        page.get_by_role("link", name="Event types").click()
        expect(page.get_by_role("link", name="ping")).to_be_visible()
        calls = [key for url, key in sent if "/api/" in url]
        assert calls
        assert set(calls) == {KEY}
        assert not any(KEY in url for url, _ in sent)
        assert page.context.cookies() == []
        stored = "JSON.stringify([{...localStorage}, {...sessionStorage}])"
        assert KEY not in page.evaluate(stored)
        page.reload()
        expect(page.get_by_role("dialog", name="Key")).to_be_visible()

    def test_the_key_is_kept_for_the_tab_only_if_the_box_is_ticked(self, page: Page) -> None:
        page.goto("/ui/event-types")
        page.get_by_label("Keep it until this tab is closed").check()
        self.give(page, KEY)
        expect(page.get_by_role("link", name="ping")).to_be_visible()
        page.reload()
        expect(page.get_by_role("link", name="ping")).to_be_visible()
        assert KEY not in page.evaluate("JSON.stringify({...localStorage})")
        page.get_by_role("button", name="Forget the key").click()
        expect(page.get_by_text("The key is forgotten.")).to_be_visible()
        page.reload()
        expect(page.get_by_role("dialog", name="Key")).to_be_visible()

    def test_a_wrong_key_is_refused_in_words(self, page: Page) -> None:
        page.goto("/ui/event-types")
        self.give(page, "wrong")
        expect(page.get_by_text("The relay refuses the key that was given.")).to_be_visible()
        self.give(page, KEY)
        expect(page.get_by_role("link", name="ping")).to_be_visible()

    def test_without_a_key_the_page_says_so_and_asks_no_more(self, page: Page) -> None:
        page.goto("/ui/event-types")
        page.get_by_role("button", name="Go on without").click()
        expect(page.get_by_role("alert")).to_contain_text("The relay asks for a key.")
        expect(page.get_by_role("dialog")).to_have_count(0)
        page.get_by_role("button", name="Enter a key").first.click()
        self.give(page, KEY)
        expect(page.get_by_role("link", name="ping")).to_be_visible()

    def test_a_call_is_made_again_once_when_a_key_is_given_after_all(self, page: Page) -> None:
        page.goto("/ui/event-types")
        page.get_by_role("button", name="Go on without").click()
        calls: list[str] = []
        page.on("request", lambda request: calls.append(request.url))
        page.get_by_role("alert").get_by_role("button", name="Enter a key").click()
        self.give(page, KEY)
        expect(page.get_by_role("link", name="ping")).to_be_visible()
        assert len([url for url in calls if url.endswith("/api/event-types")]) == 1
