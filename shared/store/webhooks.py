"""Rows of ``webhooks``: the subscriptions, one partition, few and small."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from shared.model import Webhook
from shared.store import keys
from shared.store.conditions import partition
from shared.store.table import Row, Table

_PARTITION = "webhook"


_IN_JSON: Mapping[str, Callable[[Any], Any]] = {"event_types": tuple, "previous_secrets": dict}
_FIELDS = tuple(name for name in Webhook.__slots__ if name != "etag")


class WebhookStore:
    def __init__(self, table: Table) -> None:
        self._table = table

    def insert(self, webhook: Webhook) -> bool:
        """Store a new one; False when its id is taken."""
        return self._table.insert(_to_row(webhook)) is not None

    def get(self, webhook_id: str) -> Webhook | None:
        row = self._table.get(_PARTITION, keys.webhook_key(webhook_id))
        return None if row is None else _from_row(row)

    def change(self, webhook: Webhook) -> bool:
        """Store *webhook* if it has not changed since it was read."""
        return self._table.replace(_to_row(webhook), etag=webhook.etag) is not None

    def delete(self, webhook: Webhook) -> bool:
        """Delete it if it has not changed since it was read."""
        key = keys.webhook_key(webhook.webhook_id)
        return self._table.delete(_PARTITION, key, etag=webhook.etag)

    def every(self) -> Iterator[Webhook]:
        rows = self._table.query(partition(_PARTITION))
        return (_from_row(row) for row in rows)


def _to_row(webhook: Webhook) -> dict[str, Any]:
    row: dict[str, Any] = {
        "PartitionKey": _PARTITION,
        "RowKey": keys.webhook_key(webhook.webhook_id),
    }
    for name in _FIELDS:
        value = getattr(webhook, name)
        row[name] = json.dumps(value) if name in _IN_JSON else value
    return row


def _from_row(row: Row) -> Webhook:
    values = {name: row[name] for name in _FIELDS if name in row}
    for name, made_of in _IN_JSON.items():
        if name in values:
            values[name] = made_of(json.loads(values[name]))
    return Webhook(**values, etag=row.etag)
