"""The benchmark's own instruments."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from bench import load, mix, revisions, stack
from bench.environment import ROOT
from bench.sink import Sink
from bench.storage_log import StorageLog
from shared.events.envelope import parse_events
from tests.support.built_in_types import NO_OTHER_TYPES
from tests.support.waiting import wait_until

Floor = Callable[[stack.Storage, Sink, int], stack.Side]


@pytest.mark.parametrize("event_type", [load.EVENT_TYPE, "ping"])
def test_the_relay_accepts_what_is_posted(event_type: str) -> None:
    body = load.body_of(["0f14d0ab-9605-4a62-a9e4-5ed26688389b"], event_type)

    [envelope], _ = parse_events(body, types=NO_OTHER_TYPES, max_event_bytes=10_000)

    assert envelope.event_type == event_type


def test_requests_are_counted_by_what_they_do(tmp_path: Path) -> None:
    log = tmp_path / "azurite.log"
    log.write_text("")
    counted = StorageLog(log)
    with log.open("a") as lines:
        for request in (
            "GET / HTTP/1.1",
            "POST /one/events20261121 HTTP/1.1",
            "POST /one/events20261122 HTTP/1.1",
            "PATCH /one/deliveries20261121(PartitionKey='p',RowKey='r') HTTP/1.1",
            "GET /one/waiting()?$filter=PartitionKey%20eq%20%27p%27 HTTP/1.1",
            "GET /one/waiting(PartitionKey='p',RowKey='r') HTTP/1.1",
            "POST /one/$batch HTTP/1.1",
            "POST /one/deliveries/messages HTTP/1.1",
            "GET /one/deliveries/messages?numofmessages=16 HTTP/1.1",
            "DELETE /one/deliveries/messages/an-id?popreceipt=x HTTP/1.1",
        ):
            lines.write(f'127.0.0.1 - - [21/Nov/2026:19:57:07 +0000] "{request}" 200 -\n')

    assert counted.take() == {
        "insert events": 2,
        "merge deliveries": 1,
        "query waiting": 1,
        "read waiting": 1,
        "transaction": 1,
        "put deliveries": 1,
        "receive deliveries": 1,
        "delete message of deliveries": 1,
    }
    assert counted.take() == {}, "each request once"
    counted.close()


def test_the_load_reaches_the_sink_and_is_told_apart() -> None:
    with Sink() as sink:
        refused = load.at_rate(sink.url, 100, 0.1)
        ids = [event_id for post in refused for event_id in post.event_ids]
        came = sink.wait_for_events(ids, 20)

    assert set(came) == set(ids)
    assert not any(post.accepted for post in refused), "a sink answers 200, the relay 202"


@pytest.mark.slow
@pytest.mark.parametrize("floor", [stack.floor, stack.wire_floor])
def test_both_floors_make_the_same_requests(floor: Floor) -> None:
    with stack.Storage(access_log=True) as storage, Sink() as sink:
        log = StorageLog(storage.azurite.log)
        with floor(storage, sink, 2).host() as host:
            log.take()
            load.as_fast_as_possible(host.url, 20)
            assert len(sink.wait_for(40, 20)) == 40
            counts: Counter[str] = Counter()

            def have_been_deleted() -> bool:
                counts.update(log.take())
                return counts["delete message of floor"] == 40

            wait_until(have_been_deleted)
        log.close()

    del counts["receive floor"]
    assert counts == {
        "insert events": 20,
        "insert deliveries": 40,
        "put floor": 40,
        "merge deliveries": 40,
        "delete message of floor": 40,
    }


def test_a_mix_is_the_same_each_time_and_has_arrays_and_bursts() -> None:
    def shapes() -> list[tuple[float, int, str]]:
        return [(p.due, len(p.event_ids), p.event_type) for p in mix.plan(25)]

    planned = shapes()
    assert planned == shapes()
    arrays = [size for _, size, _ in planned if size > 1]
    assert 0.05 < len(arrays) / (len(planned) - 2 * 40) < 0.2
    assert sum(due == 10.0 for due, _, _ in planned) == 40
    assert {event_type for _, _, event_type in planned} == set(mix.HEALTHY)


def test_the_first_decile_of_a_few_turns_is_not_below_them_all() -> None:
    assert 1.0 <= revisions._first_decile([100.0, 1.0]) <= 100.0


@pytest.mark.slow
def test_a_revision_is_compared_on_each_path() -> None:
    compared = revisions.measure(ROOT, rounds=2, turns=2)

    assert set(compared) == {"accept", "deliver"}
    assert all(0 < path["ratio"] < 100 and path["us"] > 0 for path in compared.values())
