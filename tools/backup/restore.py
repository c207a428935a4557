"""Which webhooks a restore creates and changes, and how it writes them.

A webhook is found again by its id. It keeps the uid that it has in this storage account, or gets a
new one, so that it never inherits deliveries of a webhook that was deleted here.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any
from uuid import uuid4

from shared import optimistic
from shared.crypto.encryption import Encryption
from shared.errors import InvalidInput
from shared.model import Webhook
from shared.store.webhooks import WebhookStore
from shared.webhooks.custom_headers import check_headers
from shared.webhooks.secrets import without_expired

_NOT_COMPARED = frozenset({"webhook_id", "uid", "etag", "created_at"})
_FIELDS = tuple(name for name in Webhook.__slots__ if name not in _NOT_COMPARED)


class Outcome(StrEnum):
    CREATED = "created"
    CHANGED = "changed"
    SKIPPED = "skipped"


@dataclass(frozen=True, slots=True)
class Result:
    """What became of what the file has under a name; *fields* are those that differ."""

    name: str
    outcome: Outcome
    fields: tuple[str, ...] = ()


class Restore:
    """Makes the webhooks of a storage account what a backup says. Deletes none."""

    def __init__(self, rows: WebhookStore, encryption: Encryption, *, now: float) -> None:
        self._rows = rows
        self._encryption = encryption
        self._now = now

    def unreadable(self, webhooks: Sequence[Webhook]) -> Iterator[str]:
        """Yield a fault for each secret that SECRETS_KEY does not decrypt, by its place."""
        for index, webhook in enumerate(webhooks):
            place = f"webhooks[{index}]"
            if webhook.secret and self._encryption.decrypt_if_readable(webhook.secret) is None:
                yield f"{place}.secret: cannot be decrypted with SECRETS_KEY"
            for number, secret in enumerate(webhook.previous_secrets):
                if self._encryption.decrypt_if_readable(secret) is None:
                    yield (
                        f"{place}.previous_secrets[{number}].secret: cannot be decrypted with "
                        "SECRETS_KEY"
                    )
            if webhook.headers and not self._has_sound_headers(webhook):
                yield f"{place}.headers: cannot be decrypted with SECRETS_KEY, or are no headers"

    def plan(self, webhook: Webhook) -> Result:
        """Return what `apply` would do now. Writes nothing."""
        wanted = without_expired(webhook, self._now)
        return self._compare(self._rows.get(webhook.webhook_id), wanted)

    def apply(self, webhook: Webhook) -> Result:
        """Create or change the webhook; skip it if nothing differs. Raises Contention."""
        wanted = without_expired(webhook, self._now)

        def read() -> tuple[Webhook | None, Result]:
            stored = self._rows.get(wanted.webhook_id)
            return stored, self._compare(stored, wanted)

        def write(found: tuple[Webhook | None, Result]) -> bool:
            stored, result = found
            if result.outcome is Outcome.SKIPPED:
                return True
            if stored is None:
                return self._rows.insert(replace(wanted, uid=uuid4().hex))
            return self._rows.change(
                replace(
                    wanted,
                    webhook_id=stored.webhook_id,
                    uid=stored.uid,
                    created_at=stored.created_at,
                    etag=stored.etag,
                )
            )

        return optimistic.update(read, write)[1]

    def _compare(self, stored: Webhook | None, wanted: Webhook) -> Result:
        if stored is None:
            return Result(wanted.webhook_id, Outcome.CREATED)
        before = self._comparable(without_expired(stored, self._now))
        after = self._comparable(wanted)
        fields = tuple(name for name in _FIELDS if before[name] != after[name])
        outcome = Outcome.CHANGED if fields else Outcome.SKIPPED
        return Result(wanted.webhook_id, outcome, fields)

    def _comparable(self, webhook: Webhook) -> Mapping[str, Any]:
        """Return the fields with secrets in plain text: encrypted, they differ each time."""
        values = {name: getattr(webhook, name) for name in _FIELDS}
        values["secret"] = self._plain_or_same(webhook.secret)
        values["headers"] = self._plain_or_same(webhook.headers)
        values["previous_secrets"] = [
            (self._plain_or_same(secret), until)
            for secret, until in webhook.previous_secrets.items()
        ]
        return values

    def _has_sound_headers(self, webhook: Webhook) -> bool:
        plain = self._encryption.decrypt_if_readable(webhook.headers)
        try:
            return plain is not None and bool(check_headers(json.loads(plain)))
        except (ValueError, InvalidInput, AttributeError, TypeError):
            return False

    def _plain_or_same(self, stored: str) -> str:
        plain = self._encryption.decrypt_if_readable(stored) if stored else None
        return stored if plain is None else plain
