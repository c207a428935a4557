"""The tables of each day are created and dropped; expired secrets are erased."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from shared.api import webhooks
from shared.api.http import Request
from shared.errors import NotFound
from tests.support.accounts import Account
from tests.support.in_process import NOON, InProcess, in_process
from tests.support.receiver import Receiver

DAY = 86400.0


def day_tables(relay: InProcess) -> set[str]:
    names = relay.store.storage.tables()
    return {name for name in names if name.startswith(("events", "deliveries"))}


def tables_of(*days: datetime) -> set[str]:
    return {f"{kind}{day:%Y%m%d}" for kind in ("events", "deliveries") for day in days}


class TestTables:
    def test_todays_and_tomorrows_are_made(self, relay: InProcess) -> None:
        relay.tick(0)

        assert day_tables(relay) == tables_of(NOON, NOON + timedelta(days=1))

    def test_are_dropped_whole_when_they_have_had_their_time(
        self, account: Account, receiver: Receiver
    ) -> None:
        with in_process(
            account, RETENTION_DAYS="3", DELETE_UNDELIVERABLE_WEBHOOKS_AFTER_HOURS="24"
        ) as relay:
            webhook = relay.subscribe(receiver.url)
            [event_id] = relay.post_pings(1)
            relay.pump()
            relay.tick(0)
            for day in range(1, 4):
                relay.tick(DAY)
                assert relay.states(webhook, [event_id]) == ["delivered"], day

            relay.tick(DAY)

            assert day_tables(relay) == tables_of(
                *(NOON + timedelta(days=days) for days in range(1, 6))
            )
            with pytest.raises(NotFound):
                relay.relay.history.event(event_id)

    def test_outlast_expiry_however_short_retention_is(
        self, account: Account, receiver: Receiver
    ) -> None:
        """What may still be delivered must still be there."""
        with in_process(
            account, RETENTION_DAYS="1", DELETE_UNDELIVERABLE_WEBHOOKS_AFTER_HOURS="120"
        ) as relay:
            receiver.answer = 500
            webhook = relay.subscribe(receiver.url)
            [event_id] = relay.post_pings(1)
            relay.pump()
            for _ in range(4):
                relay.round(DAY)
            receiver.answer = 200

            relay.round()

            assert relay.states(webhook, [event_id]) == ["delivered"]

    def test_of_other_names_are_left_alone(self, relay: InProcess) -> None:
        storage = relay.store.storage
        others = {
            "eventsOld",
            "deliveries2030",
            "other20200101",
            "events20200101x",
            "events20209999",
        }
        for name in others:
            storage.table(name).create()
        storage.table("events20200101").create()

        relay.tick(0)

        names = set(storage.tables())
        assert others <= names
        assert "events20200101" not in names

    def test_an_event_whose_row_is_gone_is_dropped_without_an_error(
        self, account: Account, receiver: Receiver, caplog: pytest.LogCaptureFixture
    ) -> None:
        """Without an expiry retention ends what waits; there is no record left to say so."""
        with in_process(
            account, DELETE_UNDELIVERABLE_WEBHOOKS_AFTER_HOURS="0", RETENTION_DAYS="1"
        ) as relay:
            receiver.answer = 500
            webhook = relay.subscribe(receiver.url)
            [event_id] = relay.post_pings(1)
            relay.pump()
            receiver.clear()

            relay.round(3 * DAY)
            relay.round()
            relay.round()

            assert receiver.requests == []
            assert relay.waiting(webhook) == []
            assert relay.health(webhook) is None
            lines = [json.loads(record.message) for record in caplog.records]
            [dropped] = [line for line in lines if line["event"] == "dropped"]
            assert (dropped["event_id"], dropped["reason"]) == (event_id, "expired")
            assert dropped["webhook_id"] == webhook.webhook_id


class TestSecrets:
    def test_a_rotated_secret_is_erased_when_its_time_is_over(
        self, relay: InProcess, receiver: Receiver
    ) -> None:
        webhook = relay.subscribe(receiver.url, secret_token="old secret")
        body = json.dumps({"secret_token": "new secret", "grace_period_hours": 2}).encode()
        path = {"webhook_id": webhook.webhook_id}
        webhooks.rotate_secret(relay.relay, Request("POST", path, {}, {}, body))
        relay.tick()
        kept = relay.relay.webhooks.get(webhook.webhook_id)
        assert "old secret" in str(kept.previous_secrets)

        relay.tick(3 * 3600)

        erased = relay.relay.webhooks.get(webhook.webhook_id)
        assert erased == replace(kept, previous_secrets={}, etag=erased.etag)
