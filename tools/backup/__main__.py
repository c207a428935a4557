"""``python -m tools.backup``: save the subscriptions to a file, or restore them from one.

Storage is that of ``AzureWebJobsStorage`` (all forms that the app reads), ``SECRETS_KEY`` that of
the relay. docs/operate.md says when and how.
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections import Counter
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from azure.core.exceptions import ClientAuthenticationError

from shared import log
from shared.crypto.encryption import Encryption, UnreadableSecret
from shared.model import Webhook
from shared.optimistic import Contention
from shared.settings import SettingsError
from shared.store import NewerRow, StorageFault, Store
from shared.store.connection import StorageConnection
from shared.webhooks.secrets import WebhookSecrets, without_expired
from tools.backup import document
from tools.backup.document import BadBackup
from tools.backup.event_types import EventTypeRestore
from tools.backup.restore import Outcome, Restore, Result

_FAULTS = (
    *(SettingsError, StorageFault, NewerRow, Contention, ClientAuthenticationError),
    *(OSError, UnicodeDecodeError),
)


def main(arguments: Sequence[str] | None = None) -> int:
    options = _parser().parse_args(arguments)
    try:
        encryption = Encryption(os.environ.get("SECRETS_KEY", "").strip() or None, allow_plain=True)
        store = Store(StorageConnection.from_environ(os.environ))
        try:
            if options.command == "export":
                return _export(store, encryption, options.file)
            return _import(store, encryption, options)
        finally:
            store.close()
    except BadBackup as error:
        print(*error.faults, sep="\n", file=sys.stderr)
        print("Nothing was written.", file=sys.stderr)
    except _FAULTS as error:
        print(f"{type(error).__name__}: {error}", file=sys.stderr)
    return 1


def _export(store: Store, encryption: Encryption, file: Path) -> int:
    stored = sorted(store.webhooks.every(), key=lambda webhook: webhook.created_at)
    own = list(store.event_types.every())
    encrypted = [_encrypted(webhook, encryption) for webhook in stored]
    text = document.to_text(encrypted, time.time(), own)
    # It has URLs with their queries, so only its owner may read it.
    descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as output:
        output.write(text)
    types = f" and {len(own)} event types" if own else ""
    print(f"{len(stored)} webhooks{types} saved to {file}")
    return 0


def _encrypted(webhook: Webhook, encryption: Encryption) -> Webhook:
    """Return *webhook* encrypted under the first key; as it is, if there is none or it is lost."""
    now = time.time()
    try:
        return WebhookSecrets(encryption, clock=time.time).tidied(webhook, now)
    except UnreadableSecret:
        return without_expired(webhook, now)


def _import(store: Store, encryption: Encryption, options: argparse.Namespace) -> int:
    event_types, webhooks = document.from_text(options.file.read_text(encoding="utf-8"))
    restore_types = EventTypeRestore(store.event_types)
    restore = Restore(store.webhooks, encryption, now=time.time())
    faults = list(restore.unreadable(webhooks))
    if faults and not options.keep_unreadable:
        raise BadBackup(faults)
    # All rows are read before the first is written: one of a later release stops the import here.
    planned = [restore_types.plan(one) for one in event_types]
    planned += [restore.plan(webhook) for webhook in webhooks]
    if options.dry_run:
        _report(planned)
        print("Nothing was written: this was a dry run.")
        return 0
    results = []
    changes = [partial(restore_types.apply, one) for one in event_types]
    for change in [*changes, *(partial(restore.apply, webhook) for webhook in webhooks)]:
        results.append(change())
        _report_one(results[-1])
    _report_sum(results)
    return 0


def _report(results: Sequence[Result]) -> None:
    for result in results:
        _report_one(result)
    _report_sum(results)


def _report_one(result: Result) -> None:
    what = f": {', '.join(result.fields)}" if result.fields else ""
    print(f"{result.outcome} {log.without_query(result.name)}{what}", flush=True)


def _report_sum(results: Sequence[Result]) -> None:
    counts = Counter(result.outcome for result in results)
    print(", ".join(f"{counts[outcome]} {outcome}" for outcome in Outcome))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m tools.backup",
        description="Save the subscriptions of a relay to a file, or restore them from one.",
    )
    commands = parser.add_subparsers(dest="command", required=True)
    export = commands.add_parser("export", help="write all webhooks to a new file")
    export.add_argument("file", type=Path)
    restore = commands.add_parser("import", help="create and change the webhooks of a file")
    restore.add_argument("file", type=Path)
    restore.add_argument("--dry-run", action="store_true", help="only say what would be done")
    restore.add_argument(
        "--keep-unreadable",
        action="store_true",
        help="restore webhooks whose secrets SECRETS_KEY does not decrypt, too: their deliveries "
        "wait until they get new ones",
    )
    return parser


if __name__ == "__main__":
    sys.exit(main())
