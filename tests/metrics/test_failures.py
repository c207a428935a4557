"""``GET /api/failures``: what has failed lately, by webhook and error, and what it costs."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

import pytest

from shared import failures
from shared.api import deliveries, health, webhooks
from shared.model import Attempt, PendingDelivery, Webhook
from shared.store.conditions import EVERY_ROW
from tests.support.accounts import Account
from tests.support.client import ping_event
from tests.support.clock import Clock
from tests.support.counted import counting, queries
from tests.support.in_process import InProcess, in_memory, in_process
from tests.support.receiver import Receiver
from tests.support.rows import stored_event


@pytest.fixture
def relay(account: Account) -> Iterator[InProcess]:
    with in_process(account, Clock()) as relay:
        yield relay


def report(relay: InProcess) -> dict[str, Any]:
    answer: dict[str, Any] = relay.call(health.failures, "GET")
    return answer


def moment(text: str) -> float:
    return datetime.fromisoformat(text).timestamp()


def merged(relay: InProcess) -> None:
    relay.relay._activity.write()
    relay.tick(60)


def failed(relay: InProcess, receiver: Receiver, status: int, number: int) -> list[str]:
    receiver.answer = status
    ids = relay.post_pings(number)
    relay.pump()
    return ids


def test_what_waits_is_grouped_by_webhook_and_error(relay: InProcess, receiver: Receiver) -> None:
    webhook = relay.subscribe(receiver.url, name="ours")
    began = relay.clock.now
    refused = failed(relay, receiver, 404, 2)
    relay.clock.advance(3)
    receiver.down()
    unconnected = relay.post_pings(3)
    relay.pump()

    answer = report(relay)

    assert answer["more"] is False
    first, second = answer["groups"]
    for group in (first, second):
        assert (group["webhook_id"], group["webhook_name"]) == (webhook.webhook_id, "ours")
        assert group["state"] == "waiting"
        assert "reason" not in group
    assert (first["error"], first["count"]) == ("connection_failed", 3)
    assert first["error_text"] == "no connection, or it was closed before the answer"
    assert first["event_id"] in unconnected
    assert moment(first["first_at"]) == pytest.approx(began + 3, abs=1)
    assert (second["error"], second["count"]) == ("404", 2)
    assert second["error_text"] == "the receiver answered 404 Not Found"
    assert second["event_id"] in refused
    assert moment(second["first_at"]) == pytest.approx(began, abs=1)
    assert moment(second["last_at"]) == pytest.approx(began, abs=1)


def test_a_retry_that_fails_differently_changes_the_group(
    relay: InProcess, receiver: Receiver
) -> None:
    relay.subscribe(receiver.url)
    began = relay.clock.now
    failed(relay, receiver, 503, 2)
    receiver.answer = 500
    while {row.attempts for row in relay.waiting(relay.relay.webhooks.every()[0])} != {2}:
        relay.round()

    [group] = report(relay)["groups"]

    assert (group["error"], group["count"]) == ("500", 2)
    assert moment(group["first_at"]) == pytest.approx(began, abs=1)
    assert moment(group["last_at"]) > began + 5


def test_what_was_dropped_is_grouped_by_reason(relay: InProcess, receiver: Receiver) -> None:
    webhook = relay.subscribe(receiver.url)
    failed(relay, receiver, 503, 2)
    relay.call(webhooks.disable, "POST", webhook_id=webhook.webhook_id)
    relay.tick()
    dropped_at = relay.clock.now
    merged(relay)

    [group] = report(relay)["groups"]

    assert (group["state"], group["reason"]) == ("dropped", "webhook_disabled")
    assert (group["error"], group["count"]) == ("webhook_disabled", 2)
    assert group["error_text"] == "the webhook was disabled"
    assert moment(group["first_at"]) == pytest.approx(dropped_at, abs=1)
    assert moment(group["last_at"]) == pytest.approx(dropped_at, abs=1)
    assert "event_id" not in group
    relay.tick(25 * 3600)
    assert report(relay)["groups"] == []


def test_what_has_not_failed_is_left_out(memory_relay: InProcess, receiver: Receiver) -> None:
    """What is sent again after it was delivered, what is held, and what is of no webhook."""
    relay = memory_relay
    webhook = relay.subscribe(receiver.url)
    relay.post_pings(2)
    relay.pump()
    body = {"state": "delivered"}
    relay.call(deliveries.resend_all, "POST", body, webhook_id=webhook.webhook_id)
    held = stored_event(ping_event(), at=relay.clock.now).delivery_key(webhook.uid)
    relay.store.pending.put(PendingDelivery(held, "ping", 0, 0.0, since=relay.clock.now))
    put(relay, "0" * 32, "timeout", 1)
    assert len(list(relay.store.storage.table("pending").query(EVERY_ROW))) == 4

    assert report(relay)["groups"] == []


def test_rows_of_earlier_releases_are_unknown(memory_relay: InProcess) -> None:
    webhook = memory_relay.subscribe("https://receiver.example/")
    put(memory_relay, webhook.uid, "timeout", 1)
    table = memory_relay.store.storage.table("pending")
    [row] = table.query(EVERY_ROW)
    earlier = {name: value for name, value in row.items() if not name.startswith("latest_")}
    table.replace(earlier, etag=row.etag)

    [group] = report(memory_relay)["groups"]

    assert (group["error"], group["count"]) == ("unknown", 1)
    assert "last_at" not in group


def put(relay: InProcess, uid: str, error: str, number: int) -> None:
    for n in range(number):
        at = relay.clock.now - 100 + n / 1000
        key = stored_event(ping_event(), at=at).delivery_key(uid)
        attempt = Attempt(at, None, error, "", 3, "")
        pending = PendingDelivery(key, "ping", 1, at + 3600, since=at, results=(attempt,))
        assert relay.store.pending.put(pending)


class TestCost:
    def test_one_query_for_each_thousand(self) -> None:
        with in_memory(Clock()) as relay:
            made = [relay.subscribe("https://receiver.example/").uid for _ in range(3)]
            for uid in made:
                put(relay, uid, "timeout", 400)
            report(relay)
            relay.relay.webhooks.every()
            with counting(relay) as counts:
                answer = report(relay)
            assert {group["count"] for group in answer["groups"]} == {400}
            assert counts == {"query pending": 2, "query health": 1}

    def test_much_for_one_webhook_hides_no_other(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """The rest of what waits for it is left out, and there is a bound on all of it."""
        monkeypatch.setattr("shared.store.pending.MOST_COUNTED", 10)
        monkeypatch.setattr("shared.store.pending.MOST_PER_PAGE", 10)
        with in_memory(Clock()) as relay:
            webhooks_by_uid: dict[str, Webhook] = {}
            for _ in range(3):
                webhook = relay.subscribe("https://receiver.example/")
                webhooks_by_uid[webhook.uid] = webhook
            *much, little = sorted(webhooks_by_uid)
            for uid in much:
                put(relay, uid, "timeout", 35)
            put(relay, little, "dns_failed", 1)
            with counting(relay) as counts:
                answer = report(relay)
            assert answer["more"] is True
            found = {group["webhook_id"]: group["count"] for group in answer["groups"]}
            assert found == {
                **{webhooks_by_uid[uid].webhook_id: 10 for uid in much},
                webhooks_by_uid[little].webhook_id: 1,
            }
            assert queries(counts) <= failures.MOST_REQUESTS + 2
