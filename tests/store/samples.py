"""A stored row and a message of every kind, as they are written today and as they are kept.

``python -m tests.store.samples`` keeps what is written today, where its version has no sample yet:
one file for each kind in ``data/v<version>/``. A sample that is there is never written anew. What
has more properties than the latest sample, and is otherwise the same, needs no new version: it is
kept beside it, as ``<kind>-2.json`` and so on.
"""

from __future__ import annotations

import json
from base64 import b64decode, b64encode
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from shared.histogram import Histogram
from shared.model import (
    Attempt,
    Breaker,
    DeletedWebhook,
    DeliveryKey,
    DeliveryRecord,
    DropReason,
    Event,
    Health,
    HealthChange,
    Heartbeat,
    LatestRound,
    OwnEventType,
    Pace,
    PendingDelivery,
    RecordState,
    Webhook,
)
from shared.store import Store
from shared.store.conditions import EVERY_ROW
from shared.store.counters import ProcessCounts
from shared.store.messages import AttemptMessage, FanOutMessage, GroupMessage, MessageKind
from shared.store.pending import Backlog
from shared.store.records import Ending
from shared.summary import (
    DeliverySummary,
    Drops,
    EventSummary,
    HourlyOutcomes,
    Outcomes,
    Summary,
)
from tests.support.memory import MemoryAccount, MemoryStorage

DATA = Path(__file__).parent / "data"

AT = 1_900_000_000.25
UID = "0f" * 16

EVENT = Event(
    event_id="3f9c2a52-7c1e-4b07-9f57-0d8e6b5a4c10",
    event_type="ping",
    received_ms=1_900_000_000_250,
    event_json='{"ping_id": "grüße 😀", "n": 1.50}',
    extras_json='{"instance_id": "1b2c"}',
    digest="5d" * 32,
    targets=(UID, "a1" * 16),
)

WEBHOOK = Webhook(
    webhook_id="TASK-https%3A%2F%2Fexample.com",
    uid=UID,
    name="grüße 😀",
    url="https://example.com/hook?token=x",
    event_types=("ping", "node_created"),
    message_format="cloudevents",
    created_at=AT,
    enabled=False,
    disabled_reason="gone",
    disabled_at=1900000000.75,
    singularity_type="TASK",
    user="somebody",
    secret="fernet:secret",
    previous_secrets={"fernet:older": AT + 60, "fernet:oldest": AT + 30},
    asymmetric=True,
    headers="fernet:headers",
    max_in_flight=3,
    rate_per_second=2.5,
)

EVENT_FILTERED = replace(EVENT, event_id="8d1e0f6a-2b3c-4d5e-8f90-a1b2c3d4e5f6", filtered=3)
WEBHOOK_FILTERED = replace(
    WEBHOOK,
    webhook_id="5a0f2a64-6a8e-4f0a-9d59-0e1d6a3c7b21",
    uid="1e" * 16,
    filter='{"subjectBeginsWith":"grüße 😀","advancedFilters":[]}',
)

EVENT_OF_OWN_TYPE = replace(
    EVENT,
    event_id="a7f3c2d1-0b9e-4c8d-9a6f-112233445566",
    event_type="order.placed",
    type_version=4,
)

EVENT_TYPE = OwnEventType(
    name="Order.placed",
    version=3,
    created_at=AT,
    updated_at=AT + 5,
    description="grüße 😀",
    schema_json='{"type":"object","title":"gr\\u00fc\\u00dfe"}',
    example_json='{"number":1.50}',
    deprecated=True,
    group="orders",
)
EVENT_TYPE_DELETED = OwnEventType(
    name="order.paid", version=2, created_at=AT, updated_at=AT + 9, deleted_at=AT + 9
)

DELETED = DeletedWebhook(WEBHOOK.webhook_id, UID, AT + 100)

