"""What an open tab costs: the storage requests of the page's files, and of one refresh."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page, Request, expect

from shared.ui.assets import assets
from tests.support.client import LOCAL_SETTINGS, Client, ping_event
from tests.support.counting_proxy import StorageCounter, StorageRequest, counting
from tests.support.relay import RelayProcess
from tests.support.storage import Storage
from tests.support.subscribers import subscribing
from tests.ui.browser import SECONDS, Complaints, visiting

WEBHOOKS = 12


@pytest.fixture(scope="module")
def counter(azurite: Storage) -> Iterator[StorageCounter]:
    with azurite.account() as account, counting(account) as counter:
        yield counter


@pytest.fixture(scope="module")
def relay(counter: StorageCounter) -> Iterator[RelayProcess]:
    """A relay whose storage requests are counted, with webhooks of which half fail."""
    settings = {**LOCAL_SETTINGS, "RETRY_DELAYS": "1h"}  # no retry asks storage meanwhile
    with RelayProcess(counter.connection_string, settings) as process:
        process.tick()
        client = Client(process)
        with subscribing(client) as subscribe:
            answers = [200 if number % 2 else 503 for number in range(WEBHOOKS)]
            made = [subscribe("ping", answer=answer) for answer in answers]
            event = ping_event()
            client.post(event)
            for subscriber, answer in zip(made, answers, strict=True):
                state = "delivered" if answer == 200 else "waiting"
                subscriber.wait_for_state(event["event_id"], state)
            process.tick()
            yield process


def of_tables(counter: StorageCounter) -> list[str]:
    """What was asked of tables. Queues are asked, and counts are written, all the time anyway."""
    asked = (r for r in counter.requests if r.service == "table" and r.method == "GET")
    return [request.what for request in asked]


def test_files_make_no_storage_request(relay: RelayProcess, counter: StorageCounter) -> None:
    counter.clear()
    for path in ("/", "/ui/", "/ui/webhooks/x", f"/ui/{assets().version}/page.js"):
        assert relay.get(path).status_code == 200
    assert of_tables(counter) == []


@pytest.mark.parametrize(("view", "most"), [("", 1), ("failures", 2)])
def test_a_refresh_costs_a_bounded_number_of_storage_requests(
    browser: Browser,
    relay: RelayProcess,
    counter: StorageCounter,
    complaints: Complaints,
    view: str,
    most: int,
) -> None:
    with visiting(browser, relay.url, complaints) as page:
        page.clock.install()
        calls = Calls(page)
        page.goto(f"/ui/{view}")
        expect(page.get_by_role("row")).not_to_have_count(0)
        stop_clock(page)
        for _ in range(3):
            calls.wait_until_answered()
            counter.clear()
            calls.of(lambda: page.clock.run_for(10_100))
            found = of_tables(counter)
            assert 0 < len(found) <= most, found


def stop_clock(page: Page) -> None:
    """Let the page's time stand, so that it refreshes only where the test lets time pass."""
    page.clock.pause_at(page.evaluate("Date.now() / 1000") + 1)


class Calls:
    """The requests that *page* makes from now on, and which of them wait for an answer.

    Make it before the page is opened: the end of a request of before would be taken for that of
    a later one.
    """

    def __init__(self, page: Page) -> None:
        self._page = page
        self._made = 0
        self._waiting: set[Request] = set()
        page.on("request", self._on_request)
        page.on("requestfinished", lambda request: self._waiting.discard(request))
        page.on("requestfailed", lambda request: self._waiting.discard(request))

    def _on_request(self, request: Request) -> None:
        self._made += 1
        self._waiting.add(request)

    def of(self, act: Callable[[], None]) -> int:
        """Return how many requests *act* has caused, at least one, once all are answered."""
        before = self._made
        act()
        self._wait(lambda: self._made > before and not self._waiting)
        return self._made - before

    def wait_until_answered(self) -> None:
        self._wait(lambda: not self._waiting)

    def _wait(self, until: Callable[[], bool]) -> None:
        for _ in range(SECONDS * 50):
            if until():
                return
            self._page.wait_for_timeout(20)  # unlike a sleep, it lets Playwright tell of answers
        raise AssertionError(f"{self._made} requests, without an answer: {self._waiting}")


def test_a_refresh_of_a_webhook_costs_two_queries_and_a_few_reads_of_one_row(
    browser: Browser, relay: RelayProcess, counter: StorageCounter, complaints: Complaints
) -> None:
    """With deliveries that wait, whose number a query has to tell."""
    client = Client(relay)
    waiting = next(one for one in relay.get("/api/webhooks").json() if one["status"]["waiting"])
    with visiting(browser, relay.url, complaints) as page:
        page.clock.install()
        calls = Calls(page)
        page.goto(f"/ui/webhooks/{waiting['webhook_id']}")
        expect(page.get_by_role("table", name="Deliveries").get_by_text("Waiting")).to_be_visible()
        stop_clock(page)
        for number in range(1, 3):
            [ping] = (
                client.relay.post(f"/api/webhooks/{waiting['webhook_id']}/ping").json().values()
            )
            client.wait_for_state(waiting["webhook_id"], ping, "waiting")
            calls.wait_until_answered()
            counter.clear()
            assert calls.of(lambda: page.clock.run_for(10_100)) == 1
            expect(page.get_by_role("button", name=f"{number} new")).to_be_visible()
            of_keys = [is_of_one_row(r) for r in counter.requests if is_read(r)]
            assert of_keys.count(False) <= 2, counter.requests
            assert of_keys.count(True) <= 3, counter.requests


def is_read(request: StorageRequest) -> bool:
    """Whether *request* reads what people store; health and counters are the processes' own."""
    return request.service == "table" and request.method == "GET"


def is_of_one_row(request: StorageRequest) -> bool:
    """Whether *request* names the row that it reads, rather than being a query."""
    return "RowKey" in request.path.partition("?")[0]
