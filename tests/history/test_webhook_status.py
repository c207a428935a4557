"""How webhooks are doing: states, errors, what waits, pages, and what a list costs."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime
from typing import Any

import pytest

from shared.api import webhooks
from shared.api.http import Request, Response, respond
from shared.history.webhook_status import REQUESTS_FOR_A_LIST
from shared.history.wording import explained
from shared.model import Breaker, HealthChange, PendingDelivery, Webhook
from shared.store import StorageFault, pending
from shared.store.pending import MOST_COUNTED
from shared.store.table import Table
from tests.support.accounts import Account
from tests.support.client import ping_event
from tests.support.clock import Clock
from tests.support.in_process import InProcess, in_process
from tests.support.receiver import Receiver
from tests.support.rows import stored_event


@pytest.fixture
def relay(account: Account) -> Iterator[InProcess]:
    with in_process(account, Clock()) as relay:
        yield relay


def get(relay: InProcess, query: dict[str, str], body: bytes = b"") -> Response:
    request = Request("GET", {}, query, {"content-type": "application/json"}, body)
    return respond(lambda: webhooks.collection(relay.relay, request), route="test")


def listed(relay: InProcess, **query: str) -> Any:
    response = get(relay, query)
    assert response.status == 200, response.body
    return json.loads(response.body)


def ids(answer: list[dict[str, Any]]) -> list[str]:
    return [webhook["webhook_id"] for webhook in answer]


def status(relay: InProcess, webhook: Webhook) -> dict[str, Any]:
    shown = relay.call(webhooks.one, "GET", webhook_id=webhook.webhook_id)
    of_one: dict[str, Any] = shown["status"]
    [in_list] = [w for w in listed(relay) if w["webhook_id"] == webhook.webhook_id]
    # The list does not look for the last success of a webhook without trouble.
    known = {name: of_one[name] for name in of_one if name == "last_success_at"}
    assert known | in_list["status"] == of_one
    return of_one


def epoch(time: str) -> float:
    return datetime.fromisoformat(time).timestamp()


def many_wait(relay: InProcess, uid: str, count: int) -> None:
    """Pending rows alone, a millisecond apart."""
    at = relay.clock.now - 100
    rows = []
    for number in range(count):
        key = stored_event(ping_event(), at=at + number / 1000).delivery_key(uid)
        rows.append(pending._to_row(PendingDelivery(key, "ping", 1, at + 3600 + number, since=at)))
    table = relay.store.storage.table("pending")
    table.create()
    for start in range(0, len(rows), 100):
        assert table.insert_all(rows[start : start + 100])
    relay.store.health.touch(uid, HealthChange(last_failure_at=at, last_error="timeout"))


class Requests:
    """Counts the queries and reads of tables while the block runs."""

    def __init__(self, relay: InProcess) -> None:
        self.counts: dict[str, int] = {}
        self._kind = type(relay.store.storage.table("webhooks"))

    def __enter__(self) -> dict[str, int]:
        self._patch = pytest.MonkeyPatch()
        for name in ("page", "get"):
            self._patch.setattr(self._kind, name, self._counted(getattr(self._kind, name)))
        return self.counts

    def __exit__(self, *_: object) -> None:
        self._patch.undo()

    def _counted(self, call: Any) -> Any:
        def counted(table: Table, *args: Any, **options: Any) -> Any:
            name = table.name.rstrip("0123456789")
            self.counts[name] = self.counts.get(name, 0) + 1
            return call(table, *args, **options)

        return counted


def test_a_new_one_is_healthy(relay: InProcess, receiver: Receiver) -> None:
    webhook = relay.subscribe(receiver.url)

    assert status(relay, webhook) == {"state": "healthy", "waiting": 0}


def test_the_last_success_is_told_of_one(relay: InProcess, receiver: Receiver) -> None:
    webhook = relay.subscribe(receiver.url)
    relay.post_pings(1)
    relay.pump()
    at = relay.clock.now

    relay.clock.advance(3600)

    assert status(relay, webhook)["state"] == "healthy"
    assert epoch(status(relay, webhook)["last_success_at"]) == pytest.approx(at, abs=0.01)


def test_from_the_first_failure_to_the_breaker_and_back(
    relay: InProcess, receiver: Receiver
) -> None:
    receiver.answer = 503
    webhook = relay.subscribe(receiver.url)
    began = relay.clock.now
    relay.post_pings(3)
    relay.pump()

    first = status(relay, webhook)
    assert (first["state"], first["waiting"]) == ("retrying", 3)
    assert first["last_error"] == "HTTP 503"
    assert first["last_error_text"] == "the receiver answered 503 Service Unavailable"
    assert epoch(first["oldest_waiting_at"]) == pytest.approx(began, abs=0.01)
    assert epoch(first["next_attempt_at"]) == pytest.approx(began + 10, abs=1)
    assert "failing_since" not in first

    for _ in range(6):
        relay.round()

    failing = status(relay, webhook)
    health = relay.health(webhook)
    assert health is not None
    assert failing["state"] == "failing"
    assert epoch(failing["failing_since"]) == pytest.approx(began, abs=0.01)
    assert epoch(failing["next_attempt_at"]) == pytest.approx(health.breaker.probe_at, abs=0.01)
    assert ids(listed(relay, state="failing")) == [webhook.webhook_id]
    assert listed(relay, state="healthy") == listed(relay, state="disabled") == []

    receiver.answer = 200
    for _ in range(8):
        relay.round()
    assert relay.health(webhook) is None
    well = status(relay, webhook)
    assert (well["state"], well["waiting"]) == ("healthy", 0)
    assert epoch(well["last_success_at"]) > began + 60


def test_a_paused_one(relay: InProcess, receiver: Receiver) -> None:
    webhook = relay.subscribe(receiver.url)
    until = relay.clock.now + 900
    many_wait(relay, webhook.uid, 1)
    relay.store.health.touch(
        webhook.uid, HealthChange(last_failure_at=relay.clock.now, paused_until=until)
    )

    paused = status(relay, webhook)

    assert paused["state"] == "paused"
    assert epoch(paused["paused_until"]) == pytest.approx(until, abs=0.01)
    assert epoch(paused["next_attempt_at"]) == pytest.approx(relay.clock.now + 60, abs=0.01)
    assert ids(listed(relay, state="paused")) == [webhook.webhook_id]


def test_a_disabled_one_says_why_and_since_when(relay: InProcess, receiver: Receiver) -> None:
    webhook = relay.subscribe(receiver.url)
    at = relay.clock.now
    relay.call(webhooks.disable, "POST", webhook_id=webhook.webhook_id)
    relay.clock.advance(60)
    relay.call(webhooks.disable, "POST", webhook_id=webhook.webhook_id)

    [shown] = listed(relay, state="disabled")

    assert shown["disabled_reason"] == "disabled over the API"
    assert epoch(shown["disabled_at"]) == pytest.approx(at, abs=0.01)
    assert status(relay, webhook)["state"] == "disabled"
    enabled = relay.call(webhooks.enable, "POST", webhook_id=webhook.webhook_id)
    assert enabled["status"]["state"] == "healthy"
    assert not {"disabled_at", "disabled_reason"}.intersection(enabled)


def test_a_refused_event_is_no_trouble_of_the_webhook(relay: InProcess, receiver: Receiver) -> None:
    receiver.answer = 404
    webhook = relay.subscribe(receiver.url)
    relay.post_pings(1)
    relay.pump()

    shown = status(relay, webhook)

    assert (shown["state"], shown["waiting"], shown["last_error"]) == ("healthy", 1, "HTTP 404")


def test_the_count_is_capped(relay: InProcess, receiver: Receiver) -> None:
    few, many, some = (relay.subscribe(receiver.url) for _ in range(3))
    many_wait(relay, few.uid, 2)
    many_wait(relay, many.uid, 2 * MOST_COUNTED + 10)
    many_wait(relay, some.uid, MOST_COUNTED - 1)

    shown = {one["webhook_id"]: one["status"] for one in listed(relay)}

    assert shown[few.webhook_id]["waiting"] == 2
    assert shown[many.webhook_id]["waiting"] == MOST_COUNTED
    assert shown[many.webhook_id]["waiting_is_capped"] is True
    assert shown[some.webhook_id]["waiting"] == MOST_COUNTED - 1
    assert "waiting_is_capped" not in shown[some.webhook_id]
    assert status(relay, many) == shown[many.webhook_id]


def test_a_list_costs_so_many_requests_whatever_waits(relay: InProcess, receiver: Receiver) -> None:
    made = [relay.subscribe(receiver.url) for _ in range(20)]
    for webhook in made[:12]:
        many_wait(relay, webhook.uid, 700)

    with Requests(relay) as counts:
        shown = listed(relay)

    assert counts == {"webhooks": 1, "health": 1, "pending": REQUESTS_FOR_A_LIST}
    by_uid = {webhook.uid: webhook.webhook_id for webhook in made}
    counted = {one["webhook_id"]: one["status"].get("waiting") for one in shown}
    in_trouble = [counted[by_uid[uid]] for uid in sorted(by_uid) if uid in troubled(made[:12])]
    assert in_trouble == [700] * 7 + [None] * 5  # 5,000 rows reach into the eighth
    assert [counted[webhook.webhook_id] for webhook in made[12:]] == [0] * 8


def troubled(made: list[Webhook]) -> set[str]:
    return {webhook.uid for webhook in made}


@pytest.mark.parametrize("in_trouble", [False, True])
def test_one_costs_at_most_five_requests(
    relay: InProcess, receiver: Receiver, *, in_trouble: bool
) -> None:
    webhook = relay.subscribe(receiver.url)
    if in_trouble:
        many_wait(relay, webhook.uid, 1500)

    with Requests(relay) as counts:
        relay.call(webhooks.one, "GET", webhook_id=webhook.webhook_id)

    expected = {"webhooks": 1, "health": 1, "deliveries": 2}
    assert counts == expected | ({"pending": 1} if in_trouble else {})


def test_a_change_that_is_made_is_told_although_storage_fails_then(
    relay: InProcess, receiver: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The secret of the response is shown once."""
    webhook = relay.subscribe(receiver.url)

    def fail(*_: object) -> None:
        raise StorageFault("down")

    monkeypatch.setattr(relay.store.health, "get", fail)

    rotated = relay.call(webhooks.rotate_secret, "POST", {}, webhook_id=webhook.webhook_id)

    assert rotated["secret_token"]
    assert "status" not in rotated
    path = {"webhook_id": webhook.webhook_id}
    read = respond(
        lambda: webhooks.one(relay.relay, Request("GET", path, {}, {}, b"")), route="test"
    )
    assert read.status == 503