FAILED = Attempt(AT + 1, 503, None, "the receiver said 503", 12, "busy 😀", retry_after=30.0)
CUT = Attempt(AT + 11, None, "timeout", "no response within 2 s", 2000, "")
SENT = Attempt(AT + 21, 202, None, "", 7, "thanks")

QUEUED, DELIVERED, DROPPED = (
    DeliveryKey(UID, EVENT.received_ms + number, name)
    for number, name in enumerate(("queued", "delivered", "dropped"))
)

PENDING = PendingDelivery(
    key=QUEUED,
    event_type="ping",
    attempts=2,
    next_attempt_at=AT + 60,
    since=AT + 1,
    claimed_until=AT + 15,
    results=(FAILED, CUT),
    redelivery=True,
)

HEALTH = Health(
    uid=UID,
    last_failure_at=AT + 1,
    last_success_at=AT + 2,
    slow_until=AT + 2.25,
    last_probe_failed_at=AT + 3,
    probed_received_at=AT + 2.5,
    last_error="HTTP 503",
    paused_until=AT + 4,
    deferred_at=AT + 5,
    sent_back_at=AT + 6,
    closed_at=AT + 7,
    breaker=Breaker(open=True, failing_since=AT + 8, probe_at=AT + 9, probes=4),
    pace=Pace(16, AT + 10),
)

ROUND = LatestRound(AT, 1.5, 7, 20.25, {"deliveries": 3, "quarantine": 1})
BACKLOG = Backlog(7, oldest_ms=EVENT.received_ms, next_attempt_at=AT + 12.5)
DROPS = Drops(3, 1_900_000_002, 1_900_000_003)
COUNTS = ProcessCounts("12ab", AT, {"accepted": 3, "delivered": 2, "dropped_expired": 1})
SUMMARY = Summary(
    EventSummary(AT, AT + 1, events=2, repeated=1, deliveries=2, bytes=64),
    {
        WEBHOOK.webhook_id: DeliverySummary(
            AT + 1,
            AT + 2,
            count=3,
            errors=1,
            retried=1,
            bytes=96,
            latency=Histogram(Counter({40: 1, 55: 1})),
            duration=Histogram(Counter({30: 2})),
            queued=Histogram(Counter({0: 1, 38: 1})),
        )
    },
    HourlyOutcomes({527_777: {UID: Outcomes(2, 1, 1_900_000_001, {"expired": DROPS})}}),
)
HEARTBEAT = Heartbeat("host-1234-5f", AT, EVENT.received_ms)

FIRST = AttemptMessage.for_event(
    MessageKind.FIRST,
    Event(
        EVENT.event_id,
        EVENT.event_type,
        EVENT.received_ms,
        EVENT.event_json,
        EVENT.extras_json,
    ),
    UID,
)

MESSAGES: Mapping[str, AttemptMessage | GroupMessage | FanOutMessage] = {
    "first": FIRST,
    "group": GroupMessage(
        (FIRST, AttemptMessage(MessageKind.FIRST, QUEUED, "node_created", 1), FIRST)
    ),
    "follow_up": AttemptMessage(MessageKind.FOLLOW_UP, QUEUED, "ping", 1),
    "check": AttemptMessage(MessageKind.CHECK, QUEUED, "ping", 1),
    "retry": AttemptMessage.for_pending(MessageKind.RETRY, PENDING),
    "probe": AttemptMessage.for_pending(MessageKind.PROBE, PENDING),
    "fan_out": FanOutMessage(EVENT.received_ms, EVENT.event_id, 100, 200),
}

