"""``GET /api/overview``: the relay and all webhooks at a glance, and what it costs."""

from __future__ import annotations

import json
from collections import Counter
from datetime import datetime
from typing import Any
from uuid import uuid4

import pytest

from shared.api import deliveries, health, webhooks
from shared.model import HealthChange, Webhook
from shared.overview import LIST_SECONDS
from shared.scheduling.summary_log import SummaryLog
from shared.store.activity import is_activity, since
from shared.store.faults import Unavailable
from shared.store.table import Row
from tests.support.asking import Ask
from tests.support.clock import Clock, iso
from tests.support.counted import counting, queries
from tests.support.in_process import InProcess, in_memory
from tests.support.receiver import Receiver

HOUR = 3600.0


def overview(relay: InProcess) -> dict[str, Any]:
    answer: dict[str, Any] = relay.call(health.overview, "GET")
    return answer


def activity(relay: InProcess, webhook: Webhook) -> dict[str, Any]:
    [found] = [
        one for one in overview(relay)["webhooks"] if one["webhook_id"] == webhook.webhook_id
    ]
    activity: dict[str, Any] = found["activity"]
    return activity


def totals(relay: InProcess, webhook: Webhook) -> tuple[int, int, int]:
    found = activity(relay, webhook)
    return found["delivered"], found["failed"], found["dropped"]


def merged(*relays: InProcess) -> None:
    """What happens within a minute and 15 s: the processes write, a round merges."""
    for relay in relays:
        relay.relay._activity.write()
    relays[0].tick(60)


def moment(text: str) -> float:
    return datetime.fromisoformat(text).timestamp()


def test_a_healthy_a_failing_and_a_disabled_webhook(relay: InProcess, receiver: Receiver) -> None:
    well = relay.subscribe(receiver.url, "ping", name="well")
    relay.clock.advance(1)
    failing = relay.subscribe(f"{receiver.url}?token=of-a-subscriber", "pool_created", name="bad")
    relay.clock.advance(1)
    disabled = relay.subscribe(receiver.url, "pool_deleted")
    relay.call(webhooks.disable, "POST", webhook_id=disabled.webhook_id)
    relay.post_pings(2)
    relay.pump()
    receiver.answer = 503
    for number in range(3):
        relay.clock.advance(0.001)
        relay.post(pool_event(number))
    relay.pump()
    merged(relay)

    answer = overview(relay)

    assert moment(answer["at"]) == pytest.approx(relay.clock.now, abs=0.001)
    assert (answer["relay"]["status"], answer["relay"]["webhooks_in_trouble"]) == ("ok", 1)
    assert answer["relay"]["waiting"] == 3
    assert set(answer["relay"]["queues"]) >= {"deliveries", "retries", "quarantine"}
    first, second, third = answer["webhooks"]
    assert (first["webhook_id"], first["name"]) == (well.webhook_id, "well")
    assert first["event_types"] == ["ping"]
    assert (first["status"]["state"], first["status"]["waiting"]) == ("healthy", 0)
    assert moment(first["status"]["last_success_at"]) == pytest.approx(relay.clock.now, abs=90)
    assert second["webhook_id"] == failing.webhook_id
    assert second["url"] == receiver.url
    assert (second["status"]["state"], second["status"]["waiting"]) == ("retrying", 3)
    assert second["status"]["last_error"] == "HTTP 503"
    assert moment(second["status"]["oldest_waiting_at"]) < relay.clock.now - 60
    assert third["status"]["state"] == "disabled"
    assert (third["enabled"], third["disabled_reason"]) == (False, "disabled over the API")
    assert "of-a-subscriber" not in json.dumps(answer)
    assert totals(relay, well) == (2, 0, 0)
    assert totals(relay, failing) == (0, 3, 0)
    assert activity(relay, disabled) == {"hours": [], "delivered": 0, "failed": 0, "dropped": 0}


def test_before_anything_has_happened(memory_relay: InProcess) -> None:
    answer = overview(memory_relay)
    assert (answer["webhooks"], answer["relay"]["status"]) == ([], "degraded")
    assert answer["relay"]["waiting"] == 0


