"""Messages that the host gave up on, and put into the poison queues."""

from __future__ import annotations

import pytest

from shared.store import Store
from shared.store.messages import AttemptMessage, MessageKind
from tests.support.client import Client, ping_event
from tests.support.relay import RelayProcess
from tests.support.rows import stored_event
from tests.support.subscribers import Subscribe
from tests.support.waiting import wait_until


class TestPoison:
    """What the host has given up trying, and put into the poison queues."""

    @pytest.mark.parametrize("queue", [0, 1], ids=["first-attempts", "retries"])
    def test_is_a_failed_attempt(
        self, client: Client, store: Store, subscribe: Subscribe, queue: int
    ) -> None:
        subscriber, event = subscribe("ping"), ping_event()
        [uid] = [w.uid for w in store.webhooks.every() if w.webhook_id == subscriber.webhook_id]
        stored = stored_event(event, uid)
        store.events.insert(stored)
        store.records.insert(stored.delivery_key(uid), "ping")
        message = AttemptMessage(
            MessageKind.FIRST, stored.delivery_key(uid), "ping", attempt=1, event=stored
        )

        store.poison[queue].send(message.encode())

        delivery = subscriber.wait_for_state(event["event_id"], "delivered", tick=True)
        assert [r.get("error") for r in delivery["results"]] == ["relay_failed", None]
        assert len(subscriber.receiver.requests) == 1

    def test_what_nobody_can_read_is_set_aside(self, relay: RelayProcess, store: Store) -> None:
        before = store.quarantine.length()

        store.poison[0].send("no message of ours")
        store.first_attempts.send('{"v": 1, "kind": "unheard of"}')

        wait_until(lambda: store.quarantine.length() == before + 2)
        assert len(relay.events("quarantined")) == 2
        assert not relay.find("(Failed,")