class TestPages:
    def test_lead_through_all_in_the_order_of_creation(
        self, relay: InProcess, receiver: Receiver
    ) -> None:
        made = []
        for number in range(7):
            made.append(relay.subscribe(receiver.url).webhook_id)
            relay.clock.advance(number % 2)  # some are made at the same time

        in_order = ids(listed(relay))
        assert sorted(in_order) == sorted(made)
        for limit in (1, 2, 3, 7, 8):
            assert ids(pages(relay, limit=str(limit))) == in_order
        assert ids(pages(relay, limit="2", state="healthy")) == in_order
        assert pages(relay, limit="2", state="failing") == []

    def test_neither_skip_nor_repeat_while_webhooks_come_and_go(
        self, relay: InProcess, receiver: Receiver
    ) -> None:
        made = []
        for _ in range(8):
            made.append(relay.subscribe(receiver.url).webhook_id)
            relay.clock.advance(1)
        first = listed(relay, limit="3")
        for gone in (made[2], made[4]):
            relay.call(webhooks.one, "DELETE", webhook_id=gone)
        new = relay.subscribe(receiver.url).webhook_id

        rest = pages(relay, limit="3", cursor=first["cursor"])

        assert ids(first["webhooks"]) == made[:3]
        assert ids(rest) == [made[3], *made[5:], new]

    @pytest.mark.parametrize(
        "cursor", ["", "x", "é", "W10", "WzFd", "bnVsbA", "WyJhIiwgMV0", "Wzk5OTk", "A" * 9000]
    )
    def test_a_made_up_cursor(self, relay: InProcess, cursor: str) -> None:
        response = get(relay, {"cursor": cursor})

        assert response.status == 400
        assert json.loads(response.body)["errors"][0]["field"] == "cursor"

    def test_onefuzz_gets_all(self, relay: InProcess, receiver: Receiver) -> None:
        """With a body it asks for the whole list."""
        made = []
        for _ in range(60):
            made.append(relay.subscribe(receiver.url).webhook_id)
            relay.clock.advance(1)

        assert ids(json.loads(get(relay, {}, b"{}").body)) == made


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("state", "Failing"),
        ("state", "failing,failing"),
        ("state", "well"),
        ("limit", "0"),
        ("limit", "1001"),
        ("limit", "2,3"),
        ("limit", "9" * 5000),
        ("limit", "٣"),
        ("State", "failing"),
        ("page", "2"),
    ],
)
def test_a_bad_parameter_is_named(memory_relay: InProcess, name: str, value: str) -> None:
    response = get(memory_relay, {name: value})

    assert response.status == 400
    assert json.loads(response.body)["errors"][0]["field"] == name


