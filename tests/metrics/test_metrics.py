"""``GET /api/metrics``, read with the parser of Prometheus' own client."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from prometheus_client.parser import text_string_to_metric_families

from shared.api import health, metrics
from shared.api.http import Request, respond
from shared.counters import Counted
from shared.model import DropReason
from shared.store.faults import Unavailable
from tests.support.in_process import InProcess
from tests.support.receiver import Receiver

Metrics = dict[str, dict[frozenset[tuple[str, str]], float]]


def scraped(relay: InProcess) -> Metrics:
    response = metrics.get(relay.relay, Request("GET", {}, {}, {}, b""))
    assert response.content_type == "text/plain; version=0.0.4; charset=utf-8"
    found: Metrics = {}
    for family in text_string_to_metric_families(response.body.decode()):
        assert family.documentation
        assert family.type in ("counter", "gauge")
        for sample in family.samples:
            values = found.setdefault(sample.name.removeprefix("webhook_relay_"), {})
            values[frozenset(sample.labels.items())] = sample.value
    return found


def total(found: Metrics, name: str, **labels: str) -> float:
    """The sum over all processes."""
    wanted = set(labels.items())
    return sum(value for key, value in found[name].items() if wanted <= key)


def written(*processes: InProcess) -> None:
    """What happens 15 s after the first count."""
    for process in processes:
        process.relay._counters.write()


def test_an_account_without_a_round(relay: InProcess) -> None:
    found = scraped(relay)
    assert total(found, "webhooks", state="in_trouble") == 0
    assert "round_age_seconds" not in found


def test_counts_of_all_processes(relay: InProcess, twin: InProcess, receiver: Receiver) -> None:
    relay.subscribe(receiver.url)
    relay.post_pings(3)
    event = {"event_type": "ping", "event": {"ping_id": "3f9c2a52-7c1e-4b07-9f57-0d8e6b5a4c10"}}
    body = json.dumps(
        [{**event, "event_id": f"3f9c2a52-7c1e-4b07-9f57-0d8e6b5a4c1{n}"} for n in (1, 2)]
    )
    twin.relay.ingest.post(body.encode())
    twin.relay.ingest.post(body.encode())
    receiver.answer = 500
    relay.pump()
    receiver.answer = 200
    for _ in range(3):
        relay.tick(60)
        twin.pump()
    written(relay, twin)

    found = scraped(relay)

    assert total(found, "events_accepted_total") == 5, "the repeats are no events"
    assert total(found, "attempts_total", outcome="failed") == 5
    assert total(found, "attempts_total", outcome="delivered") >= 1
    assert len(set(found["events_accepted_total"])) == 2
    assert scraped(twin) == found


def test_drops_by_reason(relay: InProcess, receiver: Receiver) -> None:
    webhook = relay.subscribe(receiver.url)
    receiver.answer = 500
    relay.post_pings(2)
    relay.pump()
    relay.relay.registration.disable(webhook.webhook_id)
    relay.tick()
    written(relay)

    found = scraped(relay)

    assert total(found, "deliveries_dropped_total", reason="webhook_disabled") == 2
    assert total(found, "deliveries_dropped_total") == 2
    reasons = {dict(key)["reason"] for key in found["deliveries_dropped_total"]}
    assert reasons == set(DropReason)


def test_the_latest_round(relay: InProcess, receiver: Receiver) -> None:
    relay.subscribe(receiver.url)
    receiver.answer = 500
    relay.post_pings(4)
    relay.pump()
    relay.tick()
    relay.clock.advance(7)

    found = scraped(relay)

    assert total(found, "deliveries_waiting") == 4
    assert total(found, "webhooks", state="in_trouble") == 1
    assert total(found, "webhooks", state="failing") == 0
    assert total(found, "round_age_seconds") == 7
    assert total(found, "round_duration_seconds") >= 0
    assert total(found, "oldest_due_seconds") >= 0


def test_the_age_of_the_round_is_true(relay: InProcess) -> None:
    for _ in range(3):
        relay.tick(10)
        relay.clock.advance(3)
        report = health.get(relay.relay, Request("GET", {}, {}, {}, b""))
        assert json.loads(report.body)["last_tick_age_seconds"] == 3


def test_what_waits_for_a_failing_webhook_is_counted_between_its_probes(
    relay: InProcess, receiver: Receiver
) -> None:
    relay.subscribe(receiver.url)
    receiver.answer = 500
    relay.post_pings(3)
    relay.pump()
    for _ in range(12):
        relay.tick(10)
        relay.pump()

    found = scraped(relay)

    assert total(found, "webhooks", state="failing") == 1
    assert total(found, "deliveries_waiting") == 3


def test_queues_with_those_of_poison_messages(relay: InProcess) -> None:
    for queue in relay.store.poison:
        queue.send("not what the host can decode")
    relay.store.quarantine.send("unreadable")
    relay.tick()

    found = scraped(relay)
    report = json.loads(health.get(relay.relay, Request("GET", {}, {}, {}, b"")).body)

    queues = ["deliveries", "retries", "slow-deliveries"]
    expected = dict.fromkeys(queues, 0.0) | {f"{queue}-poison": 1.0 for queue in queues}
    expected["quarantine"] = 1.0
    assert {dict(key)["queue"]: value for key, value in found["queue_messages"].items()} == expected
    assert report["queues"] == expected


def test_an_unknown_parameter(relay: InProcess) -> None:
    request = Request("GET", {}, {"name[]": "x"}, {}, b"")
    assert respond(lambda: metrics.get(relay.relay, request), route="test").status == 400


def test_counters_of_processes_that_are_gone_are_removed(
    relay: InProcess, twin: InProcess, receiver: Receiver
) -> None:
    relay.subscribe(receiver.url)
    twin.post_pings(1)
    written(twin)
    relay.tick()
    relay.clock.advance(3700)
    relay.post_pings(1)
    written(relay)
    relay.tick()

    assert total(scraped(relay), "events_accepted_total") == 1


def test_large_counts_are_exact(relay: InProcess) -> None:
    relay.relay._counters.add(Counted.ACCEPTED, 12_345_678_901)
    written(relay)
    assert total(scraped(relay), "events_accepted_total") == 12_345_678_901


def test_counts_that_could_not_be_written_are_written_later(
    memory_relay: InProcess, monkeypatch: pytest.MonkeyPatch
) -> None:
    relay, timers = memory_relay, list[Callable[[], None]]()

    def later(write: Callable[[], None]) -> Idle:
        timers.append(write)
        return Idle()

    monkeypatch.setattr("shared.later._start", later)
    relay.relay._counters.add(Counted.ACCEPTED)
    with monkeypatch.context() as storage:
        storage.setattr(relay.store.counters, "write", fail)
        timers.pop()()
    assert "events_accepted_total" not in scraped(relay)

    timers.pop()()

    assert total(scraped(relay), "events_accepted_total") == 1
    assert timers == []


def fail(_counts: object) -> None:
    raise Unavailable("no response")


class Idle:
    """A timer that the test fires by itself."""

    def cancel(self) -> None:
        """Do nothing."""
