"""The benchmark's own instruments."""

from __future__ import annotations

from pathlib import Path

from bench import load
from bench.sink import Sink
from bench.storage_log import StorageLog


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
