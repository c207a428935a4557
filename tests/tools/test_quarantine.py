"""What the relay could not read is listed, and put back by a release that reads it."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from shared.store import Store
from shared.store.connection import StorageConnection
from shared.store.messages import AttemptMessage, MessageKind
from tests.support.client import LOCAL_SETTINGS, Client, ping_event
from tests.support.relay import ROOT, RelayProcess
from tests.support.rows import stored_event
from tests.support.subscribers import subscribing

pytestmark = pytest.mark.slow


def quarantine(account: str, command: str) -> list[str]:
    done = subprocess.run(
        [sys.executable, "-m", "tools.quarantine", command],
        env={**os.environ, "AzureWebJobsStorage": account},
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


def test_only_what_is_readable_is_put_back(storage_account: str) -> None:
    assert quarantine(storage_account, "put-back") == ["no messages"]

    with (
        RelayProcess(storage_account, LOCAL_SETTINGS) as relay,
        subscribing(Client(relay)) as subscribe,
    ):
        store = Store(StorageConnection.from_environ({"AzureWebJobsStorage": storage_account}))
        subscriber, event = subscribe("ping"), ping_event()
        [webhook] = store.webhooks.every()
        stored = stored_event(event, webhook.uid)
        store.events.insert(stored)
        store.records.insert(stored.delivery_key(webhook.uid), "ping")
        readable = AttemptMessage.for_event(MessageKind.FIRST, stored, webhook.uid).encode()
        later = readable.replace('{"v": 1', '{"v": 9', 1)
        for text in ("no message of ours", readable, later):
            store.quarantine.send(text)

        listed = quarantine(storage_account, "list")

        assert sorted(line.split(" ", 2)[2] for line in listed[:-1]) == [
            "readable",
            "unreadable: JSONDecodeError: Expecting value: line 1 column 1 (char 0)",
            "unreadable: UnreadableMessage: version 9",
        ]
        assert store.quarantine.length() == 3
        assert quarantine(storage_account, "put-back")[-1] == "2 unreadable, 1 put back"
        subscriber.wait_for_state(event["event_id"], "delivered", tick=True)
        assert len(subscriber.receiver.requests) == 1
        assert quarantine(storage_account, "put-back")[-1] == "2 unreadable"
        store.close()
