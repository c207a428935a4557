"""Rows of ``webhooks``: the subscriptions. They are few and small, and in one partition."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from shared.model import Webhook
from shared.store import keys, versions
from shared.store.conditions import partition
from shared.store.table import Row, Table

_PARTITION = "webhook"
_VERSION = 1

_IN_JSON: Mapping[str, Callable[[Any], Any]] = {"event_types": tuple, "previous_secrets": dict}
"""The properties that are JSON, and what makes a field of the parsed value."""

_FIELDS = tuple(name for name in Webhook.__slots__ if name != "etag")


class WebhookStore:
    """The table ``webhooks``; a row key is made of a webhook's id by `keys.webhook_key`."""

    def __init__(self, table: Table) -> None:
        self._table = table

    def insert(self, webhook: Webhook) -> bool:
        """Store a new webhook; False if its id is taken."""
        return self._table.insert(_to_row(webhook)) is not None

    def get(self, webhook_id: str) -> Webhook | None:
        """Read the webhook of this id, however often it is percent-encoded."""
        row = self._table.get(_PARTITION, keys.webhook_key(webhook_id))
        return None if row is None else _from_row(row)

    def change(self, webhook: Webhook) -> bool:
        """Replace the row; False if it has changed since *webhook* was read."""
        return self._table.replace(_to_row(webhook), etag=webhook.etag) is not None

    def delete(self, webhook: Webhook) -> bool:
        """Delete the row; False if it has changed since *webhook* was read."""
        key = keys.webhook_key(webhook.webhook_id)
        return self._table.delete(_PARTITION, key, etag=webhook.etag)

    def every(self) -> Iterator[Webhook]:
        """Read all webhooks, in the order of their row keys."""
        rows = self._table.query(partition(_PARTITION))
        return (_from_row(row) for row in rows)


def _to_row(webhook: Webhook) -> dict[str, Any]:
    row: dict[str, Any] = {
        "PartitionKey": _PARTITION,
        "RowKey": keys.webhook_key(webhook.webhook_id),
        **versions.stamp(_VERSION),
    }
    for name in _FIELDS:
        value = getattr(webhook, name)
        row[name] = json.dumps(value) if name in _IN_JSON else value
    return row


def _from_row(row: Row) -> Webhook:
    versions.check(row, _VERSION)
    values = {name: row[name] for name in _FIELDS if name in row}
    for name, made_of in _IN_JSON.items():
        if name in values:
            values[name] = made_of(json.loads(values[name]))
    return Webhook(**values, etag=row.etag)
