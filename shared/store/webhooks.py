"""Rows of ``webhooks``: the subscriptions, in one partition, and what is kept of deleted ones."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from shared.model import DeletedWebhook, Webhook
from shared.store import keys, versions
from shared.store.conditions import equal, partition
from shared.store.table import Row, Table

_PARTITION = "webhook"
_DELETED = "deleted"
_DELETED_VERSION = 1

_VERSION = 2
"""Since 2 there may be a filter, which must not be ignored; a row without one is written as 1."""

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

    def keep_deleted(self, webhook: Webhook, at: float) -> None:
        """Store, by uid, that *webhook* was deleted at the time *at*."""
        self._table.upsert(
            {
                "PartitionKey": _DELETED,
                "RowKey": webhook.uid,
                "webhook_id": webhook.webhook_id,
                "key": keys.webhook_key(webhook.webhook_id),
                "deleted_at": at,
                **versions.stamp(_DELETED_VERSION),
            }
        )

    def deleted(self, webhook_id: str) -> DeletedWebhook | None:
        """Read the webhook of this id that was deleted last; None where there is none."""
        key = equal("key", keys.webhook_key(webhook_id))
        found = map(_to_deleted, self._table.query(partition(_DELETED) & key))
        return max(found, key=lambda webhook: webhook.deleted_at, default=None)

    def every_deleted(self) -> Iterator[DeletedWebhook]:
        """Read what is kept of every deleted webhook."""
        return map(_to_deleted, self._table.query(partition(_DELETED)))

    def forget_deleted(self, webhook: DeletedWebhook) -> None:
        """Delete what is kept of a deleted webhook."""
        self._table.delete(_DELETED, webhook.uid)


def _to_deleted(row: Row) -> DeletedWebhook:
    versions.check(row, _DELETED_VERSION)
    return DeletedWebhook(row["webhook_id"], row["RowKey"], row["deleted_at"])


def _to_row(webhook: Webhook) -> dict[str, Any]:
    row: dict[str, Any] = {
        "PartitionKey": _PARTITION,
        "RowKey": keys.webhook_key(webhook.webhook_id),
        **versions.stamp(_VERSION if webhook.filter else 1),
    }
    for name in _FIELDS:
        value = getattr(webhook, name)
        row[name] = json.dumps(value) if name in _IN_JSON else value
    if not webhook.filter:
        del row["filter"]
    return row


def _from_row(row: Row) -> Webhook:
    versions.check(row, _VERSION)
    values = {name: row[name] for name in _FIELDS if name in row}
    for name, made_of in _IN_JSON.items():
        if name in values:
            values[name] = made_of(json.loads(values[name]))
    return Webhook(**values, etag=row.etag)