def test_a_list_is_not_of_one_webhook(memory_relay: InProcess, receiver: Receiver) -> None:
    webhook = memory_relay.subscribe(receiver.url)

    response = get(memory_relay, {"webhook_id": webhook.webhook_id, "state": "failing"})

    assert response.status == 400
    assert json.loads(response.body)["errors"][0]["field"] == "state"


@pytest.mark.parametrize(
    ("error", "text"),
    [
        ("timeout", "no complete answer in time"),
        ("HTTP 404", "the receiver answered 404 Not Found"),
        ("HTTP 799", "the receiver answered 799"),
        ("a later one", "a later one"),
    ],
)
def test_errors_in_words(error: str, text: str) -> None:
    assert explained(error) == text


def pages(relay: InProcess, **query: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    while True:
        page = listed(relay, **query)
        assert len(page["webhooks"]) <= int(query["limit"])
        found += page["webhooks"]
        if "cursor" not in page:
            return found
        query["cursor"] = page["cursor"]


def test_an_open_breaker_is_failing_even_while_paused(
    memory_relay: InProcess, receiver: Receiver
) -> None:
    webhook = memory_relay.subscribe(receiver.url)
    now = memory_relay.clock.now
    memory_relay.store.health.touch(
        webhook.uid,
        HealthChange(paused_until=now + 60, breaker=Breaker(open=True, failing_since=now - 60)),
    )

    shown = status(memory_relay, webhook)

    assert shown["state"] == "failing"
    assert epoch(shown["paused_until"]) == pytest.approx(now + 60, abs=0.01)
