"""Measures which costs grow with webhooks, retries, targets and history."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from datetime import timedelta
from statistics import median
from typing import Any
from uuid import uuid4

from bench import load, seeding
from bench.sink import Sink
from bench.stack import Storage, relay
from bench.storage_log import StorageLog
from shared.app import App
from shared.model import (
    Attempt,
    Breaker,
    DeliveryKey,
    Event,
    HealthChange,
    PendingDelivery,
    Webhook,
    day_of,
)
from shared.store import keys

_EACH = 50
"""Retries of one webhook: ``MAX_QUEUED_UPDATES_PER_WEBHOOK``."""

PAGE = 100
"""Deliveries that a listing shows."""

_DAY = timedelta(days=1)
_LONGEST_DRAIN = 120.0


def measure(
    *,
    webhooks: Iterable[int],
    retries: Iterable[int],
    targets: Iterable[int],
    histories: Iterable[int],
    events: int,
) -> dict[str, Any]:
    """*events* is what stands for an hour of traffic."""
    with Storage(access_log=True, in_memory=True) as storage:
        log = StorageLog(storage.azurite.log)
        ticks = _Ticks(storage.account(), log)
        found: dict[str, Any] = {
            "tick_by_webhooks": [ticks.with_webhooks(count) for count in webhooks],
            "tick_by_retries": [ticks.with_retries(count) for count in retries],
            "history": [_history(storage.account(), log, count) for count in histories],
        }
        log.close()
    with Storage() as storage, Sink() as sink:
        found["accept_by_targets"] = [_targets(storage, sink, count) for count in targets]
        found["memory"] = _memory(storage, sink, events)
    return found


class _Counted:
    """How long something took, and what it asked of storage."""

    def __init__(self, log: StorageLog) -> None:
        self._log = log

    def run(self, act: Callable[[], Any], times: int = 1) -> dict[str, float]:
        took = []
        self._log.take()
        for _ in range(times):
            began = time.monotonic()
            act()
            took.append(time.monotonic() - began)
        time.sleep(0.1)
        asked = sum(self._log.take().values())
        return {"ms": round(median(took) * 1000, 1), "requests": round(asked / times, 1)}


class _Ticks:
    """One relay, with ever more webhooks and retries."""

    def __init__(self, connection_string: str, log: StorageLog) -> None:
        self._connection_string = connection_string
        self._relay = _relay_on(connection_string)
        self._counted = _Counted(log)
        self._webhooks = 0
        self._in_trouble: list[str] = []
        self._uids: list[str] = []
        self._relay.scheduler.tick()  # makes the day's tables, and reads the list of webhooks

    def with_webhooks(self, count: int) -> dict[str, float]:
        """A tick with *count* healthy webhooks."""
        self._add_webhooks(count - len(self._uids))
        return {"webhooks": count, **self._counted.run(self._relay.scheduler.tick, 5)}

    def with_retries(self, count: int) -> dict[str, float]:
        """A tick with *count* deliveries waiting, `_EACH` a webhook: not yet due, then due."""
        self._add_retries(count // _EACH - len(self._in_trouble))
        in_trouble = self._in_trouble[: count // _EACH]
        waiting = self._counted.run(self._relay.scheduler.tick)
        for uid in in_trouble:
            self._relay.store.health.touch(
                uid, HealthChange(breaker=Breaker(open=True, probe_at=time.time() + 3600))
            )
        failing = self._counted.run(self._relay.scheduler.tick)
        for uid in in_trouble:
            self._relay.store.health.touch(uid, HealthChange(breaker=Breaker()))
        return {
            "retries": count,
            "webhooks_in_trouble": len(in_trouble),
            "none_due_ms": waiting["ms"],
            "none_due_requests": waiting["requests"],
            "all_failing_ms": failing["ms"],
            "all_failing_requests": failing["requests"],
        }

    def _add_webhooks(self, count: int) -> None:
        if count <= 0:
            return
        store = self._relay.store.webhooks
        first = _webhook()
        store.insert(first)
        self._uids.append(first.uid)
        table = seeding.open_table(self._connection_string, "webhooks")
        template = dict(next(iter(table.list_entities())))
        uids = [uuid4().hex for _ in range(count - 1)]
        changes = [{"RowKey": keys.webhook_key(uid), "webhook_id": uid, "uid": uid} for uid in uids]
        seeding.copies(table, template, changes)
        self._uids += uids

    def _add_retries(self, webhooks: int) -> None:
        if webhooks <= 0:
            return
        self._add_webhooks(webhooks - len(self._uids) + len(self._in_trouble))
        start = len(self._in_trouble)
        uids = self._uids[start : start + webhooks]
        store, now = self._relay.store, time.time()
        row = _waiting(DeliveryKey(uids[0], round(now * 1000), str(uuid4())), now)
        store.pending.put(row)
        table = seeding.open_table(self._connection_string, "pending")
        template = dict(table.get_entity(row.key.uid, keys.pending_row_key(row.key)))
        refs = (
            DeliveryKey(uid, row.key.received_ms - number, str(uuid4()))
            for uid in uids
            for number in range(1, _EACH + (uid != uids[0]))
        )
        changes = ({"PartitionKey": r.uid, "RowKey": keys.pending_row_key(r)} for r in refs)
        seeding.copies(table, template, changes)
        for uid in uids:
            store.health.touch(uid, HealthChange(last_failure_at=now))
        self._in_trouble += uids


def _history(connection_string: str, log: StorageLog, count: int) -> dict[str, float]:
    """Reading, and dropping, a day on which one webhook had *count* deliveries."""
    relay_ = _relay_on(connection_string)
    counted = _Counted(log)
    relay_.scheduler.tick()
    webhook = _webhook()
    now_ms = round(time.time() * 1000)
    event = Event(str(uuid4()), "ping", now_ms, "{}", "{}", targets=(webhook.uid,))
    relay_.store.events.insert(event)
    relay_.store.records.insert(event.delivery_key(webhook.uid), event.event_type)
    if count > 1:
        table = seeding.open_table(connection_string, keys.day_table("deliveries", day_of(now_ms)))
        template = seeding.only_row(table)
        refs = (
            DeliveryKey(webhook.uid, now_ms - number, str(uuid4())) for number in range(1, count)
        )
        seeding.copies(table, template, ({"RowKey": keys.record_row_key(ref)} for ref in refs))
    listing = counted.run(lambda: relay_.history.deliveries(webhook, limit=PAGE), 3)
    reading = counted.run(lambda: relay_.history.delivery(webhook, event.event_id), 3)
    tomorrow = day_of(now_ms) + _DAY
    dropping = counted.run(lambda: relay_.store.drop_days_before(tomorrow + _DAY))
    return {
        "deliveries": count,
        **{f"listing_{name}": value for name, value in listing.items()},
        **{f"reading_{name}": value for name, value in reading.items()},
        **{f"dropping_{name}": value for name, value in dropping.items()},
    }


def _targets(storage: Storage, sink: Sink, count: int) -> dict[str, float]:
    """From the post of one event that *count* webhooks want, to the answer and the last receipt."""
    side = relay(storage, sink, 1)
    if count > 1:
        table = seeding.open_table(side.connection_string, "webhooks")
        uids = [uuid4().hex for _ in range(count - 1)]
        changes = [{"RowKey": keys.webhook_key(u), "webhook_id": u, "uid": u} for u in uids]
        seeding.copies(table, seeding.only_row(table), changes)
    answered, delivered = [], []
    with side.host() as host:
        for _ in range(4):  # the first one makes tables and connections
            (post,) = load.as_fast_as_possible(host.url, 1)
            receipts = sink.wait_for(count, _LONGEST_DRAIN)
            answered.append(post.answered - post.due)
            delivered.append(max(at for _, at in receipts) - post.due)
    return {
        "targets": count,
        "answer_ms": round(median(answered[1:]) * 1000, 1),
        "last_receipt_ms": round(median(delivered[1:]) * 1000, 1),
    }


def _memory(storage: Storage, sink: Sink, events: int) -> dict[str, Any]:
    """The resident set of a process that accepts and delivers *events*, as they go by."""
    side = relay(storage, sink, 1)
    parts, after = 6, []
    with side.host() as host:
        load.as_fast_as_possible(host.url, 100)
        sink.wait_for(100, _LONGEST_DRAIN)
        for _ in range(parts + 1):
            after.append(round(host.memory_mib(), 1))
            load.as_fast_as_possible(host.url, events // parts)
            sink.wait_for(events // parts, _LONGEST_DRAIN)
    return {"events": events, "mib": after}


def _relay_on(connection_string: str) -> App:
    settings = {"AzureWebJobsStorage": connection_string, "ALLOW_PLAIN_SECRETS": "true"}
    return App.from_environ(settings)


def _webhook() -> Webhook:
    uid = uuid4().hex
    return Webhook(uid, uid, "bench", "https://example.com", ("ping",), "onefuzz", time.time())


def _waiting(ref: DeliveryKey, now: float) -> PendingDelivery:
    """Failed once, to be tried again in an hour."""
    attempt = Attempt(now, 503, None, "answered 503", 12, "try again later")
    return PendingDelivery(ref, "ping", 1, now + 3600, now, results=(attempt,))
