"""What storage holds: for finding what should not be in there."""

from __future__ import annotations

from collections.abc import Iterator

from shared.model import day_of
from shared.store import Store
from shared.store.conditions import EVERY_ROW
from shared.store.connection import StorageConnection
from shared.store.keys import parse_day_table


def rows(connection_string: str, *, but: str | None = None) -> str:
    """Every row of every table, save for the table *but*."""
    connection = StorageConnection.from_environ({"AzureWebJobsStorage": connection_string})
    try:
        service = connection.table_service()
        return "\n".join(
            f"{table.name} {dict(row)}"
            for table in service.list_tables()
            if table.name != but
            for row in service.get_table_client(table.name).list_entities()
        )
    finally:
        connection.close()


def half_written(connection_string: str) -> list[str]:
    """What a write that broke off would have left behind, reading every row through the store."""
    connection = StorageConnection.from_environ({"AzureWebJobsStorage": connection_string})
    store = Store(connection)
    try:
        return [*_events_without_deliveries(store), *_rows_that_belong_to_nothing(store)]
    finally:
        store.close()


def _events_without_deliveries(store: Store) -> Iterator[str]:
    for table in store.storage.tables():
        parsed = parse_day_table(table)
        if parsed is None or parsed[0] != "events":
            continue
        for row in store.storage.table(table).query(EVERY_ROW):
            event = store.events.get(day_of(int(row["received_ms"])), row["RowKey"])
            assert event is not None
            for uid in event.targets:
                if store.records.get(event.delivery_key(uid)) is None:
                    yield f"event {event.event_id} was not fanned out to {uid}"


def _rows_that_belong_to_nothing(store: Store) -> Iterator[str]:
    known = {webhook.uid for webhook in store.webhooks.every()}
    snapshot = store.health.snapshot()
    for health in snapshot.webhooks:
        if health.uid not in known:
            yield f"health of {health.uid}, which is no webhook"
    in_trouble = {health.uid for health in snapshot.webhooks}
    for row in store.storage.table("pending").query(EVERY_ROW):
        if row["PartitionKey"] not in in_trouble:
            yield f"waiting for {row['PartitionKey']}, of which there is no health"
    for uid in known:
        for waiting in store.pending.oldest(uid, most=1000):
            delivery = store.records.get(waiting.key)
            if delivery is None or delivery.ended:
                yield f"waiting {waiting.key}, which is no delivery, or ended"
