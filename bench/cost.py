"""Counts storage requests and CPU time per event, for each path, and CPU time per storage call.

``python -m bench.cost`` measures the storage calls alone, in some 20 s.
"""

from __future__ import annotations

import tempfile
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import Any

from bench import load
from bench.sink import Sink
from bench.stack import Host, Side, Storage, floor, relay
from bench.storage_log import StorageLog
from bench.throughput import ARRAY
from shared.store.connection import StorageConnection
from tools import ports
from tools.azurite import Azurite

_LONGEST_DRAIN = 120.0
_SUBSCRIBERS = 10

_SETTLE = 0.5
"""Seconds after the last receipt: until it is recorded, and its message deleted."""


def measure(*, events: int, calls: int) -> dict[str, Any]:
    """The cost of *events* events, and the CPU of a storage call over *calls* of each kind."""
    with Storage(access_log=True) as storage, Sink() as sink:
        log = StorageLog(storage.azurite.log)
        one = _of_side(relay(storage, sink, 1), sink, log, events, 1)
        ten = _of_side(relay(storage, sink, _SUBSCRIBERS), sink, log, events // 4, _SUBSCRIBERS)
        base = _of_side(floor(storage, sink, 1), sink, log, events, 1)
        arrays = _of_side(relay(storage, sink, 1), sink, log, events, 1, array=ARRAY)
        log.close()
    with Storage() as storage:
        cpu = cpu_of_calls(storage.account(), calls)
    return {
        "one_subscriber": one,
        "ten_subscribers": ten,
        "floor": base,
        "arrays": arrays,
        "each_further_subscriber": round(
            (ten["requests_per_event"] - one["requests_per_event"]) / (_SUBSCRIBERS - 1), 2
        ),
        "cpu_ms_per_call": cpu,
    }


def _of_side(
    side: Side, sink: Sink, log: StorageLog, events: int, subscribers: int, array: int = 1
) -> Any:
    """Requests and CPU milliseconds for each event, accepting and then delivering."""
    with side.host("httpTrigger") as accepting, side.host("queueTrigger") as delivering:
        load.warm_up(accepting.url, sink, subscribers)
        time.sleep(_SETTLE)
        delivering.pause()

        def accept_all() -> None:
            load.as_fast_as_possible(accepting.url, events // array, array=array)

        def deliver_all() -> None:
            delivering.resume()
            sink.wait_for(events * subscribers, _LONGEST_DRAIN)
            time.sleep(_SETTLE)

        accept = _counted(accepting, log, events, accept_all)
        deliver = _counted(delivering, log, events, deliver_all)
    receives = sum(n for kind, n in deliver["requests"].items() if kind.startswith("receive"))
    messages = sum(n for kind, n in accept["requests"].items() if kind.startswith("put"))
    counted = accept["per_event"] + deliver["per_event"] - receives + messages / 32
    return {
        "accept": accept,
        "deliver": deliver,
        "requests_per_event": round(counted, 3),
    }


def _counted(host: Host, log: StorageLog, events: int, act: Callable[[], Any]) -> dict[str, Any]:
    log.take()
    before = host.cpu_seconds()
    act()
    cpu = host.cpu_seconds() - before
    time.sleep(0.1)
    requests: Counter[str] = log.take()
    return {
        "requests": {kind: round(n / events, 4) for kind, n in requests.most_common()},
        "per_event": round(sum(requests.values()) / events, 4),
        "cpu_ms": round(cpu / events * 1000, 3),
    }


def cpu_of_calls(connection_string: str, calls: int) -> dict[str, dict[str, float]]:
    """CPU milliseconds of one storage call, by who makes it (``SDK``, ``relay``) and its kind.

    The calls of both are made by turns in one thread, *calls* of each kind.
    """
    connection = StorageConnection.from_environ({"AzureWebJobsStorage": connection_string})
    sdk_table = connection.table_service().get_table_client("deliveries")
    sdk_queue = connection.queue_client("deliveries")
    table, queue = connection.table("deliveries"), connection.queue("deliveries")
    table.create()
    queue.create()
    text = load.body_of(["an id"]).decode()

    def row(caller: str, number: int, **properties: str) -> dict[str, str]:
        return {"PartitionKey": caller, "RowKey": str(number), **properties}

    def delivered(caller: str, number: int) -> dict[str, str]:
        return row(caller, number, state="delivered")

    kinds: dict[tuple[str, str], Callable[[int], object]] = {
        ("SDK", "insert"): lambda n: sdk_table.create_entity(row("SDK", n, state="queued")),
        ("relay", "insert"): lambda n: table.insert(row("relay", n, state="queued")),
        ("SDK", "merge"): lambda n: sdk_table.update_entity(delivered("SDK", n)),
        ("relay", "merge"): lambda n: table.merge(delivered("relay", n)),
        ("SDK", "read"): lambda n: sdk_table.get_entity("SDK", str(n)),
        ("relay", "read"): lambda n: table.get("relay", str(n)),
        ("SDK", "put"): lambda _: sdk_queue.send_message(text, time_to_live=-1),
        ("relay", "put"): lambda _: queue.send(text),
    }
    found: dict[tuple[str, str], list[float]] = {kind: [] for kind in kinds}
    size = max(1, calls // 10)
    for start in range(0, calls, size):
        for kind, call in kinds.items():
            before = time.process_time()
            for number in range(start, start + size):
                call(number)
            found[kind].append((time.process_time() - before) / size * 1000)
    connection.close()
    return {
        caller: {what: round(median(v), 3) for (who, what), v in found.items() if who == caller}
        for caller in ("SDK", "relay")
    }


def main() -> None:
    """Print what a storage call costs."""
    with tempfile.TemporaryDirectory() as folder:
        azurite = Azurite(Path(folder), ports.free(3), in_memory=True)
        azurite.start()
        try:
            found = cpu_of_calls(azurite.connection_string(), 500)
        finally:
            azurite.stop()
    for caller, kinds in found.items():
        told = ", ".join(f"{kind} {ms:.2f}" for kind, ms in kinds.items())
        print(f"CPU of one call, {caller}, in ms: {told}")


if __name__ == "__main__":
    main()
