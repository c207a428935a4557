"""Rows that are made together, or not at all."""

from __future__ import annotations

from shared.model import DeliveryKey
from shared.store import Store
from shared.store.connection import StorageConnection

RECEIVED_MS = 1_795_000_000_000


def refs(*event_ids: str) -> dict[DeliveryKey, str]:
    return {DeliveryKey("uid", RECEIVED_MS, event_id): "ping" for event_id in event_ids}


def test_all_or_none(storage_account: str) -> None:
    connection = StorageConnection.from_environ({"AzureWebJobsStorage": storage_account})
    deliveries = Store(connection).records
    many = refs(*(str(number) for number in range(100)))

    assert deliveries.insert_all(many), "although there was no table"
    assert all(deliveries.get(ref) is not None for ref in many)

    assert not deliveries.insert_all(refs("new", "7", "newer"))
    assert [deliveries.get(ref) for ref in refs("new", "newer")] == [None, None]
    connection.close()