class TestActivity:
    def test_by_the_hour(self, receiver: Receiver) -> None:
        with in_memory(Clock()) as relay:
            webhook = relay.subscribe(receiver.url)
            began = relay.clock.now // HOUR * HOUR
            for count in (1, 0, 3):
                relay.post_pings(count)
                relay.pump()
                merged(relay)
                relay.clock.advance(HOUR)
            found = activity(relay, webhook)
            counts = {moment(hour["at"]) - began: hour["delivered"] for hour in found["hours"]}
            assert counts == {0: 1, 2 * HOUR: 3}
            relay.tick(23 * HOUR)
            assert [hour["delivered"] for hour in activity(relay, webhook)["hours"]] == [3]
            relay.tick(24 * HOUR)
            assert activity(relay, webhook)["hours"] == []
            assert activity_rows(relay) == []

    def test_drops_are_counted_by_whoever_drops(
        self, relay: InProcess, twin: InProcess, receiver: Receiver
    ) -> None:
        """Here a round, for a disabled webhook, and a worker, for a URL that it refuses."""
        receiver.answer = 503
        webhook = relay.subscribe(receiver.url)
        relay.post_pings(2)
        relay.pump()
        relay.call(webhooks.disable, "POST", webhook_id=webhook.webhook_id)
        relay.tick()
        relay.call(webhooks.enable, "POST", webhook_id=webhook.webhook_id)
        receiver.answer = 410
        twin.post_pings(1)
        twin.pump()
        merged(relay, twin)

        assert totals(relay, webhook) == (0, 3, 3)

    def test_two_processes_and_a_restart_are_summed(
        self, relay: InProcess, twin: InProcess, receiver: Receiver
    ) -> None:
        """Each scheduler has rows of its own; the list is read by whoever is asked."""
        webhook = relay.subscribe(receiver.url)
        for process in (relay, twin):
            process.post_pings(2)
            process.pump()
            merged(process)
        with relay.another() as restarted:
            restarted.post_pings(1)
            restarted.pump()
            merged(restarted)
            for process in (relay, twin, restarted):
                assert totals(process, webhook) == (5, 0, 0)

    def test_two_rounds_at_once_count_nothing_twice(
        self, relay: InProcess, twin: InProcess, receiver: Receiver, monkeypatch: Any
    ) -> None:
        webhook = relay.subscribe(receiver.url)
        relay.post_pings(3)
        relay.pump()
        relay.relay._activity.write()
        rows = relay.store.summaries.oldest()
        for process in (relay, twin):
            monkeypatch.setattr(process.store.summaries, "oldest", lambda: rows)
            SummaryLog(process.store).write_if_due(relay.clock.now)

        assert totals(relay, webhook) == (3, 0, 0)

    def test_a_minute_in_which_storage_fails_is_written_with_the_next(
        self, memory_relay: InProcess, receiver: Receiver, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        relay = memory_relay
        webhook = relay.subscribe(receiver.url)
        relay.post_pings(1)
        relay.pump()
        relay.relay._activity.write()
        with monkeypatch.context() as patched:
            patched.setattr(relay.store.activity, "write", fails)
            with pytest.raises(Unavailable):
                relay.tick(60)
        relay.tick(60)

        assert totals(relay, webhook) == (1, 0, 0)

    def test_what_an_earlier_release_leaves_is_read(self, memory_relay: InProcess) -> None:
        """Its rows have no outcomes; its rounds do not say what is pending."""
        relay = memory_relay
        webhook = relay.subscribe("https://receiver.example/")
        change = HealthChange(last_failure_at=relay.clock.now, slow_until=relay.clock.now + 999)
        relay.store.health.touch(webhook.uid, change)
        relay.store.storage.table("counters").insert(
            {"PartitionKey": "summary", "RowKey": "a", "v": 1, "webhooks": "{}"}
        )
        relay.tick(60)
        relay.store.storage.table("health").upsert(
            {"PartitionKey": "tick", "RowKey": "tick", "v": 1, "at": relay.clock.now + 90}
        )

        [found] = overview(relay)["webhooks"]

        assert found["status"]["state"] == "retrying"
        assert "waiting" not in found["status"]
        assert found["activity"]["hours"] == []

    def test_rows_that_a_later_release_adds_are_ignored(self, memory_relay: InProcess) -> None:
        """As releases before these rows ignore them: they read the whole table in a round."""
        table = memory_relay.store.storage.table("health")
        for partition in ("alarms", "later"):
            table.insert({"PartitionKey": partition, "RowKey": "a", "v": 1, "what": 7})

        memory_relay.tick()

        assert overview(memory_relay)["relay"]["status"] == "ok"


class TestBacklogs:
    def test_a_webhook_that_a_round_leaves_keeps_its_count(self, receiver: Receiver) -> None:
        """While its breaker is open and no probe is due, nothing is read; nor by a new process."""
        with in_memory() as relay:
            receiver.answer = 500
            webhook = relay.subscribe(receiver.url)
            relay.post_pings(7)
            relay.pump()
            while not (row := relay.health(webhook)) or not row.breaker.open:
                relay.round()
            with counting(relay) as counts, relay.another() as restarted:
                restarted.tick(1)
                assert counts["query pending"] == 0
                [found] = overview(restarted)["webhooks"]
            assert found["status"]["state"] == "failing"
            assert found["status"]["waiting"] == 7

    @pytest.mark.slow
    def test_hundreds_fit_into_the_row_of_the_round(self) -> None:
        with in_memory(WEBHOOK_CACHE_SECONDS="5") as relay:
            uids = []
            for _ in range(900):
                uids.append(relay.subscribe("https://receiver.example/").uid)
                relay.store.health.touch(uids[-1], HealthChange(slow_until=relay.clock.now + 99))
            relay.tick()
            snapshot = relay.store.health.snapshot()
            assert snapshot.backlogs.keys() == set(uids)
            relay.clock.advance(200)
            relay.tick()
            relay.tick()
            assert relay.store.health.snapshot().backlogs == {}


class TestCost:
    @pytest.mark.parametrize("count", [3, 300])
    def test_a_refresh_is_one_query(self, receiver: Receiver, count: int) -> None:
        with in_memory(Clock(), WEBHOOK_CACHE_SECONDS="5") as relay:
            made = [relay.subscribe("https://receiver.example/") for _ in range(count)]
            for webhook in made[::3]:
                relay.store.health.touch(
                    webhook.uid, HealthChange(last_failure_at=1.0, slow_until=9e9)
                )
            relay.tick()
            serving = relay.another()
            assert len(overview(serving)["webhooks"]) == count
            made_calls: list[Counter[str]] = []
            for _ in range(40):
                relay.tick()
                with counting(serving) as counts:
                    answer = overview(serving)
                assert len(answer["webhooks"]) == count
                made_calls.append(Counter(counts))

            assert {calls.total() for calls in made_calls} == {1}
            assert {what for calls in made_calls for what in calls} == {
                "query health",
                "query webhooks",
            }
            serving.close()
            lists = sum(calls["query webhooks"] for calls in made_calls)
            assert 4 <= lists <= 400 / LIST_SECONDS

    def test_earlier_hours_are_read_once_an_hour(self, receiver: Receiver) -> None:
        with in_memory(Clock()) as relay:
            webhook = relay.subscribe(receiver.url)
            for _ in range(5):
                relay.post_pings(1)
                relay.pump()
                merged(relay)
                relay.clock.advance(HOUR)
            assert totals(relay, webhook) == (5, 0, 0)
            read: list[str] = []
            table = relay.store.health._table
            real = table.page

            def page(*asked: Any, **options: Any) -> tuple[list[Row], Any]:
                rows, more = real(*asked, **options)
                read.extend(row["PartitionKey"] for row in rows)
                return rows, more

            with pytest.MonkeyPatch.context() as patched:
                patched.setattr(table, "page", page)
                assert totals(relay, webhook) == (5, 0, 0)
            assert len([key for key in read if key.startswith("activity-")]) == 1

    def test_a_round_does_not_read_the_activity(self, receiver: Receiver) -> None:
        with in_memory(Clock()) as relay:
            relay.subscribe(receiver.url)
            relay.post_pings(1)
            relay.pump()
            merged(relay)
            assert len(activity_rows(relay)) == 1
            assert relay.store.health.snapshot().outcomes.hours == {}
            with counting(relay) as counts:
                relay.tick()
            assert counts == {"query health": 1, "upsert health": 1}

    def test_a_change_through_this_process_is_seen_at_once(self, relay: InProcess) -> None:
        webhook = relay.subscribe("https://receiver.example/")
        overview(relay)
        relay.call(webhooks.disable, "POST", webhook_id=webhook.webhook_id)
        assert overview(relay)["webhooks"][0]["status"]["state"] == "disabled"
        relay.call(webhooks.one, "DELETE", webhook_id=webhook.webhook_id)
        assert overview(relay)["webhooks"] == []

    def test_a_change_through_another_process_is_seen_within_a_minute(
        self, relay: InProcess, twin: InProcess
    ) -> None:
        overview(relay)
        twin.subscribe("https://receiver.example/")
        relay.clock.advance(LIST_SECONDS + 1)
        assert len(overview(relay)["webhooks"]) == 1


class TestRefreshOfAWebhook:
    def test_two_queries_whatever_its_state(self, receiver: Receiver) -> None:
        with in_memory(Clock()) as relay:
            webhook = relay.subscribe(receiver.url)
            relay.post_pings(3)
            relay.pump()
            with counting(relay) as counts:
                answer = refresh(relay, webhook, relay.clock.now - 60)
            assert len(answer["deliveries"]) == 3
            assert answer["status"]["state"] == "healthy"
            assert moment(answer["status"]["last_success_at"]) > relay.clock.now - 60
            assert counts == {"get webhooks": 1, "query deliveries": 1, "get health": 1}

            receiver.answer = 503
            seen_at = relay.clock.now + 0.001
            relay.post_pings(4)
            relay.pump()
            relay.tick(1)
            with counting(relay) as counts:
                answer = refresh(relay, webhook, seen_at)
            assert len(answer["deliveries"]) == 4
            assert answer["status"]["waiting"] == 4
            assert queries(counts) == 2
            assert counts.total() == 2 + 3, counts

    def test_a_list_of_earlier_deliveries_does_not_tell_the_last_success(
        self, memory_relay: InProcess, receiver: Receiver
    ) -> None:
        relay = memory_relay
        webhook = relay.subscribe(receiver.url, "ping", "pool_created")
        earlier = pool_event(1)
        relay.post(earlier)
        relay.pump()
        earlier_at = relay.clock.now
        relay.clock.advance(HOUR)
        relay.post_pings(1)
        relay.pump()
        latest = listing(relay, webhook, limit="1")
        assert moment(latest["status"]["last_success_at"]) > earlier_at + HOUR - 1

        for conditions in (
            {"until": iso(earlier_at)},
            {"event_id": earlier["event_id"]},
            {"event_type": "pool_created"},
            {"limit": "1", "cursor": latest["cursor"]},
        ):
            answer = listing(relay, webhook, **conditions)
            assert [one["event_id"] for one in answer["deliveries"]] == [earlier["event_id"]]
            assert "last_success_at" not in answer["status"], conditions
        answer = listing(relay, webhook, status_code="200", until=iso(relay.clock.now))
        assert "last_success_at" not in answer["status"]

    def test_a_deleted_webhook_has_no_status(self, memory_relay: InProcess) -> None:
        webhook = memory_relay.subscribe("https://receiver.example/")
        memory_relay.call(webhooks.one, "DELETE", webhook_id=webhook.webhook_id)
        assert refresh(memory_relay, webhook, 0) == {"deliveries": []}


def refresh(relay: InProcess, webhook: Webhook, seen_at: float) -> Any:
    return listing(relay, webhook, since=iso(seen_at))


def listing(relay: InProcess, webhook: Webhook, **conditions: str) -> Any:
    path, query = {"webhook_id": webhook.webhook_id}, {**conditions, "with_status": "true"}
    status, answer = Ask(deliveries.listing, "GET", b"", query, path=path).of(relay)
    assert status == 200, answer
    return answer


def activity_rows(relay: InProcess) -> list[Row]:
    return [row for row in relay.store.storage.table("health").query(since(0)) if is_activity(row)]


def pool_event(number: int) -> dict[str, Any]:
    payload = {"pool_name": f"pool-{number}", "os": "linux", "arch": "x86_64", "managed": True}
    return {"event_id": str(uuid4()), "event_type": "pool_created", "event": payload}


def fails(*_arguments: object) -> None:
    raise Unavailable("down", operation="test", target="health")
