"""``python -m tools.quarantine``: list what the relay could not read, or put it back.

Storage is that of ``AzureWebJobsStorage``, in all forms that the app reads. A message is put back
on ``deliveries`` if the code of this checkout can read it: check out the release that runs.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections import Counter
from collections.abc import Sequence

from azure.core.exceptions import AzureError, ResourceNotFoundError
from azure.storage.queue import QueueMessage

from shared.settings import SettingsError
from shared.store import StorageFault, Store
from shared.store.connection import StorageConnection
from shared.store.messages import UnreadableMessage, decode

_HIDDEN = 60
"""Seconds for which a message is hidden from other commands while this one looks at it."""


def main(arguments: Sequence[str] | None = None) -> int:
    options = _parser().parse_args(arguments)
    try:
        connection = StorageConnection.from_environ(os.environ)
        store = Store(connection)
        try:
            return _go_through(connection, store, put_back=options.command == "put-back")
        finally:
            store.close()
    except (SettingsError, StorageFault, AzureError) as error:
        print(f"{type(error).__name__}: {error}", file=sys.stderr)
        return 1


def _go_through(connection: StorageConnection, store: Store, *, put_back: bool) -> int:
    quarantine = connection.queue_client(store.quarantine.name)
    counts = Counter[str]()
    try:
        # Each is hidden while the command runs, so that it comes once.
        messages = list(quarantine.receive_messages(visibility_timeout=_HIDDEN))
    except ResourceNotFoundError:
        messages = []
    for message in messages:
        fault = _fault(message)
        if fault is None and put_back:
            # In this order a message can come twice, which the relay recognises, but is never lost.
            store.first_attempts.send(message.content)
            quarantine.delete_message(message)
        else:
            quarantine.update_message(message, visibility_timeout=0)
        outcome = "unreadable" if fault else "put back" if put_back else "readable"
        counts[outcome] += 1
        print(f"{message.inserted_on:%Y-%m-%d %H:%M:%S} {outcome}{f': {fault}' if fault else ''}")
    print(", ".join(f"{number} {outcome}" for outcome, number in counts.items()) or "no messages")
    return 0


def _fault(message: QueueMessage) -> str | None:
    try:
        decode(message.content.encode())
    except UnreadableMessage as error:
        return str(error)
    return None


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m tools.quarantine",
        description="The messages that the relay could not read, in the queue quarantine.",
    )
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("list", help="say of each whether this release can read it, and why not")
    commands.add_parser("put-back", help="put those that it can read on deliveries again")
    return parser


if __name__ == "__main__":
    sys.exit(main())