ROWS: Mapping[str, object] = {
    "event": EVENT,
    "event_filtered": EVENT_FILTERED,
    "event_of_own_type": EVENT_OF_OWN_TYPE,
    "event_type": EVENT_TYPE,
    "event_type_deleted": EVENT_TYPE_DELETED,
    "webhook": WEBHOOK,
    "webhook_filtered": WEBHOOK_FILTERED,
    "deleted_webhook": DELETED,
    "record_queued": DeliveryRecord(
        QUEUED, "ping", RecordState.QUEUED, 0, None, None, results=(), etag=""
    ),
    "record_delivered": DeliveryRecord(
        DELIVERED, "ping", RecordState.DELIVERED, 3, None, AT + 22, (FAILED, CUT, SENT), etag=""
    ),
    "record_dropped": DeliveryRecord(
        DROPPED, "ping", RecordState.DROPPED, 1, DropReason.EXPIRED, AT + 90, (FAILED,), etag=""
    ),
    "pending": PENDING,
    "health": HEALTH,
    "heartbeat": HEARTBEAT,
    "tick": ROUND,
    "activity": SUMMARY.outcomes,
    "counters": COUNTS,
    "summary": SUMMARY,
}
"""What each row says, in the terms of today's code."""

EARLIER: Mapping[tuple[str, int], object] = {
    ("summary", 1): replace(SUMMARY, outcomes=HourlyOutcomes()),
}
"""What the earlier samples of a version say, by their number, where it is less than in `ROWS`."""

READ: Mapping[str, Callable[[Store], object]] = {
    "event": lambda store: store.events.get(QUEUED.day, EVENT.event_id),
    "event_filtered": lambda store: store.events.get(QUEUED.day, EVENT_FILTERED.event_id),
    "event_of_own_type": lambda store: store.events.get(QUEUED.day, EVENT_OF_OWN_TYPE.event_id),
    "event_type": lambda store: store.event_types.get(EVENT_TYPE.name),
    "event_type_deleted": lambda store: store.event_types.get(EVENT_TYPE_DELETED.name),
    "webhook": lambda store: store.webhooks.get(WEBHOOK.webhook_id),
    "webhook_filtered": lambda store: store.webhooks.get(WEBHOOK_FILTERED.webhook_id),
    "deleted_webhook": lambda store: store.webhooks.deleted(WEBHOOK.webhook_id),
    "record_queued": lambda store: store.records.get(QUEUED),
    "record_delivered": lambda store: store.records.get(DELIVERED),
    "record_dropped": lambda store: store.records.get(DROPPED),
    "pending": lambda store: store.pending.get(PENDING.key),
    "health": lambda store: store.health.get(UID),
    "heartbeat": lambda store: store.health.snapshot().heartbeats[0],
    "tick": lambda store: store.health.snapshot().latest_round,
    "activity": lambda store: store.health.snapshot(outcomes_since=0).outcomes,
    "counters": lambda store: store.counters.every()[0],
    "summary": lambda store: store.summaries.oldest()[0].summary,
}


@dataclass(frozen=True)
class Sample:
    """A row of *table*, or a message with the property ``text`` of *table* ``messages``."""

    name: str
    version: int
    table: str
    properties: Mapping[str, Any]
    number: int = field(default=1, compare=False)
    """Which of the samples of this kind and version it is."""

    @property
    def meaning(self) -> object:
        """What the row says, in the terms of today's code."""
        return EARLIER.get((self.name, self.number), ROWS[self.name])


