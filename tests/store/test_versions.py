"""What earlier releases stored can be read, and what is stored today is of a version that is kept.

Whoever changes a row or a message raises its version, keeps a sample of it by running
``python -m tests.store.samples``, and teaches the reader every version in ``tests/store/data``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest

from shared.model import DeliveryRecord, Health, Heartbeat, OwnEventType, PendingDelivery, Webhook
from shared.store import Store
from shared.store.messages import MessageKind, UnreadableMessage, decode
from shared.store.versions import NewerRow
from tests.store.samples import MESSAGES, READ, ROWS, Sample, kept, new_storage, written_today

WITH_ETAG = (DeliveryRecord, Health, Heartbeat, OwnEventType, PendingDelivery, Webhook)

KEPT = kept()
KEPT_ROWS = [sample for sample in KEPT if sample.table != "messages"]
KEPT_MESSAGES = [sample for sample in KEPT if sample.table == "messages"]

_OF_EVENT = {"event_type", "received_ms"}
_OF_WEBHOOK = {"webhook_id", "uid", "name", "url", "event_types", "message_format", "created_at"}
_OF_EVENT_TYPE = {"name", "version", "created_at", "updated_at"}

REQUIRED: Mapping[str, set[str]] = {
    "event": _OF_EVENT,
    "event_filtered": _OF_EVENT,
    "event_of_own_type": _OF_EVENT,
    "event_type": _OF_EVENT_TYPE,
    "event_type_deleted": _OF_EVENT_TYPE,
    "webhook": _OF_WEBHOOK,
    "webhook_filtered": _OF_WEBHOOK,
    "deleted_webhook": {"webhook_id", "key", "deleted_at"},
    "record_queued": {"event_type", "state"},
    "record_delivered": {"event_type", "state"},
    "record_dropped": {"event_type", "state"},
    "pending": {"event_type"},
    "health": set(),
    "heartbeat": {"at", "oldest_ms"},
    "tick": {"at"},
    "activity": set(),
    "counters": {"at"},
    "summary": set(),
}
"""The properties, beside the keys, without which a row means nothing."""


def kind(sample: Sample) -> str:
    """The kind of row: what may be in a row or not does not make another kind."""
    return sample.name.removesuffix("_filtered").removesuffix("_of_own_type")


def label(sample: Sample) -> str:
    return f"v{sample.version}-{sample.name}-{sample.number}"


def stored(sample: Sample, properties: Mapping[str, Any]) -> Store:
    """A store that holds one row."""
    storage = new_storage()
    storage.table(sample.table).insert(properties)
    return Store(storage)


def without_etag(value: Any) -> Any:
    return replace(value, etag="") if isinstance(value, WITH_ETAG) else value


@pytest.mark.parametrize("sample", KEPT_ROWS, ids=label)
class TestRows:
    def test_is_read(self, sample: Sample) -> None:
        read = READ[sample.name](stored(sample, sample.properties))
        assert without_etag(read) == without_etag(sample.meaning)

    def test_unknown_properties_are_ignored(self, sample: Sample) -> None:
        more = {**sample.properties, "unknown": "text", "other": 1}
        read = READ[sample.name](stored(sample, more))
        assert without_etag(read) == without_etag(sample.meaning)

    def test_missing_properties_have_defaults(self, sample: Sample) -> None:
        needed = REQUIRED[sample.name] | {"PartitionKey", "RowKey"}
        least = {name: value for name, value in sample.properties.items() if name in needed}
        assert least.keys() == needed
        assert READ[sample.name](stored(sample, least)) is not None

    def test_a_newer_version_is_refused(self, sample: Sample) -> None:
        latest = max(other.version for other in KEPT_ROWS if kind(other) == kind(sample))
        newer = {**sample.properties, "v": latest + 1}
        with pytest.raises(NewerRow, match=rf"{sample.table} has version {latest + 1}") as raised:
            READ[sample.name](stored(sample, newer))
        assert (raised.value.table, raised.value.version) == (sample.table, latest + 1)


@pytest.mark.parametrize("sample", KEPT_MESSAGES, ids=label)
class TestMessages:
    def test_is_read(self, sample: Sample) -> None:
        kind = sample.name.removeprefix("message_")
        assert decode(sample.properties["text"].encode()) == MESSAGES[kind]

    def test_a_newer_version_is_refused(self, sample: Sample) -> None:
        text = sample.properties["text"].replace(f'"v": {sample.version}', '"v": 99', 1)
        with pytest.raises(UnreadableMessage, match="99"):
            decode(text.encode())


def test_there_is_a_sample_of_every_kind() -> None:
    names = {sample.name for sample in KEPT}
    assert names == ROWS.keys() | {f"message_{kind.value}" for kind in MessageKind}


@pytest.mark.parametrize("name", [*ROWS, *(f"message_{kind}" for kind in MESSAGES)])
def test_what_is_written_today_is_kept(name: str) -> None:
    """If this fails, what is written has changed: see the docstring of this module."""
    newest = [sample for sample in KEPT if sample.name == name][-1]
    assert written_today()[name] == newest