def written_today() -> dict[str, Sample]:
    """Write everything with today's code, and return what was stored."""
    storage = new_storage()
    store = Store(storage)
    assert store.events.insert(EVENT)
    assert store.events.insert(EVENT_FILTERED)
    assert store.events.insert(EVENT_OF_OWN_TYPE)
    assert store.event_types.insert(EVENT_TYPE)
    assert store.event_types.insert(EVENT_TYPE_DELETED)
    assert store.webhooks.insert(WEBHOOK)
    assert store.webhooks.insert(WEBHOOK_FILTERED)
    store.webhooks.keep_deleted(WEBHOOK, DELETED.deleted_at)
    for key in (QUEUED, DELIVERED, DROPPED):
        assert store.records.insert(key, "ping")
    delivered = Ending(RecordState.DELIVERED, 3, (FAILED, CUT, SENT), AT + 22)
    store.records.end(DELIVERED, delivered)
    dropped = Ending(RecordState.DROPPED, 1, (FAILED,), AT + 90, DropReason.EXPIRED)
    store.records.end(DROPPED, dropped)
    assert store.pending.put(PENDING)
    store.health.touch(UID, _everything(HEALTH))
    store.health.beat(HEARTBEAT.process, HEARTBEAT.at, HEARTBEAT.oldest_ms)
    store.health.record_round(ROUND, {UID: BACKLOG})
    for hour, outcomes in SUMMARY.outcomes.hours.items():
        store.activity.write(hour, "12ab", outcomes)
    store.counters.write(COUNTS)
    store.summaries.add("12ab", SUMMARY)
    samples = {}
    for table in storage.tables():
        for row in storage.table(table).query(EVERY_ROW):
            name = _name(table, row)
            samples[name] = Sample(name, row["v"], table, dict(row))
    for kind, message in MESSAGES.items():
        text = message.encode()
        version = json.loads(text.partition("\n")[0])["v"]
        samples[f"message_{kind}"] = Sample(f"message_{kind}", version, "messages", {"text": text})
    return samples


def kept() -> list[Sample]:
    """Every sample in ``data``, the oldest versions first."""
    return [_load(path) for path in sorted(DATA.glob("v*/*.json"), key=_place)]


def _place(path: Path) -> tuple[int, str, int]:
    """Return the version, the kind, and which sample of the two it is."""
    name, _, number = path.stem.partition("-")
    return int(path.parent.name[1:]), name, int(number or 1)


def new_storage() -> MemoryStorage:
    return MemoryStorage(MemoryAccount(lambda: AT))


def _name(table: str, row: Mapping[str, Any]) -> str:
    if table.startswith("events"):
        named = {"filtered": "event_filtered", "type_version": "event_of_own_type"}
        return next((name for member, name in named.items() if member in row), "event")
    if table.startswith("deliveries"):
        return f"record_{row['state']}"
    if table == "health":
        kinds = {"webhook": "health", "process": "heartbeat", "tick": "tick"}
        return kinds.get(row["PartitionKey"], "activity")
    if table == "webhooks":
        webhook = "webhook_filtered" if "filter" in row else "webhook"
        event_type = "event_type_deleted" if row.get("deleted_at") else "event_type"
        return {"webhook": webhook, "deleted": "deleted_webhook", "event_type": event_type}[
            row["PartitionKey"]
        ]
    if table == "counters":
        return {"process": "counters", "summary": "summary"}[row["PartitionKey"]]
    return {"pending": "pending"}[table]


def _everything(health: Health) -> HealthChange:
    return HealthChange(
        **{name: getattr(health, name) for name in HealthChange.__dataclass_fields__}
    )


def _load(path: Path) -> Sample:
    content = json.loads(path.read_text())
    properties = {
        name: b64decode(value["base64"]) if isinstance(value, dict) else value
        for name, value in content["properties"].items()
    }
    version, name, number = _place(path)
    return Sample(name, version, content["table"], properties, number)


def _keep(sample: Sample) -> None:
    earlier = [one for one in kept() if (one.name, one.version) == (sample.name, sample.version)]
    if earlier and not _has_more(sample.properties, earlier[-1].properties):
        return
    number = f"-{len(earlier) + 1}" if earlier else ""
    path = DATA / f"v{sample.version}" / f"{sample.name}{number}.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    properties = {
        name: {"base64": b64encode(value).decode()} if isinstance(value, bytes) else value
        for name, value in sample.properties.items()
    }
    content = {"table": sample.table, "properties": properties}
    path.write_text(json.dumps(content, indent=2, ensure_ascii=False) + "\n")


def _has_more(properties: Mapping[str, Any], earlier: Mapping[str, Any]) -> bool:
    return properties.keys() > earlier.keys() and properties.items() >= earlier.items()


if __name__ == "__main__":
    for sample in written_today().values():
        _keep(sample)
